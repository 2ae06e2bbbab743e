import Records
import Statements
import Ledger
import Peers
import Sealing
import Testing

@Suite("Whoever changes a ledger's file is found out")
struct LedgerTamperTests {
    private func failures(_ found: LedgerVerification) -> [CheckID: String] {
        var failures: [CheckID: String] = [:]
        for check in found.checks {
            if case .failed(let reason) = check.verdict { failures[check.id] = reason }
        }
        return failures
    }

    private func wasFound(
        _ change: String, by id: CheckID, saying words: String, entries: Int = 20,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let log = try Log(entries: entries)
        #expect(try log.verification().holds, sourceLocation: sourceLocation)
        try log.tamper(change)
        let found = failures(try log.verification())
        #expect(found[id]?.contains(words) == true, "found: \(found)", sourceLocation: sourceLocation)
    }

    @Test("an altered row is named")
    func altered() throws {
        try wasFound(
            "alter(7)",
            by: .ledgerEntriesUnaltered, saying: "entry 7 is not what was logged")
    }

    @Test("a removed row is named")
    func removed() throws {
        try wasFound(
            "db.execute('delete from entries where place = 7')", by: .ledgerEntriesNumbered,
            saying: "entry 7 is not there")
    }

    @Test("two rows that changed places are named")
    func reordered() throws {
        try wasFound(
            """
            a, b = [db.execute('select entry from entries where place = ?', (n,)).fetchone()[0] for n in (3, 4)]
            db.execute('update entries set entry = ? where place = 3', (b,))
            db.execute('update entries set entry = ? where place = 4', (a,))
            """, by: .ledgerEntriesUnaltered, saying: "entry 3")
    }

    @Test(
        "altered, removed, added in the middle or reordered with all hashes made anew: the signed root tells",
        arguments: [
            "alter(7)",
            """
            db.execute('delete from entries where place = 7')
            for n in range(8, 20): db.execute('update entries set place = ? where place = ?', (n - 1, n))
            db.execute('insert into entries select 19, leaf, entry from entries where place = 18')
            """,
            """
            rows = db.execute('select place, leaf, entry from entries order by place').fetchall()
            a, b = rows[3], rows[4]
            db.execute('update entries set entry = ? where place = 3', (b[2],))
            db.execute('update entries set entry = ? where place = 4', (a[2],))
            """,
        ])
    func rebuilt(change: String) throws {
        try wasFound(
            change + "\nrebuild()", by: .ledgerCheckpointsHold, saying: "has another root")
    }

