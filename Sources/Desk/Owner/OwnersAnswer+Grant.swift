import CustodyDesk
import Outcomes
import Statements

/// A consent that was given.
package struct GivenConsent {
    package let facts: WrittenConsentFacts
    package let request: Request
    package let consent: Consent
    /// What was asked for and stays.
    package let kept: KeptBack

    /// Whether the request has something one should not miss.
    package var isWarned: Bool { facts.findings?.contains { $0.weight >= .warning } ?? false }
}

extension OwnersAnswer {
    /// Agrees to a request, or to less than it asks.
    ///
    /// The request is linted, and the consent is held against it as a seal would, before anything is written: a consent that
    /// could not be sealed under is never written. A window that is none is said before a passphrase is asked for.
    ///
    /// - Parameters:
    ///   - path: the request's file.
    ///   - footage: the recordings it is given over; nil signs what is named as it is named.
    ///   - acceptance: what the owner says of a signer nobody here vouches for.
    /// - Throws: ``DeskError``, ``DeskError/Kind/notPermitted`` for a signer who is unknown and was not accepted; then there
    ///   is no file.
    package func grant(
        _ path: String, _ terms: GrantTerms, over footage: GrantedFootage? = nil,
        heldAgainst scrutiny: RequestScrutiny, accepting acceptance: SignerAcceptance = SignerAcceptance()
    ) throws(DeskError) -> GivenConsent {
        try output.check()
        let input = try StatementInput<Request>(path)
        let request = input.statement
        let window = try terms.window(in: request)
        let terms = try footage?.terms(terms, answering: input, noting: noting) ?? terms
        let (identity, requester) = try Requester(of: request, trust: scrutiny.trust)
            .answered(by: identity, acceptance, in: path)
        var scrutiny = scrutiny
        scrutiny.trust = scrutiny.trust.adding(own: identity.card)
        let reading = try telling { try RequestReading(input.envelope) }
        let (findings, _) = try scrutiny.findings(in: reading, own: identity.card, at: now())
        let (envelope, authorization) = try terms.consent(to: input, by: identity, at: now())
        let declined = journal.declined(input.envelope.payloadDigest)
        try give(envelope, to: input.envelope, by: identity)
        if let declined { noting(.request(.opensAgain(declined: declined))) }
        let consent = authorization.consent
        if let doubt = requester.doubt(in: path) { noting(doubt) }
        if let readers = authorization.readers.note { noting(.request(.readers(readers))) }
        return GivenConsent(
            facts: WrittenConsentFacts(
                file: output.path, consent: ConsentFacts(consent, digest: envelope.payloadDigest),
                requester: requester.facts, findings: findings),
            request: request, consent: consent, kept: terms.kept(of: request, granting: window))
    }
}
