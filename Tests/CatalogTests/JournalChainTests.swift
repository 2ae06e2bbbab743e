import Records
import Statements
import Catalog
import Foundation
import Peers
import Sealing
import Testing

@Suite("The journal shows what was taken from it")
struct JournalChainTests {
    /// A journal of two requests, one consent and one bundle, its newest link kept beside `dana.id`.
    struct Kept {
        let folder: ScratchFolder
        let statements: JournalTests.Statements
        let path: String
        let place: HeadPlace

        init() throws {
            folder = try ScratchFolder()
            statements = try JournalTests.Statements()
            path = folder.path("journal.sqlite")
            place = Self.place(folder.path("dana.id"))
            try journal().note([
                try JournalEntry(verifying: try JournalTests.Statements(caseNumber: "2").request)
            ])
            try seal("one.tar")
        }

        static func place(_ stem: String) -> HeadPlace {
            HeadPlace(
                beside: stem,
                read: { path in
                    FileManager.default.fileExists(atPath: path)
                        ? [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) : nil
                }, replace: { try Data($0).write(to: URL(fileURLWithPath: $1)) })
        }

        func journal() throws -> Journal {
            try Journal(path: path, keptBy: JournalKeeper(statements.owner, place))
        }

        @discardableResult
        func seal(_ file: String) throws -> [JournalRemark] {
            let journal = try journal()
            let begun = try journal.beginSealing(
                request: statements.request, consent: statements.consent, file: file)
            try journal.endSealing(
                begun, try JournalTests.facts(), seal: statements.offer, by: statements.owner)
            return begun.remarks
        }

        func history() throws -> JournalHistory {
            try Journal(path: path).history(heldAgainst: place)
        }

        /// What somebody who can write to the file does: Python with the database `db`, and `chain(numbers)`, which makes
        /// every link anew.
        func change(_ change: String) throws {
            try Peer.python(
                """
                import hashlib, json, base64, sqlite3, struct, sys
                db = sqlite3.connect("journal.sqlite")
                def chain():
                    origin, = db.execute("select origin from journal").fetchone()
                    link = hashlib.sha256(b"proffer-journal-v1\\0" + origin.encode()).digest()
                    rows = db.execute("select number, noted, kind, digest, about, content from entry order by number").fetchall()
                    db.execute("delete from entry")
                    for n, (_, noted, kind, *parts) in enumerate(rows, 1):
                        h = hashlib.sha256(b"proffer-journal-v1\\1" + link + struct.pack(">Qq", n, noted))
                        for part in [kind.encode()] + parts: h.update(struct.pack(">Q", len(part)) + part)
                        link = h.digest()
                        db.execute("insert into entry values (?, ?, ?, ?, ?, ?, ?)", (n, noted, kind, *parts, link))
                exec(sys.argv[1])
                db.commit()
                """, [change], in: folder)
        }
    }

    @Test("one that nobody touched agrees with what lies beside the identity, to its last row")
    func untouched() throws {
        let kept = try Kept()
        let history = try kept.history()
        #expect(history.spoiled.isEmpty)
        #expect(history.rows == 6)
        #expect(history.agreed == 6)
        // Python makes the same links: the chain is what docs/spec/journal.md says.
        try kept.change("chain()")
        #expect(try kept.history().spoiled.isEmpty)
    }

    @Test(
        "a row that was taken out, altered or put in is named",
        arguments: [
            ("delete from entry where number = 1", "row 1 was taken out"),
            ("delete from entry where number in (2, 3)", "rows 2 to 3 were taken out"),
            ("delete from entry where number >= 4", "knows of 6 rows, and 3 are here"),
            ("delete from entry", "knows of 6 rows, and 0 are here"),
            ("update entry set noted = noted + 1 where number = 3", "row 3"),
            ("update entry set kind = 'seal' where number = 2", "row 2"),
            ("update entry set about = zeroblob(32) where number = 5", "row 5"),
            ("update entry set content = x'7b7d' where kind = 'begun'", "row 4"),
            ("update entry set link = zeroblob(32) where number = 6", "row 6"),
            ("update entry set number = 60 where number = 6", "rows 6 to 59 were taken out"),
            ("update entry set number = -3 where number = 1", "a row has the number"),
            (
                "insert into entry select 7, noted, kind, digest, about, content, link from entry where number = 1",
                "row 7"
            ),
        ])
    func named(change: String, words: String) throws {
        let kept = try Kept()
        try kept.change("db.execute(\"\(change)\")")
        let spoiled = try kept.history().spoiled
        #expect(spoiled.contains { $0.contains(words) }, "\(spoiled)")
    }

    @Test(
        "rows that were taken out or altered with all links made anew disagree with what lies beside the identity",
        arguments: [
            "db.execute('delete from entry where number >= 4')",
            "db.execute('delete from entry where number = 2')",
            "db.execute(\"update entry set content = cast(replace(content, 'one.tar', 'two.tar') as blob) where kind = 'begun'\")",
            "db.execute(\"update entry set kind = 'abandoned', content = x'7b22626567756e223a347d' where number = 6\")",
        ])
    func chainedAnew(change: String) throws {
        let kept = try Kept()
        try kept.change(change + "\nchain()")
        let history = try kept.history()
        #expect(!history.spoiled.isEmpty)
        #expect(history.agreed == nil)
    }

