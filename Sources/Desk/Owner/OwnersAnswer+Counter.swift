import CustodyDesk
import Outcomes
import Statements

/// What an owner would rather be asked for.
package struct OfferTerms {
    /// When the time offered starts; nil where the request does.
    package var from: MomentInWindow?
    /// When it ends; nil where the request does.
    package var to: MomentInWindow?
    /// Of how many cameras, or of which; nil says no more of them than the request.
    package var cameras: Cameras?
    package var keepsSound = false
    package var keepsStills = false
    /// What the owner would ask in return, in words.
    package var conditions: [String] = []
    /// What else they want to say.
    package var note: String?
    /// Until when the offer stands; nil as ``ConsentValidity`` says.
    package var expires: WallTime?

    /// How many cameras, or which.
    package typealias Cameras = CameraLimit

    package init() {}
}

/// A counter-offer that was made.
package struct GivenOffer {
    package let facts: WrittenOfferFacts
    package let request: Request
    package let offer: CounterOffer
}

extension OwnersAnswer {
    /// Says what the owner would rather be asked for. It agrees to nothing, and no recording is looked at.
    ///
    /// - Parameters:
    ///   - path: the request's file.
    ///   - trust: by which it is said who asks.
    /// - Throws: ``DeskError``, ``DeskError/Kind/notPermitted`` for an offer of more than the request asks for; then there is
    ///   no file.
    package func counter(_ path: String, _ terms: OfferTerms, trust: Trust) throws(DeskError) -> GivenOffer {
        try output.check()
        let input = try StatementInput<Request>(path)
        let asked = input.statement
        let window = try telling {
            try Window(
                from: terms.from?.moment(in: asked.window) ?? asked.window.from,
                to: terms.to?.moment(in: asked.window) ?? asked.window.to)
        }
        let identity = try identity.open()
        let issued = PageClock(asked.window).shown(now().toTheSecond)
        let offer = CounterOffer(
            request: input.envelope.payloadDigest, window: window, cameras: terms.cameras ?? asked.cameras,
            audio: asked.wanted.audio && !terms.keepsSound, stills: asked.wanted.stills && !terms.keepsStills,
            conditions: terms.conditions, note: terms.note, owner: identity.card, issued: issued,
            expires: terms.expires ?? ConsentValidity.expiry(answering: asked, from: issued))
        let excess = offer.excess(over: asked)
        guard excess.isEmpty else {
            throw DeskError(
                .notPermitted,
                "refused: the offer gives more than the request asks for: \(listInWords(excess))",
                cause: DeskError.Cause(.moreThanAsked))
        }
        let envelope = try telling { try offer.signed(by: identity) }
        try give(envelope, to: input.envelope, by: identity)
        let requester = Requester(of: asked, trust: trust.adding(own: identity.card))
        if let doubt = requester.doubt(in: path) { noting(doubt) }
        return GivenOffer(
            facts: WrittenOfferFacts(
                file: output.path, offer: OfferFacts(offer, digest: envelope.payloadDigest),
                requester: requester.facts),
            request: asked, offer: offer)
    }
}
