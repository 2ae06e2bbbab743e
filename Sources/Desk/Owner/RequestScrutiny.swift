import CustodyDesk
import Outcomes
import Statements

/// What an owner holds a request against before anybody answers it: whom they trust, their limits, what they offered
/// before, and their journal.
package struct RequestScrutiny {
    package var trust: Trust
    package var linter: RequestLinter
    package var offers: OffersAtHand
    package var journal: OwnersJournal
    /// The clock.
    let now: () -> WallTime

    package init(
        trust: Trust, linter: RequestLinter = RequestLinter(), offers: OffersAtHand = OffersAtHand(),
        journal: OwnersJournal, now: @escaping () -> WallTime = WallTime.now
    ) {
        self.trust = trust
        self.linter = linter
        self.offers = offers
        self.journal = journal
        self.now = now
    }

    /// What is to be known of a request before it is answered, and the counter-offer it answers where that is at hand.
    ///
    /// - Parameter own: the card of the identity at hand; nil where none is.
    /// - Throws: ``DeskError`` where a file was named that holds another offer, or another former request.
    func findings(
        in reading: RequestReading, own: Card? = nil, at moment: WallTime
    ) throws(DeskError) -> (findings: [Finding], answered: AnsweredOffer?) {
        let answered = try offers.answered(by: reading.answers, journal, own: own)
        return (linter.findings(in: reading, trust: trust, answered: answered, at: moment), answered)
    }
}
