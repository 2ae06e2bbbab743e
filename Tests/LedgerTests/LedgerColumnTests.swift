import Foundation
import Ledger
import Peers
import Records
import Sealing
import Testing

@Suite("Every column of a ledger is held against what was signed, whoever reads it")
struct LedgerColumnTests {
    /// Every column of every table, as the database itself lists them: one that is added is tried too.
    private static func columns(of log: Log) throws -> [(table: String, column: String)] {
        let text = try Peer.python(
            """
            import sqlite3
            db = sqlite3.connect("ledger.sqlite")
            for table, in db.execute("select name from sqlite_master where type = 'table'").fetchall():
                for column in db.execute("select name from pragma_table_info(?)", (table,)): print(table, column[0])
            """, in: log.folder
        ).text
        return text.split(separator: "\n").map { line in
            let words = line.split(separator: " ").map(String.init)
            return (words[0], words[1])
        }
    }

    /// Changes one value of a row of a table, by its own kind: of the newest, or of a node that proofs lead over.
    private static func change(_ table: String, _ column: String) -> String {
        let row =
            table == "nodes" ? "level = 1 and place = 0" : "rowid = (select max(rowid) from \(table))"
        return """
            old, = db.execute("select \(column) from \(table) where \(row)").fetchone()
            new = old + 7 if isinstance(old, int) else old + "x" if isinstance(old, str) else old[:-1] + bytes([old[-1] ^ 1])
            db.execute("update \(table) set \(column) = ? where \(row)", (new,))
            """
    }

    @Test("a value that was changed, in whichever column, is found when the ledger is checked")
    func verified() throws {
        let columns = try Self.columns(of: Log(entries: 4))
        #expect(columns.count == 10, "\(columns)")
        for (table, column) in columns {
            let log = try Log(entries: 4)
            try log.tamper(Self.change(table, column))
            #expect(try !log.verification().holds, "\(table).\(column)")
        }
    }

    @Test("and when it is shown, or a proof is made, where it is of what is shown or proven")
    func shown() throws {
        for (table, column) in try Self.columns(of: Log(entries: 4)) {
            let log = try Log(entries: 4)
            try log.tamper(Self.change(table, column))
            let isShown = table != "nodes"
            func show() throws {
                let ledger = try Ledger(path: log.ledger.path)
                let size = try ledger.count()
                #expect(try UInt64(ledger.entries(from: 0, count: 100).count) == size)
                _ = try ledger.newestCheckpoint()
            }
            func prove() throws {
                let ledger = try Ledger(path: log.ledger.path)
                for place in 0..<UInt64(4) { _ = try ledger.proof(of: place) }
            }
            #expect(throws: LedgerError.self, "proof, \(table).\(column)") { try prove() }
            if isShown { #expect(throws: LedgerError.self, "\(table).\(column)") { try show() } }
        }
    }
}
