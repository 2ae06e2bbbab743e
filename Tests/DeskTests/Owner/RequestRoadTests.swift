import CustodyDesk
import Desk
import Outcomes
import Statements
import Testing

/// From a question to an answer, as a front without a command line would have it.
@Suite("The road of a request")
struct RequestRoadTests {
    @Test("an agency asks, an owner offers less, the agency asks anew, the owner agrees and takes it back")
    func road() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        guard case .request(let first) = try asked.scrutiny(trusting: [asked.agency.card]).show(request)
        else {
            Issue.record("it is a request")
            return
        }
        #expect(first.next == .answer && !first.mustCompareCard)

        let (offer, revised) = try asked.negotiate(request)
        guard case .offer(let read, _) = try asked.scrutiny().show(offer) else {
            Issue.record("it is a counter-offer")
            return
        }
        #expect(!read.audio)

        let given = try asked.answer("consent.json").grant(
            revised, GrantTerms(), heldAgainst: asked.scrutiny(trusting: [asked.agency.card]))
        #expect(given.kept.sound == false)
        #expect(given.consent.grants.map(\.window) == [read.window])
        let shown = try ShownConsent(asked.folder.path("consent.json"), trust: Trust([]))
        #expect(shown.facts.consent?.digest == given.facts.consent.digest)

        _ = try asked.answer("revocation.json").revoke(
            asked.folder.path("consent.json"), reason: "I changed my mind")
        let revocation = try ShownConsent(asked.folder.path("revocation.json"), trust: Trust([]))
        #expect(revocation.facts.revocation?.consent == given.facts.consent.digest)

        let journal = try asked.journal.show(trust: Trust([]), at: asked.moment)
        #expect(journal.holds)
        let entries = journal.facts.requests
        #expect(entries.map { $0.offers.count } == [1, 0])
        #expect(entries.map { $0.answers.count } == [0, 1])
        #expect(entries.flatMap(\.answers).map(\.yours) == [true])
    }
}
