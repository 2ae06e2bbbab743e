import Objects
import Records

/// The C2PA content credentials of an ISO base media file, found by the headers of its top-level boxes alone.
///
/// C2PA Technical Specification, *Embedding manifests into BMFF-based assets*: a `uuid` box with an extended
/// type of its own holds `version` and `flags`, its purpose as text that ends with a zero, and for a manifest
/// store an 8-byte offset and the store, a JUMBF superbox.
struct ContentCredentials {
    /// The extended type d8fec3d6-1b0e-483c-9297-5828877ec481.
    static let extendedType: [UInt8] = [
        0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4, 0x81,
    ]

    /// One box with that type; what a file says of its purpose beyond the known ones is not repeated.
    typealias Box = ProvenanceFacts.Box
    private typealias Purpose = ProvenanceFacts.Box.Purpose

    /// In the order of the file; at least one.
    private(set) var boxes: [Box] = []
    /// The label of the manifest that speaks for the file: the last one of the last store.
    private(set) var activeManifest: String?

    /// A day in fragments of a second has fewer boxes; a file made to keep us busy has more.
    private static let boxLimit = 1 << 18

    /// Looks through a file; nil where it has none.
    init?(in file: SourceBytes) throws(FootageError) {
        var position: UInt64 = 0
        for _ in 0..<Self.boxLimit {
            guard let box = try FileBox(at: position, limit: file.size, in: file) else { break }
            if box.type == FileBox.uuid { try take(box, in: file) }
            position = box.end
        }
        guard !boxes.isEmpty else { return nil }
    }

    private mutating func take(_ box: FileBox, in file: SourceBytes) throws(FootageError) {
        let head = try file.read(at: box.content, count: Int(min(64, box.end - box.content)))
        guard head.starts(with: Self.extendedType) else { return }
        let text = head.dropFirst(Self.extendedType.count + 4).prefix { $0 != 0 }
        let purpose = Purpose(rawValue: String(decoding: text, as: UTF8.self)) ?? .unknown
        boxes.append(Box(offset: box.start, size: box.end - box.start, purpose: purpose))
        switch purpose {
        case .manifest, .original, .update:
            let store = box.content + UInt64(Self.extendedType.count + 4 + text.count + 1 + 8)
            activeManifest = try Self.lastManifest(at: store, limit: box.end, in: file) ?? activeManifest
        case .merkle, .unknown: break
        }
    }

    // MARK: - The manifest store

    /// Manifests of one store that are looked at: an asset edited more often than that is not footage.
    private static let manifestLimit = 1024

    private static func lastManifest(
        at start: UInt64, limit: UInt64, in file: SourceBytes
    ) throws(FootageError) -> String? {
        guard let store = try FileBox(at: start, limit: limit, in: file), store.type == FileBox.jumbfSuperbox
        else { return nil }
        var last: FileBox?
        var position = store.content
        for _ in 0..<manifestLimit {
            guard let box = try FileBox(at: position, limit: store.end, in: file) else { break }
            if box.type == FileBox.jumbfSuperbox { last = box }
            position = box.end
        }
        return try last.flatMap { manifest throws(FootageError) in try label(of: manifest, in: file) }
    }

    /// The label in a superbox's description box (ISO/IEC 19566-5 §A.3): a type of 16 bytes, a byte of
    /// toggles of which the second says that a label follows, and the label up to a zero.
    private static func label(of superbox: FileBox, in file: SourceBytes) throws(FootageError) -> String? {
        guard
            let description = try FileBox(at: superbox.content, limit: superbox.end, in: file),
            description.type == FileBox.jumbfDescription
        else { return nil }
        let length = Int(min(17 + 200, description.end - description.content))
        let bytes = try file.read(at: description.content, count: length)
        guard bytes.count > 17, bytes[16] & 2 != 0 else { return nil }
        let label = String(decoding: bytes.dropFirst(17).prefix { $0 != 0 }, as: UTF8.self)
        // It will be shown to people, and anybody may have written it.
        return ProvenanceFacts.isLabel(label) ? label : nil
    }

    // MARK: - For the record

    /// What the record says of them.
    var facts: ProvenanceFacts {
        let stores = boxes.filter { $0.purpose != .merkle }
        return .contentCredentials(
            .init(
                boxes: Array((stores.isEmpty ? boxes : stores).prefix(ProvenanceFacts.Credentials.limit)),
                boxCount: UInt64(boxes.count), manifest: activeManifest))
    }
}
