import Objects
import CFFmpeg

/// Takes what a muxer writes, front to back, without ever seeking: one `AVIOContext`.
///
/// Not `Sendable`: it belongs to the one stage that writes.
package final class MediaSink {
    /// Takes bytes in order.
    package typealias Sink = (UnsafeRawBufferPointer) throws -> Void

    /// What the muxer is given as its `pb`; it lives as long as this does.
    package let context: UnsafeMutablePointer<AVIOContext>
    private let target: Target

    /// What the C callback reaches: the sink, and the error it threw.
    private final class Target {
        let sink: Sink
        var failure: (any Error)?
        var written: UInt64 = 0
        init(_ sink: @escaping Sink) { self.sink = sink }

        func take(_ bytes: UnsafeRawBufferPointer) throws {
            try sink(bytes)
            written += UInt64(bytes.count)
        }
    }

    /// - Parameters:
    ///   - bufferBytes: how much the muxer gathers before it gives it on, and how far it can go back to fill in a size.
    ///   - operation: what an error calls the work.
    ///   - sink: takes the bytes. What it throws is rethrown by the call that caused it.
    package init(bufferBytes: Int, for operation: String, _ sink: @escaping Sink) throws(FootageError) {
        target = Target(sink)
        guard let buffer = av_malloc(bufferBytes) else { throw .outOfMemory(operation) }
        let made = avio_alloc_context(
            buffer.assumingMemoryBound(to: UInt8.self), Int32(clamping: bufferBytes), 1,
            Unmanaged.passUnretained(target).toOpaque(), nil,
            { opaque, bytes, count in
                guard let opaque, let bytes, count > 0 else { return 0 }
                let target = Unmanaged<Target>.fromOpaque(opaque).takeUnretainedValue()
                guard target.failure == nil else { return proffer_AVERROR_EXTERNAL }
                do {
                    try target.take(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
                    return count
                } catch {
                    target.failure = error
                    return proffer_AVERROR_EXTERNAL
                }
            }, nil)
        guard let made else {
            av_free(buffer)
            throw .outOfMemory(operation)
        }
        context = made
    }

    deinit {
        av_free(context.pointee.buffer)
        var context: UnsafeMutablePointer<AVIOContext>? = context
        avio_context_free(&context)
    }

    /// Bytes the sink has taken so far.
    package var written: UInt64 { target.written }

    /// Gives on what the muxer has gathered.
    package func flush() throws {
        avio_flush(context)
        try rethrow()
    }

    /// Gives bytes on that no muxer made; what one has gathered is to be flushed before.
    package func put(_ bytes: UnsafeRawBufferPointer) throws { try target.take(bytes) }

    /// Throws what the sink threw, or what a muxer's answer stands for.
    package func check(_ code: Int32, _ operation: String) throws {
        try rethrow()
        guard code >= 0 else { throw LibraryLog.failure(operation, code) }
    }

    private func rethrow() throws {
        if let failure = target.failure { throw failure }
    }
}
