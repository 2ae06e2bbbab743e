import Files
import StatementFiles
import Statements
import Foundation
import Glibc
import Peers
import SystemPackage
import Testing

@Suite("A trust folder is read whatever lies in it, and says why where it cannot be")
struct TrustFolderTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test(
        "pipes, devices, links to nowhere and unreadable names are named and hold nothing up; cards beside them count"
    )
    func strange() throws {
        let card = try Identity.generate(name: "Maria Keller", role: .agency).card
        let trust = TrustFolder(path: folder.path("trust"))
        try trust.add(card)
        #expect(mkfifo(folder.path("trust/a.json"), 0o600) == 0)
        #expect(symlink("a.json", folder.path("trust/b.json")) == 0)
        #expect(symlink("/dev/zero", folder.path("trust/c.json")) == 0)
        #expect(symlink("nowhere", folder.path("trust/d.json")) == 0)
        #expect(mkdir(folder.path("trust/e.json"), 0o700) == 0)
        #expect(symlink("/dev/stdin", folder.path("trust/f.json")) == 0)
        let name = Array((folder.path("trust") + "/").utf8) + [0xFF] + Array(".json".utf8) + [0]
        let made = name.map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { path in
            path.baseAddress.map { open($0, O_CREAT | O_WRONLY, 0o600) } ?? -1
        }
        #expect(made >= 0)
        close(made)

        let content = try trust.load()
        #expect(content.files.keys.map(\.hex) == [card.fingerprint.hex])
        let reasons = content.unusable.map(\.reason)
        for (file, reason) in [
            ("a.json", "is a pipe, not a file"), ("b.json", "is a pipe, not a file"),
            ("c.json", "is a device, not a file"), ("d.json", "no such file"),
            ("e.json", "is a folder, not a file"),
            ("f.json", "f.json"), (".json", "not UTF-8"),
        ] {
            #expect(reasons.contains { $0.contains(file) && $0.contains(reason) }, "\(file): \(reasons)")
        }
    }

    @Test("the cause is the system's own, and no other is made up")
    func causes() throws {
        #expect(symlink("round", folder.path("round")) == 0)
        try folder.write("a list", as: "file")
        #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
        let cases: [(String, FileError)] = [
            ("round", .inputNotReadable(path: folder.path("round"), cause: .tooManySymbolicLinkLevels)),
            ("file", .inputNotAFolder(path: folder.path("file"), kind: .file)),
            ("pipe", .inputNotAFolder(path: folder.path("pipe"), kind: .pipe)),
        ]
        for (name, error) in cases {
            #expect(throws: error) { try TrustFolder(path: folder.path(name)).load() }
        }
        let long = folder.path(String(repeating: "x", count: 300))
        #expect(throws: FileError.inputNotReadable(path: long, cause: .fileNameTooLong)) {
            try TrustFolder(path: long).load()
        }
        #expect(try TrustFolder(path: folder.path("none")).load().files.isEmpty)
        let card = try Identity.generate(name: "Maria Keller", role: .agency).card
        #expect(throws: FileError.cannotWrite(path: "/proc/trust", cause: .noSuchFileOrDirectory)) {
            try TrustFolder(path: "/proc/trust").add(card)
        }
        #expect(throws: FileError.inputNotAFolder(path: folder.path("file"), kind: .file)) {
            try TrustFolder(path: folder.path("file/trust")).add(card)
        }
    }
}
