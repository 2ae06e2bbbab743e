import Desk
import Synchronization

/// Small pictures of cameras, decoded one at a time when a page asks for them, and each once: what was decoded is kept while
/// the person looks, up to a bound.
final class Thumbnails: Sendable {
    /// How wide they are, in pixels.
    static let width = 320

    /// The most pictures that are known, and the most bytes that are kept of them.
    private static let (mostKnown, mostBytes) = (512, 4 << 20)

    private struct Kept {
        var known: [String: CameraPicture] = [:]
        var order: [String] = []
        var files: [String: [UInt8]] = [:]
        var bytes = 0
    }

    private let kept = Mutex(Kept())
    // A picture of a large recording takes much memory while it is decoded, and a page asks for several at once.
    private let decoding = Mutex(())

    /// Makes pictures known, so that a page can show them.
    func know(_ pictures: [CameraPicture]) {
        kept.withLock { kept in
            for picture in pictures where kept.known.updateValue(picture, forKey: picture.key) == nil {
                kept.order.append(picture.key)
            }
            while kept.order.count > Self.mostKnown {
                let oldest = kept.order.removeFirst()
                kept.known[oldest] = nil
                kept.bytes -= kept.files.removeValue(forKey: oldest)?.count ?? 0
            }
        }
    }

    /// Decodes a picture that is not kept, as no other is decoded.
    func alone<Picture: Sendable>(_ decode: () throws -> Picture) rethrows -> Picture {
        try decoding.withLock { _ in try decode() }
    }

    /// The picture of a key as a JPEG file; nil where it is not known, or cannot be decoded. It blocks.
    func file(_ key: String) -> [UInt8]? {
        decoding.withLock { _ in
            let (picture, file) = kept.withLock { ($0.known[key], $0.files[key]) }
            if let file { return file.isEmpty ? nil : file }
            guard let picture else { return nil }
            // What cannot be decoded is not tried again.
            let made = (try? picture.jpeg(width: Self.width)) ?? []
            kept.withLock { kept in
                if kept.bytes + made.count > Self.mostBytes { (kept.files, kept.bytes) = ([:], 0) }
                kept.files[key] = made
                kept.bytes += made.count
            }
            return made.isEmpty ? nil : made
        }
    }
}
