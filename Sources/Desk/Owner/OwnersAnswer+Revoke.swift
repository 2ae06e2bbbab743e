import CustodyDesk
import Outcomes
import Statements

extension OwnersAnswer {
    /// Takes a consent back. Only who gave it can: a revocation by anybody else is never written.
    ///
    /// - Parameters:
    ///   - path: the consent's file.
    ///   - reason: why, in words; nil where the owner does not say.
    /// - Throws: ``DeskError``, ``DeskError/Kind/notPermitted`` where the consent is somebody else's; then there is no file.
    package func revoke(_ path: String, reason: String?) throws(DeskError) -> WrittenRevocationFacts {
        try output.check()
        let input = try StatementInput<Consent>(path)
        let identity = try identity.open()
        guard input.statement.owner.fingerprint == identity.card.fingerprint else {
            throw DeskError(
                .notPermitted,
                "refused: \(path) was given by \(input.statement.owner.quotedName), "
                    + "and only who gave a consent can take it back",
                cause: DeskError.Cause(.otherKey))
        }
        let revocation = Revocation(
            consent: input.envelope.payloadDigest, owner: identity.card, reason: reason,
            issued: date(like: input.statement.issued))
        let envelope = try telling { try revocation.signed(by: identity) }
        try give(envelope, to: input.envelope, by: identity)
        return WrittenRevocationFacts(
            file: output.path, revocation: RevocationFacts(revocation, digest: envelope.payloadDigest))
    }
}
