import CustodyDesk
import Desk
import Outcomes
import Statements
import Testing

@Suite("An owner offers less")
struct CounterOfferTests {
    static let beyond: [(String, @Sendable (inout OfferTerms) throws -> Void)] = [
        ("more time", { $0.to = try MomentInWindow("2026-07-04T21:50:00+02:00") }),
        ("more cameras", { $0.cameras = .labels(["front-door", "street"]) }),
    ]

    @Test("an offer of more than the request asks for is never written", arguments: beyond.map(\.0))
    func neverWritten(what: String) throws {
        let asked = try AskedOwner()
        var (_, request) = try asked.negotiate(try asked.ask())
        if what == "more cameras" { request = try Self.askForOneCamera(asked) }
        var terms = OfferTerms()
        try Self.beyond.first { $0.0 == what }?.1(&terms)
        let refused = refusal { try asked.answer("more.json").counter(request, terms, trust: Trust([])) }
        #expect(refused?.kind == .notPermitted)
        #expect(!asked.exists("more.json"))
    }

    /// A request for one camera only, which an agency makes by keeping to an offer of one.
    private static func askForOneCamera(_ asked: AskedOwner) throws -> String {
        var terms = OfferTerms()
        terms.cameras = .count(1)
        _ = try asked.answer("one.json").counter(asked.folder.path("request.json"), terms, trust: Trust([]))
        let output = asked.output("one-camera.json")
        _ = try RequestRevision(of: asked.folder.path("request.json"), to: asked.folder.path("one.json"))
            .sign(by: asked.identity(asked.agency), to: output, trust: Trust([])) { asked.moment }
        return output.path
    }

    @Test("an offer is noted with the request it answers, and agrees to nothing")
    func noted() throws {
        let asked = try AskedOwner()
        let given = try asked.answer("offer.json").counter(try asked.ask(), OfferTerms(), trust: Trust([]))
        let entry = try #require(try asked.kept().requests.first)
        #expect(entry.offers.map(\.offer.digest) == [given.facts.offer.digest])
        #expect(entry.answers.isEmpty)
    }
}
