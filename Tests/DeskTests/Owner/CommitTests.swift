import CustodyDesk
import Desk
import Foundation
import Outcomes
import Statements
import Testing

@Suite("Committing before anybody asks")
struct CommitTests {
    @Test("what is new is committed to once, and found as before the next time")
    func again() throws {
        let owner = try AgreedOwner()
        var footage = owner.footage
        footage.paths = [try owner.cams().folder]
        let store = CommitmentPlace.folder(owner.folder.path("store"))
        func commit() throws -> CommitFacts? {
            guard
                case .done(let facts) = try footage.commit(
                    into: store, quietNanoseconds: 0, noting: owner.asked.note)
            else { return nil }
            return facts
        }
        let first = try commit()
        #expect(first?.committed == 1)
        #expect(first?.unstamped == 1)
        let second = try commit()
        #expect(second?.committed == 0)
        #expect(second?.unchanged == 1)
        #expect(second?.held == 1)
    }

    @Test("a file that was written to a moment ago is left for the next time")
    func beingWritten() throws {
        let owner = try AgreedOwner()
        var footage = owner.footage
        footage.paths = [try owner.cams().folder]
        let store = CommitmentPlace.folder(owner.folder.path("store"))
        guard case .done(let facts) = try footage.commit(into: store, noting: owner.asked.note) else {
            Issue.record("somebody else was at it")
            return
        }
        #expect(facts.beingWritten == 1)
        #expect(facts.committed == 0)
    }

    @Test("a place of commitments that was named and is none stops a preview as it stops a seal")
    func noStore() throws {
        let owner = try AgreedOwner()
        let folder = owner.folder.path("no-such-store")
        let choices = HandoverChoices(owner.footage, commitments: .folder(folder))
        let preview = refusal { try owner.preview(nil, choices) }
        #expect(preview?.kind == .missing)
        #expect(preview?.remedy == .commitInto(store: folder))
        #expect(refusal { try owner.seal(try owner.agree(), choices) } == preview)
    }

    @Test("an address that holds a secret, or is none, is refused before anything is read")
    func address() throws {
        let owner = try AgreedOwner()
        let store = CommitmentPlace.folder(owner.folder.path("store"))
        for address in ["https://name:secret@tsa.example/", "tsa"] {
            let error = refusal {
                try owner.footage.commit(into: store, stampedBy: address, noting: owner.asked.note)
            }
            #expect(error?.kind == .usage)
        }
        #expect(!owner.asked.exists("store"))
    }
}
