import Objects
import CFFmpeg
import Glibc

/// Lends a demuxer all the bytes it ever sees: one `AVIOContext`.
///
/// They are of the one file that was opened and looked at, or lie in no file, or not as the demuxer is to see them.
///
/// Not `Sendable`: it belongs to the ``MediaInput`` that reads it.
package final class MediaBytes {
    /// Fills a buffer from a byte offset on and says how far; 0 means the end.
    package typealias ReadAt = (UnsafeMutableRawBufferPointer, UInt64) throws -> Int

    /// What the demuxer is given as its `pb`.
    let context: UnsafeMutablePointer<AVIOContext>
    private let source: Source

    /// As much as libavformat reads of a file at once: seeking about in an index reads no more than it needs.
    private static let bufferBytes = 32 << 10

    /// What the C callback reaches: where to read from, how far that is, and the error that ended it.
    private final class Source {
        let readAt: ReadAt
        var position: UInt64 = 0
        var failure: (any Error)?
        /// How much there is to go to; nil where nothing can be gone to.
        let size: UInt64?
        init(_ readAt: @escaping ReadAt, size: UInt64?) {
            self.readAt = readAt
            self.size = size
        }

        /// Goes to an offset, or says how large it all is.
        func seek(_ offset: Int64, _ whence: Int32) -> Int64 {
            guard let size = size.map({ Int64(clamping: $0) }) else { return -1 }
            let base: Int64
            switch whence & ~AVSEEK_FORCE {
            case AVSEEK_SIZE: return size
            case SEEK_SET: base = 0
            case SEEK_CUR: base = Int64(clamping: position)
            case SEEK_END: base = size
            default: return Int64(-EINVAL)
            }
            let (goal, overflow) = base.addingReportingOverflow(offset)
            guard !overflow, goal >= 0 else { return Int64(-EINVAL) }
            position = UInt64(goal)
            return goal
        }
    }

    /// Bytes that are read once, from front to back.
    convenience init(_ readAt: @escaping ReadAt) throws(FootageError) {
        try self.init(Source(readAt, size: nil))
    }

    /// A file as it is.
    convenience init(_ file: SourceFile) throws(FootageError) {
        try self.init(Source({ try file.read(at: $1, into: $0) }, size: file.size))
    }

    /// A file with a shorter `moov` in the place of its own.
    convenience init(_ file: SourceBytes, with movie: ThinnedMovie) throws(FootageError) {
        try self.init(Source({ try movie.read(file, at: $1, into: $0) }, size: file.size))
    }

    private init(_ source: Source) throws(FootageError) {
        self.source = source
        guard let buffer = av_malloc(Self.bufferBytes) else { throw .outOfMemory("reading a recording") }
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
            }, nil,
            source.size == nil
                ? nil
                : { opaque, offset, whence in
                    guard let opaque else { return Int64(proffer_AVERROR_EXTERNAL) }
                    return Unmanaged<Source>.fromOpaque(opaque).takeUnretainedValue().seek(offset, whence)
                })
        guard let context else {
            av_free(buffer)
            throw .outOfMemory("reading a recording")
        }
        // Nothing may make the demuxer look for an index at the end of an object: it reads what a player would, in
        // order.
        if source.size == nil { context.pointee.seekable = 0 }
        self.context = context
    }

    deinit {
        av_free(context.pointee.buffer)
        var context: UnsafeMutablePointer<AVIOContext>? = context
        avio_context_free(&context)
    }

    /// What ended the reading, if something did.
    var failure: (any Error)? { source.failure }

    /// Throws what ended the reading, if something did.
    func rethrow() throws {
        if let failure = source.failure { throw failure }
    }
}
