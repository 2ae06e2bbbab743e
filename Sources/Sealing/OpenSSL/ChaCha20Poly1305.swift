import COpenSSL

/// ChaCha20-Poly1305 (RFC 8439 §2.8) without additional data, for one key and one direction.
///
/// The context is reused: a new message costs setting its nonce, nothing is allocated.
final class ChaCha20Poly1305 {
    static let keySize = 32
    static let nonceSize = 12
    static let tagSize = 16
    /// The all-zero nonce age prescribes where a key encrypts one message only.
    static let zeroNonce = [UInt8](repeating: 0, count: nonceSize)

    enum Direction {
        case seal, open
    }

    private let context: OpaquePointer
    private let direction: Direction

    init(key: [UInt8], direction: Direction) throws(SealingError) {
        guard key.count == Self.keySize else { throw .misuse("a ChaCha20-Poly1305 key has 32 bytes") }
        guard let context = EVP_CIPHER_CTX_new() else { throw .openSSL("starting ChaCha20-Poly1305") }
        self.context = context
        self.direction = direction
        guard
            EVP_CipherInit_ex(context, EVP_chacha20_poly1305(), nil, key, nil, direction == .seal ? 1 : 0)
                == 1
        else { throw .openSSL("starting ChaCha20-Poly1305") }
    }

    deinit { EVP_CIPHER_CTX_free(context) }

    /// Encrypts one message; `sealed` must be 16 bytes longer than `plaintext`.
    func seal(
        _ plaintext: UnsafeRawBufferPointer, nonce: [UInt8], into sealed: UnsafeMutableRawBufferPointer
    ) throws(SealingError) {
        guard direction == .seal, nonce.count == Self.nonceSize,
            sealed.count == plaintext.count + Self.tagSize,
            let length = Int32(exactly: plaintext.count),
            let target = sealed.baseAddress?.assumingMemoryBound(to: UInt8.self)
        else { throw .misuse("ChaCha20-Poly1305 was given buffers that do not fit") }
        var written: Int32 = 0
        guard
            EVP_CipherInit_ex(context, nil, nil, nil, nonce, -1) == 1,
            plaintext.isEmpty
                || EVP_EncryptUpdate(
                    context, target, &written, plaintext.baseAddress?.assumingMemoryBound(to: UInt8.self),
                    length) == 1,
            EVP_EncryptFinal_ex(context, target + plaintext.count, &written) == 1,
            EVP_CIPHER_CTX_ctrl(
                context, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagSize), target + plaintext.count) == 1
        else { throw .openSSL("encrypting with ChaCha20-Poly1305") }
    }

    /// Decrypts one message; `plaintext` must be 16 bytes shorter than `sealed`.
    ///
    /// - Returns: whether the message is authentic. When it is not, `plaintext` holds bytes nobody may see.
    func open(
        _ sealed: UnsafeRawBufferPointer, nonce: [UInt8], into plaintext: UnsafeMutableRawBufferPointer
    ) throws(SealingError) -> Bool {
        guard direction == .open, nonce.count == Self.nonceSize,
            sealed.count == plaintext.count + Self.tagSize,
            let length = Int32(exactly: plaintext.count),
            let source = sealed.baseAddress?.assumingMemoryBound(to: UInt8.self)
        else { throw .misuse("ChaCha20-Poly1305 was given buffers that do not fit") }
        var written: Int32 = 0
        // OpenSSL only reads the tag, its parameter is mutable because the call serves many purposes.
        let tag = UnsafeMutablePointer(mutating: source + plaintext.count)
        guard
            EVP_CipherInit_ex(context, nil, nil, nil, nonce, -1) == 1,
            EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(Self.tagSize), tag) == 1,
            plaintext.isEmpty
                || EVP_DecryptUpdate(
                    context, plaintext.baseAddress?.assumingMemoryBound(to: UInt8.self), &written, source,
                    length)
                    == 1
        else { throw .openSSL("decrypting with ChaCha20-Poly1305") }
        var none = [UInt8](repeating: 0, count: Self.tagSize)
        let isAuthentic = EVP_DecryptFinal_ex(context, &none, &written) == 1
        if !isAuthentic { ERR_clear_error() }
        return isAuthentic
    }

    /// Encrypts a short message that is the only one under its key.
    static func seal(
        _ plaintext: [UInt8], key: [UInt8], nonce: [UInt8] = zeroNonce
    ) throws(SealingError) -> [UInt8] {
        let cipher = try ChaCha20Poly1305(key: key, direction: .seal)
        var sealed = [UInt8](repeating: 0, count: plaintext.count + tagSize)
        var failure: SealingError?
        plaintext.withUnsafeBytes { plaintext in
            sealed.withUnsafeMutableBytes { sealed in
                do throws(SealingError) { try cipher.seal(plaintext, nonce: nonce, into: sealed) } catch {
                    failure = error
                }
            }
        }
        if let failure { throw failure }
        return sealed
    }

    /// Decrypts a short message that is the only one under its key; `nil` when it is not authentic.
    static func open(_ sealed: [UInt8], key: [UInt8]) throws(SealingError) -> [UInt8]? {
        guard sealed.count >= tagSize else { return nil }
        let cipher = try ChaCha20Poly1305(key: key, direction: .open)
        var plaintext = [UInt8](repeating: 0, count: sealed.count - tagSize)
        var outcome: Result<Bool, SealingError> = .success(false)
        sealed.withUnsafeBytes { sealed in
            plaintext.withUnsafeMutableBytes { plaintext in
                do throws(SealingError) {
                    outcome = .success(try cipher.open(sealed, nonce: zeroNonce, into: plaintext))
                } catch { outcome = .failure(error) }
            }
        }
        return try outcome.get() ? plaintext : nil
    }
}
