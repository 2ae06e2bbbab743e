import CustodyDesk
import Desk
import Outcomes
import Sealing
import Statements
import Testing

@Suite("An agency asks")
struct RequestDraftTests {
    private static func refused(_ asked: AskedOwner, _ change: (inout RequestDraft) -> Void) -> DeskError? {
        refusal { try asked.ask("refused.json", change) }
    }

    @Test("a request that does not say what the footage is for is never written")
    func purpose() throws {
        let asked = try AskedOwner()
        #expect(Self.refused(asked) { $0.purpose = " \t" }?.kind == .usage)
        #expect(asked.openings == 0)
        #expect(!asked.exists("refused.json"))
    }

    @Test(
        "a request that no bundle could be sealed for, as its recipients' keys do not go together, is never written"
    )
    func recipients() throws {
        let asked = try AskedOwner()
        let only = try Identity(
            name: "J. Okafor", role: .investigator, created: asked.moment,
            signingKey: try SigningKey.generate(), ageIdentity: .hybrid(try HybridIdentity.generate()))
        try asked.folder.write(only.card.json(), as: "okafor.card.json")
        let refused = Self.refused(asked) { $0.recipients.append(asked.folder.path("okafor.card.json")) }
        #expect(refused?.kind == .usage)
        #expect(asked.openings == 0)
        #expect(!asked.exists("refused.json"))
    }

    @Test("an agency is told when one person alone could open what it asks for, and not of an office's card")
    func onlyPerson() throws {
        let asked = try AskedOwner()
        try asked.ask()
        #expect(asked.notes.contains(.request(.onlyPerson(recipient: asked.agency.card))))
        let other = try AskedOwner()
        let office = try Identity.generate(
            name: "Evidence", role: .custodian, holder: .office, created: other.moment)
        try other.folder.write(office.card.json(), as: "office.card.json")
        try other.ask { $0.recipients = [other.folder.path("office.card.json")] }
        #expect(other.notes.isEmpty)
    }

    @Test("what is no card is named, and a window that is none is said, before a passphrase is asked for")
    func inputs() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        let noCard = Self.refused(asked) { $0.recipients = [request] }
        #expect(noCard?.kind == .notUnderstood)
        #expect(noCard?.message.hasPrefix(request) == true)
        #expect(Self.refused(asked) { $0.to = $0.from }?.remedy == .changeWindow)
        #expect(asked.openings == 0)
    }

    @Test("a request may be answered for thirty days unless it says otherwise")
    func validity() throws {
        let asked = try AskedOwner()
        let request = try StatementInput<Request>(try asked.ask()).statement
        #expect(request.expires == asked.moment.adding(days: 30))
    }
}
