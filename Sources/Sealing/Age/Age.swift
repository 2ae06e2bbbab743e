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
        let binary = Armor.isArmored(file) ? try Armor.decode(file) : file
        do {
            var position = 0
            let decryptor = try AgeDecryptor(identities: identities) { buffer in
                let count = min(buffer.count, binary.count - position)
                buffer.copyBytes(from: binary[position..<position + count])
                position += count
                return count
            }
            var plaintext: [UInt8] = []
            plaintext.reserveCapacity(binary.count)
            var block = [UInt8](repeating: 0, count: PayloadStream.chunkSize)
            while true {
                let count = try block.withUnsafeMutableBytes { try decryptor.read(into: $0) }
                if count == 0 { return plaintext }
                plaintext += block[..<count]
            }
        } catch let error as SealingError {
            throw error
        } catch {
            throw .cryptoLibrary(operation: "decrypting in memory", cause: "\(error)")
        }
    }
}
