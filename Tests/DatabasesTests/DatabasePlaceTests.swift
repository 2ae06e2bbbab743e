import Databases
import Foundation
import Glibc
import Peers
import Testing

@Suite("A database is opened only in a place that nobody else can reach into")
struct DatabasePlaceTests {
    private static let ours: UInt32 = 1000
    private static let theirs: UInt32 = 1001

    @Test(
        "a file of it is ordinary, ours, and without rights for others",
        arguments: [
            (S_IFREG | 0o600, ours, true), (S_IFREG | 0o400, ours, true), (S_IFREG | 0o640, ours, false),
            (S_IFREG | 0o604, ours, false), (S_IFREG | 0o620, ours, false), (S_IFREG | 0o600, theirs, false),
            (S_IFREG | 0o600, 0, false), (S_IFLNK | 0o600, ours, false), (S_IFIFO | 0o600, ours, false),
            (S_IFDIR | 0o700, ours, false),
        ] as [(UInt32, UInt32, Bool)])
    func files(mode: UInt32, owner: UInt32, isTaken: Bool) {
        let flaw = FileStatus(mode: mode, owner: owner).flawOfFile("x", user: Self.ours, knowsRights: true)
        #expect((flaw == nil) == isTaken, "\(flaw ?? "")")
    }

    @Test("where the file system knows no rights, only what kind of file it is is looked at")
    func noRights() {
        func flaw(_ mode: UInt32) -> String? {
            FileStatus(mode: mode, owner: 0).flawOfFile("x", user: Self.ours, knowsRights: false)
        }
        #expect(flaw(S_IFREG | 0o777) == nil)
        #expect(flaw(S_IFLNK | 0o777) != nil)
    }

    @Test(
        "its folder can be changed by nobody else, sticky or not; one above it may be sticky",
        arguments: [
            (0o755, ours, true, true), (0o700, 0, true, true), (0o775, ours, true, false),
            (0o757, ours, true, false), (0o1777, 0, true, false), (0o755, theirs, true, false),
            (0o1777, 0, false, true), (0o777, 0, false, false), (0o755, theirs, false, false),
        ] as [(UInt32, UInt32, Bool, Bool)])
    func folders(mode: UInt32, owner: UInt32, holdsDatabase: Bool, isTaken: Bool) {
        let flaw = FileStatus(mode: S_IFDIR | mode, owner: owner).flawOfFolder(
            "x", user: Self.ours, holdsDatabase: holdsDatabase)
        #expect((flaw == nil) == isTaken, "\(flaw ?? "")")
    }

    @Test("what a user's own private group may do, nobody else may", arguments: [true, false])
    func privateGroup(isOwn: Bool) {
        let folder = FileStatus(mode: S_IFDIR | 0o775, owner: Self.ours, isOwnGroup: isOwn)
        #expect((folder.flawOfFolder("x", user: Self.ours, holdsDatabase: true) == nil) == isOwn)
        let file = FileStatus(mode: S_IFREG | 0o660, owner: Self.ours, isOwnGroup: isOwn)
        #expect((file.flawOfFile("x", user: Self.ours, knowsRights: true) == nil) == isOwn)
    }

    @Test(
        "what lies beside it under SQLite's names is looked at too",
        arguments: ["", "-wal", "-shm", "-journal"])
    func beside(ending: String) throws {
        let folder = try ScratchFolder()
        let path = folder.path("x.sqlite")
        try folder.write("", as: "x.sqlite\(ending)")
        chmod(path + ending, 0o666)
        let error = #expect(throws: DatabasePlace.NotPrivate.self) { try DatabasePlace(path) }
        #expect(error?.description.contains("x.sqlite\(ending)") == true)
        chmod(path + ending, 0o600)
        #expect(throws: Never.self) { try DatabasePlace(path) }
    }

    @Test(
        "a folder above that others can rename away is found, and a link to the folder leads to the true one")
    func above() throws {
        let folder = try ScratchFolder()
        for name in ["open", "open/own"] {
            try FileManager.default.createDirectory(
                atPath: folder.path(name), withIntermediateDirectories: false)
        }
        #expect(symlink(folder.path("open/own"), folder.path("link")) == 0)
        let real = try DatabasePlace(folder.path("link/x.sqlite")).path
        #expect(real.hasSuffix("/open/own/x.sqlite"))
        chmod(folder.path("open"), 0o777)
        let error = #expect(throws: DatabasePlace.NotPrivate.self) {
            try DatabasePlace(folder.path("link/x.sqlite"))
        }
        #expect(error?.description.contains("/open,") == true, "\(error?.description ?? "")")
        // As in /tmp: nobody renames what is ours.
        chmod(folder.path("open"), 0o1777)
        #expect(throws: Never.self) { try DatabasePlace(folder.path("link/x.sqlite")) }
    }
}
