/// Decrypts an age file as a stream, and never hands out a byte that was not authenticated.
///
/// The binary form only; for armored text see ``Age/decrypt(_:with:)``. Not `Sendable`: one owner reads it.
package final class AgeDecryptor {
    /// Fills a buffer as far as it likes and returns how many bytes it wrote; 0 means the end of the file.
    package typealias Source = (UnsafeMutableRawBufferPointer) throws -> Int

    /// Whom the file is for, as far as its file key shows.
    package let header: OpenedHeader
    /// Which of them the identity is that opened it, by the order of the header, from 0; nil where none did, as the file key
    /// was handed over.
    package let recipientPlace: Int?

    private let source: AgeSource
    private let stream: PayloadStream
    private let sealed: UnsafeMutableRawBufferPointer
    private let opened: UnsafeMutableRawBufferPointer
    private var ready: Range<Int> = 0..<0
    private var chunkNumber: UInt64 = 0
    private var state = State.chunks

    private enum State {
        case chunks
        /// The last chunk was opened; nothing may follow it.
        case lastChunkOpened
        case ended
        case failed(any Error)
    }

    /// Reads the header and finds the file key.
    ///
    /// - Parameters:
    ///   - identities: tried in order; the first that opens a stanza decides.
    ///   - place: which recipient to try, where a file for the same ones was opened before: each costs an exchange of
    ///     keys. Nil tries all.
    ///   - source: gives the file's bytes in order.
    /// - Throws: ``SealingError/ageHeader(_:)``, ``SealingError/ageHeaderMAC``,
    ///   ``SealingError/ageNoMatch(_:)``, and whatever `source` throws.
    package init(
        identities: [AgeIdentity], at place: Int? = nil, source: @escaping Source
    ) throws {
        self.source = AgeSource(read: source)
        let opening = try PayloadStream.opening(self.source, identities: identities, at: place)
        (stream, header, recipientPlace) = (opening.stream, opening.header, opening.place)
        sealed = .allocate(byteCount: PayloadStream.sealedChunkSize, alignment: 64)
        opened = .allocate(byteCount: PayloadStream.chunkSize, alignment: 64)
    }

    /// Opens a file by a file key that somebody else handed over.
    ///
    /// The key is held against the file's own header: ChaCha20-Poly1305 does not bind a text to its key, so that one payload
    /// could be made that opens to two contents under two keys; the MAC of the header, HMAC-SHA-256 under a key derived from
    /// the file key, does.
    ///
    /// - Throws: ``SealingError/ageOtherKey`` where the key is not this file's, and as ``init(identities:at:source:)``.
    package init(key: HandedKey, source: @escaping Source) throws {
        self.source = AgeSource(read: source)
        let header = try Header.parse(self.source)
        do { try header.verifyMAC(with: key.fileKey) } catch SealingError.ageHeaderMAC {
            throw SealingError.ageOtherKey
        }
        stream = try PayloadStream.reading(self.source, fileKey: key.fileKey)
        self.header = OpenedHeader(header, key.fileKey)
        recipientPlace = nil
        sealed = .allocate(byteCount: PayloadStream.sealedChunkSize, alignment: 64)
        opened = .allocate(byteCount: PayloadStream.chunkSize, alignment: 64)
    }

    deinit {
        sealed.deallocate()
        opened.deallocate()
    }

    /// Writes the next plaintext bytes into `buffer`, which must not be empty, and returns how many.
    ///
    /// 0 is returned only once the last chunk was authenticated and the source ended exactly behind it, so
    /// whoever reads to 0 has the whole file. After an error every further call throws the same error.
    ///
    /// - Throws: ``SealingError/agePayload(_:)``, and whatever the source throws.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard !buffer.isEmpty else { throw SealingError.misuse("an age file was read into an empty buffer") }
        if ready.isEmpty {
            do { try openNext() } catch {
                state = .failed(error)
                throw error
            }
        }
        let count = min(buffer.count, ready.count)
        buffer.copyMemory(
            from: UnsafeRawBufferPointer(rebasing: opened[ready.lowerBound..<ready.lowerBound + count]))
        ready = ready.lowerBound + count..<ready.upperBound
        return count
    }

    private func openNext() throws {
        switch state {
        case .failed(let error): throw error
        case .ended: return
        case .lastChunkOpened: try expectEnd()
        case .chunks: try openChunk()
        }
    }

    private func expectEnd() throws {
        guard try source.fill(UnsafeMutableRawBufferPointer(rebasing: sealed[..<1])) == 0 else {
            throw SealingError.agePayload("something was added behind its last chunk")
        }
        state = .ended
    }

    private func openChunk() throws {
        let count = try source.fill(sealed)
        let chunk = UnsafeRawBufferPointer(rebasing: sealed[..<count])
        guard count >= ChaCha20Poly1305.tagSize else {
            throw SealingError.agePayload("it ends early, before its last chunk")
        }
        let size = count - ChaCha20Poly1305.tagSize
        let target = UnsafeMutableRawBufferPointer(rebasing: opened[..<size])
        // A full chunk is tried as an inner one first: that is what nearly all of them are.
        let isFull = count == sealed.count
        if isFull, try stream.open(chunk, number: chunkNumber, isLast: false, into: target) {
            ready = 0..<size
            chunkNumber += 1
            return
        }
        guard try stream.open(chunk, number: chunkNumber, isLast: true, into: target) else {
            throw PayloadStream.damaged(chunk: chunkNumber)
        }
        guard size > 0 || chunkNumber == 0 else {
            throw SealingError.agePayload("its last chunk is empty though others stand before it")
        }
        ready = 0..<size
        state = .lastChunkOpened
        if size == 0 { try expectEnd() }
    }
}

extension PayloadStream {
    /// Reads header and nonce from `source` and makes the stream that opens what follows.
    ///
    /// - Parameter place: of the only recipient to try; nil tries all.
    /// - Returns: the stream, where in the file its first chunk starts, the header, and which of its stanzas was opened.
    static func opening(
        _ source: AgeSource, identities: [AgeIdentity], at place: Int? = nil
    ) throws -> (stream: PayloadStream, start: UInt64, header: OpenedHeader, place: Int) {
        let header = try Header.parse(source)
        let (fileKey, opened) = try AgeIdentity.fileKey(of: header, with: identities, at: place)
        let stream = try reading(source, fileKey: fileKey)
        return (stream, source.consumed, OpenedHeader(header, fileKey), opened)
    }

    /// Reads the nonce behind the header and makes the stream that opens what follows.
    static func reading(_ source: AgeSource, fileKey: FileKey) throws -> PayloadStream {
        var nonce = [UInt8](repeating: 0, count: nonceSize)
        guard try nonce.withUnsafeMutableBytes({ try source.fill($0) }) == nonceSize else {
            throw SealingError.ageHeader("it ends right behind the header")
        }
        return try PayloadStream(key: try fileKey.payloadKey(nonce: nonce), direction: .open)
    }

    static func damaged(chunk number: UInt64) -> SealingError {
        let start = number.multipliedReportingOverflow(by: UInt64(chunkSize)).partialValue
        return .agePayload("the chunk at byte \(start) of the content was changed, moved or cut")
    }
}
