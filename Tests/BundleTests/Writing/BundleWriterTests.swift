import Bundle
import Files
import Handover
import Records
import Statements
import Foundation
import Glibc
import Peers
import Sealing
import SystemPackage
import Testing

@Suite("A bundle is written in one pass, whole or not at all")
struct BundleWriterTests {
    private func begin(_ path: String, owner: Identity) throws -> BundleWriter {
        try BundleWriter(
            path: path, replaceExisting: false, bundle: try BundleWriter.newBundleID(),
            recipients: [owner.ageIdentity.recipient])
    }

    private let owner: Identity
    init() throws { owner = try Identity.generate(name: "Owner", role: .owner) }

    @Test("what went in comes out, and its hashes are as told")
    func roundTrip() throws {
        let sample = try SampleBundle(sizes: [0, 1, 65_536, 65_537, 3_000_001])
        let archive = try BundleArchive.read(sample.path)
        #expect(archive.objects.map(\.name) == (1...5).map { "data/000\($0).age" })
        for (object, content) in zip(sample.objects, sample.contents) {
            #expect(object.size == UInt64(content.count))
            #expect(object.sha256 == (try SHA256Digest.of(content)))
            #expect(archive.member(object.file)?.sha256 == object.ciphertextSHA256)
            let decryptor = try archive.decryptor(for: object.file, identities: [sample.owner.ageIdentity])
            #expect(try readAll(decryptor) == content)
            let random = try archive.randomAccessDecryptor(
                for: object.file, identities: [sample.owner.ageIdentity])
            #expect(random.plaintextSize == object.size)
        }
    }

    @Test("a known and an unknown size make the same members", arguments: [0, 65_536, 1_234_567])
    func unknownSize(size: Int) throws {
        let folder = try ScratchFolder()
        let content = try SecureRandom.bytes(size)
        let writer = try begin(folder.path("out.tar"), owner: owner)
        let known = try writer.addObject(size: UInt64(size)) { try content.withUnsafeBytes($0) }
        let unknown = try writer.add(
            PreparedObject(beside: folder.path("out.tar"), recipients: [owner.ageIdentity.recipient]) {
                try content.withUnsafeBytes($0)
            })
        #expect(try folder.names() == [], "a spool file or a partial output can be seen")
        #expect(known.sha256 == unknown.sha256)
        for _ in 0..<2 { try writer.addFacts([]) }
        try writer.addRecord([])
        try SampleBundle.finish(writer, as: owner)
        let archive = try BundleArchive.read(folder.path("out.tar"))
        #expect(archive.objects.map(\.size) == [archive.objects[0].size, archive.objects[0].size])
        let decryptor = try archive.decryptor(for: unknown.file, identities: [owner.ageIdentity])
        #expect(try readAll(decryptor) == content)
    }

