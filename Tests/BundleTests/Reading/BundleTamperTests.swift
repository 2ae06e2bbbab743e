import Bundle
import Handover
import Records
import Statements
import Foundation
import Glibc
import Peers
import Sealing
import Testing

@Suite("Nothing can be changed in a bundle without being found")
struct BundleTamperTests {
    /// Whether verification refuses it, and how; trust in the owner makes the signer check a real one.
    private func refusal(of bytes: [UInt8], _ sample: SampleBundle) throws -> String? {
        let url = try sample.folder.write(bytes, as: "tampered-\(UUID().uuidString).tar")
        defer { try? FileManager.default.removeItem(at: url) }
        do {
            let verification = try KeylessVerification.of(url.path, trust: sample.trust)
            let failures = verification.checks.compactMap { check in
                if case .failed(let reason) = check.verdict { "\(check.name): \(reason)" } else { nil }
            }
            return failures.isEmpty ? nil : failures.joined(separator: "; ")
        } catch let error as BundleError {
            return error.description
        }
    }

    @Test(
        "every byte of headers, tag files, padding and end, and a sample of the payload: one changed bit is refused",
        arguments: [false, true])
    func everyByte(timestamped: Bool) throws {
        let sample = try SampleBundle(
            sizes: [0], authority: timestamped ? try TimestampAuthority() : nil)
        let archive = try BundleArchive.read(sample.path)
        let bytes = try sample.bytes
        // How far it is from one byte that is tried to the next: all of a long file is under one hash.
        var steps = [Int](repeating: 1, count: bytes.count)
        for member in archive.payload + [try #require(archive.member("README.txt"))] {
            for offset in member.offset..<member.offset + member.size { steps[Int(offset)] = 61 }
        }
        // What a timestamp adds lies behind the seal.
        let seal = try #require(archive.member("seal.dsse.json"))
        let start = timestamped ? Int(seal.offset + seal.size) : 0
        let descriptor = open(sample.path, O_RDWR)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        var tried = 0
        for offset in start..<bytes.count
        where offset % steps[offset] == 0 && (!timestamped || offset % 3 == 0) {
            var changed = bytes[offset] ^ (1 << UInt8((offset / 7) % 8))
            try #require(pwrite(descriptor, &changed, 1, offset) == 1)
            var refused = true
            do {
                refused = try KeylessVerification.of(sample.path, trust: sample.trust).fails
            } catch is BundleError {}
            #expect(refused, "a bit changed at byte \(offset) went unnoticed")
            changed = bytes[offset]
            try #require(pwrite(descriptor, &changed, 1, offset) == 1)
            tried += 1
        }
        #expect(tried > (timestamped ? 1_000 : 9 * 512))
        #expect(
            try !KeylessVerification.of(sample.path, trust: sample.trust).fails, "the sample itself is bad")
    }

    @Test("a bundle cut short anywhere is refused", arguments: [false, true])
    func truncated(timestamped: Bool) throws {
        let sample = try SampleBundle(
            sizes: [700, 0], authority: timestamped ? try TimestampAuthority() : nil)
        let bytes = try sample.bytes
        let points = Array(stride(from: 0, to: bytes.count, by: 173)) + [bytes.count - 1, bytes.count - 512]
        for count in points {
            #expect(try refusal(of: Array(bytes[..<count]), sample) != nil, "cut at byte \(count)")
        }
    }

    @Test("anything behind the end is refused", arguments: [1, 512, 1024, 10_240])
    func appended(count: Int) throws {
        let sample = try SampleBundle(sizes: [10])
        #expect(try refusal(of: try sample.bytes + [UInt8](repeating: 0, count: count), sample) != nil)
    }

    /// A change, what an attacker would mend afterwards, and what must be said of it.
    struct Attack: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let says: String
        let change: @Sendable (inout RemadeBundle, SampleBundle) throws -> Void
        init(
            _ name: String, says: String,
            _ change: @escaping @Sendable (inout RemadeBundle, SampleBundle) throws -> Void
        ) {
            testDescription = name
            self.says = says
            self.change = change
        }
    }

    static let attacks = [
        Attack("an object removed, manifests mended", says: "data/0003.age was sealed and is not in") {
            b, _ in
            b.remove("data/0003.age")
            b.remove("data/0003.facts.age")
            try b.fixManifests()
        },
        Attack("an object removed from the middle", says: "data/0002.age: is missing") { b, _ in
            b.remove("data/0002.age")
            try b.fixManifests()
        },
        Attack("the record removed", says: "data/record.age: is missing") { b, _ in
            b.remove("data/record.age")
            try b.fixManifests()
        },
        Attack("an object added, manifests mended", says: "data/0004.age is in the bundle and was not sealed")
        {
            b, _ in
            for (name, before) in [
                ("data/0004.age", "data/0001.facts.age"), ("data/0004.facts.age", "data/record.age"),
            ] {
                let index = try #require(b.index(before))
                b.members.insert(.init(path: "\(b.folder)/\(name)", data: [1, 2, 3]), at: index)
            }
            try b.fixManifests()
        },
        Attack("another file added", says: "does not belong into a bundle") { b, _ in
            b.members.insert(.init(path: "\(b.folder)/evil.sh", data: [1]), at: 2)
        },
        Attack("a file added behind the last", says: "was added behind the last member") { b, _ in
            b.members.append(.init(path: "\(b.folder)/evil.sh", data: [1]))
        },
        Attack("a member twice", says: "is there twice") { b, _ in b.members.insert(b.members[2], at: 3) },
        Attack("an object renamed", says: "not in its place") { b, _ in
            b.members[3].path = "\(b.folder)/data/0007.age"
            try b.fixManifests()
        },
        Attack("an object renamed in upper case", says: "does not belong") { b, _ in
            b.members[3].path = "\(b.folder)/data/0002.AGE"
            try b.fixManifests()
        },
        Attack("two objects swapped, manifests mended", says: "data/0001.age is not the file that was sealed")
        {
            b, _ in
            let first = b["data/0001.age"]
            b["data/0001.age"] = b["data/0003.age"]
            b["data/0003.age"] = first
            try b.fixManifests()
        },
        Attack("an object's content changed", says: "data/0001.age: the content is not what the manifest") {
            b, _ in b["data/0001.age"][500] ^= 1
        },
        Attack(
            "an object's content changed, manifests mended", says: "data/0001.age is not the file that was"
        ) {
            b, _ in
            b["data/0001.age"][500] ^= 1
            try b.fixManifests()
        },
        Attack("another's seal over the same, under the owner's name", says: "seal signature is good") {
            b, s in
            // The envelope keeps the owner's keyid; the signature is made by somebody else's key.
            let mallory = try Identity.generate(name: "Mallory", role: .owner)
            try b.sign(as: mallory, keyID: s.owner.card.fingerprint.hex) { $0 }
        },
        Attack("another's key and seal, under the owner's card", says: "but another key signed it") { b, s in
            let mallory = try Identity.generate(name: "Mallory", role: .owner)
            try b.seal(as: mallory, bundle: s.id)
            let (own, owners) = (mallory.card.fingerprint.hex, s.owner.card.fingerprint.hex)
            try b.sign(as: mallory, keyID: owners) { $0.replacing(own, with: owners) }
        },
        Attack("another's key and seal, under the owner's keyid", says: "its keyid is not the card") { b, s in
            let mallory = try Identity.generate(name: "Mallory", role: .owner)
            try b.seal(as: mallory, bundle: s.id)
            try b.sign(as: mallory, keyID: s.owner.card.fingerprint.hex) { $0 }
        },
        Attack("the keyid of nobody", says: "its keyid is not the card") { b, s in
            try b.sign(as: s.owner, keyID: String(repeating: "0", count: 64)) { $0 }
        },
        Attack("a second signature, as good as the first", says: "and may carry one") { b, s in
            let mallory = try Identity.generate(name: "Mallory", role: .owner)
            let envelope = try DSSEEnvelope(json: b["seal.dsse.json"])
            b["seal.dsse.json"] = try Seal.file(
                of: try envelope.countersigned(by: mallory.signingKey, keyID: mallory.card.fingerprint.hex))
            try b.fixTagManifest()
        },
        Attack("a film in a field of the seal's file that nobody reads", says: "something nobody reads") {
            b, _ in
            let text = String(decoding: b["seal.dsse.json"], as: UTF8.self)
            b["seal.dsse.json"] = Array(
                "{\"film\":\"\(String(repeating: "A", count: 1 << 20))\",\(text.dropFirst())".utf8)
            try b.fixTagManifest()
        },
        Attack("white space in the seal's file", says: "canonical JSON") { b, _ in
            b["seal.dsse.json"].insert(0x20, at: 1)
            try b.fixTagManifest()
        },
        Attack("another agent in bag-info.txt", says: "bag-info.txt is not the file that was sealed") {
            b, _ in
            b["bag-info.txt"] = Array(
                String(decoding: b["bag-info.txt"], as: UTF8.self)
                    .replacing("Agent: Proffer", with: "Agent: Sold to the Daily Press").utf8)
            try b.fixTagManifest()
        },
        Attack("another README.txt", says: "README.txt is not the file that was sealed") { b, _ in
            b["README.txt"] = Array("To open this, call Mallory.\n".utf8)
            try b.fixTagManifest()
        },
        Attack(
            "the facts of two objects exchanged", says: "data/0001.facts.age is not the file that was sealed"
        ) {
            b, _ in
            (b["data/0001.facts.age"], b["data/0002.facts.age"]) = (
                b["data/0002.facts.age"], b["data/0001.facts.age"]
            )
            try b.fixManifests()
        },
        Attack("facts taken out", says: "data/0002.facts.age: is missing") { b, _ in
            b.remove("data/0002.facts.age")
            try b.fixManifests()
        },
        Attack("facts beside their object", says: "not in its place") { b, _ in
            let from = try #require(b.index("data/0001.facts.age"))
            b.members.insert(b.members.remove(at: from), at: 3)
            try b.fixManifests()
        },
        Attack("facts of one object more", says: "not in its place: there is data/0004.facts.age") { b, _ in
            let index = try #require(b.index("data/record.age"))
            b.members.insert(.init(path: "\(b.folder)/data/0004.facts.age", data: [1]), at: index)
            try b.fixManifests()
        },
        Attack("the owner's seal of another bundle", says: "is not the file that was sealed") { b, s in
            let other = try SampleBundle(owner: s.owner)
            b["seal.dsse.json"] = try RemadeBundle(other)["seal.dsse.json"]
            try b.fixTagManifest()
        },
        Attack("the folder of another bundle", says: "the folder that of") { b, _ in
            let id = try BundleWriter.newBundleID()
            for index in b.members.indices {
                b.members[index].path = "proffer-\(id)" + b.members[index].path.dropFirst(b.folder.count)
            }
        },
        Attack("the day of sealing changed in bag-info.txt", says: "bag-info.txt gives the day 1999-01-01") {
            b, _ in
            b["bag-info.txt"] = Array(
                String(decoding: b["bag-info.txt"], as: UTF8.self)
                    .replacing(#/Bagging-Date: .*/#, with: "Bagging-Date: 1999-01-01").utf8)
            try b.fixTagManifest()
        },
        Attack("a line added to bag-info.txt", says: "has not the four lines") { b, _ in
            b["bag-info.txt"] += Array("Contact-Name: Mallory\n".utf8)
            try b.fixTagManifest()
        },
        Attack("a tag file changed", says: "seal.dsse.json: the content is not what") { b, _ in
            b["seal.dsse.json"] += Array(" ".utf8)
        },
        Attack("a manifest of another algorithm's form", says: "has not the form of one") { b, _ in
            b["manifest-sha256.txt"] = Array("d41d8cd98f00b204e9800998ecf8427e  data/0001.age\n".utf8)
            try b.fixTagManifest()
        },
        Attack("a second top folder", says: "second top folder") { b, _ in
            let id = try BundleWriter.newBundleID()
            b.members[4].path = "proffer-\(id)" + b.members[4].path.dropFirst(b.folder.count)
        },
        Attack("a path that climbs out", says: "leads out of the bundle") { b, _ in
            b.members[1].path = "\(b.folder)/../README.txt"
        },
        Attack("an absolute path", says: "leads out of the bundle") { b, _ in
            b.members[1].path = "/etc/passwd"
        },
        Attack("an oversized tag file", says: "larger than the 65536 bytes") { b, _ in
            b["README.txt"] = [UInt8](repeating: 65, count: 65_537)
            try b.fixTagManifest()
        },
        Attack("one zero block at the end", says: "cut short") { b, _ in b.end.removeLast(512) },
        Attack("bytes hidden behind a member", says: "something was put behind its end") { b, _ in
            b.members[0].padding = [UInt8](
                repeating: 1, count: TarHeader.padding(afterDataOf: UInt64(b.members[0].data.count)))
        },
    ]

    @Test("each attack is refused, and named for what it is", arguments: attacks)
    func attack(_ attack: Attack) throws {
        let sample = try SampleBundle()
        var remade = try RemadeBundle(sample)
        #expect(remade.bytes == (try sample.bytes), "taking a bundle apart and together changes nothing")
        try attack.change(&remade, sample)
        let refusal = try #require(try refusal(of: remade.bytes, sample), "it was accepted")
        #expect(refusal.contains(attack.says), "\(refusal)")
    }

    /// Offset, value and what it means; the checksum is mended, so only the form is wrong.
    static let headerFields: [(Int, String, String)] = [
        (100, "000755 ", "another mode"), (108, "001750 ", "an owner"), (116, "001750 ", "a group"),
        (136, "14712345670 ", "a time"), (265, "alice", "an owner's name"), (297, "staff", "a group's name"),
        (329, "000001 ", "a device number"), (345, "elsewhere", "a name prefix"), (156, "1", "a hard link"),
        (156, "2", "a symbolic link"), (156, "3", "a device"), (156, "5", "a folder"), (156, "6", "a pipe"),
        (156, "7", "a contiguous file"), (156, "g", "a global extended header"),
        (156, "L", "a GNU long name"),
        (156, "S", "a sparse file"), (157, "target", "a link target"), (500, "x", "a byte nobody reads"),
        (257, "ustar  ", "GNU's magic"), (124, "77777777777 ", "a size beyond the file"),
        (90, "hidden", "bytes behind the name"),
    ]

    @Test("a header that says anything but name and size is refused", arguments: headerFields)
    func header(offset: Int, value: String, meaning: String) throws {
        let sample = try SampleBundle()
        var remade = try RemadeBundle(sample)
        for index in remade.members.indices {
            var changed = remade
            var header = TarHeader.bytes(
                name: remade.members[index].path, size: UInt64(remade.members[index].data.count))
            header.replaceSubrange(offset..<offset + value.utf8.count, with: value.utf8)
            header.replaceSubrange(148..<156, with: "        ".utf8)
            let sum = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
            header.replaceSubrange(
                148..<156, with: (String(repeating: "0", count: 6 - sum.count) + sum + "\0 ").utf8)
            changed.members[index].header = header
            #expect(
                try refusal(of: changed.bytes, sample) != nil, "\(meaning) at \(remade.members[index].path)")
        }
        remade.members = []
    }

    @Test("a tar that another program made of the same files is refused", arguments: ["tarfile", "tar"])
    func anotherTar(program: String) throws {
        let sample = try SampleBundle()
        _ = try sample.unpacked()
        let folder = "proffer-\(sample.id)"
        if program == "tar" {
            let outcome = try Peer.run(
                try Peer.program("tar"), ["cf", "remade.tar", folder], in: sample.folder)
            try #require(outcome.status == 0)
        } else {
            try Peer.python(
                """
                import sys, tarfile
                with tarfile.open("remade.tar", "w", format=tarfile.PAX_FORMAT) as new:
                    for entry in tarfile.open(sys.argv[1]):
                        new.addfile(entry, tarfile.open(sys.argv[1]).extractfile(entry))
                """, [sample.path], in: sample.folder)
        }
        let refusal = try refusal(of: try sample.folder.read("remade.tar"), sample)
        #expect(refusal != nil)
    }

    @Test("a README that is not ours is pointed out, as the word of whoever sealed")
    func readMe() throws {
        let sample = try SampleBundle()
        var remade = try RemadeBundle(sample)
        remade["README.txt"] = Array("To open this, call Mallory.\n".utf8)
        try remade.seal(as: sample.owner, bundle: sample.id)
        let url = try sample.folder.write(remade.bytes, as: "remade.tar")
        let verification = try KeylessVerification.of(url.path, trust: sample.trust)
        let verdict = try #require(verification.verdict("README.txt is the known text"))
        guard case .notChecked(let reason, _) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(!verification.fails)
        #expect(reason.contains("the word of whoever sealed"))
    }

    @Test(
        "a byte of a sealed file beside the payload changed, and all that follows from it mended, is refused")
    func mended() throws {
        let sample = try SampleBundle(sizes: [10], authority: try TimestampAuthority())
        let honest = try RemadeBundle(sample)
        for (name, step) in [
            ("bagit.txt", 1), ("bag-info.txt", 1), ("manifest-sha256.txt", 7), ("seal.dsse.json", 13),
            ("README.txt", 97),
        ] {
            for offset in stride(from: 0, to: honest[name].count, by: step) {
                var remade = honest
                remade[name][offset] ^= 1 << UInt8(offset % 8)
                try remade.fixTagManifest()
                #expect(try refusal(of: remade.bytes, sample) != nil, "byte \(offset) of \(name)")
            }
        }
        // What is left to a carrier: another answer of an authority to the same seal.
        var stamped = honest
        let authority = try TimestampAuthority()
        stamped["seal.tsr"] = try authority.answer(
            try TimeStampRequest(of: try SHA256Digest.of(honest["seal.dsse.json"])).der)
        try stamped.fixTagManifest()
        #expect(stamped["seal.tsr"] != honest["seal.tsr"])
        #expect(try refusal(of: stamped.bytes, sample) == nil)
    }
}
