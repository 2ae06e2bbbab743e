import COpenSSL

/// Random bytes for keys, nonces and identifiers, from OpenSSL's generator (seeded by the kernel).
package enum SecureRandom {
    /// Returns `count` random bytes fit for secret keys.
    ///
    /// - Parameter count: how many, 0 to 2³¹ − 1.
    /// - Throws: ``SealingError/cryptoLibrary(operation:cause:)`` when the generator cannot be seeded;
    ///   then no key may be made.
    package static func bytes(_ count: Int) throws(SealingError) -> [UInt8] {
        guard let length = Int32(exactly: count), length >= 0 else {
            throw .misuse("cannot draw \(count) random bytes at once")
        }
        var bytes = [UInt8](repeating: 0, count: count)
        // The "private" generator: its state is kept apart from the one whose output is published as nonces.
        guard RAND_priv_bytes(&bytes, length) == 1 else { throw .openSSL("drawing random bytes") }
        return bytes
    }
}
