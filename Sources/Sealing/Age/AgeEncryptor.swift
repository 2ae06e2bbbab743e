/// Encrypts one stream into one age file, 64 KiB at a time, without allocating per chunk.
///
/// ```swift
/// let encryptor = try AgeEncryptor(recipients: [try AgeRecipient(string: "age1…")])
/// var output: [UInt8] = []
/// while let block = try next() {
///     try encryptor.update(block, into: &output)
///     try write(output)
///     output.removeAll(keepingCapacity: true)
/// }
/// try encryptor.finish(into: &output)
/// ```
///
/// Not `Sendable`: one owner feeds it. Only ``finish(into:)`` makes a file that opens to its end.
package final class AgeEncryptor {
    /// The header's bytes up to and including the line with its MAC. They are appended to the first output,
    /// followed by the 16-byte payload nonce; this property is for whoever wants to look at them.
    package let header: [UInt8]

    private let nonce: [UInt8]
    private let key: [UInt8]
    private let stream: PayloadStream
    /// The last bytes given, not yet sealed: only what follows tells whether a chunk is the last.
    private let pending: UnsafeMutableRawBufferPointer
    private var pendingCount = 0
    private var chunkNumber: UInt64 = 0
    private var hasEmittedHeader = false
    private var isFinished = false

    /// Makes a file key and wraps it for every recipient.
    ///
    /// - Throws: ``SealingError/misuse(_:)`` for no recipient, for a passphrase beside any other recipient, and
    ///   for hybrid recipients beside others (the file would be only as strong as those).
    package init(recipients: [AgeRecipient]) throws(SealingError) {
        try Self.check(recipients)
        let fileKey = try FileKey()
        var stanzas: [Stanza] = []
        for recipient in recipients { stanzas.append(try recipient.wrap(fileKey)) }
        header = try Header.encode(stanzas, fileKey: fileKey)
        nonce = try SecureRandom.bytes(PayloadStream.nonceSize)
        key = try fileKey.payloadKey(nonce: nonce)
        stream = try PayloadStream(key: key, direction: .seal)
        pending = .allocate(byteCount: PayloadStream.chunkSize, alignment: 64)
    }

    deinit { pending.deallocate() }

    /// Whether a file can be for all of these.
    static func check(_ recipients: [AgeRecipient]) throws(SealingError) {
        guard !recipients.isEmpty else { throw .misuse("an age file needs at least one recipient") }
        var passphrases = 0
        var hybrids = 0
        for recipient in recipients {
            switch recipient {
            case .scrypt: passphrases += 1
            case .hybrid: hybrids += 1
            case .x25519: break
            }
        }
        guard passphrases == 0 || recipients.count == 1 else {
            throw .misuse("a passphrase must be the only recipient of an age file")
        }
        guard hybrids == 0 || hybrids == recipients.count else {
            throw .misuse(
                "post-quantum (age1pq1…) and ordinary (age1…) recipients cannot share a file: it would be only as "
                    + "strong as the ordinary ones")
        }
    }

    /// The exact size of the age file for a plaintext of this many bytes, header included; for sizes below 2⁶³.
    package func ciphertextSize(plaintextSize: UInt64) -> UInt64 {
        let tags = PayloadStream.chunkCount(plaintextSize: plaintextSize) * UInt64(ChaCha20Poly1305.tagSize)
        return UInt64(header.count + nonce.count) + plaintextSize + tags
    }

    /// Encrypts more of the stream and appends what is ready to `output`; up to 64 KiB stay behind.
    ///
    /// - Throws: ``SealingError/misuse(_:)`` after ``finish(into:)``.
    package func update(_ plaintext: UnsafeRawBufferPointer, into output: inout [UInt8]) throws(SealingError)
    {
        guard !isFinished else { throw .misuse("bytes were added to an age file that is already finished") }
        emitHeader(into: &output)
        var rest = plaintext
        if pendingCount > 0 {
            let taken = min(rest.count, PayloadStream.chunkSize - pendingCount)
            hold(UnsafeRawBufferPointer(rebasing: rest[..<taken]))
            rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
            guard !rest.isEmpty else { return }
            try appendChunk(UnsafeRawBufferPointer(pending), isLast: false, into: &output)
            pendingCount = 0
        }
        while rest.count > PayloadStream.chunkSize {
            try appendChunk(
                UnsafeRawBufferPointer(rebasing: rest[..<PayloadStream.chunkSize]), isLast: false,
                into: &output)
            rest = UnsafeRawBufferPointer(rebasing: rest[PayloadStream.chunkSize...])
        }
        hold(rest)
    }

    /// Encrypts more of the stream from an array; see ``update(_:into:)-(UnsafeRawBufferPointer,_)``.
    package func update(_ plaintext: [UInt8], into output: inout [UInt8]) throws(SealingError) {
        let result = plaintext.withUnsafeBytes { bytes in
            Result { () throws(SealingError) in try update(bytes, into: &output) }
        }
        try result.get()
    }

    /// Appends the last chunk. Without it the file does not open to its end.
    ///
    /// - Throws: ``SealingError/misuse(_:)`` when called twice.
    package func finish(into output: inout [UInt8]) throws(SealingError) {
        guard !isFinished else { throw .misuse("an age file was finished twice") }
        isFinished = true
        emitHeader(into: &output)
        try appendChunk(
            UnsafeRawBufferPointer(rebasing: pending[..<pendingCount]), isLast: true, into: &output)
        pendingCount = 0
    }

    /// Reads back what was encrypted here, so that it can be checked as it leaves.
    ///
    /// - Parameters:
    ///   - size: of the finished age file, in bytes.
    ///   - readAt: gives the age file's bytes.
    /// - Throws: ``SealingError/misuse(_:)`` before ``finish(into:)``, ``SealingError/agePayload(_:)`` where the bytes
    ///   are not those written, and whatever `readAt` throws.
    package func reader(
        size: UInt64, readAt: @escaping AgeRandomAccessDecryptor.ReadAt
    ) throws -> AgeRandomAccessDecryptor {
        guard isFinished else { throw SealingError.misuse("an age file was read back before its end") }
        return try AgeRandomAccessDecryptor(
            stream: try PayloadStream(key: key, direction: .open),
            payloadStart: UInt64(header.count + nonce.count),
            size: size, readAt: readAt)
    }

    private func emitHeader(into output: inout [UInt8]) {
        guard !hasEmittedHeader else { return }
        hasEmittedHeader = true
        output += header
        output += nonce
    }

    private func hold(_ bytes: UnsafeRawBufferPointer) {
        guard !bytes.isEmpty else { return }
        UnsafeMutableRawBufferPointer(rebasing: pending[pendingCount...]).copyMemory(from: bytes)
        pendingCount += bytes.count
    }

    private func appendChunk(
        _ chunk: UnsafeRawBufferPointer, isLast: Bool, into output: inout [UInt8]
    ) throws(SealingError) {
        let start = output.count
        output.append(contentsOf: repeatElement(0, count: chunk.count + ChaCha20Poly1305.tagSize))
        let number = chunkNumber
        let stream = stream
        let result = output.withUnsafeMutableBytes { output in
            Result { () throws(SealingError) in
                try stream.seal(
                    chunk, number: number, isLast: isLast,
                    into: UnsafeMutableRawBufferPointer(rebasing: output[start...]))
            }
        }
        try result.get()
        chunkNumber += 1
    }
}
