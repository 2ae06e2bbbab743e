import COpenSSL

/// The passphrase recipient (age.md, "The scrypt recipient type"). It is always a file's only recipient.
enum ScryptRecipient {
    static let stanzaType = "scrypt"
    static let label = "age-encryption.org/v1/scrypt"
    static let saltSize = 16
    /// r of RFC 7914; with it a work factor of n takes 2ⁿ⁺¹⁰ bytes of memory.
    static let blockSize: UInt64 = 8
    /// The largest exponent whose memory can be counted at all here; far beyond what anybody would wait for.
    static let largestWorkFactor = 30

    static func wrap(_ fileKey: FileKey, passphrase: String, workFactor: Int) throws(SealingError) -> Stanza {
        guard (1...largestWorkFactor).contains(workFactor) else {
            throw .misuse("the work factor of a passphrase must lie between 1 and \(largestWorkFactor)")
        }
        let salt = try SecureRandom.bytes(saltSize)
        let key = try wrapKey(passphrase: passphrase, salt: salt, workFactor: workFactor)
        return Stanza(
            type: stanzaType,
            arguments: [Base64.encodeString(salt, padding: .forbidden), String(workFactor)],
            body: try ChaCha20Poly1305.seal(fileKey.bytes, key: key))
    }

    /// The file key when the stanza is a passphrase's and the passphrase is right; `nil` when it is not.
    static func unwrap(
        _ stanzas: [Stanza], passphrase: String, maximumWorkFactor: Int
    ) throws(SealingError) -> FileKey? {
        guard let stanza = stanzas.first(where: { $0.type == stanzaType }) else { return nil }
        guard stanza.arguments.count == 2,
            let salt = Base64.decode(stanza.arguments[0].utf8, padding: .forbidden), salt.count == saltSize
        else { throw .ageHeader("the scrypt stanza does not have a salt of 16 bytes and a work factor") }
        let digits = Array(stanza.arguments[1].utf8)
        guard digits.first != UInt8(ascii: "0"),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { throw .ageHeader("the work factor of the scrypt stanza is not a plain decimal number") }
        guard let workFactor = Int(stanza.arguments[1]),
            workFactor <= min(maximumWorkFactor, largestWorkFactor)
        else {
            throw .ageHeader(
                "its passphrase was given a work factor above \(maximumWorkFactor), which could exhaust this machine"
            )
        }
        // Checked before decrypting: a longer body could be made to open under several passphrases.
        guard stanza.body.count == FileKey.wrappedByteCount else {
            throw .ageHeader("the scrypt stanza holds a file key of the wrong length")
        }
        let key = try wrapKey(passphrase: passphrase, salt: salt, workFactor: workFactor)
        guard let fileKey = try ChaCha20Poly1305.open(stanza.body, key: key) else { return nil }
        return try FileKey(unwrapped: fileKey, type: stanzaType)
    }

    private static func wrapKey(
        passphrase: String, salt: [UInt8], workFactor: Int
    ) throws(SealingError) -> [UInt8] {
        let passphrase = passphrase.utf8.map { CChar(bitPattern: $0) }
        guard !passphrase.isEmpty else { throw .misuse("an empty passphrase protects nothing; give another") }
        let salt = Array(label.utf8) + salt
        let cost = UInt64(1) << UInt64(workFactor)
        // OpenSSL's own limit is 32 MiB; it wants N, the block and some room for bookkeeping.
        let memory = 128 * blockSize * (cost + 64)
        var key = [UInt8](repeating: 0, count: ChaCha20Poly1305.keySize)
        guard
            EVP_PBE_scrypt(
                passphrase, passphrase.count, salt, salt.count, cost, blockSize, 1, memory, &key, key.count)
                == 1
        else { throw .openSSL("stretching a passphrase with scrypt") }
        return key
    }
}
