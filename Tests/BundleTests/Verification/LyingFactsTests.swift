import Originals
import Bundle
import Handover
import Records
import Statements
import Foundation
import Peers
import Sealing
import Testing

/// docs/spec/bundle.md, Facts and Payload.
@Suite("Record and facts say one thing, in one form, with no room for another")
struct LyingFactsTests {
    typealias Honest = LyingOwnerTests.Honest
    private static let facts = "each object has its facts"
    private static let record = "record belongs to this bundle"

    private static func replace(_ part: String, _ other: String, in json: [UInt8]) throws -> [UInt8] {
        let text = String(decoding: json, as: UTF8.self)
        let place = try #require(text.range(of: part), "\(part)")
        return Array(text.replacingCharacters(in: place, with: other).utf8)
    }

    @Test("facts of another bundle, object, recording or form are refused, with the file's name")
    func lies() throws {
        let honest = try Honest(camera: "front-door")
        func expect(
            _ words: String, _ facts: @escaping (Record, Int, [UInt8]) throws -> [UInt8]
        ) throws {
            let path = try honest.sealed(facts: { $1 == 0 ? try facts($0, $1, $2) : $2 })
            let report = try Verification.of(
                path, identity: honest.reader, trust: Trust(), media: LibraryChecks()
            ).report
            let reason = report.failures.first { $0.name == Self.facts }?.verdict.reason ?? "nothing"
            #expect(reason.contains(words) && reason.hasPrefix("data/0001.facts.age"), "\(words): \(reason)")
            #expect(report.failures.count == 1)
        }
        let other = try BundleWriter.newBundleID()
        try expect("another bundle") { try Self.replace($0.bundle, other, in: $2) }
        try expect("they are of “data/0002.age”") { record, _, json in
            try Self.replace("data/0001.age", "data/0002.age", in: json)
        }
        try expect("of no recording") { try Self.replace(#""recording":"r1""#, #""recording":"r9""#, in: $2) }
        try expect("not what the record says") { record, _, _ in
            var recording = record.recordings[0]
            recording.start.time = recording.start.time.adding(nanoseconds: 1)
            return try DescribedObject(
                bundle: record.bundle, object: record.objects[0], recording: recording
            ).json()
        }
        try expect("not what the record says") { record, _, _ in
            var recording = record.recordings[0]
            recording.commitment = nil
            return try DescribedObject(
                bundle: record.bundle, object: record.objects[0], recording: recording
            ).json()
        }
        try expect("something nobody reads") {
            try Self.replace(#""padding":"#, #""pad":"a film","padding":"#, in: $2)
        }
        try expect("canonical") { try Self.replace(#""padding":"#, #""padding" :"#, in: $2) }
        try expect("another format") { try Self.replace("object-facts:v1", "object-facts:v2", in: $2) }
        try expect("cannot be read") { _, _, _ in [] }
        try expect("cannot be read") { _, _, _ in Array("[]".utf8) }
    }

    @Test("a record with a field nobody reads, or in another spelling, is refused")
    func record() throws {
        let honest = try Honest()
        for (part, other) in [
            (#"{"bundle":"#, #"{"a_film":"AAAA","bundle":"#), (#""log":["#, #""log": ["#),
            (#""tool":{"#, #""tool":{"more":{},"#), (#""objects":"#, #""objects":"#),
            (#""type":"#, #""objects":[],"type":"#), (#""conflicts":[]"#, #""conflicts":null"#),
        ] {
            var isThere = false
            let path = try honest.sealed(text: { record in
                let json = try StrictJSON.encode(record)
                isThere = String(decoding: json, as: UTF8.self).contains(part)
                return isThere ? try Self.replace(part, other, in: json) : json
            })
            let report = try Verification.of(
                path, identity: honest.reader, trust: Trust(), media: LibraryChecks()
            ).report
            #expect(report.failures.contains { $0.name == Self.record } == isThere, "\(other)")
            if part == #""objects":"# { #expect(!isThere, "objects have files of their own") }
        }
    }

    @Test("nothing can be written into the padding of record and facts")
    func padding() throws {
        let honest = try Honest()
        let recipients = try ReaderKeys(of: [honest.reader.card, honest.owner.card]).keys
        for name in [Seal.recordName, Seal.factsName(1)] {
            for (what, change) in Self.paddings {
                let path = try honest.sealed()
                let archive = try BundleArchive.read(path)
                var bundle = try RemadeBundle(path: path)
                let text = try Age.decrypt(bundle[name], with: honest.reader.ageIdentities)
                bundle[name] = try Age.encrypt(change(text), to: recipients, armored: false)
                try bundle.seal(as: honest.owner, bundle: archive.bundle, sealed: honest.record.sealed)
                try Data(bundle.bytes).write(to: URL(fileURLWithPath: path))
                let report = try Verification.of(
                    path, identity: honest.reader, trust: Trust(), media: LibraryChecks()
                ).report
                let check = name == Seal.recordName ? Self.record : Self.facts
                let reason = report.failures.first { $0.name == check }?.verdict.reason ?? "nothing"
                #expect((what == nil) == (reason == "nothing"), "\(name), \(what ?? "as it was"): \(reason)")
            }
        }
    }

    /// What is done to a padded text; nothing where it has no name.
    private static let paddings: [(String?, @Sendable ([UInt8]) -> [UInt8])] = [
        (nil, { $0 }),
        ("a tab among the spaces", { $0.dropLast(2) + [0x09, 0x0A] }),
        ("a line feed among the spaces", { $0.dropLast(9) + [0x0A] + $0.suffix(8) }),
        ("no line feed at its end", { $0.dropLast() + [0x20] }),
        ("a space too few", { $0.dropLast(2) + [0x0A] }),
        (
            "a step of padding too many",
            { text in
                text.dropLast() + [UInt8](repeating: 0x20, count: text.count) + [0x0A]
            }
        ),
        ("no padding", { text in Array(text.prefix { $0 != 0x20 }) }),
        ("a space in front", { [0x20] + $0.dropLast(2) + [0x0A] }),
    ]

    @Test("facts for other people than the record are named")
    func recipients() throws {
        let honest = try Honest()
        let stranger = try Identity.generate(name: "Stranger", role: .owner)
        for people in [[honest.reader, honest.owner, stranger], [honest.reader], [stranger]] {
            let path = try honest.sealed()
            let archive = try BundleArchive.read(path)
            var bundle = try RemadeBundle(path: path)
            let text = try Age.decrypt(bundle[Seal.factsName(1)], with: honest.reader.ageIdentities)
            bundle[Seal.factsName(1)] = try Age.encrypt(
                text, to: people.map(\.ageIdentity.recipient), armored: false)
            try bundle.seal(as: honest.owner, bundle: archive.bundle, sealed: honest.record.sealed)
            try Data(bundle.bytes).write(to: URL(fileURLWithPath: path))
            let report = try Verification.of(
                path, identity: honest.reader, trust: Trust(), media: LibraryChecks()
            ).report
            let recipients = "encrypted to the named recipients and the owner only"
            let canBeOpened = people.contains { $0.card == honest.reader.card }
            #expect(
                report.failures.map(\.name) == [canBeOpened ? recipients : Self.facts],
                "\(people.map(\.name))")
        }
    }

    @Test(
        "Python's json writes record and facts in the same bytes, and age opens one object with its facts alone"
    )
    func peers() throws {
        let honest = try Honest(camera: "front-door")
        let bundle = try RemadeBundle(path: try honest.sealed())
        let key = "\(honest.reader.ageIdentity.string ?? "")\n"
        try honest.folder.write(key, as: "key.txt")
        for name in [Seal.recordName, Seal.factsName(1), Seal.objectName(1)] {
            try honest.folder.write(
                bundle[name], as: name.split(separator: "/").last.map(String.init) ?? "")
        }
        for name in ["seal.dsse.json", "manifest-sha256.txt"] {
            try honest.folder.write(bundle[name], as: name)
        }
        try Peer.python(
            """
            import base64, hashlib, json, subprocess, sys
            def opened(name):
                return subprocess.run(["age", "-d", "-i", "key.txt", name], capture_output=True, check=True).stdout
            def padme(l):
                e = l.bit_length() - 1; s = e.bit_length(); k = e - s
                return (l + (1 << k) - 1) >> k << k
            def canonical(name):
                text = opened(name); value = json.loads(text)
                made = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
                size = padme(max(4096, len(made) + 1))
                assert text == made + b" " * (size - len(made) - 1) + b"\\n", name
                return value
            record, facts = canonical("record.age"), canonical("0001.facts.age")
            assert "objects" not in record
            # What one object needs: itself, its facts, the seal.
            seal = json.load(open("seal.dsse.json"))
            said = json.loads(base64.b64decode(seal["payload"]))
            signed = {s["name"]: s["digest"]["sha256"] for s in said["subject"]}
            for name in ("0001.age", "0001.facts.age"):
                assert signed["data/" + name] == hashlib.sha256(open(name, "rb").read()).hexdigest()
            assert facts["bundle"] == said["predicate"]["bundle"] == record["bundle"]
            assert facts["object"]["sha256"] == hashlib.sha256(opened("0001.age")).hexdigest()
            assert facts["recording"] in record["recordings"]
            """, [], in: honest.folder)
    }
}
