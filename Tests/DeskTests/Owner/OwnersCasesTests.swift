import CustodyDesk
import Desk
import Foundation
import Outcomes
import Peers
import Statements
import Testing

@Suite("The cases of an owner, and what became of them")
struct OwnersCasesTests {
    private let asked: AskedOwner
    private let cases: OwnersCases

    init() throws {
        asked = try AskedOwner()
        cases = OwnersCases(in: PersonsFolder(path: asked.folder.path("data")))
    }

    @Test("a request given twice is one case, which nobody but its owner can look into")
    func once() throws {
        let request = try asked.ask()
        let first = try cases.keep(request)
        #expect(try cases.keep(request) == first)
        #expect(cases.find(first.name) == first)
        #expect(first.content(of: first.request).map { String(decoding: $0, as: UTF8.self) } != nil)
        let mode = try FileManager.default.attributesOfItem(atPath: first.folder)[.posixPermissions]
        #expect(mode as? Int == 0o700)
        let other = try asked.ask("other.json") { $0.caseNumber = "26-0418" }
        #expect(try cases.keep(other) != first)
    }

    @Test("what is no request, or was changed, is no case")
    func noRequest() throws {
        let request = try asked.ask()
        var text = try String(contentsOfFile: request, encoding: .utf8)
        text = text.replacing(/"sig": *"../, with: "\"sig\":\"AB")
        let changed = try asked.folder.write(text, as: "changed.json").path
        #expect(refusal { try cases.keep(changed) } != nil)
        #expect(refusal { try cases.keep(asked.folder.path("keller.card.json")) }?.kind == .notUnderstood)
        #expect(!asked.exists("data"))
    }

    @Test(
        "an address of another form leads nowhere",
        arguments: [
            "", "..", "../../../../../../../../etc/passwd", "0123", String(repeating: "A", count: 32),
        ]
    )
    func address(_ name: String) { #expect(cases.find(name) == nil) }

    @Test("the last thing that counts is what became of it")
    func standing() throws {
        let request = try asked.ask()
        _ = try asked.scrutiny().show(request)
        func standing() throws -> CaseStanding { try #require(try asked.kept().requests.first).standing }
        #expect(try standing() == .asked)
        var terms = OfferTerms()
        terms.keepsSound = true
        _ = try asked.answer("offer.json").counter(request, terms, trust: Trust([asked.agency.card]))
        #expect(try standing() == .offered(asked.moment))
        _ = try asked.answer("declined.json").decline(request, reason: nil, trust: Trust([asked.agency.card]))
        #expect(try standing() == .declined(asked.moment))
        asked.moment = asked.moment.adding(nanoseconds: 60 * WallTime.nanosecondsPerSecond)
        _ = try asked.answer("consent.json").grant(
            request, GrantTerms(), heldAgainst: asked.scrutiny())
        #expect(try standing() == .agreed(asked.moment))
        _ = try asked.answer("revoked.json").revoke(asked.folder.path("consent.json"), reason: nil)
        #expect(try standing() == .takenBack(asked.moment))
    }
}
