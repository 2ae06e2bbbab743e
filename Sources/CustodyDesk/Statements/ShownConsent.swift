import Outcomes
import Statements

/// A consent, or the revocation of one, that was read from a file.
package struct ShownConsent {
    package enum Content {
        case consent(Consent)
        case revocation(Revocation)
    }
    package let facts: ShownConsentFacts
    package let content: Content
    /// What the signature of who made it is worth.
    package let standing: SignerStanding
    /// Whether whoever reads it may go by it.
    package let reliance: Reliance

    /// Reads a consent, or its revocation, and who signed it.
    ///
    /// - Throws: ``DeskError`` for a file that is neither.
    package init(_ path: String, trust: Trust) throws(DeskError) {
        let file = try SignedFile(path)
        switch file.payloadType {
        case Revocation.payloadType:
            let input = try StatementInput<Revocation>(file)
            let revocation = input.statement
            content = .revocation(revocation)
            standing = trust.standing(of: revocation.owner, signed: revocation.issued)
            reliance = Reliance(valid: Revocation.kind, standing: standing, trust: trust)
            facts = ShownConsentFacts(
                revocation: RevocationFacts(revocation, digest: input.envelope.payloadDigest),
                signer: TrustedCardFacts(revocation.owner, trust: trust, signed: revocation.issued))
        case Consent.payloadType:
            let input = try StatementInput<Consent>(file)
            let consent = input.statement
            content = .consent(consent)
            standing = trust.standing(of: consent.owner, signed: consent.issued)
            reliance = Reliance(valid: Consent.kind, standing: standing, trust: trust)
            facts = ShownConsentFacts(
                consent: ConsentFacts(consent, digest: input.envelope.payloadDigest),
                signer: TrustedCardFacts(consent.owner, trust: trust, signed: consent.issued))
        default: throw file.isNot("a consent or its revocation")
        }
    }
}
