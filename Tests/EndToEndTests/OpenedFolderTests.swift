import Foundation
import Peers
import Testing

@Suite("An opened folder, read by other programs")
struct OpenedFolderTests {
    /// A story up to an opened folder with everything in it that can be asked for.
    private static func opened(_ more: [String] = []) throws -> Road {
        let road = try Road()
        try CommandRun.done(Road.open + more, in: road.folder)
        return road
    }

    private static func run(_ shell: String, in road: Road) throws -> CommandRun {
        try CommandRun.run(URL(fileURLWithPath: "/bin/sh"), ["-c", "cd opened && \(shell)"], in: road.folder)
    }

    @Test("sha256sum, sha1sum and md5sum find every file as it was written, and no other file is there")
    func sums() throws {
        let road = try Self.opened(["--still", "21:40:40", "--framemd5", "--viewing-copy"])
        for (program, file) in [("sha256sum", "SHA256SUMS"), ("sha1sum", "SHA1SUMS"), ("md5sum", "MD5SUMS")] {
            let checked = try Self.run("\(program) --strict -c \(file)", in: road)
            #expect(checked.status == 0, "\(checked.text)\(checked.stderr)")
            let named = Set(
                checked.text.split(separator: "\n").map { String($0.split(separator: ":")[0]) })
            let there = try FileManager.default.contentsOfDirectory(
                atPath: road.folder.url.appending(path: "opened").path)
            #expect(named == Set(there).subtracting(["SHA256SUMS", "SHA1SUMS", "MD5SUMS"]))
        }
    }

    @Test(
        "ffmpeg gives the same sum of each picture, at the same time, by the command that stands in the file")
    func pictures() throws {
        let road = try Self.opened(["--framemd5"])
        let master = "0002-front-door-master"
        let ours = String(decoding: try road.folder.read("opened/\(master).framemd5"), as: UTF8.self)
        let lines = ours.split(separator: "\n")
        let command = String(
            try #require(lines.first { $0.hasPrefix("#command: ") }).dropFirst("#command: ".count))
        #expect(lines.contains { $0.hasPrefix("#decoder 0: h264, libavcodec ") })
        let again = try Self.run(command.replacing("ffmpeg ", with: "ffmpeg -v error -nostdin "), in: road)
        let rest = lines.filter { !$0.hasPrefix("#command: ") && !$0.hasPrefix("#decoder ") }
        #expect(again.text.split(separator: "\n") == rest, "\(again.stderr)")
        // And as most people type it, but for the times, which it counts otherwise.
        let plain = try Self.run(
            "ffmpeg -v error -nostdin -i \(master).mp4 -map 0:v -f framemd5 -", in: road)
        func sums(_ text: String) -> [Substring] {
            text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap {
                $0.split(separator: " ").last
            }
        }
        #expect(sums(plain.text) == sums(ours) && sums(ours).count > 50)
    }

    @Test("the list is a signed statement to another program, and its subjects are the files")
    func independent() throws {
        let road = try Self.opened(["--exhibit", "TO/1"])
        let found = try Peer.pythonScript(
            """
            import base64, hashlib, json, sys
            sys.path.insert(0, sys.argv[1])
            import dsse
            envelope = json.load(open("opened/verification.json"))
            statement = dsse.fields(envelope)
            card = dsse.fields(statement["predicate"]["verifier"])
            assert dsse.holds(envelope, base64.b64decode(card["verifying_key"]))
            for subject in statement["subject"]:
                data = open("opened/" + subject["name"], "rb").read()
                assert hashlib.sha256(data).hexdigest() == subject["digest"]["sha256"], subject["name"]
            for file in statement["predicate"]["files"]:
                data = open("opened/" + file["name"], "rb").read()
                assert hashlib.sha1(data).hexdigest() == file["sha1"] and hashlib.md5(data).hexdigest() == file["md5"]
                assert len(data) == file["size"]
            archive = open("bundle.tar", "rb").read()
            predicate = statement["predicate"]
            assert hashlib.sha256(archive).hexdigest() == predicate["archive"]["sha256"]
            print(statement["predicateType"], card["name"], [f.get("exhibit") for f in predicate["files"]][:3])
            """, [Repository.root.appending(path: "Tests/Independent").path], in: road.folder)
        #expect(
            found.text
                == "urn:proffer:predicate:verification:v1 Tom Okafor ['TO/1', 'TO/2', 'TO/3']\n",
            "\(found.text)")
    }

