import Catalog
import Peers
import Records
import Testing

@Suite("Every column of a journal is held against the chain, and what it repeats of a statement against that")
struct JournalColumnTests {
    /// The columns of a table, as the database itself lists them: one that is added is tried too.
    private func columns(of table: String, _ kept: JournalChainTests.Kept) throws -> [String] {
        try Peer.python(
            """
            import sqlite3
            db = sqlite3.connect("journal.sqlite")
            for column, in db.execute("select name from pragma_table_info('\(table)')"): print(column)
            """, in: kept.folder
        ).text.split(separator: "\n").map(String.init)
    }

    /// A journal with a row of every kind that this fixture knows, the last of which says that a request was seen again.
    private func kept() throws -> JournalChainTests.Kept {
        let kept = try JournalChainTests.Kept()
        try kept.journal().note([try JournalEntry(verifying: kept.statements.request)])
        #expect(try kept.history().rows == Self.rows && kept.history().spoiled.isEmpty)
        return kept
    }

    private static let rows: UInt64 = 7

    /// Changes one value of a row by its own kind.
    private func change(_ table: String, _ column: String, _ condition: String = "1") -> String {
        """
        old, = db.execute("select \(column) from \(table) where \(condition)").fetchone()
        if isinstance(old, int): new = old + 100
        elif isinstance(old, str): new = old + "x"
        else: new = old[:-1] + bytes([old[-1] ^ 1]) if old else bytes(32)
        db.execute("update \(table) set \(column) = ? where \(condition)", (new,))
        """
    }

    @Test("a value that was changed, in whichever row and column, is named", arguments: 1...rows)
    func found(number: UInt64) throws {
        let columns = try columns(of: "entry", kept())
        #expect(columns.count == 7)
        for column in columns {
            let kept = try kept()
            try kept.change(change("entry", column, "number = \(number)"))
            #expect(try !kept.history().spoiled.isEmpty, "\(column)")
        }
    }

    /// What a row says by itself, and no statement: the time by this machine's clock, its place, and the link.
    private static let itsOwn = ["number", "noted", "link"]

    @Test(
        "what repeats a statement is named also where all links were made anew and nothing lies beside an identity",
        arguments: 1...rows)
    func repeated(number: UInt64) throws {
        for column in try columns(of: "entry", kept()) where !Self.itsOwn.contains(column) {
            let kept = try kept()
            try kept.change(change("entry", column, "number = \(number)") + "\nchain()")
            #expect(try !Journal(path: kept.path).history().spoiled.isEmpty, "\(column)")
        }
    }

    @Test(
        "what a row says by itself is under the newest link, which lies beside the identity",
        arguments: itsOwn)
    func own(column: String) throws {
        let kept = try kept()
        try kept.change(change("entry", column, "number = 3") + "\nchain()")
        // A link that is made anew is what it was.
        #expect(try (kept.history().agreed == nil) == (column != "link"))
    }

    @Test("another name has nothing agree any more")
    func origin() throws {
        let kept = try kept()
        try kept.change(change("journal", "origin"))
        #expect(try kept.history().agreed == nil)
        #expect(try !kept.history().spoiled.isEmpty)
    }
}
