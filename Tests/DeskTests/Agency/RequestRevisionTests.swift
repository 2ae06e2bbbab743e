import CustodyDesk
import Desk
import Outcomes
import Statements
import Testing

@Suite("An agency answers a counter-offer")
struct RequestRevisionTests {
    private static func offered() throws -> (AskedOwner, request: String, offer: String) {
        let asked = try AskedOwner()
        let request = try asked.ask()
        var terms = OfferTerms()
        terms.to = try MomentInWindow("21:42:00")
        _ = try asked.answer("offer.json").counter(request, terms, trust: Trust([]))
        return (asked, request, asked.folder.path("offer.json"))
    }

    private static func sign(_ revision: RequestRevision, _ asked: AskedOwner) throws
        -> RequestRevision.Written
    {
        try revision.sign(
            by: asked.identity(asked.agency), to: asked.output("request-2.json"), trust: Trust([])
        ) { asked.moment }
    }

    @Test("a revised request keeps to the offer, and says so; what it changes besides is said as well")
    func keeps() throws {
        let (asked, request, offer) = try Self.offered()
        let kept = try Self.sign(RequestRevision(of: request, to: offer), asked)
        #expect(kept.departures.isEmpty)
        #expect(kept.request.request.window.to == (try WallTime(rfc3339: "2026-07-04T21:42:00+02:00")))
    }

    @Test("a revised request that changes a promise says that it does not keep to the offer in every field")
    func departs() throws {
        let (asked, request, offer) = try Self.offered()
        var revision = RequestRevision(of: request, to: offer)
        revision.retention = "for ever"
        #expect(try Self.sign(revision, asked).departures.count == 1)
    }

    @Test("an offer that was made to another request, or has expired, is answered with no request")
    func refused() throws {
        let (asked, request, offer) = try Self.offered()
        let other = try asked.ask("other.json")
        #expect(refusal { try Self.sign(RequestRevision(of: other, to: offer), asked) }?.kind == .usage)
        asked.moment = asked.moment.adding(days: ConsentValidity.days)
        #expect(refusal { try Self.sign(RequestRevision(of: request, to: offer), asked) }?.kind == .usage)
        #expect(!asked.exists("request-2.json"))
    }
}
