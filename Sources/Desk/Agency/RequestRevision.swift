import CustodyDesk
import Outcomes
import Statements
import Foundation
import Sealing

/// How an agency answers a counter-offer: with a new request that keeps to it.
package struct RequestRevision {
    /// The file of the request that was sent.
    package var request: String
    /// The file of the counter-offer that came back.
    package var offer: String
    /// How long the footage will be kept, in words; nil as before.
    package var retention: String?
    /// Whom it will be passed on to, in words; nil as before.
    package var onwardSharing: String?
    /// Until when the owner can answer; nil as long as the offer stands.
    package var expires: WallTime?

    package init(of request: String, to offer: String) {
        self.request = request
        self.offer = offer
    }

    /// A revised request that was written.
    package struct Written {
        package let request: WrittenRequest<RevisedRequestFacts>
        package let offer: CounterOffer
        /// In what it does not keep to the offer, in words; the owner is told so.
        package let departures: [String]
    }

    /// Signs the new request and writes it.
    ///
    /// - Parameter trust: whom the agency trusts: whether the counter-offer's signer is among them is told.
    /// - Throws: ``DeskError`` for an offer that was made to another request, has expired, or gives what was not asked for;
    ///   then there is no file.
    package func sign(
        by identity: IdentityAtHand, to output: OutputFile, trust: Trust, now: () -> WallTime = WallTime.now
    ) throws(DeskError) -> Written {
        try output.check()
        let former = try StatementInput<Request>(request)
        let offer = try StatementInput<CounterOffer>(offer)
        let identity = try identity.open()
        let moment = PageClock(former.statement.window).shown(now().toTheSecond)
        let (revised, envelope, departures) = try telling {
            var revised = try former.statement.revised(
                to: offer.envelope, of: former.envelope, id: UUID().uuidString.lowercased(), at: moment,
                expires: expires)
            revised.terms.retention = retention ?? revised.terms.retention
            revised.terms.onwardSharing = onwardSharing ?? revised.terms.onwardSharing
            let answered = try AnsweredOffer(offer.envelope, former: former.envelope) { _ in nil }
            return (revised, try revised.signed(by: identity), answered.departures(of: revised))
        }
        try output.write(envelope)
        let known = Trust([identity.card] + revised.recipients)
        let owner = TrustedCardFacts(
            offer.statement.owner, trust: trust, signed: offer.statement.issued)
        let facts = RevisedRequestFacts(
            file: output.path,
            request: RequestFacts(revised, digest: envelope.payloadDigest, trust: known, at: moment),
            owner: owner)
        return Written(
            request: WrittenRequest(
                facts: facts, request: revised, signer: identity.card, trust: known, moment: moment),
            offer: offer.statement, departures: departures)
    }
}