    @Test("a still by the recipient is the picture that ffmpeg decodes at that time")
    func still() throws {
        let road = try Self.opened(["--still", "2026-07-04T21:40:40.25+02:00"])
        let json = try CommandRun.done(["verify", "opened", "--json"], in: road.folder).json()
        let files = try #require((json["opened"] as? [String: Any])?["files"] as? [[String: Any]])
        let still = try #require(files.compactMap { $0["still"] as? [String: Any] }.first)
        #expect(still["shown"] as? String == "2026-07-04T21:40:40.2+02:00", "\(still)")
        // Of the two programs' conversions to red, green and blue only the decoded picture is compared: bring both to grey.
        let name = "by-recipient-0001-front-door-still.png"
        let master = try #require(still["object"] as? String)
        let compared = try Self.run(
            """
            ffmpeg -v error -nostdin -i \(master) -i \(name) -lavfi \
            "[0:v]setpts=N,format=gray[a];[1:v]setpts=N,format=gray,loop=-1:1[b];[a][b]psnr=shortest=1:stats_file=-" -f null - \
            | sed 's/.*psnr_avg:\\([^ ]*\\).*/\\1/'
            """, in: road)
        let distances = compared.text.split(separator: "\n").map { $0 == "inf" ? 99 : Double($0) ?? 0 }
        let nearest = try #require(distances.indices.max { distances[$0] < distances[$1] })
        #expect(distances[nearest] > 40, "\(distances) \(compared.stderr)")
        let facts = try #require(
            try Road.objects(openedIn: road.folder).first { $0["name"] as? String == master })
        let window = try #require((facts["window"] as? [String: Any])?["from"] as? String)
        #expect(window.hasPrefix("2026-07-04T21:4"), "\(window), picture \(nearest)")
    }

    @Test(
        "a changed, added or missing file is named and ends with 1; who opened unknown, with trust asked for, with 77"
    )
    func exits() throws {
        let road = try Self.opened()
        let sound = try CommandRun.proffer(["verify", "opened"], in: road.folder)
        #expect(
            sound.status == 0 && sound.text.contains("They were not compared"), "\(sound.text)\(sound.stderr)"
        )
        let whole = try CommandRun.done(
            ["verify", "opened", "--bundle", "bundle.tar", "--identity", "reader.id", "--json"],
            in: road.folder
        ).json()
        #expect(whole["result"] as? String == "ok", "\(whole)")
        try FileManager.default.createDirectory(
            at: road.folder.url.appending(path: "nobody"), withIntermediateDirectories: true)
        #expect(
            try CommandRun.proffer(["verify", "opened", "--trust", "nobody"], in: road.folder).status == 77)
        try road.folder.write(Array("note".utf8), as: "opened/notes.txt")
        let added = try CommandRun.proffer(["verify", "opened"], in: road.folder)
        #expect(added.status == 1 && added.text.contains("notes.txt"), "\(added.text)")
        for (arguments, word) in [
            (["verify", "opened", "bundle.tar"], "by itself"),
            (["verify", "bundle.tar", "--bundle", "x"], "--bundle"),
            (["verify", "opened", "--identity", "reader.id"], "--bundle"),
            (["open", "bundle.tar", "--identity", "reader.id", "--into", "o", "--exhibit", "abc"], "ABC/1"),
        ] {
            let refused = try CommandRun.proffer(arguments, in: road.folder)
            #expect(refused.status == 64 && refused.stderr.contains(word), "\(arguments): \(refused.stderr)")
        }
    }

    @Test("verify says as fields what it verified, when, by what and by whom")
    func fields() throws {
        let road = try Road()
        let json = try CommandRun.done(Road.verifyWithKey + ["--json"], in: road.folder).json()
        let archive = try #require(json["archive"] as? [String: Any])
        let sum = try Peer.run("sha256sum", ["bundle.tar"], in: road.folder).text.prefix(64)
        #expect(archive["sha256"] as? String == String(sum))
        #expect((json["tool"] as? [String: Any])?["name"] as? String == "proffer")
        #expect((json["verifier"] as? [String: Any])?["name"] as? String == "Tom Okafor")
        #expect((json["signer"] as? [String: Any])?["standing"] as? String == "unknown")
        let codes = try #require(json["codes"] as? [String: [String]])
        let checks = try #require(json["checks"] as? [[String: Any]])
        #expect(
            codes["held"]
                == checks.filter { $0["result"] as? String == "ok" }.compactMap { $0["code"] as? String })
        #expect(codes["failed"] == [] && json["time"] is String && json["bundle"] is String)
    }
}