    @Test(
        "what left is under the owner's signature: facts that were changed, or are another bundle's, are not shown"
    )
    func facts() throws {
        for change in [
            """
            row, text = db.execute("select number, content from entry where kind = 'sealed'").fetchone()
            envelope = json.loads(text)
            envelope["payload"] = base64.b64encode(base64.b64decode(envelope["payload"]).replace(b"5b33", b"0000")).decode()
            db.execute("update entry set content = ? where number = ?", (json.dumps(envelope).encode(), row))
            """,
            "db.execute(\"update entry set content = x'7b7d' where kind = 'sealed'\")",
            "db.execute(\"update entry set content = cast(replace(content, 'one.tar', 'two.tar') as blob) where kind = 'begun'\")",
        ] {
            let kept = try Kept()
            try kept.change(change + "\nchain()")
            let history = try kept.history()
            #expect(history.spoiled.contains { $0.hasPrefix("what left in") }, "\(history.spoiled)")
            #expect(history.requests.flatMap(\.answers).flatMap(\.bundles).allSatisfy { $0.facts == nil })
        }
    }

    @Test("an older copy that was put back is said at the next note, noted for good, and named ever after")
    func olderCopy() throws {
        let kept = try Kept()
        try kept.change("db.execute('pragma wal_checkpoint(truncate)')")
        let old = try kept.folder.read("journal.sqlite")
        #expect(try kept.seal("two.tar") == [])
        for ending in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: kept.path + ending) }
        try kept.folder.write(old, as: "journal.sqlite")
        chmod(kept.path, 0o600)
        #expect(try kept.history().spoiled.contains { $0.contains("knows of 11 rows, and 6 are here") })
        let lacking = JournalRemark.lacksRows(
            journal: kept.path, head: try kept.place.path(of: try kept.journal().origin), rows: 11)
        #expect(try kept.seal("three.tar") == [lacking])
        #expect(try kept.seal("four.tar") == [])
        let spoiled = try kept.history().spoiled
        #expect(spoiled.count == 1)
        #expect(spoiled.contains { $0.contains("knew of 11 rows that were not here") }, "\(spoiled)")
    }

    @Test("two identities may note in one journal; each knows it up to what it noted last")
    func twoIdentities() throws {
        let kept = try Kept()
        let other = try Identity.generate(name: "Sam Whitfield", role: .owner)
        let place = Kept.place(kept.folder.path("sam.id"))
        let journal = try Journal(path: kept.path, keptBy: JournalKeeper(other, place))
        #expect(try journal.note([try JournalEntry(verifying: kept.statements.request)]) == [])
        #expect(try kept.seal("two.tar") == [])
        let history = try kept.history()
        #expect(history.spoiled.isEmpty)
        #expect(history.agreed == history.rows)
    }

    @Test("what is beside the identity and cannot be kept or read costs a note, not what is noted")
    func unwritable() throws {
        let folder = try ScratchFolder()
        struct ReadOnly: Error {}
        let statements = try JournalTests.Statements()
        let place = HeadPlace(beside: "x", read: { _ in nil }, replace: { _, _ in throw ReadOnly() })
        let journal = try Journal(
            path: folder.path("j.sqlite"), keptBy: JournalKeeper(statements.owner, place))
        let notes = try journal.note([try JournalEntry(verifying: statements.request)])
        #expect(notes == [.headNotKept(reason: "ReadOnly()")])
        #expect(try journal.history().requests.count == 1)
        let spoiled = HeadPlace(beside: "x", read: { _ in Array("junk".utf8) }, replace: { _, _ in })
        let again = try Journal(
            path: folder.path("j.sqlite"), keptBy: JournalKeeper(statements.owner, spoiled)
        ).note([try JournalEntry(verifying: statements.consent)])
        guard case .headNotUsable(let reason) = again.first else {
            Issue.record("\(again)")
            return
        }
        #expect(again.count == 1 && reason.contains("it is damaged"))
        // Somebody else's, put there to agree with a journal that was changed.
        let stranger = try Identity.generate(name: "Mallory", role: .owner)
        let head = try SignedCheckpoint.signing(
            Checkpoint(origin: journal.origin, size: 2, root: try SHA256Digest.of([])),
            with: stranger.signingKey)
        let foreign = HeadPlace(beside: "x", read: { _ in head.bytes }, replace: { _, _ in })
        #expect(
            try journal.history(heldAgainst: foreign).spoiled.contains {
                $0.contains("is not signed by an owner")
            })
    }

    @Test(
        "tables that are not exactly a journal's are refused before anything is written",
        arguments: [
            "create trigger t after insert on entry begin delete from entry where number = new.number; end",
            "create trigger t after insert on entry begin insert into head with recursive n(i) as (select 1 union all select i + 1 from n) select i from n; end",
            "alter table entry rename to hidden; create view entry as select * from hidden where kind <> 'sealed'",
            "create table more (x)", "drop index entry_statement", "insert into journal values ('other')",
            "delete from journal",
        ])
    func foreignSchema(change: String) throws {
        let kept = try Kept()
        try kept.change("db.executescript(\"\(change)\")")
        let before = try kept.folder.read("journal.sqlite")
        #expect(throws: CatalogError.self) { try kept.journal() }
        #expect(try kept.folder.read("journal.sqlite") == before)
    }
}
