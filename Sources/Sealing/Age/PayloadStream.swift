/// The payload's STREAM construction (age.md, "Payload"): 64 KiB chunks, each sealed with its number and with
/// whether it is the last, so that none can be dropped, repeated, reordered or added.
final class PayloadStream {
    /// Plaintext bytes of every chunk but the last.
    static let chunkSize = 64 << 10
    /// What a full chunk measures in the file.
    static let sealedChunkSize = chunkSize + ChaCha20Poly1305.tagSize
    /// Random bytes between header and first chunk.
    static let nonceSize = 16

    private let cipher: ChaCha20Poly1305
    private var nonce = [UInt8](repeating: 0, count: ChaCha20Poly1305.nonceSize)

    init(key: [UInt8], direction: ChaCha20Poly1305.Direction) throws(SealingError) {
        cipher = try ChaCha20Poly1305(key: key, direction: direction)
    }

    /// Seals chunk `number` (from 0) into a buffer 16 bytes longer.
    func seal(
        _ chunk: UnsafeRawBufferPointer, number: UInt64, isLast: Bool,
        into sealed: UnsafeMutableRawBufferPointer
    ) throws(SealingError) {
        setNonce(number: number, isLast: isLast)
        try cipher.seal(chunk, nonce: nonce, into: sealed)
    }

    /// Opens chunk `number` into a buffer 16 bytes shorter; when it answers false the buffer is to be forgotten.
    func open(
        _ sealed: UnsafeRawBufferPointer, number: UInt64, isLast: Bool,
        into chunk: UnsafeMutableRawBufferPointer
    ) throws(SealingError) -> Bool {
        setNonce(number: number, isLast: isLast)
        return try cipher.open(sealed, nonce: nonce, into: chunk)
    }

    /// 11 bytes of big-endian counter (its upper three never leave zero: 2⁶⁴ chunks are 2⁸⁰ bytes) and the
    /// last-chunk flag.
    private func setNonce(number: UInt64, isLast: Bool) {
        for index in 0..<8 {
            nonce[3 + index] = UInt8(truncatingIfNeeded: number >> (56 - 8 * UInt64(index)))
        }
        nonce[11] = isLast ? 1 : 0
    }

    /// How many chunks a plaintext makes: an empty one makes one.
    static func chunkCount(plaintextSize: UInt64) -> UInt64 {
        plaintextSize == 0 ? 1 : (plaintextSize - 1) / UInt64(chunkSize) + 1
    }
}
