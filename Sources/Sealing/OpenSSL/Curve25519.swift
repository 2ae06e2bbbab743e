import COpenSSL

/// The X25519 function (RFC 7748 §5) over OpenSSL's keys.
package enum Curve25519 {
    package static let keySize = 32

    /// The public key of a secret one: X25519(secret, base point).
    package static func publicKey(of secret: [UInt8]) throws(SealingError) -> [UInt8] {
        let key = try RawKey(kind: EVP_PKEY_X25519, secret: secret)
        return try key.publicBytes()
    }

    /// X25519(secret, share), or `nil` when the result is all zero.
    ///
    /// That happens for the few points of low order, whatever the secret. A sender who uses one makes a file
    /// that opens for anybody, so it is refused (RFC 7748 §6.1). OpenSSL makes the comparison itself and fails.
    package static func sharedSecret(secret: [UInt8], share: [UInt8]) throws(SealingError) -> [UInt8]? {
        let own = try RawKey(kind: EVP_PKEY_X25519, secret: secret)
        let other = try RawKey(kind: EVP_PKEY_X25519, public: share)
        guard let context = EVP_PKEY_CTX_new(own.handle, nil) else { throw .openSSL("agreeing on a key") }
        defer { EVP_PKEY_CTX_free(context) }
        guard EVP_PKEY_derive_init(context) == 1, EVP_PKEY_derive_set_peer(context, other.handle) == 1 else {
            throw .openSSL("agreeing on a key")
        }
        var result = [UInt8](repeating: 0, count: keySize)
        var length = result.count
        guard EVP_PKEY_derive(context, &result, &length) == 1, length == keySize else {
            ERR_clear_error()
            return nil
        }
        return result.allSatisfy { $0 == 0 } ? nil : result
    }

    /// Whether a share is a point of low order. Secrets are multiples of the cofactor once clamped, so the
    /// answer does not depend on the secret it is tried with.
    static func isLowOrder(_ share: [UInt8]) throws(SealingError) -> Bool {
        try sharedSecret(secret: [UInt8](repeating: 1, count: keySize), share: share) == nil
    }
}

/// Owns an OpenSSL key made from raw bytes: X25519 or Ed25519.
final class RawKey {
    let handle: OpaquePointer

    init(kind: Int32, secret: [UInt8]) throws(SealingError) {
        guard let handle = EVP_PKEY_new_raw_private_key(kind, nil, secret, secret.count) else {
            throw .openSSL("loading a secret key")
        }
        self.handle = handle
    }

    init(kind: Int32, public bytes: [UInt8]) throws(SealingError) {
        guard let handle = EVP_PKEY_new_raw_public_key(kind, nil, bytes, bytes.count) else {
            throw .openSSL("loading a public key")
        }
        self.handle = handle
    }

    deinit { EVP_PKEY_free(handle) }

    func publicBytes() throws(SealingError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 32)
        var length = bytes.count
        guard EVP_PKEY_get_raw_public_key(handle, &bytes, &length) == 1, length == bytes.count else {
            throw .openSSL("reading a public key")
        }
        return bytes
    }
}
