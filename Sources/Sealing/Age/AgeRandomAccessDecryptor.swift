/// Reads any part of an age file of known size without decrypting what lies before it.
///
/// The last chunk is opened first, so ``plaintextSize`` is authentic and a file cut short is refused before a byte
/// is handed out (age.md, "Payload", on seeking). Not `Sendable`: one owner reads it.
package final class AgeRandomAccessDecryptor {
    /// Fills a buffer from a byte offset of the file as far as it likes and returns how many bytes it wrote;
    /// 0 means that the file ends there.
    package typealias ReadAt = (UnsafeMutableRawBufferPointer, UInt64) throws -> Int

    /// Bytes of content in the file.
    package let plaintextSize: UInt64

    private let readAt: ReadAt
    private let stream: PayloadStream
    private let payloadStart: UInt64
    private let payloadSize: UInt64
    private let sealed: UnsafeMutableRawBufferPointer
    private let opened: UnsafeMutableRawBufferPointer
    /// The chunk that `opened` holds.
    private var openedChunk: (number: UInt64, size: Int)?

    /// Reads the header, finds the file key and authenticates the last chunk.
    ///
    /// - Parameters:
    ///   - identities: tried in order; the first that opens a stanza decides.
    ///   - size: the file's size in bytes.
    ///   - readAt: gives the file's bytes.
    /// - Throws: ``SealingError/ageHeader(_:)``, ``SealingError/ageHeaderMAC``, ``SealingError/ageNoMatch(_:)``,
    ///   ``SealingError/agePayload(_:)``, and whatever `readAt` throws.
    package convenience init(identities: [AgeIdentity], size: UInt64, readAt: @escaping ReadAt) throws {
        var offset: UInt64 = 0
        let source = AgeSource { buffer in
            let wanted = Int(min(UInt64(buffer.count), size - offset))
            guard wanted > 0 else { return 0 }
            let count = try readAt(UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]), offset)
            guard (0...wanted).contains(count) else {
                throw SealingError.misuse("the source of an age file claimed \(count) bytes for \(wanted)")
            }
            offset += UInt64(count)
            return count
        }
        let opening = try PayloadStream.opening(source, identities: identities)
        try self.init(stream: opening.stream, payloadStart: opening.start, size: size, readAt: readAt)
    }

    /// Reads a file whose header is known already.
    init(stream: PayloadStream, payloadStart: UInt64, size: UInt64, readAt: @escaping ReadAt) throws {
        self.stream = stream
        self.payloadStart = payloadStart
        self.readAt = readAt
        guard size >= payloadStart else { throw SealingError.agePayload("it ends early, before its payload") }
        payloadSize = size - payloadStart

        let tagSize = UInt64(ChaCha20Poly1305.tagSize)
        let sealedChunkSize = UInt64(PayloadStream.sealedChunkSize)
        guard payloadSize >= tagSize else {
            throw SealingError.agePayload("it ends early, before its last chunk")
        }
        let lastChunk = (payloadSize - 1) / sealedChunkSize
        let lastSize = payloadSize - lastChunk * sealedChunkSize
        guard lastSize > tagSize || (lastSize == tagSize && lastChunk == 0) else {
            throw SealingError.agePayload("its last chunk is cut short")
        }
        plaintextSize = payloadSize - (lastChunk + 1) * tagSize
        sealed = .allocate(byteCount: PayloadStream.sealedChunkSize, alignment: 64)
        opened = .allocate(byteCount: PayloadStream.chunkSize, alignment: 64)
        // From here on deinit frees the buffers when this throws.
        try open(chunk: lastChunk)
    }

    deinit {
        sealed.deallocate()
        opened.deallocate()
    }

    /// Writes plaintext from byte `offset` on into `buffer` and returns how many bytes: all it holds, or fewer
    /// where the content ends, or 0 at and behind its end.
    ///
    /// - Throws: ``SealingError/agePayload(_:)`` for a damaged chunk, and whatever `readAt` throws. What a
    ///   failing call had written before came out of authentic chunks.
    package func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard offset < plaintextSize else { return 0 }
        let chunkSize = UInt64(PayloadStream.chunkSize)
        let wanted = Int(min(UInt64(buffer.count), plaintextSize - offset))
        var written = 0
        while written < wanted {
            let position = offset + UInt64(written)
            let number = position / chunkSize
            let size = try open(chunk: number)
            let start = Int(position % chunkSize)
            let count = min(wanted - written, size - start)
            UnsafeMutableRawBufferPointer(rebasing: buffer[written...]).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: opened[start..<start + count]))
            written += count
        }
        return written
    }

    @discardableResult
    private func open(chunk number: UInt64) throws -> Int {
        if let openedChunk, openedChunk.number == number { return openedChunk.size }
        openedChunk = nil
        let offset = number * UInt64(PayloadStream.sealedChunkSize)
        let size = Int(min(UInt64(PayloadStream.sealedChunkSize), payloadSize - offset))
        try fill(UnsafeMutableRawBufferPointer(rebasing: sealed[..<size]), at: payloadStart + offset)
        let isLast = offset + UInt64(size) == payloadSize
        let plaintextSize = size - ChaCha20Poly1305.tagSize
        guard
            try stream.open(
                UnsafeRawBufferPointer(rebasing: sealed[..<size]), number: number, isLast: isLast,
                into: UnsafeMutableRawBufferPointer(rebasing: opened[..<plaintextSize]))
        else { throw PayloadStream.damaged(chunk: number) }
        openedChunk = (number, plaintextSize)
        return plaintextSize
    }

    private func fill(_ target: UnsafeMutableRawBufferPointer, at offset: UInt64) throws {
        var filled = 0
        while filled < target.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: target[filled...])
            let count = try readAt(rest, offset + UInt64(filled))
            guard (1...rest.count).contains(count) else {
                throw SealingError.agePayload("it ends early: it is shorter than its size said")
            }
            filled += count
        }
    }
}
