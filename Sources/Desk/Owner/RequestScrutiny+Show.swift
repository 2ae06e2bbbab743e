import CustodyDesk
import Outcomes
import Statements

/// A request or a counter-offer that was read.
package enum ShownRequest {
    case request(Read)
    case offer(CounterOffer, ShownOfferFacts)

    /// A request, and what is to be known of it.
    package struct Read {
        package let facts: ShownRequestFacts
        package let request: Request
        /// When it was read.
        package let moment: WallTime
        /// The owner's own counter-offer, where the request answers one and keeps to it.
        package let keptOffer: CounterOffer?

        /// What there is to decide.
        package enum Next: Equatable {
            /// It can be granted, narrowed, countered or declined.
            case answer
            /// It has expired, and can no longer be answered with yes.
            case askForAnother
        }
        package var next: Next { facts.request.expired ? .askForAnother : .answer }
        /// Whether somebody must first find out who asks: nobody here vouches for the card.
        package var mustCompareCard: Bool { !facts.request.agency.isKnown }
    }
}

extension ShownRequest {
    /// What the signature of who made it is worth.
    package func standing(in trust: Trust) -> SignerStanding {
        switch self {
        case .request(let shown): trust.standing(of: shown.request.agency, signed: shown.request.issued)
        case .offer(let offer, _): trust.standing(of: offer.owner, signed: offer.issued)
        }
    }

    /// Whether whoever reads it may go by it.
    package func reliance(_ trust: Trust) -> Reliance {
        let kind =
            switch self {
            case .request: Request.kind
            case .offer: CounterOffer.kind
            }
        return Reliance(valid: kind, standing: standing(in: trust), trust: trust)
    }
}

extension RequestScrutiny {
    /// Reads a request, or a counter-offer, and notes a request as seen. Nothing is answered.
    ///
    /// - Throws: ``DeskError`` for a file that is neither.
    package func show(_ path: String) throws(DeskError) -> ShownRequest {
        let file = try SignedFile(path)
        switch file.payloadType {
        case CounterOffer.payloadType: return offer(try StatementInput(file))
        case Request.payloadType: return .request(try request(StatementInput(file)))
        default: throw file.isNot("a request or a counter-offer")
        }
    }

    private func request(_ input: StatementInput<Request>) throws(DeskError) -> ShownRequest.Read {
        let moment = now()
        let reading = try telling { try RequestReading(input.envelope) }
        let (findings, answered) = try findings(in: reading, at: moment)
        let facts = ShownRequestFacts(
            request: RequestFacts(
                input.statement, digest: input.envelope.payloadDigest, trust: trust, at: moment),
            findings: findings)
        journal.note(input.envelope)
        return ShownRequest.Read(
            facts: facts, request: input.statement, moment: moment,
            keptOffer: answered.flatMap { $0.isKept(by: input.statement) ? $0.offer : nil })
    }

    private func offer(_ input: StatementInput<CounterOffer>) -> ShownRequest {
        let offer = input.statement
        let signer = TrustedCardFacts(offer.owner, trust: trust, signed: offer.issued)
        return .offer(
            offer,
            ShownOfferFacts(
                offer: OfferFacts(offer, digest: input.envelope.payloadDigest), signer: signer))
    }
}