    @Test(
        "the record's size says little: at least 4096 bytes, then Padmé",
        arguments: [0, 4095, 4096, 4097, 70_001])
    func recordPadding(size: Int) throws {
        let folder = try ScratchFolder()
        let writer = try begin(folder.path("out.tar"), owner: owner)
        let json = Array("\"\(String(repeating: "x", count: max(0, size - 2)))\"".utf8)
        try writer.addRecord(json)
        try SampleBundle.finish(writer, as: owner)
        let archive = try BundleArchive.read(folder.path("out.tar"))
        let decryptor = try archive.decryptor(for: Seal.recordName, identities: [owner.ageIdentity])
        let record = try readAll(decryptor)
        #expect(UInt64(record.count) == Padme.padded(UInt64(max(4096, json.count + 1))))
        #expect(record.last == 0x0A && record.dropFirst(json.count).dropLast().allSatisfy { $0 == 0x20 })
        #expect(
            try StrictJSON.decode(String.self, from: record, maximumBytes: 1 << 20).count == max(0, size - 2))
    }

    @Test("more or fewer bytes than announced are refused, and nothing is left", arguments: [-1, 1, 100_000])
    func wrongSize(difference: Int) throws {
        let folder = try ScratchFolder()
        let writer = try begin(folder.path("out.tar"), owner: owner)
        let content = try SecureRandom.bytes(1_000_000 + difference)
        #expect(throws: BundleError.self) {
            try writer.addObject(size: 1_000_000) { try content.withUnsafeBytes($0) }
        }
        // Also the next call fails, and does not write half a bundle.
        #expect(throws: BundleError.self) { try writer.addRecord([]) }
        #expect(try folder.names() == [])
    }

    @Test("an error of the producer comes through as it is, and nothing is left")
    func producerFails() throws {
        struct Broken: Error, Equatable {}
        let folder = try ScratchFolder()
        let writer = try begin(folder.path("out.tar"), owner: owner)
        let piece = try SecureRandom.bytes(900_000)
        #expect(throws: Broken()) {
            try writer.addObject(size: 5_000_000) { sink in
                try piece.withUnsafeBytes(sink)
                throw Broken()
            }
        }
        #expect(try folder.names() == [])
    }

    @Test("a writer dropped before its end leaves nothing")
    func dropped() throws {
        let folder = try ScratchFolder()
        do {
            let writer = try begin(folder.path("out.tar"), owner: owner)
            _ = try writer.addObject(size: 3) { try [UInt8](repeating: 1, count: 3).withUnsafeBytes($0) }
        }
        #expect(try folder.names() == [])
    }

    @Test(
        "a seal for other files, another bundle, another time, or badly signed does not finish a bundle",
        arguments: 0..<4)
    func foreignSeal(kind: Int) throws {
        let folder = try ScratchFolder()
        let writer = try begin(folder.path("out.tar"), owner: owner)
        try writer.addRecord([])
        #expect(throws: (any Error).self) {
            let sealed = WallTime.now()
            try writer.finish(sealed: sealed) { subjects in
                var other = subjects
                other[0] = .init(name: other[0].name, sha256: try SHA256Digest.of([]))
                let envelope = try Seal(
                    bundle: kind == 1 ? try BundleWriter.newBundleID() : writer.bundle,
                    sealed: kind == 3 ? sealed.adding(nanoseconds: 1) : sealed, signer: owner.card,
                    subjects: kind == 0 ? other : subjects
                ).signed(by: owner)
                guard kind == 2 else { return envelope }
                return try DSSEEnvelope(
                    payload: envelope.payload, payloadType: envelope.payloadType,
                    signatures: [.init(keyID: "x", signature: [UInt8](repeating: 1, count: 64))])
            }
        }
        #expect(try folder.names() == [])
    }

    @Test("parts in the wrong order are refused")
    func order() throws {
        let folder = try ScratchFolder()
        let early = try begin(folder.path("a.tar"), owner: owner)
        #expect(throws: BundleError.self) { try SampleBundle.finish(early, as: owner) }
        let late = try begin(folder.path("b.tar"), owner: owner)
        try late.addRecord([])
        #expect(throws: BundleError.self) { try late.addObject(size: 0) { _ in } }
        let without = try begin(folder.path("c.tar"), owner: owner)
        _ = try without.addObject(size: 0) { _ in }
        #expect(throws: BundleError.self, "an object without its facts") { try without.addRecord([]) }
        let many = try begin(folder.path("d.tar"), owner: owner)
        #expect(throws: BundleError.self, "facts of no object") { try many.addFacts([]) }
        let between = try begin(folder.path("e.tar"), owner: owner)
        for _ in 0..<2 { _ = try between.addObject(size: 0) { _ in } }
        try between.addFacts([])
        #expect(throws: BundleError.self, "an object behind facts") {
            try between.addObject(size: 0) { _ in }
        }
        #expect(try folder.names() == [])
    }

    @Test(
        "an id that is not 32 to 64 lower-case hexadecimal digits is refused",
        arguments: [
            "", "0123", "0123456789ABCDEF0123456789ABCDEF", "../0123456789abcdef0123456789abcdef",
            String(repeating: "a", count: 65),
        ])
    func badID(id: String) throws {
        let folder = try ScratchFolder()
        #expect(throws: BundleError.self) {
            try BundleWriter(
                path: folder.path("out.tar"), replaceExisting: false, bundle: id,
                recipients: [owner.ageIdentity.recipient])
        }
    }

    @Test("nothing personal can be read in a bundle, not even the hash of a clip")
    func nothingReadable() throws {
        let sample = try SampleBundle()
        let bytes = Data(try sample.bytes)
        for secret in SampleBundle.secrets {
            #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret) is readable")
        }
        for content in sample.contents + [sample.record] {
            let digest = try SHA256Digest.of(content)
            #expect(bytes.range(of: Data(digest.bytes)) == nil)
            #expect(bytes.range(of: Data(digest.hex.utf8)) == nil)
            #expect(bytes.range(of: Data(Data(digest.bytes).base64EncodedString().utf8)) == nil)
            if content.count > 64 { #expect(bytes.range(of: Data(content.prefix(64))) == nil) }
        }
        let host = ProcessInfo.processInfo.hostName
        if host.utf8.count > 3, host != "localhost" { #expect(bytes.range(of: Data(host.utf8)) == nil) }
    }

    @Test(
        "a full disk is named, ends both threads, and leaves nothing", .serialized, arguments: [false, true])
    func fullDisk(unknownSize: Bool) throws {
        let folder = try ScratchFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path("small"), withIntermediateDirectories: false)
        let mounted = try Peer.run(
            try Peer.program("mount"), ["-t", "tmpfs", "-o", "size=4m", "tmpfs", folder.path("small")],
            in: folder)
        // Without the right to mount this fails, loudly: what was not tried must not look tried.
        try #require(mounted.status == 0, "cannot mount a small disk here: \(mounted.errors)")
        defer { _ = try? Peer.run(try Peer.program("umount"), ["-l", folder.path("small")], in: folder) }
        let path = folder.path("small/out.tar")
        let piece = try SecureRandom.bytes(1 << 20)
        let produce: (_ sink: (UnsafeRawBufferPointer) throws -> Void) throws -> Void = { sink in
            for _ in 0..<40 { try piece.withUnsafeBytes(sink) }
        }
        let writer = try begin(path, owner: owner)
        let error = #expect(throws: FileError.self) {
            if unknownSize {
                _ = try writer.add(
                    PreparedObject(beside: path, recipients: [owner.ageIdentity.recipient], produce))
            } else {
                _ = try writer.addObject(size: 40 << 20, produce)
            }
        }
        guard case .diskFull(path, let needed, let free, isBegun: true) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(needed > free && free < 5 << 20)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("small")) == [])
    }
}

/// Everything a decryptor gives.
func readAll(_ decryptor: AgeDecryptor) throws -> [UInt8] {
    var content: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 100_000)
    while true {
        let count = try block.withUnsafeMutableBytes { try decryptor.read(into: $0) }
        if count == 0 { return content }
        content += block[..<count]
    }
}
