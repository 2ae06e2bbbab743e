import CustodyDesk
import Desk
import Foundation
import Outcomes
import Records
import Sealing
import Statements
import Testing

@Suite("What stops a seal")
struct SealTests {
    private static func isThere(_ owner: AgreedOwner, _ name: String = "bundle.tar") -> Bool {
        owner.asked.exists(name)
    }

    /// How many bundles the journal knows of.
    private static func bundles(_ owner: AgreedOwner) throws -> Int {
        try owner.asked.kept().requests.flatMap(\.answers).reduce(0) { $0 + $1.bundles.count }
    }

    @Test("a damaged revocation beside a consent stops a seal: somebody meant to take a consent back there")
    func damaged() throws {
        let owner = try AgreedOwner()
        let consent = try owner.agree()
        _ = try owner.asked.answer("taken-back.json").revoke(consent, reason: nil)
        var bytes = try owner.folder.read("taken-back.json")
        let signature = try #require(String(decoding: bytes, as: UTF8.self).range(of: "\"sig\""))
        let place = String(decoding: bytes, as: UTF8.self)[..<signature.lowerBound].utf8.count + 12
        bytes[place] = bytes[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
        try owner.folder.write(bytes, as: "taken-back.json")
        let error = try #require(refusal { try owner.seal(consent) })
        #expect(error.kind == .notPermitted)
        #expect(error.remedy == .moveRevocationAway)
        #expect(!Self.isThere(owner))
    }

    @Test("a revocation beside the consent, or one that was named, stops a seal", arguments: [true, false])
    func revoked(isBeside: Bool) throws {
        let owner = try AgreedOwner()
        let consent = try owner.agree()
        let folder = owner.folder.path("elsewhere")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let name = isBeside ? "taken-back.json" : "elsewhere/taken-back.json"
        _ = try owner.asked.answer(name).revoke(consent, reason: "changed my mind")
        let named = isBeside ? [] : [owner.folder.path(name)]
        let error = try #require(refusal { try owner.seal(consent, revocations: named) })
        #expect(error.kind == .notPermitted)
        #expect(!Self.isThere(owner))
        #expect(try Self.bundles(owner) == 0)
    }

    @Test("a revocation that lies elsewhere stops a seal where the journal knows it")
    func revokedElsewhere() throws {
        let owner = try AgreedOwner()
        let consent = try owner.agree()
        let folder = owner.folder.path("elsewhere")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        _ = try owner.asked.answer("elsewhere/taken-back.json").revoke(consent, reason: nil)
        #expect(refusal { try owner.seal(consent) }?.kind == .notPermitted)
        // Who wants nothing noted has taken it back all the same.
        let unwritten = OwnersJournal(
            at: owner.asked.journal.path, isWritten: false, noting: owner.asked.note)
        #expect(refusal { try owner.seal(consent, journal: unwritten) }?.kind == .notPermitted)
        #expect(!Self.isThere(owner))
    }

    @Test(
        "a no to the whole request closes a consent, also in the same second; a later yes opens it again, and says so"
    )
    func declinedSince() throws {
        let owner = try AgreedOwner()
        let consent = try owner.agree()
        let declined = owner.asked.moment
        _ = try owner.asked.answer("declined.json").decline(owner.request, reason: nil, trust: Trust([]))
        let error = try #require(refusal { try owner.seal(consent) })
        #expect(error.kind == .notPermitted)
        #expect(error.message.contains("declined"))
        owner.asked.moment = declined.adding(nanoseconds: -WallTime.nanosecondsPerSecond)
        // Noted later, though a clock that was put back dates it before the no.
        let again = try owner.agree(nil, "again.json")
        #expect(owner.asked.notes.contains(.request(.opensAgain(declined: declined))))
        try owner.seal(again)
        #expect(Self.isThere(owner))
    }

    @Test("what cannot be noted in the journal is not begun")
    func unnoted() throws {
        let owner = try AgreedOwner()
        let consent = try owner.agree()
        try owner.folder.write("this is no database, and long enough to be none", as: "broken.sqlite")
        let journal = OwnersJournal(at: owner.folder.path("broken.sqlite"), noting: owner.asked.note)
        let error = try #require(refusal { try owner.seal(consent, journal: journal) })
        #expect(error.remedy == .keepJournalElsewhere)
        #expect(!Self.isThere(owner))
    }

    @Test("a seal that fails leaves no bundle, and none in the journal")
    func failing() throws {
        let owner = try AgreedOwner()
        let consent = try owner.agree()
        let order = SealOrder(
            request: owner.request, consent: consent, owner.choices,
            authority: "http://127.0.0.1:9/nobody-answers")
        let error = try #require(
            refusal {
                try order.seal(
                    by: owner.asked.identity(owner.asked.owner), trust: Trust([owner.asked.agency.card]),
                    journal: owner.asked.journal, into: owner.asked.output("bundle.tar"),
                    program: AgreedOwner.program, noting: owner.asked.note)
            })
        #expect(error.kind == .brokeMidway)
        #expect(error.remedy == .sealWithoutTimestamp)
        #expect(!Self.isThere(owner))
        #expect(try Self.bundles(owner) == 0)
    }

    @Test("only who gave a consent seals under it, whatever card they carry")
    func anothers() throws {
        let owner = try AgreedOwner()
        let consent = try owner.agree()
        let other = try Identity.generate(name: owner.asked.owner.card.name, role: .owner)
        let error = try #require(refusal { try owner.seal(consent, by: other) })
        #expect(error.kind == .notPermitted)
        #expect(!Self.isThere(owner))
    }

    @Test("where no recording has anything of what was granted, it says what there is instead")
    func nothing() throws {
        var owner = try AgreedOwner()
        try owner.cams(driveway: nil, garden: "garden_2026-07-04T20-37-00+0200.mp4")
        // The sample's container is of another hour than this name.
        owner.footage.starts = ["\(owner.folder.path("cams"))=by-name"]
        let consent = try owner.agree(try AgreedOwner.terms(of: ["garden"]))
        let error = try #require(refusal { try owner.seal(consent) })
        #expect(error.kind == .missing)
        #expect(error.message.contains("front-door"))
        #expect(error.remedy == .listFootage(paths: [owner.folder.path("cams")]))
        #expect(try Self.bundles(owner) == 0)
    }

    @Test("a file that is there already stops it before a passphrase is asked for")
    func there() throws {
        let owner = try AgreedOwner()
        let consent = try owner.agree()
        try owner.folder.write("mine", as: "bundle.tar")
        let before = owner.asked.openings
        #expect(refusal { try owner.seal(consent) }?.kind == .cannotWrite)
        #expect(owner.asked.openings == before)
        #expect(try owner.folder.read("bundle.tar") == Array("mine".utf8))
    }

    @Test("what left is in the journal with the seal that was made")
    func noted() throws {
        let owner = try AgreedOwner()
        let sealed = try owner.seal(try owner.agree())
        let bundles = try owner.asked.kept().requests.flatMap(\.answers).flatMap(\.bundles)
        #expect(bundles.map(\.file) == ["bundle.tar"])
        #expect(bundles.first?.seal != nil)
        #expect(bundles.first?.left?.objects.count == sealed.record.objects.count)
    }
}
