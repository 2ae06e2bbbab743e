import CustodyDesk
import Desk
import Outcomes
import Statements
import Testing

@Suite("An owner declines a request")
struct DeclineTests {
    @Test("a decline grants nothing, and nothing can be sealed under it")
    func nothing() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        _ = try asked.answer("declined.json").decline(
            request, reason: "I would rather not", trust: Trust([]))
        let declined = try StatementInput<Consent>(asked.folder.path("declined.json"))
        #expect(declined.statement.grants.isEmpty)
        #expect(throws: ConsentRefusal.declined(reason: "I would rather not")) {
            try Authorization(
                request: try StatementInput<Request>(request).envelope, consent: declined.envelope,
                owner: asked.owner.card, at: asked.moment)
        }
    }

    @Test("a request that has expired can still be declined, and the decline says so as long as any would")
    func expired() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        asked.moment = asked.moment.adding(days: 2 * RequestDraft.defaultDays)
        let given = try asked.answer("declined.json").decline(request, reason: nil, trust: Trust([]))
        #expect(given.facts.consent.expires == asked.moment.adding(days: ConsentValidity.days))
    }
}
