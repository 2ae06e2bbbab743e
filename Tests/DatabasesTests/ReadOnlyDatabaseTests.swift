import Databases
import Foundation
import Glibc
import Peers
import Testing

@Suite("A database where nothing can be written is read whole, or not at all")
struct ReadOnlyDatabaseTests {
    private static let layout = DatabaseLayout(
        application: 0x5466_7431, version: 1, statements: ["CREATE TABLE t (x INTEGER NOT NULL) STRICT"])
    private let folder: ScratchFolder

    /// `a.sqlite` has a row in its file; `b.sqlite` another in its write-ahead log alone, as when somebody copies a folder while a
    /// program has the database open.
    init() throws {
        folder = try ScratchFolder()
        _ = try PrivateDatabase(
            folder.path("a.sqlite"), Self.layout, label: "test", patience: 1, opening: .new)
        try Peer.python(
            """
            import os, shutil, sqlite3
            db = sqlite3.connect("a.sqlite")
            db.execute("insert into t values (2)")
            db.commit()
            for ending in ("", "-wal", "-shm"):
                shutil.copy("a.sqlite" + ending, "b.sqlite" + ending)
                os.chmod("b.sqlite" + ending, 0o600)
            db.close()
            """, in: folder)
    }

    private func open(_ name: String, _ opening: PrivateDatabase.Opening = .toBeChecked) throws
        -> PrivateDatabase
    {
        try PrivateDatabase(
            folder.path(name), Self.layout, label: "test", patience: 1, opening: opening, isLocked: true)
    }

    @Test("one that was closed is opened as it is, and nothing is made beside it")
    func closed() throws {
        let before = try folder.names()
        #expect(before.contains("a.sqlite-wal") == false)
        for opening in [PrivateDatabase.Opening.toBeChecked, .orBegun] {
            let database = try open("a.sqlite", opening)
            #expect(database.strangeness == nil && database.isReadOnly)
        }
        #expect(try folder.names() == before)
    }

    @Test("rows beside it that cannot be read have it refused", arguments: ["-wal", "-journal"])
    func refused(ending: String) throws {
        unlink(folder.path("b.sqlite-shm"))
        if ending == "-journal" { rename(folder.path("b.sqlite-wal"), folder.path("b.sqlite-journal")) }
        let error = try #require(throws: (any Error).self) { try open("b.sqlite") }
        #expect("\(error)".contains("b.sqlite\(ending) lies beside it"), "\(error)")
    }

    @Test("rows beside it that can be read are no hindrance")
    func besideIt() throws { #expect(try open("b.sqlite").strangeness == nil) }

    @Test("a name with signs that a URI knows is opened as what it is")
    func names() throws {
        rename(folder.path("a.sqlite"), folder.path("ä b?mode=rwc#%41.sqlite"))
        #expect(try open("ä b?mode=rwc#%41.sqlite").strangeness == nil)
    }

    @Test("one that is not there is not begun")
    func none() throws { #expect(throws: (any Error).self) { try open("c.sqlite", .orBegun) } }
}
