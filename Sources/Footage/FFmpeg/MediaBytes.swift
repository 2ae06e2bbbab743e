import CFFmpeg

/// Lends a demuxer the bytes of an object that lies in no file, front to back: one `AVIOContext`.
///
/// Not `Sendable`: it belongs to the ``MediaInput`` that reads it.
final class MediaBytes {
    /// Fills a buffer from a byte offset on and says how far; 0 means the end.
    typealias ReadAt = (UnsafeMutableRawBufferPointer, UInt64) throws -> Int

    /// What the demuxer is given as its `pb`.
    let context: UnsafeMutablePointer<AVIOContext>
    private let source: Source

    private static let bufferBytes = 64 << 10

    /// What the C callback reaches: where to read from, how far that is, and the error that ended it.
    private final class Source {
        let readAt: ReadAt
        var position: UInt64 = 0
        var failure: (any Error)?
        init(_ readAt: @escaping ReadAt) { self.readAt = readAt }
    }

    init(_ readAt: @escaping ReadAt) throws(FootageError) {
        source = Source(readAt)
        guard let buffer = av_malloc(Self.bufferBytes) else { throw .outOfMemory("reading an object back") }
        let context = avio_alloc_context(
            buffer.assumingMemoryBound(to: UInt8.self), Int32(Self.bufferBytes), 0,
            Unmanaged.passUnretained(source).toOpaque(),
            { opaque, bytes, count in
                guard let opaque, let bytes, count > 0 else { return proffer_AVERROR_EXTERNAL }
                let source = Unmanaged<Source>.fromOpaque(opaque).takeUnretainedValue()
                guard source.failure == nil else { return proffer_AVERROR_EXTERNAL }
                do {
                    let buffer = UnsafeMutableRawBufferPointer(start: bytes, count: Int(count))
                    let read = try source.readAt(buffer, source.position)
                    guard read > 0 else { return proffer_AVERROR_EOF }
                    source.position += UInt64(read)
                    return Int32(read)
                } catch {
                    source.failure = error
                    return proffer_AVERROR_EXTERNAL
                }
            }, nil, nil)
        guard let context else {
            av_free(buffer)
            throw .outOfMemory("reading an object back")
        }
        // Nothing may make the demuxer look for an index at the end: it reads what a player would, in order.
        context.pointee.seekable = 0
        self.context = context
    }

    deinit {
        av_free(context.pointee.buffer)
        var context: UnsafeMutablePointer<AVIOContext>? = context
        avio_context_free(&context)
    }

    /// Throws what ended the reading, if something did.
    func rethrow() throws {
        if let failure = source.failure { throw failure }
    }
}
