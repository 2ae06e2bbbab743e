import CustodyDesk
import Foundation
import Outcomes
import Peers
import Records
import Statements
import Testing

@Suite("What a register repeats of a seal or a chain is held against them")
struct RegisterColumnTests {
    private let room: ManyBundles

    init() throws {
        room = try ManyBundles()
        try room.seal("incoming/1.tar")
        _ = try room.receive()
    }

    /// What no seal and no chain says: when it was noted and receipted here, and the private label.
    private static let itsOwn = ["noted", "receipted", "case_number", "shelf", "due"]

    private func columns() throws -> [String] {
        try Peer.python(
            """
            import sqlite3
            for column, in sqlite3.connect("register.sqlite").execute("select name from pragma_table_info('bundle')"):
                print(column)
            """, in: room.folder
        ).text.split(separator: "\n").map(String.init)
    }

    private func change(_ column: String) throws {
        try Peer.python(
            """
            import sqlite3, sys
            db = sqlite3.connect("register.sqlite")
            old, = db.execute("select %s from bundle" % sys.argv[1]).fetchone()
            if old is None: new = 1783200000000000000
            elif isinstance(old, int): new = 0 if old == 1 else old - 7000000000
            elif isinstance(old, str): new = old[:-1] + ("0" if old[-1:] != "0" else "1")
            else: new = old[:-1] + bytes([old[-1] ^ 1])
            db.execute("update bundle set %s = ?" % sys.argv[1], (new,))
            db.commit()
            """, [column], in: room.folder)
    }

    @Test("a value that was changed, in whichever column, is told when the bundle is met next")
    func told() throws {
        let columns = try columns()
        #expect(columns.count == 13)
        for column in columns where !Self.itsOwn.contains(column) {
            let other = try RegisterColumnTests()
            try other.change(column)
            let row = try #require(try other.room.receive()["1.tar"])
            let codes = row.findings.map(\.code)
            #expect(
                codes.contains("register_differs") || codes.contains("id_of_another")
                    || codes.contains("chain_lacks_entry"),
                "\(column): \(codes)")
        }
    }

    @Test("nothing is told of a register that nobody changed")
    func untouched() throws { #expect(try room.receive()["1.tar"]?.findings == []) }

    @Test("in a listing another id is told, and that of the chain is shown")
    func listed() throws {
        try change("id")
        let row = try #require(
            try CustodyListing(of: [], register: room.register, noting: room.note).list(
                with: nil, trust: Trust([room.ruth.card])
            ).first)
        #expect(row.findings == [.registerDiffers(columns: ["id"])])
    }
}
