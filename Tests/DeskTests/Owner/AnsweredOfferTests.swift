import CustodyDesk
import Desk
import Outcomes
import Statements
import Testing

/// Whether a request keeps to an offer is worth nothing unless the offer is the reader's own, which a key tells.
@Suite("Whose counter-offer a request answers")
struct AnsweredOfferTests {
    private static func read(_ asked: AskedOwner, _ path: String, _ offers: OffersAtHand = OffersAtHand())
        throws -> ShownRequest.Read
    {
        guard case .request(let read) = try asked.scrutiny(offers).show(path) else {
            throw DeskError(.doesNotHold, "\(path) was no request")
        }
        return read
    }

    private static func rules(_ read: ShownRequest.Read) -> Set<String> {
        Set(read.facts.findings.map(\.rule)).filter { $0.contains("offer") || $0.contains("former") }
    }

    @Test("an offer is the owner's that is signed with the key of what lies beside their identity")
    func byJournal() throws {
        let asked = try AskedOwner()
        let (_, revised) = try asked.negotiate(try asked.ask())
        let read = try Self.read(asked, revised)
        #expect(read.keptOffer != nil)
        #expect(Self.rules(read).isEmpty)
    }

    @Test("an offer in the owner's name with another key is not theirs, whatever was named")
    func anothers() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        // The owner has answered before, so that the journal knows their key.
        _ = try asked.answer("declined.json").decline(request, reason: nil, trust: Trust([]))
        let other = try Identity.generate(
            name: asked.owner.card.name, role: .owner, created: asked.moment)
        try asked.folder.write(asked.owner.card.json(), as: "dana.card.json")
        let (offer, revised) = try asked.negotiate(request, by: other)
        let offers = OffersAtHand(
            offer: offer, former: request, ownCard: asked.folder.path("dana.card.json"))
        let read = try Self.read(asked, revised, offers)
        #expect(read.keptOffer == nil)
        #expect(Self.rules(read) == ["offer-not-yours"])
    }

    @Test("which key is the owner's nobody guesses: with no identity, card or journal an offer is nobody's")
    func nobodys() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        let (offer, revised) = try asked.negotiate(request)
        let silent = RequestScrutiny(
            trust: Trust([]), offers: OffersAtHand(offer: offer, former: request),
            journal: OwnersJournal(at: nil, noting: asked.note)
        ) { asked.moment }
        guard case .request(let read) = try silent.show(revised) else {
            Issue.record("no request")
            return
        }
        #expect(read.keptOffer == nil)
        #expect(Self.rules(read) == ["offer-not-yours"])
    }

    @Test("a request that says it answers an offer, and departs from it, is warned of")
    func departs() throws {
        let asked = try AskedOwner()
        let (_, revised) = try asked.negotiate(try asked.ask()) { $0.retention = "for ever" }
        let read = try Self.read(asked, revised)
        #expect(read.keptOffer == nil)
        #expect(Self.rules(read) == ["more-than-offered"])
    }

    @Test("a request that says it answers an offer nobody has at hand is said to")
    func notAtHand() throws {
        let asked = try AskedOwner()
        let (_, revised) = try asked.negotiate(try asked.ask())
        let elsewhere = RequestScrutiny(
            trust: Trust([]), journal: OwnersJournal(at: nil, noting: asked.note)
        ) { asked.moment }
        #expect(try elsewhere.lint(revised).facts.findings.map(\.rule).contains("offer-not-at-hand"))
    }

    @Test("a file that is named as the offer, or as the request before, and is another one, is refused")
    func another() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        let (offer, revised) = try asked.negotiate(request)
        let other = try asked.ask("other.json") { $0.caseNumber = "26-0418" }
        _ = try asked.answer("other-offer.json").counter(other, OfferTerms(), trust: Trust([]))
        let wrong = [
            OffersAtHand(offer: asked.folder.path("other-offer.json")),
            OffersAtHand(offer: offer, former: other),
        ]
        for offers in wrong {
            #expect(refusal { try Self.read(asked, revised, offers) }?.kind == .notUnderstood)
        }
    }
}
