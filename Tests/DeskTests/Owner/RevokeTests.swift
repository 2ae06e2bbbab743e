import CustodyDesk
import Desk
import Outcomes
import Statements
import Testing

@Suite("An owner takes a consent back")
struct RevokeTests {
    private static func consented() throws -> (AskedOwner, consent: String) {
        let asked = try AskedOwner()
        _ = try asked.answer("consent.json").grant(
            try asked.ask(), GrantTerms(), heldAgainst: asked.scrutiny())
        return (asked, asked.folder.path("consent.json"))
    }

    @Test("a consent that was taken back is no leave any more")
    func takenBack() throws {
        let (asked, consent) = try Self.consented()
        _ = try asked.answer("revocation.json").revoke(consent, reason: nil)
        #expect(throws: ConsentRefusal.revoked(at: asked.moment)) {
            try Authorization(
                request: try StatementInput<Request>(asked.folder.path("request.json")).envelope,
                consent: try StatementInput<Consent>(consent).envelope,
                revocations: [
                    try StatementInput<Revocation>(asked.folder.path("revocation.json")).envelope
                ],
                owner: asked.owner.card, at: asked.moment)
        }
        #expect(try asked.kept().requests.flatMap(\.answers).flatMap(\.revocations).count == 1)
    }

    @Test("only who gave a consent takes it back: for anybody else no revocation is written")
    func onlyItsGiver() throws {
        let (asked, consent) = try Self.consented()
        // The same name, and another key.
        let other = try Identity.generate(name: asked.owner.card.name, role: .owner, created: asked.moment)
        let refused = refusal {
            try asked.answer("revocation.json", by: other).revoke(consent, reason: nil)
        }
        #expect(refused?.kind == .notPermitted)
        #expect(!asked.exists("revocation.json"))
        #expect(try asked.kept().requests.flatMap(\.answers).flatMap(\.revocations).isEmpty)
    }
}
