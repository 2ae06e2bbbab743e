import Catalog
import CustodyDesk
import Desk
import Foundation
import Outcomes
import Sealing
import Statements
import Testing

@Suite("The owner's journal knows first")
struct JournalTests {
    private static func consented() throws -> (AskedOwner, request: DSSEEnvelope, consent: DSSEEnvelope) {
        let asked = try AskedOwner()
        let request = try asked.ask()
        _ = try asked.answer("consent.json").grant(
            request, GrantTerms(), heldAgainst: asked.scrutiny())
        return (
            asked, try StatementInput<Request>(request).envelope,
            try StatementInput<Consent>(asked.folder.path("consent.json")).envelope
        )
    }

    @Test("a seal that cannot be noted is not begun: it ends before anything is made, and says what helps")
    func notBegun() throws {
        let (asked, request, consent) = try Self.consented()
        // A folder stands where the journal would lie.
        try FileManager.default.createDirectory(
            atPath: asked.folder.path("folder"), withIntermediateDirectories: true)
        let journal = OwnersJournal(at: asked.folder.path("folder"), noting: asked.note)
        let refused = refusal {
            try journal.beginSealing(
                request: request, consent: consent, file: "bundle.tar", by: asked.owner,
                keptBy: JournalKeeper(asked.owner, at: asked.folder.path("dana.identity")))
        }
        #expect(refused?.kind == .cannotWrite)
        #expect(refused?.remedy == .keepJournalElsewhere)
        #expect(refused?.message.hasSuffix("nothing was sealed") == true)
    }

    @Test("a bundle is in the journal before it is made, and out of it where it was not made")
    func begun() throws {
        let (asked, request, consent) = try Self.consented()
        func bundles() throws -> [JournalFacts.Bundle] {
            try asked.kept().requests.flatMap(\.answers).flatMap(\.bundles)
        }
        let begun = try asked.journal.beginSealing(
            request: request, consent: consent, file: asked.folder.path("bundle.tar"), by: asked.owner,
            keptBy: JournalKeeper(asked.owner, at: asked.folder.path("dana.identity")))
        #expect(try bundles().map(\.file) == ["bundle.tar"])
        #expect(try bundles().allSatisfy { $0.ended == nil })
        begun?.abandon()
        #expect(try bundles().isEmpty)
    }

    @Test("an answer that cannot be noted is given all the same, and that it is not noted is said")
    func answerNotNoted() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        try FileManager.default.createDirectory(
            atPath: asked.folder.path("journal.sqlite"), withIntermediateDirectories: true)
        _ = try asked.answer("declined.json").decline(request, reason: nil, trust: Trust([]))
        #expect(asked.exists("declined.json"))
        #expect(
            asked.notes.contains {
                if case .journal(.notNoted) = $0 { true } else { false }
            })
    }

    @Test("an older copy put in the journal's place is a note of the next answer")
    func olderCopy() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        func answer(_ file: String) throws -> [Note] {
            let said = asked.notes.count
            _ = try asked.answer(file).decline(request, reason: file, trust: Trust([asked.agency.card]))
            return Array(asked.notes.dropFirst(said))
        }
        _ = try answer("one.json")
        let older = try asked.folder.read("journal.sqlite")
        #expect(try answer("two.json").isEmpty)
        for ending in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: asked.folder.path("journal.sqlite\(ending)"))
        }
        try asked.folder.write(older, as: "journal.sqlite")
        chmod(asked.folder.path("journal.sqlite"), 0o600)
        guard case .journal(.lacksRows(_, _, let rows)) = try answer("three.json").first else {
            Issue.record("nothing was said")
            return
        }
        #expect(rows == 4)
    }

    @Test("a journal that is not there is missing, and looking begins none")
    func missing() throws {
        let asked = try AskedOwner()
        let refused = refusal { try asked.kept() }
        #expect(refused?.kind == .missing)
        #expect(refused?.remedy == .beginJournal)
        #expect(!asked.exists("journal.sqlite"))
    }

    @Test("whoever names no place and has none is asked for one")
    func noPlace() throws {
        let asked = try AskedOwner()
        let nowhere = OwnersJournal(at: nil, noting: asked.note)
        #expect(refusal { try nowhere.show(trust: Trust([])) }?.remedy == .nameJournal)
        #expect(refusal { try nowhere.add([]) }?.remedy == .nameJournal)
    }

    @Test("a name that could be two requests is asked about; the number of one case is all its requests")
    func asked() throws {
        let asked = try AskedOwner()
        let first = try StatementInput<Request>(try asked.ask("1.json")).statement
        for (name, number) in [("2.json", "26-0417"), ("3.json", first.id)] {
            try asked.ask(name) { $0.caseNumber = number }
        }
        for name in ["1.json", "2.json", "3.json"] {
            _ = try asked.scrutiny().show(asked.folder.path(name))
        }
        func found(_ name: String) throws -> Int {
            try asked.journal.show(only: name, trust: Trust([])).facts.requests.count
        }
        #expect(try found("26-0417") == 2)
        // The id of one is the number of another's case: whoever asks chooses both.
        let refused = refusal { try found(first.id) }
        #expect(refused?.kind == .usage)
        #expect(refused?.remedy == .nameRequestByDigest)
        #expect(refusal { try found("26-0000") }?.kind == .missing)
    }

    @Test("statements are added all or none, each checked first")
    func added() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        try asked.folder.write(Array("{}".utf8), as: "spoiled.json")
        let files = [request, asked.folder.path("spoiled.json")]
        let refused = refusal { try asked.journal.add(files) }
        #expect(refused?.kind == .notUnderstood)
        #expect(refused?.message.hasPrefix(asked.folder.path("spoiled.json")) == true)
        #expect(!asked.exists("journal.sqlite"))
        #expect(try asked.journal.add([request]).added.map(\.kind) == ["request"])
    }
}
