import CustodyDesk
import Desk
import Outcomes
import Sealing
import Statements
import Testing

@Suite("A request is read before it is answered")
struct LintTests {
    @Test("a request that was changed after it was signed is read as far as it can be, and not noted")
    func changed() throws {
        let asked = try AskedOwner()
        let signed = try StatementInput<Request>(try asked.ask()).envelope
        let changed = String(decoding: signed.payload, as: UTF8.self).replacing("26-0417", with: "26-9999")
        let envelope = try DSSEEnvelope(
            payload: Array(changed.utf8), payloadType: signed.payloadType, signatures: signed.signatures)
        try asked.folder.write(try envelope.json(), as: "changed.json")
        let linted = try asked.scrutiny().lint(asked.folder.path("changed.json"))
        #expect(!linted.facts.valid)
        #expect(linted.facts.findings.map(\.rule).contains("signature-not-valid"))
        #expect(!asked.exists("journal.sqlite"))
        #expect(
            refusal { try asked.scrutiny().show(asked.folder.path("changed.json")) }?.kind == .notUnderstood)
    }

    @Test("a request that was looked at is noted, once")
    func noted() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        _ = try asked.scrutiny().lint(request)
        _ = try asked.scrutiny().show(request)
        #expect(try asked.kept().requests.count == 1)
    }

    @Test("who asks must be compared first where nobody here vouches for the card")
    func compare() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        func mustCompare(_ cards: [Card]) throws -> Bool? {
            guard case .request(let read) = try asked.scrutiny(trusting: cards).show(request) else {
                return nil
            }
            return read.mustCompareCard
        }
        #expect(try mustCompare([]) == true)
        #expect(try mustCompare([asked.agency.card]) == false)
    }

    @Test("what there is to decide is said as a value: an expired request is asked for anew")
    func next() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        func next() throws -> ShownRequest.Read.Next? {
            guard case .request(let read) = try asked.scrutiny().show(request) else { return nil }
            return read.next
        }
        #expect(try next() == .answer)
        asked.moment = asked.moment.adding(days: RequestDraft.defaultDays)
        #expect(try next() == .askForAnother)
    }

    @Test("what is no request or counter-offer is named as what it says it is")
    func another() throws {
        let asked = try AskedOwner()
        _ = try asked.answer("declined.json").decline(
            try asked.ask(), reason: nil, trust: Trust([]))
        let refused = refusal { try asked.scrutiny().show(asked.folder.path("declined.json")) }
        #expect(refused?.kind == .notUnderstood)
        #expect(refused?.message.contains("this is an answer that declines a request") == true)
    }
}
