import Records
import Statements
import Foundation
import Ledger
import Peers
import Sealing
import Testing

@Suite(
    "A keeper signs for nothing that contradicts what they signed for before, wherever the ledger's file comes from"
)
struct SignedBeforeTests {
    /// A ledger whose newest checkpoint is kept beside `ruth.id` as well.
    private struct Kept {
        let log: Log
        let place: HeadPlace
        var before: SignedBefore { SignedBefore(place, of: log.keeper) }
        var head: String { (try? place.path(of: log.ledger.origin)) ?? "" }

        init(entries: Int) throws {
            log = try Log(entries: entries)
            place = HeadPlace(
                beside: log.folder.path("ruth.id"),
                read: { path in
                    FileManager.default.fileExists(atPath: path)
                        ? [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) : nil
                }, replace: { try Data($0).write(to: URL(fileURLWithPath: $1)) })
            try log.ledger.checkpoint(signedBy: log.keeper, after: before)
        }

        func copy(_ name: String, as other: String) throws {
            try Peer.python(
                "import sqlite3; sqlite3.connect('ledger.sqlite').execute('pragma wal_checkpoint(truncate)')",
                in: log.folder)
            try log.folder.write(try log.folder.read(name), as: other)
            chmod(log.folder.path(other), 0o600)
        }
    }

