import Foundation
import Peers
import Testing

@Suite("The whole road")
struct RoadTests {
    @Test("what was consented to arrives: every check that can be made holds, with a key and without")
    func arrives() throws {
        let road = try Road()
        for arguments in [["verify", "bundle.tar"], Road.verifyWithKey] {
            let report = try CommandRun.done(arguments + ["--json"], in: road.folder).json()
            let checks = try #require(report["checks"] as? [[String: Any]])
            #expect(report["result"] as? String == "ok_signer_unknown")
            #expect(checks.allSatisfy { $0["result"] as? String != "failed" })
            let authorised = checks.filter { $0["group"] as? String == "authorised" }
            let made = authorised.contains { $0["result"] as? String == "ok" }
            #expect(made == arguments.contains("--identity"))
        }
        let told = try CommandRun.done(Road.open, in: road.folder).text.split(separator: /\s+/).joined(
            separator: " ")
        #expect(told.contains("dB over all its pictures and planes, "), "\(told)")
        #expect(told.contains("dB in the farthest picture, by the word of who sealed"), "\(told)")
        let opened = try Set(
            FileManager.default.contentsOfDirectory(atPath: road.folder.url.appending(path: "opened").path))
        #expect(
            opened == [
                "0001-front-door-lead-in.mp4", "0002-front-door-master.mp4", "0003-front-door-lead-out.mp4",
                "0001.facts.json", "0002.facts.json", "0003.facts.json", "record.json", "request.json",
                "consent.json", "verification.json", "SHA256SUMS", "SHA1SUMS", "MD5SUMS",
            ])
        for (file, facts) in zip(
            opened.filter { $0.hasSuffix(".mp4") }.sorted(), try Road.objects(openedIn: road.folder))
        {
            #expect(facts["name"] as? String == file)
        }
    }

    @Test("content credentials of the original are in the listing, in the record, and told when it is opened")
    func provenance() throws {
        let road = try Road(sealed: false)
        let names = try FileManager.default.contentsOfDirectory(atPath: Road.samples)
        let name = try #require(names.first { $0.hasPrefix("front-door_") })
        let clip = road.folder.url.appending(path: name)
        try FileManager.default.copyItem(atPath: "\(Road.samples)/\(name)", toPath: clip.path)
        // A C2PA box behind the last one, with no more in it than says what it is.
        let type: [UInt8] = [
            0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4, 0x81,
        ]
        let content = type + [0, 0, 0, 0] + Array("manifest".utf8) + [UInt8](repeating: 0, count: 9)
        let file = try FileHandle(forWritingTo: clip)
        try file.seekToEnd()
        try file.write(contentsOf: Data([0, 0, 0, UInt8(8 + content.count)] + Array("uuid".utf8) + content))
        try file.close()

        let listing = try CommandRun.done(["footage", "list", name], in: road.folder).text
        #expect(listing.contains("C2PA content credentials") && listing.contains("validated"))
        let sealed = try CommandRun.done(Road.seal(footage: name), in: road.folder).text
        #expect(sealed.contains("front-door carried C2PA content credentials"))
        let opened = try CommandRun.done(Road.open, in: road.folder).text
        #expect(opened.contains("front-door carried C2PA content credentials"))
        #expect(
            opened.split(separator: /\s+/).joined(separator: " ").contains(
                "by the word of who sealed. What is signed"))
        let record = try JSONSerialization.jsonObject(with: Data(try road.folder.read("opened/record.json")))
        let recordings = (record as? [String: Any])?["recordings"] as? [[String: Any]]
        let facts = try #require((recordings?.first?["provenance"] as? [[String: Any]])?.first)
        #expect(facts["kind"] as? String == "c2pa" && facts["verdict"] == nil)
        #expect((facts["boxes"] as? [[String: Any]])?.first?["purpose"] as? String == "manifest")
    }

    @Test("the owner can open what they handed over, and a stranger cannot (77)")
    func recipients() throws {
        let road = try Road()
        #expect(
            try CommandRun.proffer(["verify", "bundle.tar", "--identity", "owner.id"], in: road.folder).status
                == 0)
        #expect(
            try CommandRun.proffer(["verify", "bundle.tar", "--identity", "agency.id"], in: road.folder)
                .status == 77)
        let open = try CommandRun.proffer(
            ["open", "bundle.tar", "--identity", "agency.id", "--into", "opened"], in: road.folder)
        #expect(open.status == 77)
        #expect(try !road.folder.names().contains { $0.contains("opened") })
    }

    @Test("tar, age and a player open it alone, and what they get is what our open gives")
    func alone() throws {
        let road = try Road()
        try CommandRun.done(Road.open, in: road.folder)
        let key =
            try JSONSerialization.jsonObject(with: Data(try road.folder.read("reader.id"))) as? [String: Any]
        try road.folder.write(try #require(key?["age_identity"] as? String) + "\n", as: "key.txt")
        #expect(try Peer.run("tar", ["xf", "bundle.tar"], in: road.folder).status == 0)
        let bag = try #require(try road.folder.names().first { $0.hasPrefix("proffer-") })
        let age = try Peer.run("age", ["-d", "-i", "key.txt", "\(bag)/data/0002.age"], in: road.folder)
        #expect(age.status == 0)
        #expect(age.stdout == (try road.folder.read("opened/0002-front-door-master.mp4")))
        let probe = try Peer.run(
            "ffmpeg",
            ["-v", "error", "-xerror", "-i", "opened/0002-front-door-master.mp4", "-f", "null", "-"],
            in: road.folder)
        #expect(probe.status == 0)
        #expect(probe.stderr.isEmpty)
        try Peer.pythonScript(
            "import bagit, sys; bagit.Bag(sys.argv[1]).validate()",
            [road.folder.url.appending(path: bag).path],
            in: road.folder)
    }

    @Test("nothing readable in a bundle tells what it is about")
    func nothingReadable() throws {
        let road = try Road()
        try CommandRun.done(Road.open, in: road.folder)
        let record = try #require(
            try JSONSerialization.jsonObject(with: Data(try road.folder.read("opened/record.json")))
                as? [String: Any])
        let objects = try Road.objects(openedIn: road.folder)
        let recordings = try #require(record["recordings"] as? [[String: Any]])
        var secrets = [
            "26-0417", "Elm St", "Dana", "Whitfield", "Keller", "Okafor", "front-door", "driveway",
            "parked car",
            "2026-07-04", "+0200", "h264", "ftyp", "moof",
        ]
        for hash in (objects + recordings).compactMap({ $0["sha256"] as? String }) {
            let bytes = try #require(Self.bytes(hex: hash))
            secrets += [hash, Data(bytes).base64EncodedString()]
        }
        secrets += (objects + recordings).compactMap { $0["name"] as? String }
        let bundle = Data(try road.folder.read("bundle.tar"))
        for secret in secrets {
            #expect(bundle.range(of: Data(secret.utf8)) == nil, "the bundle holds “\(secret)”")
            // A statement in the clear would hide it in base64; each of the three alignments.
            for padding in 0..<3 {
                let text = Data(repeating: 0x20, count: padding) + Data(secret.utf8)
                let encoded = text.base64EncodedString()
                let inner = encoded.dropFirst(4).dropLast(4)
                guard inner.count >= 8 else { continue }
                #expect(bundle.range(of: Data(inner.utf8)) == nil, "the bundle holds “\(secret)” in base64")
            }
        }
        #expect(objects.count == 3)
    }

    private static func bytes(hex: String) -> [UInt8]? {
        let digits = Array(hex)
        return stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
    }

    @Test(
        "no plaintext is written while sealing: beside the journal, the bundle's folder is the only place written to"
    )
    func noPlaintext() throws {
        let road = try Road(sealed: false)
        let run = try CommandRun.run(
            try Peer.program("strace"),
            [
                "-f", "-qq", "-e", "trace=open,openat,openat2,creat,mknod,mkdir,memfd_create", "-o",
                "trace.txt",
            ]
                + [try CommandRun.binary().path] + Road.seal() + ["--no-index"], in: road.folder)
        try #require(run.status == 0, "\(run.stderr)")
        let trace = String(decoding: try road.folder.read("trace.txt"), as: UTF8.self)
        let writing = trace.split(separator: "\n").filter { line in
            ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TMPFILE", "creat(", "mknod(", "mkdir(", "memfd_create("]
                .contains { line.contains($0) }
        }
        // Nameless files, relative to the opened folder of the output: the bundle, and ciphertext waiting for it.
        let elsewhere = writing.filter {
            !$0.contains(", \".\", ") || !$0.contains("O_TMPFILE")
        }.filter {
            // What a core may hold is set there; nothing is kept in it.
            !$0.contains("/dev/null") && !$0.contains("journal.sqlite")
                && !$0.contains("/proc/self/coredump_filter")
        }
        #expect(!writing.isEmpty)
        #expect(elsewhere.isEmpty, "\(elsewhere.joined(separator: "\n"))")
    }

    @Test("any change to a bundle is refused, with 1 or 65, and nothing of it is opened")
    func tampered() throws {
        let road = try Road()
        let bundle = try road.folder.read("bundle.tar")
        var variants: [(String, [UInt8])] = []
        for place in stride(from: 100, to: bundle.count, by: max(1, bundle.count / 24)) {
            var changed = bundle
            changed[place] ^= 1
            variants.append(("bit at \(place)", changed))
        }
        for count in [0, 1, 511, 512, 5000, bundle.count / 2, bundle.count - 1024, bundle.count - 1] {
            variants.append(("cut to \(count)", Array(bundle[..<count])))
        }
        variants.append(("something added", bundle + [0]))
        for (what, bytes) in variants {
            try road.folder.write(bytes, as: "changed.tar")
            let verify = try CommandRun.proffer(["verify", "changed.tar"], in: road.folder)
            #expect([1, 65].contains(verify.status), "\(what): \(verify.status)")
            #expect(verify.status == 65 || verify.text.contains("FAILED"), "\(what)")
            let open = try CommandRun.proffer(
                ["open", "changed.tar", "--identity", "reader.id", "--into", "opened"], in: road.folder)
            #expect([1, 65].contains(open.status), "\(what): \(open.status)")
            #expect(try !road.folder.names().contains { $0.contains("opened") }, "\(what)")
        }
    }

    @Test("with --trust, a valid seal of an unknown signer ends with 77, of a trusted one with 0")
    func trustRequired() throws {
        let road = try Road()
        try CommandRun.done(
            ["trust", "add", "--not-compared", "agency.card", "--trust", "trust"], in: road.folder)
        let unknown = try CommandRun.proffer(["verify", "bundle.tar", "--trust", "trust"], in: road.folder)
        #expect(unknown.status == 77)
        #expect(unknown.text.contains("signer unknown"))
        try CommandRun.done(
            ["trust", "add", "--not-compared", "owner.card", "--trust", "trust"], in: road.folder)
        #expect(
            try CommandRun.proffer(["verify", "bundle.tar", "--trust", "trust"], in: road.folder).status == 0)
    }
}
