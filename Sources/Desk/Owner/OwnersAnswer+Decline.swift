import CustodyDesk
import Outcomes
import Statements

/// A request that was declined.
package struct GivenDecline {
    package let facts: WrittenConsentFacts
    package let request: Request
}

extension OwnersAnswer {
    /// Says no to a request. No recording is looked at, so it says nothing about whether there are any.
    ///
    /// - Parameters:
    ///   - path: the request's file.
    ///   - reason: why, in words; nil where the owner does not say.
    /// - Throws: ``DeskError``; then there is no file.
    package func decline(
        _ path: String, reason: String?, trust: Trust
    ) throws(DeskError) -> GivenDecline {
        try output.check()
        let input = try StatementInput<Request>(path)
        let request = input.statement
        let identity = try identity.open()
        let requester = Requester(of: request, trust: trust.adding(own: identity.card))
        let issued = date(like: request.window.from)
        let consent = Consent(
            request: input.envelope.payloadDigest, decision: .declined, grants: [], reason: reason,
            owner: identity.card, issued: issued,
            expires: ConsentValidity.expiry(answering: request, from: issued))
        let envelope = try telling { try consent.signed(by: identity) }
        try give(envelope, to: input.envelope, by: identity)
        if let doubt = requester.doubt(in: path) { noting(doubt) }
        return GivenDecline(
            facts: WrittenConsentFacts(
                file: output.path, consent: ConsentFacts(consent, digest: envelope.payloadDigest),
                requester: requester.facts),
            request: request)
    }
}
