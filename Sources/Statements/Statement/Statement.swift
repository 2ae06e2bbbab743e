import Sealing

/// Something a person says and signs: a request, a counter-offer, a consent, a revocation.
///
/// The signer's card is part of the statement, so that it can be checked with nothing else at hand;
/// whether the signer is who they say is a question for ``Trust``. Decoding alone checks no signature:
/// what comes from outside is read with ``init(verifying:)``.
/// Another statement refers to it by the SHA-256 of its exact payload bytes, never by JSON that was encoded anew.
package protocol Statement: Codable, Sendable, Hashable {
    /// What a person calls it: `request`.
    static var kind: String { get }
    /// The DSSE payload type.
    static var payloadType: String { get }
    /// The card of who says it, embedded in it.
    var signer: Card { get }
    /// What must hold of the values beyond their types, or nil. It is asked when signing and reading.
    var flaw: String? { get }
}

extension Statement {
    /// Signs the statement, with the signer's fingerprint as `keyid`.
    ///
    /// - Throws: ``StatementError/notSignable(kind:reason:)`` when the identity is not the signer named in
    ///   the statement or a value is out of bounds.
    package func signed(by identity: Identity) throws(StatementError) -> DSSEEnvelope {
        guard identity.card == signer else {
            throw .notSignable(kind: Self.kind, reason: "it names \(signer.quotedName) as its signer")
        }
        if let flaw { throw .notSignable(kind: Self.kind, reason: flaw) }
        do {
            return try DSSEEnvelope.signing(
                payload: try StrictJSON.encode(self), payloadType: Self.payloadType,
                key: identity.signingKey, keyID: signer.fingerprint.hex)
        } catch {
            throw .cryptography(reason: "\(error)")
        }
    }

    /// Reads a statement and checks its type, the card in it, its signature and its values.
    ///
    /// - Throws: ``StatementError/statementNotValid(kind:reason:)``.
    package init(verifying envelope: DSSEEnvelope) throws(StatementError) {
        guard envelope.payloadType == Self.payloadType else {
            throw .statementNotValid(
                kind: Self.kind,
                reason: StatementClaim.instead(envelope))
        }
        let statement: Self
        do {
            statement = try StrictJSON.decode(
                Self.self, from: envelope.payload, maximumBytes: StatementLimits.maximumBytes)
        } catch {
            throw .statementNotValid(kind: Self.kind, reason: "its content is damaged: \(error)")
        }
        let signer = statement.signer
        guard envelope.isSigned(by: signer.verifyingKey, keyID: signer.fingerprint.hex) else {
            throw .statementNotValid(
                kind: Self.kind,
                reason: "it was changed after it was signed, or not signed by \(signer.quotedName)")
        }
        if let flaw = statement.flaw { throw .statementNotValid(kind: Self.kind, reason: flaw) }
        self = statement
    }
}
