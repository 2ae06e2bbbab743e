import CustodyDesk
import Foundation
import Outcomes
import Peers
import Statements
import Testing

@Suite(
    "What a bundle was packed into is told what it is, and nothing is done with it before the bundle is put back"
)
struct PackedBundleDeskTests {
    private let room: EvidenceRoom
    private let original: [UInt8]
    private let id: String

    init() throws {
        room = try EvidenceRoom()
        original = try room.folder.read("bundle.tar")
        let listed = try Peer.run(try Peer.program("tar"), ["xf", "bundle.tar"], in: room.folder)
        try #require(listed.status == 0)
        id = String(try #require(try room.folder.names().first { $0.hasPrefix("proffer-") }).dropFirst(8))
    }

    private func shell(_ command: String) throws {
        let outcome = try Peer.run(
            try Peer.program("sh"), ["-c", "set -e; ID=\(id); \(command)"], in: room.folder)
        try #require(outcome.status == 0, "\(outcome.errors)")
    }

    static let packed = [
        ("gzip -k bundle.tar; mv bundle.tar.gz x", FileNature.packedBundle),
        ("tar cf x proffer-$ID", .packedBundle), ("tar --format=v7 -cf x proffer-$ID", .packedBundle),
        ("zip -qr x.zip proffer-$ID; mv x.zip x", .packedBundle), ("mv proffer-$ID x", .unpackedBundle),
    ]

    @Test(
        "verified, received, receipted and accounted for it is not: what helps is to put it back",
        arguments: packed)
    func refused(command: String, nature: FileNature) throws {
        try shell(command)
        let (path, lee) = (room.folder.path("x"), room.atHand(room.lee))
        let acts: [(String, () throws -> Void)] = [
            ("verify", { _ = try BundleToVerify(path).verify(with: nil, trust: Trust(), media: nil) }),
            (
                "receipt",
                {
                    _ = try NewReceipt(
                        of: path, how: "by hand", sender: nil, ledger: nil, custody: CustodyPlace(nil)
                    ).make(by: lee, trust: Trust(), in: room.output("r"), media: nil)
                }
            ),
            (
                "custody",
                {
                    _ = try AccountedBundle(path, custody: CustodyPlace(nil)).write(
                        .received(sender: nil, how: "by hand"), by: lee, trust: Trust(), media: nil)
                }
            ),
        ]
        let before = try room.folder.names()
        for (name, act) in acts {
            let error = try #require(throws: DeskError.self) { try act() }
            #expect(
                error.kind == .notUnderstood && error.remedy == .restoreBundle(packed: path),
                "\(name): \(error)")
            #expect(error.message.contains("packed anew"), "\(name): \(error)")
        }
        // What the chain's lock is need not be gone.
        let new = try room.folder.names().subtracting(before).filter { !$0.hasPrefix(".") }
        #expect(new.allSatisfy { $0.hasPrefix("std") }, "\(new)")
        #expect(try RecognisedFile(path).nature == nature)
    }

    @Test("many at once: it is a row that says so, whatever its file is called", arguments: packed)
    func many(command: String, nature: FileNature) throws {
        try shell("\(command); mkdir in; mv x in/x")
        var rows: [BundleRowFacts] = []
        let totals = try BundlesToVerify([room.folder.path("in")], noting: { _ in }).verify(
            with: nil, trust: Trust(), media: nil
        ) { row throws(DeskError) in rows.append(row) }
        #expect(rows.map(\.result) == [.notABundle] && totals.worst == .notUnderstood)
        #expect(rows.first?.remedy == .restoreBundle(packed: room.folder.path("in/x")))
    }

    @Test("a listing says so of it", arguments: packed)
    func listed(command: String, nature: FileNature) throws {
        try shell("\(command); mkdir in; mv x in/x")
        let rows = try CustodyListing(of: [room.folder.path("in")], register: .none, noting: room.note)
            .list(with: nil, trust: Trust())
        #expect(rows.map(\.findings) == [[.packedAnew]])
    }

    @Test("put back, it is the bundle, and its custody chain goes on", arguments: packed)
    func putBack(command: String, nature: FileNature) throws {
        try room.write(.received(sender: nil, how: "by hand"), by: room.lee)
        try shell("\(command); rm -f bundle.tar")
        let restored = try BundleToRestore(room.folder.path("x"), to: room.bundle, replaces: false).restore()
        #expect(try room.folder.read("bundle.tar") == original)
        #expect(
            restored.bundle == id && restored.archive.size == UInt64(original.count) && restored.leftOut == []
        )
        let verified = try room.verified(trusting: [room.owner.card, room.lee.card], asked: true)
        #expect(verified.reliance.holds)
        #expect(verified.report.checks.contains { $0.id.group == .custody && $0.verdict == .ok })
    }

    @Test("without a name it lies beside: the tar that was packed, or the usual name")
    func names() throws {
        try shell("gzip -k bundle.tar; mv bundle.tar.gz Fall-17.TAR.GZ; tar cf x proffer-$ID")
        let tar = try BundleToRestore(room.folder.path("Fall-17.TAR.GZ"), to: nil, replaces: false).restore()
        #expect(tar.file == room.folder.path("Fall-17.tar"))
        let usual = try BundleToRestore(room.folder.path("x"), to: nil, replaces: false).restore()
        let day = WallTime.now().inOffset(seconds: 0).rfc3339.prefix(10)
        #expect(usual.file == room.folder.path("proffer-\(day)-\(id.prefix(8)).tar"))
        for name in ["Fall-17.tar", "proffer-\(day)-\(id.prefix(8)).tar"] {
            #expect(try room.folder.read(name) == original)
        }
    }

    @Test("what is there already is left as it is, and a bundle needs nothing put back")
    func leftAlone() throws {
        try shell("gzip -k bundle.tar")
        let there = try #require(throws: DeskError.self) {
            try BundleToRestore(room.folder.path("bundle.tar.gz"), to: nil, replaces: false).restore()
        }
        #expect(there.kind == .cannotWrite && there.remedy == .replaceFile)
        let whole = try #require(throws: DeskError.self) {
            try BundleToRestore(room.bundle, to: room.folder.path("y.tar"), replaces: false).restore()
        }
        #expect(whole.kind == .usage && whole.message.contains("nothing to put back"))
        #expect(try room.folder.read("bundle.tar") == original)
    }
}
