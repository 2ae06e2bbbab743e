import CustodyDesk
import Desk
import Foundation
import Outcomes
import Statements
import Testing

@Suite("A look at what would leave looks for a no first")
struct LookAfterNoTests {
    private static func match(_ owner: AgreedOwner, _ consent: String) throws -> MatchedFootage {
        try MatchedFootage.of(
            owner.footage, requestedBy: owner.request, consent: consent, journal: owner.asked.looked,
            trust: Trust([]), noting: owner.asked.note)
    }

    private static func preview(_ owner: AgreedOwner, consent: String) throws -> HandoverPreview {
        try HandoverPreview.of(
            consent: consent, answering: owner.request, by: owner.asked.identity(owner.asked.owner),
            trust: Trust([]), journal: owner.asked.looked, owner.choices, program: AgreedOwner.program,
            noting: owner.asked.note)
    }

    /// Puts a revocation of a consent into a folder of its own, so that only the journal knows it.
    private static func revoke(_ owner: AgreedOwner, _ consent: String, to folder: String = "elsewhere")
        throws
    {
        try FileManager.default.createDirectory(
            atPath: owner.folder.path(folder), withIntermediateDirectories: true)
        _ = try owner.asked.answer("\(folder)/taken-back.json").revoke(consent, reason: nil)
    }

    @Test(
        "a match of a consent that was taken back, or whose request was declined, is refused as its seal is")
    func matched() throws {
        let owner = try AgreedOwner()
        let consent = try owner.agree()
        _ = try Self.match(owner, consent)
        try Self.revoke(owner, consent)
        #expect(refusal { try Self.match(owner, consent) }?.kind == .notPermitted)
        let other = try AgreedOwner()
        let second = try other.agree()
        _ = try other.asked.answer("declined.json").decline(other.request, reason: nil, trust: Trust([]))
        #expect(refusal { try Self.match(other, second) }?.kind == .notPermitted)
    }

    @Test("what lies damaged beside the consent and may take it back stops match and preview of it")
    func damaged() throws {
        let owner = try AgreedOwner()
        let consent = try owner.agree()
        _ = try owner.asked.answer("taken-back.txt").revoke(consent, reason: nil)
        try FileManager.default.removeItem(atPath: owner.folder.path("journal.sqlite"))
        let bytes = try owner.folder.read("taken-back.txt")
        try owner.folder.write(Array(bytes.dropLast(40)), as: "taken-back.txt")
        for error in [
            refusal { try Self.match(owner, consent) }, refusal { try Self.preview(owner, consent: consent) },
            refusal { try owner.preview() },
        ] {
            #expect(error?.remedy == .moveRevocationAway, "\(error as Any)")
        }
    }

    @Test("a preview of a consent is what its seal does, and a no stops it")
    func previewed() throws {
        let owner = try AgreedOwner()
        let consent = try owner.agree()
        let preview = try Self.preview(owner, consent: consent)
        #expect(Set(preview.facts.objects.map(\.camera)) == ["front-door"])
        try Self.revoke(owner, consent)
        #expect(refusal { try Self.preview(owner, consent: consent) }?.kind == .notPermitted)
    }

    @Test("who took back all they agreed to of a request is told before they look, and may look all the same")
    func takenBack() throws {
        let owner = try AgreedOwner()
        let consent = try owner.agree()
        try Self.revoke(owner, consent)
        let error = refusal { try owner.preview() }
        #expect(error?.kind == .notPermitted)
        #expect(error?.remedy == .lookAnew)
        _ = try owner.preview(isAnew: true)
        // Agreed anew: what was taken back before stops nothing.
        owner.asked.moment = owner.asked.moment.adding(nanoseconds: WallTime.nanosecondsPerSecond)
        _ = try owner.agree(nil, "again.json")
        _ = try owner.preview()
    }

    @Test("a revocation that lies beside consent and request stops a preview that no journal warns of")
    func beside() throws {
        let owner = try AgreedOwner()
        let consent = try owner.agree()
        _ = try owner.asked.answer("Widerruf (1).TXT").revoke(consent, reason: nil)
        try FileManager.default.removeItem(atPath: owner.folder.path("journal.sqlite"))
        #expect(refusal { try owner.preview() }?.remedy == .lookAnew)
    }

    @Test("a decline stops no preview: it makes a consent of its own")
    func declined() throws {
        let owner = try AgreedOwner()
        _ = try owner.asked.answer("declined.json").decline(owner.request, reason: nil, trust: Trust([]))
        _ = try owner.preview()
    }

    @Test("looking notes nothing, and makes no journal")
    func notesNothing() throws {
        let owner = try AgreedOwner()
        _ = try owner.preview()
        #expect(!owner.asked.exists("journal.sqlite"))
    }
}
