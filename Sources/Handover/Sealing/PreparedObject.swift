import Bundle
import Sealing

/// An object encrypted before its turn, or before anybody knew its size: ciphertext in a nameless file beside the
/// bundle.
///
/// A tar says a member's size first, so this costs its size again in disk space and a second copy.
///
/// `@unchecked Sendable`: made on one thread, then only touched by the one that adds it to the bundle.
package final class PreparedObject: @unchecked Sendable {
    let recipients: [AgeRecipient]
    let ciphertext: SpoolFile
    let outcome: ObjectPipeline.Outcome

    /// Encrypts an object.
    ///
    /// - Parameters:
    ///   - path: of the bundle, beside which there is room.
    ///   - recipients: of the bundle.
    ///   - produce: called once, on the caller's thread; gives the plaintext to the sink in pieces of any size.
    ///   - check: called once all is encrypted; it can read the object back, decrypted from what will leave, and by
    ///     throwing keep it from leaving.
    /// - Throws: what `produce` and `check` throw, ``FileError``, and `SealingError`.
    package init(
        beside path: String, recipients: [AgeRecipient],
        _ produce: (_ sink: (UnsafeRawBufferPointer) throws -> Void) throws -> Void,
        check: (AgeRandomAccessDecryptor) throws -> Void = { _ in }
    ) throws {
        let spool = try SpoolFile(beside: path)
        let encryptor = try AgeEncryptor(recipients: recipients)
        outcome = try ObjectPipeline.run(
            encryptor: encryptor, announced: nil,
            wrongSize: .notWritable(path: path, member: nil, reason: "an object without an end"),
            produce: produce, consume: spool.write)
        try check(encryptor.reader(size: spool.size) { try spool.read(into: $0, at: $1) })
        self.recipients = recipients
        ciphertext = spool
    }
}
