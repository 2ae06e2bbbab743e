/// Encrypts and decrypts small things in memory. Footage goes through ``AgeEncryptor`` and ``AgeDecryptor``.
package enum Age {
    /// Encrypts to every recipient.
    ///
    /// - Parameters:
    ///   - plaintext: what to protect.
    ///   - recipients: at least one; a passphrase only alone.
    ///   - armored: whether to write text instead of bytes.
    /// - Throws: ``SealingError/misuse(_:)`` for recipients that do not go together.
    package static func encrypt(
        _ plaintext: [UInt8], to recipients: [AgeRecipient], armored: Bool
    ) throws(SealingError) -> [UInt8] {
        let encryptor = try AgeEncryptor(recipients: recipients)
        var file: [UInt8] = []
        file.reserveCapacity(Int(clamping: encryptor.ciphertextSize(plaintextSize: UInt64(plaintext.count))))
        try encryptor.update(plaintext, into: &file)
        try encryptor.finish(into: &file)
        return armored ? Armor.encode(file) : file
    }

    /// Decrypts a whole file, armored or not: all of it or nothing.
    ///
    /// - Throws: ``SealingError/ageArmor(_:)``, ``SealingError/ageHeader(_:)``, ``SealingError/ageHeaderMAC``,
    ///   ``SealingError/ageNoMatch(_:)`` or ``SealingError/agePayload(_:)``.
    package static func decrypt(_ file: [UInt8], with identities: [AgeIdentity]) throws(SealingError)
        -> [UInt8]
    {
        do {
            return try opened(file, with: identities).plaintext
        } catch let error as SealingError {
            throw error
        } catch {
            throw .cryptoLibrary(operation: "decrypting in memory", cause: "\(error)")
        }
    }
}
