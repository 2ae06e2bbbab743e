import Bundle
import Foundation
import Peers
import Records
import Sealing
import Statements
import Testing

@Suite("A bundle that was packed anew is recognised, and put back byte for byte")
struct PackedBundleTests {
    private func restored(_ path: String, in sample: SampleBundle) throws -> [UInt8] {
        let output = sample.folder.path("restored.tar")
        let archive = try PackedBundle(at: path).write(to: output, replaceExisting: false)
        let bytes = try sample.folder.read("restored.tar")
        #expect(try archive == ArchiveFacts(sha256: SHA256Digest.of(bytes), size: UInt64(bytes.count)))
        return bytes
    }

    @Test("however it was packed, the same bytes come back", arguments: PackedWay.all)
    func sameBytes(way: PackedWay) throws {
        let sample = try SampleBundle()
        let original = try sample.bytes
        let packed = try way.pack(sample)
        #expect(try restored(packed, in: sample) == original)
    }

    @Test("a timestamp stays where it was, and one that was taken out is missed")
    func timestamp() throws {
        let sample = try SampleBundle(authority: try TimestampAuthority())
        let packed = try PackedWay("", "tar czf x.tgz proffer-$ID", makes: "x.tgz").pack(sample)
        #expect(try restored(packed, in: sample) == sample.bytes)
        let without = try PackedWay("", "rm proffer-$ID/seal.tsr; tar czf y.tgz proffer-$ID", makes: "y.tgz")
            .pack(sample)
        #expect(throws: PackedBundleError.member(path: without, member: "seal.tsr", reason: "is missing")) {
            try PackedBundle(at: without)
        }
    }

    @Test("nothing but the bundle itself is checked as one: it is told what it is", arguments: PackedWay.all)
    func recognised(way: PackedWay) throws {
        let sample = try SampleBundle()
        let packed = try way.pack(sample)
        #expect(throws: BundleError.packedAnew(path: packed)) {
            try KeylessVerification.of(packed, trust: sample.trust)
        }
    }

    @Test(
        "a bundle with ten objects and none, and one of some MiB, come back",
        arguments: [[], [Int](repeating: 9, count: 10), [5 << 20, 3]])
    func sizes(_ sizes: [Int]) throws {
        let sample = try SampleBundle(sizes: sizes)
        let packed = try PackedWay("", "tar czf x.tgz --sort=name proffer-$ID", makes: "x.tgz").pack(sample)
        #expect(try restored(packed, in: sample) == sample.bytes)
    }

    @Test("what lies beside the members is named and left out")
    func leftOut() throws {
        let sample = try SampleBundle()
        let packed = try PackedWay(
            "",
            "echo a > proffer-$ID/notes.txt; echo b > bundle.tar.custody.jsonl; ln -s /etc/passwd proffer-$ID/link; "
                + "zip -qry x.zip proffer-$ID bundle.tar.custody.jsonl", makes: "x.zip"
        ).pack(sample)
        #expect(
            try PackedBundle(at: packed).leftOut
                == [
                    "bundle.tar.custody.jsonl", "proffer-\(sample.id)/link", "proffer-\(sample.id)/notes.txt",
                ])
    }

    /// What somebody did to the files before they were packed, and what is said.
    struct Spoiling: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let command: String
        let member: String
        let says: String
        init(_ name: String, _ command: String, _ member: String, says: String) {
            (testDescription, self.command, self.member, self.says) = (name, command, member, says)
        }
    }

    static let spoilings = [
        Spoiling("an object is missing", "rm data/0002.age", "data/0002.age", says: "is missing"),
        Spoiling("the record is missing", "rm data/record.age", "data/record.age", says: "is missing"),
        Spoiling("the seal is missing", "rm seal.dsse.json", "seal.dsse.json", says: "is missing"),
        Spoiling(
            "the tag manifest is missing", "rm tagmanifest-sha256.txt", "tagmanifest-sha256.txt",
            says: "is missing"),
        Spoiling(
            "an object is another", "printf x | dd of=data/0001.age bs=1 seek=400 conv=notrunc 2>/dev/null",
            "data/0001.age",
            says: "the content is not what manifest-sha256.txt says"),
        Spoiling(
            "an object is longer", "printf x >> data/0001.age", "data/0001.age",
            says: "the content is not what"),
        Spoiling(
            "a text has other line ends", "sed -i 's/$/\\r/' README.txt", "README.txt",
            says: "the content is not what tagmanifest-sha256.txt says"),
        Spoiling(
            "an object was added", "cp data/0001.age data/0004.age", "data/0004.age", says: "is not listed"),
        Spoiling(
            "an object is a link", "mv data/0001.age x; ln -s ../x data/0001.age", "data/0001.age",
            says: "is a link"),
        Spoiling(
            "an object is a pipe", "rm data/0001.age; mkfifo data/0001.age", "data/0001.age",
            says: "is no ordinary file"),
        Spoiling(
            "a text is too large", "head -c 70000 /dev/zero > README.txt", "README.txt",
            says: "is larger than"),
    ]

    @Test(
        "a member that is missing or not as it was is named, and nothing is written", arguments: spoilings,
        ["tar cf x.tar proffer-$ID", "mv proffer-$ID x.tar"])
    func spoiled(_ spoiling: Spoiling, packing: String) throws {
        let sample = try SampleBundle()
        let packed = try PackedWay("", "(cd proffer-$ID; \(spoiling.command)); \(packing)", makes: "x.tar")
            .pack(sample)
        let error = try #require(throws: PackedBundleError.self) { try restored(packed, in: sample) }
        guard case .member(_, let member, let reason) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(member == spoiling.member && reason.contains(spoiling.says), "\(error)")
        #expect(try !sample.folder.names().contains("restored.tar"))
    }

    @Test("a member that is there twice is named")
    func twice() throws {
        let sample = try SampleBundle()
        let packed = try PackedWay(
            "", "tar cf x.tar proffer-$ID; tar rf x.tar proffer-$ID/data/0001.age", makes: "x.tar"
        ).pack(sample)
        #expect(
            throws: PackedBundleError.member(path: packed, member: "data/0001.age", reason: "is there twice")
        ) {
            try PackedBundle(at: packed)
        }
    }

    @Test("of two bundles in one archive none is taken, and both are named")
    func two() throws {
        let sample = try SampleBundle()
        _ = try SampleBundle(in: sample.folder, name: "other.tar")
        let packed = try PackedWay("", "zip -q x.zip bundle.tar other.tar", makes: "x.zip").pack(sample)
        let error = try #require(throws: PackedBundleError.self) { try PackedBundle(at: packed) }
        guard case .several(_, let folders) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(folders.count == 2 && folders.contains("bundle.tar/proffer-\(sample.id)"))
    }

    /// What cannot be looked into, and what is said of it.
    static let unread: [(String, String)] = [
        ("zip -qr -P secret x proffer-$ID; mv x.zip x", "locked by a password"),
        ("tar czf x proffer-$ID; truncate -s -300 x", "the archive is damaged"),
        ("printf 'PK\\003\\004nothing' > x", "bundle can be put back"),
        ("head -c 400 /dev/urandom > x", "neither a tar nor a zip"),
        ("mkdir y; echo a > y/a; tar cf x y", "none of the files of a bundle"),
        ("mkdir x; echo a > x/bagit.txt", "none of the files of a bundle"),
        ("(cd proffer-$ID/data; tar -P -cf ../../x ../data ../seal.dsse.json)", "leads out of it"),
        (
            "gzip -k bundle.tar; tar cf i.tar bundle.tar.gz; gzip i.tar; tar cf x i.tar.gz",
            "none of the files of a bundle"
        ),
    ]

    @Test("what cannot be put back says why", arguments: unread)
    func notUnderstood(command: String, says: String) throws {
        let sample = try SampleBundle()
        let packed = try PackedWay("", command, makes: "x").pack(sample)
        let error = try #require(throws: PackedBundleError.self) { try PackedBundle(at: packed) }
        #expect(error.description.contains(says), "\(error)")
    }

    @Test(
        "what unpacks without end is left alone, be it content, a file that is no member, or a million names",
        arguments: [
            "head -c 100M /dev/zero > z; tar cf - proffer-$ID z | gzip -1 > z.tgz; zip -q x.zip z.tgz; mv x.zip x",
            "head -c 100M /dev/zero > z; tar cf - z | gzip -1 > x",
            """
            "$PYTHON" -c '
            import tarfile
            with tarfile.open("x", "w:gz", compresslevel=1) as new:
                for number in range(120000): new.addfile(tarfile.TarInfo("n/%d" % number))'
            """,
        ])
    func bombs(command: String) throws {
        let sample = try SampleBundle(sizes: [10])
        let packed = try PackedWay("", command, makes: "x").pack(sample)
        #expect(throws: PackedBundleError.unpacksToTooMuch(path: packed)) { try PackedBundle(at: packed) }
    }

    @Test("a bundle that was changed by a byte of its first header is damaged, and not packed anew")
    func firstHeader() throws {
        let sample = try SampleBundle(sizes: [10])
        var bytes = try sample.bytes
        bytes[300] ^= 1
        let path = try sample.folder.write(bytes, as: "x.tar").path
        #expect(try KeylessVerification.of(path, trust: sample.trust).fails)
    }
}
