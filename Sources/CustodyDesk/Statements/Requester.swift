import Outcomes
import Statements

/// Who signed a request that somebody acts on, and whether that is somebody known here.
package struct Requester {
    package let card: Card
    package let facts: TrustedCardFacts

    package init(of request: Request, trust: Trust) {
        card = request.agency
        facts = TrustedCardFacts(request.agency, trust: trust, signed: request.issued)
    }

    /// What is to be said of who it is, where that is nobody known: it must not be passed over.
    ///
    /// - Parameter file: where the request was read.
    package func doubt(in file: String) -> Note? {
        facts.reason.map { .request(.signerNotReliedOn(file: file, signer: card, reason: $0)) }
    }
}