    @Test("only the entries between two checkpoints are suspected")
    func narrowed() throws {
        let log = try Log(entries: 10)
        try log.ledger.append(try (10..<20).map(log.entry))
        try log.ledger.checkpoint(signedBy: log.keeper)
        try log.tamper(
            "alter(17)\nrebuild()"
        )
        let found = failures(try log.verification())
        #expect(
            found[.ledgerCheckpointsHold]?.contains("of the entries 10 to 19") == true,
            "\(found)")
    }

    @Test("entries taken away at the end are counted")
    func truncated() throws {
        try wasFound(
            "db.execute('delete from entries where place >= 15')\nrebuild()",
            by: .ledgerCheckpointsHold, saying: "5 were taken away at the end")
    }

    @Test("a changed node of the stored tree, with which proofs would fail, is named")
    func node() throws {
        try wasFound(
            "db.execute('update nodes set hash = zeroblob(32) where level = 1 and place = 2')",
            by: .ledgerTreeOfEntries, saying: "level 1")
    }

    @Test("a checkpoint signed by another key is nobody's")
    func forged() throws {
        let log = try Log(entries: 5)
        let forger = try Identity.generate(name: "Mallory", role: .custodian)
        try log.tamper(
            "alter(3)\nrebuild()\ndb.execute('delete from checkpoints')"
        )
        // The forger's own program makes the checkpoint that fits.
        let root = try MerkleHasher().root(
            ofLeaves: try log.ledger.entries(from: 0, count: 10).map { try MerkleHasher().leaf($0.bytes) })
        let forged = try SignedCheckpoint.signing(
            Checkpoint(origin: log.ledger.origin, size: 5, root: root), with: forger.signingKey)
        try log.folder.write(forged.bytes, as: "forged")
        try log.tamper(
            "db.execute('insert into checkpoints values (1, 5, ?)', (open('forged', 'rb').read(),))")
        let found = failures(try log.verification())
        #expect(Array(found.keys) == [.ledgerCheckpointsSigned], "\(found)")
    }

    @Test("two known signers count only where both are said to keep the ledger")
    func otherKnownSigner() throws {
        let log = try Log(entries: 5)
        let other = try Identity.generate(name: "Maria Keller", role: .agency)
        try log.ledger.append([try log.entry(5)])
        try log.ledger.checkpoint(signedBy: other)
        let known = log.keys + [("Maria Keller", other.signingKey.verifyingKey)]
        let found = try log.ledger.verify(keys: known, areKeepers: false)
        #expect(found.signed == 0)
        #expect(found.summary.contains("not checked"))
        #expect(found.checks.first { $0.id == .ledgerCheckpointsSigned }?.verdict != .ok)
        #expect(try log.ledger.verify(keys: known).signed == 6)
    }

    @Test(
        "taking away the newest entries with their checkpoint shows only against a checkpoint kept elsewhere")
    func rolledBack() throws {
        let log = try Log(entries: 5)
        try log.ledger.append([try log.entry(5)])
        let kept = try log.ledger.checkpoint(signedBy: log.keeper)
        try log.tamper(
            "db.execute('delete from entries where place = 5')\nrebuild()\ndb.execute('delete from checkpoints where size = 6')"
        )
        let alone = try log.verification()
        #expect(alone.holds)
        #expect(
            alone.checks.contains {
                if $0.id == .ledgerKeptCheckpointsHold, case .notChecked(let reason, _) = $0.verdict {
                    reason.contains("taken away together")
                } else {
                    false
                }
            })
        let found = failures(try log.verification(kept: [kept]))
        #expect(found[.ledgerKeptCheckpointsHold]?.contains("1 were taken away") == true, "\(found)")
    }

    @Test("without any checkpoint a ledger does not verify")
    func noCheckpoint() throws {
        try wasFound(
            "db.execute('delete from checkpoints')", by: .ledgerCheckpointsHold,
            saying: "there is no checkpoint")
    }

    @Test("nothing is signed over a ledger that contradicts what was signed before")
    func refusesToSign() throws {
        let log = try Log(entries: 5)
        try log.tamper(
            "alter(3)\nrebuild()"
        )
        try log.ledger.append([try log.entry(9)])
        #expect(throws: LedgerError.self) { try log.ledger.checkpoint(signedBy: log.keeper) }
        #expect(try log.ledger.newestCheckpoint().checkpoint.size == 5)
    }

    @Test(
        "a mistake with the file is kept out by the database itself",
        arguments: [
            "delete from entries", "update entries set entry = x''", "delete from nodes",
            "delete from checkpoints",
        ])
    func appendOnly(statement: String) throws {
        let log = try Log(entries: 5)
        #expect(throws: Peer.Missing.self) {
            try Peer.python(
                "import sqlite3, sys; db = sqlite3.connect('ledger.sqlite'); db.execute(sys.argv[1]); db.commit()",
                [statement], in: log.folder)
        }
        #expect(try log.verification().holds)
    }

    @Test(
        "a trigger that makes entries vanish, a view in a table's place, a table too many: nothing is read, appended or signed",
        arguments: [
            "db.execute('create trigger t after insert on entries begin delete from entries where place = new.place; end')",
            "db.execute('alter table nodes rename to hidden'); db.execute('create view nodes as select * from hidden')",
            "db.execute('create table more (x)')", "triggers.clear()",
        ])
    func foreignSchema(change: String) throws {
        let log = try Log(entries: 5)
        try log.tamper(
            change.hasPrefix("db.execute('alter")
                ? "triggers[:] = [t for t in triggers if 'nodes' not in t[0]]\n" + change : change)
        #expect(failures(try log.verification())[.ledgerDatabaseSound] != nil)
        let entry = try log.entry(5)
        #expect(throws: LedgerError.self) { try Ledger(path: log.ledger.path).append([entry]) }
        #expect(throws: LedgerError.self) {
            try Ledger(path: log.ledger.path).checkpoint(signedBy: log.keeper)
        }
    }
}
