import Foundation
import Peers
import Records
import Register
import Sealing
import Statements
import Testing

@Suite("What a custodian's machine remembers of bundles")
struct RegisterTests {
    private let folder: ScratchFolder
    private let register: Register

    init() throws {
        folder = try ScratchFolder()
        register = try Register(path: folder.path("register.sqlite"))
    }

    private func archive(_ text: String) throws -> ArchiveFacts {
        ArchiveFacts(sha256: try SHA256Digest.of(Array(text.utf8)), size: UInt64(text.utf8.count))
    }

    private func seen(_ name: String, at path: String? = nil) throws -> BundleSeen {
        var seen = BundleSeen(
            BundleKey(seal: try SHA256Digest.of(Array(name.utf8)), archive: try archive(name)))
        seen.id = name
        seen.file = try path.map {
            RegisteredFile(path: $0, archive: try archive(name), chain: $0 + ".custody.jsonl")
        }
        return seen
    }

    @Test("what was noted is there for whoever opens it next")
    func kept() throws {
        var bundle = try seen("aa", at: "/evidence/a.tar")
        bundle.sealed = WallTime.now().toTheSecond
        bundle.head = try SHA256Digest.of([1])
        try register.note([bundle])
        let known = try #require(try Register(path: register.path).bundle(bundle.key))
        #expect(known.seen.sealed == bundle.sealed && known.seen.head == bundle.head && known.seen.id == "aa")
        #expect(known.files == [bundle.file])
    }

    @Test("a bundle under two names is one bundle with two files")
    func oneBundle() throws {
        try register.note([try seen("aa", at: "/evidence/a.tar"), try seen("aa", at: "/usb/copy.tar")])
        let bundles = try register.bundles()
        #expect(bundles.count == 1)
        #expect(bundles.first?.files.map(\.path) == ["/evidence/a.tar", "/usb/copy.tar"])
    }

    @Test("another bundle under the same name takes the place of the one before, which is still known")
    func replaced() throws {
        try register.note([try seen("aa", at: "/evidence/a.tar")])
        try register.note([try seen("bb", at: "/evidence/a.tar")])
        #expect(try register.bundle(at: "/evidence/a.tar")?.seen.id == "bb")
        #expect(try register.bundle(try seen("aa").key)?.files == [])
    }

    @Test("what was not seen this time stays as it was")
    func keepsWhatItKnew() throws {
        var first = try seen("aa", at: "/evidence/a.tar")
        first.head = try SHA256Digest.of([1])
        first.receipted = WallTime.now().toTheSecond
        try register.note([first])
        try register.note([try seen("aa")])
        let known = try #require(try register.bundle(first.key))
        #expect(known.seen.head == first.head && known.seen.receipted == first.receipted)
        #expect(known.files.count == 1)
    }

    @Test("a label is of the bundle, whichever file is noted next, and of none that is not known")
    func label() throws {
        let bundle = try seen("aa", at: "/evidence/a.tar")
        #expect(try register.label(bundle.key) { $0.shelf = "B3" } == nil)
        try register.note([bundle])
        _ = try register.label(bundle.key) { $0.shelf = "B3" }
        _ = try register.label(bundle.key) { $0.due = "2027-01-31" }
        try register.note([try seen("aa", at: "/usb/copy.tar")])
        #expect(try register.bundle(bundle.key)?.label == PrivateLabel(shelf: "B3", due: "2027-01-31"))
    }

    @Test("another seal over the same record, and another bundle of the same id, are found")
    func resealed() throws {
        var bundle = try seen("aa")
        bundle.record = try SHA256Digest.of([7])
        var other = BundleSeen(BundleKey(seal: try SHA256Digest.of([9]), archive: try archive("x")))
        (other.id, other.record) = (bundle.id, bundle.record)
        try register.note([bundle, other])
        #expect(Set(try register.bundles(id: "aa").map(\.seen.key)) == [bundle.key, other.key])
        #expect(try register.bundles(record: try SHA256Digest.of([7])).count == 2)
    }

    @Test("nobody else may read it")
    func mode() throws {
        let attributes = try FileManager.default.attributesOfItem(atPath: register.path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }

    @Test(
        "a spoiled row is an error that says so",
        arguments: [
            "UPDATE bundle SET head = x'00'", "UPDATE file SET size = -1", "UPDATE file SET sha256 = x''",
        ])
    func spoiled(change: String) throws {
        var bundle = try seen("aa", at: "/evidence/a.tar")
        bundle.head = try SHA256Digest.of([1])
        try register.note([bundle])
        try Peer.python(
            "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute(sys.argv[2]); db.commit()",
            [register.path, change], in: folder)
        #expect(throws: RegisterError.self) { try Register(path: register.path).bundles() }
    }

    @Test("a file that is none is refused and stays as it is")
    func foreign() throws {
        let path = folder.path("other.sqlite")
        try folder.write("no database", as: "other.sqlite")
        chmod(path, 0o600)
        #expect(throws: RegisterError.self) { try Register(path: path) }
        #expect(try folder.read("other.sqlite") == Array("no database".utf8))
    }
}