    private func isRefused(
        _ ledger: Ledger, _ kept: Kept, saying words: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let entry = try kept.log.entry(99)
        let count = try ledger.count()
        let append = #expect(throws: LedgerError.self, sourceLocation: sourceLocation) {
            try ledger.append([entry], after: kept.before)
        }
        #expect(
            append?.description.contains(words) == true, "\(append?.description ?? "")",
            sourceLocation: sourceLocation)
        #expect(try ledger.count() == count, sourceLocation: sourceLocation)
        #expect(throws: LedgerError.self, sourceLocation: sourceLocation) {
            try ledger.checkpoint(signedBy: kept.log.keeper, after: kept.before)
        }
    }

    @Test("an older copy that was put back is refused, and says how many were signed for")
    func olderCopy() throws {
        let kept = try Kept(entries: 3)
        try kept.copy("ledger.sqlite", as: "old.sqlite")
        try kept.log.ledger.append([try kept.log.entry(3)], after: kept.before)
        try kept.log.ledger.checkpoint(signedBy: kept.log.keeper, after: kept.before)
        try isRefused(
            try Ledger(path: kept.log.folder.path("old.sqlite")), kept,
            saying: "it has 3 entries, and 4 were signed for")
    }

    @Test(
        "an older copy that was filled up with other entries is refused: two logs of one name would be signed"
    )
    func fork() throws {
        let kept = try Kept(entries: 3)
        try kept.copy("ledger.sqlite", as: "old.sqlite")
        try kept.log.ledger.append([try kept.log.entry(3)], after: kept.before)
        try kept.log.ledger.checkpoint(signedBy: kept.log.keeper, after: kept.before)
        let other = try Ledger(path: kept.log.folder.path("old.sqlite"))
        try other.append([try kept.log.entry(7), try kept.log.entry(8)])
        try isRefused(other, kept, saying: "its first 4 entries are not those signed for")
    }

    @Test("the end taken away together with its checkpoints and all nodes is refused")
    func endTakenAway() throws {
        let kept = try Kept(entries: 6)
        try kept.log.tamper(
            "db.execute('delete from entries where place >= 3')\nrebuild()\n"
                + "db.execute('delete from checkpoints where size > 3')")
        try isRefused(try Ledger(path: kept.log.ledger.path), kept, saying: "and 6 were signed for")
    }

    @Test("a checkpoint kept elsewhere that contradicts the ledger is refused, and one of another ledger")
    func checkpointGiven() throws {
        let kept = try Kept(entries: 3)
        try kept.copy("ledger.sqlite", as: "old.sqlite")
        try kept.log.ledger.append([try kept.log.entry(3)])
        let later = try kept.log.ledger.checkpoint(signedBy: kept.log.keeper)
        let old = try Ledger(path: kept.log.folder.path("old.sqlite"))
        for checkpoint in [later, try Log(entries: 1).ledger.newestCheckpoint()] {
            let before = SignedBefore(kept.place, of: kept.log.keeper, kept: [checkpoint])
            let entry = try kept.log.entry(9)
            #expect(throws: LedgerError.self) { try old.append([entry], after: before) }
            #expect(throws: LedgerError.self) { try old.checkpoint(signedBy: kept.log.keeper, after: before) }
        }
        #expect(throws: Never.self) {
            try kept.log.ledger.append(
                [try kept.log.entry(4)], after: SignedBefore(kept.place, of: kept.log.keeper, kept: [later]))
        }
    }

    @Test(
        "what lies beside the identity and is damaged, of somebody else or of another ledger stops the signing"
    )
    func spoiledHead() throws {
        let kept = try Kept(entries: 2)
        let head = URL(fileURLWithPath: kept.head)
        let stranger = try Identity.generate(name: "Mallory", role: .custodian)
        let newest = try kept.log.ledger.newestCheckpoint().checkpoint
        for bytes in [
            Array("no note".utf8), [],
            try SignedCheckpoint.signing(newest, with: stranger.signingKey).bytes,
            try Log(entries: 1).ledger.newestCheckpoint().bytes,
        ] {
            try Data(bytes).write(to: head)
            let error = #expect(throws: LedgerError.self) {
                try kept.log.ledger.checkpoint(signedBy: kept.log.keeper, after: kept.before)
            }
            #expect(error?.description.hasPrefix(kept.head) == true, "\(error?.description ?? "")")
        }
    }

    @Test("where it cannot be kept, nothing is signed")
    func notKept() throws {
        let log = try Log(entries: 2)
        struct Full: Error {}
        let place = HeadPlace(beside: "x", read: { _ in nil }, replace: { _, _ in throw Full() })
        try log.ledger.append([try log.entry(2)])
        #expect(throws: LedgerError.self) {
            try log.ledger.checkpoint(signedBy: log.keeper, after: SignedBefore(place, of: log.keeper))
        }
        #expect(try log.ledger.newestCheckpoint().checkpoint.size == 2)
    }

    @Test(
        "a stored copy of what was signed is compared with it, and no checkpoint is missing or out of order",
        arguments: [
            "db.execute('update checkpoints set size = 9 where number = 2')",
            "db.execute('insert into checkpoints select number + 100, size, note from checkpoints where number = 2')",
            "db.execute('insert into checkpoints select 9223372036854775807, size, note from checkpoints where number = 2')",
            "db.execute('insert into checkpoints select 4, size, note from checkpoints where number = 2')",
            "db.execute('delete from checkpoints where number = 2')",
            "db.execute('update checkpoints set note = zeroblob(9) where number = 3')",
        ])
    func copies(change: String) throws {
        let log = try Log(entries: 3)
        try log.ledger.append([try log.entry(3)])
        try log.ledger.checkpoint(signedBy: log.keeper)
        try log.tamper(change)
        let found = try log.verification()
        #expect(
            found.checks.contains {
                if $0.id == .ledgerCheckpointsHold, case .failed = $0.verdict {
                    true
                } else {
                    false
                }
            }, "\(found.checks)")
        if !change.contains("number = 2')") || change.contains("insert") || change.contains("delete") {
            #expect(throws: LedgerError.self) { try log.ledger.checkpoint(signedBy: log.keeper) }
        }
    }

    @Test(
        "places outside what a ledger can have are damage, never a trap",
        arguments: [-5, 9_223_372_036_854_775_807])
    func places(place: Int) throws {
        let log = try Log(entries: 2)
        try log.tamper(
            "db.execute('delete from entries'); db.execute('insert into entries values (?, zeroblob(32), x\\'7b7d\\')', (\(place),))"
        )
        let ledger = try Ledger(path: log.ledger.path)
        #expect(throws: LedgerError.self) { try ledger.append([try log.entry(5)]) }
        #expect(throws: LedgerError.self) { try ledger.checkpoint(signedBy: log.keeper) }
        #expect(try !log.verification().holds)
    }
}
