import Foundation
import Peers
import Testing

/// Promise: an agency learns of a decline only from the file the owner sends, and from that file nothing of footage.
@Suite("a decline says nothing about whether there is footage")
struct DeclineTests {
    private static let decline = [
        "consent", "decline", "--request", "request.json", "--identity", "owner.id", "--out", "declined.json",
        "--force",
    ]

    @Test("the same words, fields, size and exit code, with footage, without, and where looking would fail")
    func worlds() throws {
        let story = try Story()
        let folder = story.folder
        try FileManager.default.copyItem(atPath: Road.samples, toPath: folder.path("samples"))
        // Stores and indexes that end whoever reads them in an error.
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "traps/proffer/commitments"), withIntermediateDirectories: true)
        try folder.write("not a store", as: "traps/proffer/commitments/commitments.sqlite")
        try folder.write("not an index", as: "traps/proffer/footage-index.sqlite")
        let traps = [
            "XDG_DATA_HOME": folder.path("traps"), "XDG_CACHE_HOME": folder.path("traps"),
        ]
        try CommandRun.done(
            ["commit", "samples", "--store", "stored/proffer/commitments"], in: folder)
        let stored = ["XDG_DATA_HOME": folder.path("stored")]

        var seen: Set<String> = []
        for environment in [[:], stored, traps] {
            let run = try CommandRun.done(Self.decline, in: folder, environment: environment)
            let file = try folder.read("declined.json")
            let payload = try Peer.pythonScript(
                """
                import base64, json
                payload = json.loads(base64.b64decode(json.load(open("declined.json"))["payload"]))
                del payload["issued"], payload["expires"]
                print(json.dumps(payload, sort_keys=True))
                """, in: folder)
            seen.insert("\(run.status) \(run.text) \(run.stderr) \(file.count) \(payload.text)")
        }
        #expect(seen.count == 1, "\(seen)")
        #expect(try folder.read("traps/proffer/footage-index.sqlite") == Array("not an index".utf8))
    }

    @Test("no file of the owner's but the request and the identity is opened, and nothing is sent")
    func opensNothing() throws {
        let story = try Story()
        let folder = story.folder
        try FileManager.default.copyItem(atPath: Road.samples, toPath: folder.path("samples"))
        let run = try Peer.run(
            "strace",
            ["-f", "-e", "trace=open,openat,openat2,socket,connect", "-o", "trace.txt"]
                + [try CommandRun.binary().path] + Self.decline + ["--no-journal"], in: folder)
        try #require(run.status == 0, "\(run.stderr)")
        let trace = String(decoding: try folder.read("trace.txt"), as: UTF8.self)
        // Beside those of the system, which have full paths: "." is the folder the file is put into.
        let opened = trace.matches(of: /open(?:at2?)?\((?:AT_FDCWD, )?"([^\/"][^"]*)"/).map { String($0.1) }
        #expect(Set(opened) == ["request.json", "owner.id", "."])
        for word in [folder.path("samples"), ".mp4", "commitments", "footage-index", "AF_INET"] {
            #expect(!trace.contains(word), "\(word)")
        }
    }

    @Test(
        "its payload has the fields of a consent, no grant and no condition, and only the reason that was typed"
    )
    func fields() throws {
        let story = try Story()
        for (reason, more) in [([], []), (["--reason", "I would rather not"], ["reason"])] {
            try CommandRun.done(Self.decline + reason, in: story.folder)
            try Peer.pythonScript(
                """
                import base64, json, sys
                payload = json.loads(base64.b64decode(json.load(open("declined.json"))["payload"]))
                assert set(payload) == {"request", "decision", "grants", "conditions", "owner", "issued",
                                        "expires"} | set(sys.argv[1:]), payload.keys()
                assert payload["grants"] == payload["conditions"] == []
                """, more, in: story.folder)
        }
        let help = try CommandRun.done(["consent", "decline", "--help"], in: story.folder)
        #expect(!help.text.contains("--footage"))
    }
}
