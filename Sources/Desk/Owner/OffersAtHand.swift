import CustodyDesk
import Outcomes
import Statements

/// Where the counter-offer lies that a request says it answers, and what tells whose it is.
package struct OffersAtHand {
    /// The file of the counter-offer; nil takes the one in the journal.
    package var offer: String?
    /// The file of the request it was made to; nil takes the one in the journal.
    package var former: String?
    /// The file of the owner's own card; nil asks the journal whose key is the owner's.
    package var ownCard: String?

    package init(offer: String? = nil, former: String? = nil, ownCard: String? = nil) {
        self.offer = offer
        self.former = former
        self.ownCard = ownCard
    }

    /// The counter-offer a request refers to, where it is at hand.
    ///
    /// Whose it is, a key tells: that of the identity at hand, of the card that was named, or of the one the journal's head
    /// is signed with, in that order. A name tells nothing.
    ///
    /// - Parameter own: the card of the identity at hand; nil where none is.
    /// - Throws: ``DeskError`` where a file was named that holds another one.
    func answered(
        by request: OfferReference?, _ journal: OwnersJournal, own: Card? = nil
    ) throws(DeskError) -> AnsweredOffer? {
        var own = own
        if own == nil, let ownCard { own = try Card(file: ownCard) }
        var named: StatementInput<CounterOffer>?
        if let offer {
            let input = try StatementInput<CounterOffer>(offer)
            guard input.envelope.payloadDigest == request?.offer else {
                throw DeskError(
                    .notUnderstood, "\(offer): is not the counter-offer this request says it answers")
            }
            named = input
        }
        guard
            let envelope = named?.envelope ?? request.flatMap({ journal.statement($0.offer, .counterOffer) })
        else { return nil }
        let about = try telling { try CounterOffer(verifying: envelope).request }
        var earlier = journal.statement(about, .request)
        if let former {
            let input = try StatementInput<Request>(former)
            guard input.envelope.payloadDigest == about else {
                throw DeskError(
                    .notUnderstood, "\(former): is not the request the counter-offer was made to")
            }
            earlier = input.envelope
        }
        return try telling {
            try AnsweredOffer(envelope, former: earlier) { key in
                own.map { $0.verifyingKey == key } ?? journal.isOwn(key)
            }
        }
    }
}
