import Bundle
import Handover
import Records
import Statements
import Foundation
import Glibc
import Peers
import Sealing
import Synchronization
import Testing

/// An attacker who can write to the file, and is a recipient: what they put there decrypts, and is of the same size.
@Suite("What was checked is what is used, whoever writes to the file meanwhile")
struct OnceReadTests {
    private static let mebibyte = 1 << 20

    /// Writes into a file in place, as somebody else would.
    private static func write(_ bytes: [UInt8], at offset: UInt64, in path: String) throws {
        let descriptor = open(path, O_WRONLY)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        try #require(pwrite(descriptor, bytes, bytes.count, Int(offset)) == bytes.count)
    }

    /// A file of the payload that says something else and is as long.
    private static func forged(_ member: BundleArchive.Member, _ owner: Identity) throws -> [UInt8] {
        let recipients = [owner.ageIdentity.recipient]
        let overhead = try Age.encrypt([], to: recipients, armored: false).count
        let chunks = (Int(member.size) - overhead + 65_551) / 65_552
        let size = Int(member.size) - overhead - max(0, chunks - 1) * 16
        let file = try Age.encrypt([UInt8](repeating: 0x46, count: size), to: recipients, armored: false)
        try #require(file.count == Int(member.size))
        return file
    }

    @Test(
        "an object, facts or record exchanged between checking and opening is not decrypted, in order or anywhere",
        arguments: ["data/0001.age", "data/0002.age", "data/0001.facts.age", "data/record.age"])
    func exchanged(name: String) throws {
        let sample = try SampleBundle(sizes: [1_300_000, 70_000])
        let archive = try BundleArchive.read(sample.path)
        let member = try #require(archive.member(name))
        let identities = [sample.owner.ageIdentity]
        let whole = try readAll(try archive.decryptor(for: "data/0001.age", identities: identities))
        #expect(whole == sample.contents[0])
        // What was read of other parts is forgotten, and this one read anew.
        try Self.write(try Self.forged(member, sample.owner), at: member.offset, in: sample.path)
        _ = try? readAll(try archive.decryptor(for: "data/0001.age", identities: identities))
        #expect(throws: BundleError.changedMeanwhile(path: sample.path)) {
            _ = try readAll(try archive.decryptor(for: name, identities: identities))
        }
        #expect(throws: BundleError.changedMeanwhile(path: sample.path)) {
            let random = try archive.randomAccessDecryptor(for: name, identities: identities)
            var byte: [UInt8] = [0]
            _ = try byte.withUnsafeMutableBytes { try random.read(at: random.plaintextSize - 1, into: $0) }
            _ = try byte.withUnsafeMutableBytes { try random.read(at: 0, into: $0) }
        }
        // A receipt gives the hash of what was checked, which was taken then.
        #expect(try archive.facts != ArchiveFacts(ofFile: sample.path))
        // Read from its beginning, the file is simply another one.
        let again = try KeylessVerification.of(sample.path, trust: sample.trust)
        #expect(again.verdict("every payload file matches its manifest") != .ok)
    }

    @Test("a part that is exchanged after another was opened is not used, and what came before it was honest")
    func halfway() throws {
        let sample = try SampleBundle(sizes: [4 * Self.mebibyte])
        let archive = try BundleArchive.read(sample.path)
        let decryptor = try archive.decryptor(
            for: "data/0001.age", identities: [sample.owner.ageIdentity])
        var block = [UInt8](repeating: 0, count: 65_536)
        var content: [UInt8] = []
        #expect(throws: BundleError.changedMeanwhile(path: sample.path)) {
            while true {
                let count = try block.withUnsafeMutableBytes { try decryptor.read(into: $0) }
                if count == 0 { break }
                content += block[..<count]
                guard content.count == Self.mebibyte else { continue }
                try Self.write([1], at: UInt64(3 * Self.mebibyte), in: sample.path)
            }
        }
        #expect(content.count >= Self.mebibyte && content.count < 4 * Self.mebibyte)
        #expect(sample.contents[0].starts(with: content))
    }

    @Test("a file cut short, or grown, since it was read gives an error and no byte of another")
    func resized() throws {
        let sample = try SampleBundle(sizes: [3 * Self.mebibyte])
        let archive = try BundleArchive.read(sample.path)
        let honest = archive.facts
        #expect(try honest == ArchiveFacts(ofFile: sample.path))
        let descriptor = open(sample.path, O_WRONLY | O_APPEND)
        defer { close(descriptor) }
        try #require(Glibc.write(descriptor, [1, 2, 3], 3) == 3)
        #expect(archive.facts == honest, "what was put behind it is no part of it")
        try #require(ftruncate(descriptor, Self.mebibyte) == 0)
        #expect(archive.facts == honest)
        #expect(throws: BundleError.changedMeanwhile(path: sample.path)) {
            _ = try readAll(
                try archive.decryptor(for: "data/0001.age", identities: [sample.owner.ageIdentity]))
        }
    }

    @Test("while somebody exchanges it without pause, it is the honest content or an error")
    func race() throws {
        let sample = try SampleBundle(sizes: [1_200_000])
        let archive = try BundleArchive.read(sample.path)
        let member = try #require(archive.member("data/0001.age"))
        let honest = Array(
            try sample.bytes[Int(member.offset)..<Int(member.offset + member.size)])
        let forged = try Self.forged(member, sample.owner)
        let stops = Mutex(false)
        let ended = DispatchSemaphore(value: 0)
        let descriptor = open(sample.path, O_WRONLY)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        let attacker = Thread {
            while !stops.withLock({ $0 }) {
                for bytes in [forged, honest] {
                    _ = pwrite(descriptor, bytes, bytes.count, Int(member.offset))
                }
            }
            ended.signal()
        }
        attacker.start()
        defer {
            stops.withLock { $0 = true }
            ended.wait()
        }
        var (opened, refused) = (0, 0)
        for _ in 0..<200 {
            do {
                let content = try readAll(
                    try archive.decryptor(for: "data/0001.age", identities: [sample.owner.ageIdentity]))
                #expect(content == sample.contents[0])
                opened += 1
            } catch BundleError.changedMeanwhile { refused += 1 }
        }
        #expect(refused > 0, "nobody interfered: \(opened) times it was opened")
    }

    @Test("open writes what was checked, or nothing, when an object is exchanged as its turn comes")
    func opener() throws {
        let honest = try LyingOwnerTests.Honest(camera: "front-door")
        let path = try honest.sealed()
        let archive = try BundleArchive.read(path)
        let folder = honest.folder.path("opened")
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        var seen = 0
        do {
            let outcome = try Opener.open(
                path, identity: honest.reader, trust: Trust(), into: folder,
                tool: ToolFacts(name: "test", version: "1", operatingSystem: "none", libraries: [:])
            ) { _ in
                // Every object and the record, as they are about to be read.
                for member in archive.payload {
                    try? Self.write(
                        [UInt8](repeating: 0, count: Int(member.size)), at: member.offset, in: path)
                }
                seen += 1
            }
            // All of it lay in memory already, checked.
            guard case .opened(let opened) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            for (object, content) in zip(opened.record.objects, honest.objects) {
                #expect(
                    try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(object.name)")) == Data(content))
            }
        } catch BundleError.changedMeanwhile {
            #expect(!FileManager.default.fileExists(atPath: folder))
        }
        #expect(seen > 0)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) != Data(bytes))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: honest.folder.url.path)
                .allSatisfy { !$0.contains("opened") || $0 == "opened" }, "nothing half-written is left")
    }
}
