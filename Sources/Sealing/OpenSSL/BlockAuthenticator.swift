import COpenSSL

/// Tells whether bytes that are read again are those that were read before.
///
/// Each numbered block has a tag, GMAC (NIST SP 800-38D: AES-256-GCM over nothing but additional data, the number as nonce) under a
/// random key that never leaves the process. It names nothing to anybody else, as a SHA-256 would; it costs a fraction of one.
///
/// Not `Sendable`: one owner. Another owner makes one of the same ``Key``.
package final class BlockAuthenticator {
    /// What two authenticators need to have in common.
    package struct Key: Sendable {
        fileprivate let bytes: [UInt8]

        /// A fresh random key.
        ///
        /// - Throws: ``SealingError`` when the machine has no randomness.
        package init() throws(SealingError) { bytes = try SecureRandom.bytes(32) }
    }

    /// What a block is recognised by.
    package struct Tag: Sendable, Hashable {
        fileprivate var high: UInt64 = 0
        fileprivate var low: UInt64 = 0
    }

    private static let tagSize: Int32 = 16
    private static let nonceSize = 12

    private let context: OpaquePointer

    /// An authenticator.
    ///
    /// - Throws: ``SealingError/cryptoLibrary(operation:cause:)``.
    package init(_ key: Key) throws(SealingError) {
        guard let context = EVP_CIPHER_CTX_new() else { throw .openSSL("starting GMAC") }
        self.context = context
        guard EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nil, key.bytes, nil) == 1 else {
            throw .openSSL("starting GMAC")
        }
    }

    deinit { EVP_CIPHER_CTX_free(context) }

    /// The tag of a block.
    ///
    /// - Parameter number: each block has its own; the same one again gives the same tag for the same bytes.
    package func tag(of block: UnsafeRawBufferPointer, number: UInt64) throws(SealingError) -> Tag {
        guard let length = Int32(exactly: block.count) else { throw .misuse("a block of 2 GiB or more") }
        var nonce = [UInt8](repeating: 0, count: Self.nonceSize)
        for index in 0..<8 {
            nonce[4 + index] = UInt8(truncatingIfNeeded: number >> (56 - 8 * UInt64(index)))
        }
        var tag = Tag()
        var (written, nothing): (Int32, UInt8) = (0, 0)
        guard EVP_EncryptInit_ex(context, nil, nil, nil, nonce) == 1,
            block.isEmpty
                || EVP_EncryptUpdate(
                    context, nil, &written, block.baseAddress?.assumingMemoryBound(to: UInt8.self), length)
                    == 1,
            EVP_EncryptFinal_ex(context, &nothing, &written) == 1,
            EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Self.tagSize, &tag) == 1
        else { throw .openSSL("authenticating a block") }
        return tag
    }
}
