import Outcomes
import Statements

/// Who signed a request that somebody acts on, and whether that is somebody known here.
package struct Requester {
    package let card: Card
    package let facts: TrustedCardFacts
    /// What their signature is worth.
    package let standing: SignerStanding
    /// The trusted card that speaks against an unknown one being who its name says; nil where none does.
    package let contradiction: Card?
    private let request: Request
    private let trust: Trust

    package init(of request: Request, trust: Trust) {
        self.request = request
        self.trust = trust
        card = request.agency
        facts = TrustedCardFacts(request.agency, trust: trust, signed: request.issued)
        standing = trust.standing(of: request.agency, signed: request.issued)
        contradiction = trust.contradiction(to: request.agency)
    }

    /// The same, known to whoever has a card themselves: nobody is unknown to themselves.
    package func known(to own: Card) -> Requester { Requester(of: request, trust: trust.adding(own: own)) }

    /// What is to be said of who it is, where that is nobody known: it must not be passed over.
    ///
    /// - Parameter file: where the request was read.
    package func doubt(in file: String) -> Note? {
        facts.reason.map { .request(.signerNotReliedOn(file: file, signer: card, reason: $0)) }
    }
}
