import Bundle
import Files
import Records
import Statements
import Foundation
import Peers
import Sealing
import Testing

@Suite("Without a key it is said what holds, what does not, and what was not looked at")
struct KeylessVerificationTests {
    static let names = [
        "archive well-formed", "no member missing or added", "manifest lists exactly the payload",
        "every payload file matches its manifest", "every tag file matches its manifest",
        "bag declaration and size are right", "README.txt is the known text", "seal signature is good",
        "seal covers every file before it", "bundle id is the same everywhere", "signer is known",
        "timestamp",
        "time of sealing fits the timestamp",
    ]

    @Test("a sound bundle of a trusted owner: all holds but the timestamp, which it does not have")
    func sound() throws {
        let sample = try SampleBundle()
        let verification = try KeylessVerification.of(sample.path, trust: sample.trust)
        #expect(verification.checks.map(\.name) == Self.names)
        for check in verification.checks where !check.name.contains("timestamp") {
            #expect(check.verdict == .ok, "\(check)")
        }
        #expect(verification.signer == sample.owner.card)
        #expect(verification.seal?.bundle == sample.id)
        guard case .notChecked = verification.verdict("timestamp") else {
            Issue.record("a timestamp that is not there was checked")
            return
        }
    }

    @Test("a good seal of somebody unknown is valid, and unknown")
    func unknown() throws {
        let sample = try SampleBundle()
        let verification = try KeylessVerification.of(sample.path, trust: Trust())
        #expect(!verification.fails)
        #expect(verification.signer == nil)
        #expect(
            verification.verdict("signer is known")
                == .notChecked(reason: "valid, signer unknown: \(sample.owner.card.fingerprint.grouped)"))
    }

    @Test("where the archive breaks, one check fails and the rest is named as not reached")
    func damaged() throws {
        let sample = try SampleBundle()
        let bytes = try sample.bytes
        try sample.folder.write(Array(bytes[..<(bytes.count / 2)]), as: "cut.tar")
        let verification = try KeylessVerification.of(sample.folder.path("cut.tar"), trust: sample.trust)
        #expect(verification.checks.map(\.name) == Self.names)
        guard case .failed(let reason) = verification.verdict("archive well-formed") else {
            Issue.record("\(verification.checks)")
            return
        }
        #expect(reason.contains("cut short"))
        #expect(
            verification.checks.filter { if case .notChecked = $0.verdict { true } else { false } }.count
                == 12)
        #expect(verification.archive == nil)
    }

    static let others: [(String, [UInt8])] = [
        ("nothing", []), ("a text", Array("hello\n".utf8)), ("zeros", [UInt8](repeating: 0, count: 10_240)),
        ("a picture", [0x89, 0x50, 0x4E, 0x47] + [UInt8](repeating: 7, count: 4096)),
        (
            "a tar of something else",
            TarHeader.bytes(name: "photos/1.jpg", size: 0) + [UInt8](repeating: 0, count: 1024)
        ),
    ]

    @Test("what is no bundle is not called a damaged one", arguments: others)
    func notABundle(what: String, bytes: [UInt8]) throws {
        let folder = try ScratchFolder()
        let url = try folder.write(bytes, as: "other")
        let error = #expect(throws: BundleError.self) { try KeylessVerification.of(url.path, trust: Trust()) }
        guard case .notABundle = error else {
            Issue.record("\(what): \(String(describing: error))")
            return
        }
    }

    @Test("a missing file, a folder and a pipe are named as such")
    func notAFile() throws {
        let folder = try ScratchFolder()
        #expect(throws: FileError.inputMissing(path: folder.path("none"))) {
            try BundleArchive.read(folder.path("none"))
        }
        #expect(throws: FileError.inputNotAFile(path: folder.url.path, kind: .folder)) {
            try BundleArchive.read(folder.url.path)
        }
        _ = try Peer.run(try Peer.program("mkfifo"), ["pipe"], in: folder)
        #expect(throws: FileError.inputNotAFile(path: folder.path("pipe"), kind: .pipe)) {
            try BundleArchive.read(folder.path("pipe"))
        }
    }

    @Test("what was verified is what is opened, also when the file is replaced meanwhile")
    func replaced() throws {
        let sample = try SampleBundle(sizes: [1000])
        let archive = try BundleArchive.read(sample.path)
        let other = try SampleBundle(sizes: [1000], owner: sample.owner)
        try FileManager.default.removeItem(atPath: sample.path)
        try FileManager.default.moveItem(atPath: other.path, toPath: sample.path)
        let decryptor = try archive.decryptor(for: "data/0001.age", identities: [sample.owner.ageIdentity])
        #expect(try readAll(decryptor) == sample.contents[0])
        #expect(throws: BundleError.noSuchMember(path: sample.path, member: "README.txt")) {
            try archive.decryptor(for: "README.txt", identities: [sample.owner.ageIdentity])
        }
    }
}
