import Foundation
import Peers
import Testing

@Suite("every ending has its exit code, one line and at most one hint")
struct ExitCodeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let code: Int32
        let arguments: [String]
        let says: String

        init(_ code: Int32, _ arguments: [String], says: String) {
            self.code = code
            self.arguments = arguments
            self.says = says
        }

        var testDescription: String { "\(code): \(arguments.joined(separator: " "))" }
    }

    static let cases: [Case] = [
        // 64: what was typed
        Case(64, ["frobnicate"], says: "frobnicate"),
        Case(64, ["identity", "new", "--role", "owner", "--out", "x"], says: "--name"),
        Case(64, ["identity", "new", "--name", "x", "--role", "wizard", "--out", "x"], says: "wizard"),
        Case(64, ["identity", "new", "--name", "x", "--role", "owner", "--out", "x"], says: "passphrase"),
        Case(
            64,
            ["identity", "new", "--name", "a\u{1B}[2J", "--role", "owner", "--no-passphrase", "--out", "x"],
            says: "control characters"),
        Case(
            64,
            [
                "identity", "new", "--name", "x", "--role", "owner", "--no-passphrase", "--passphrase-file",
                "secret", "--out", "x",
            ], says: "exclude"),
        Case(64, ["identity", "card", "locked.id", "--out", "x"], says: "no terminal"),
        Case(64, Story.request(from: "2026-07-04T21:43:00+02:00", out: "x"), says: "--from"),
        Case(64, Story.request(from: "2026-07-04T21:40:00", out: "x"), says: "offset"),
        Case(64, Story.request(purpose: " ", out: "x"), says: "--purpose"),
        Case(64, Story.request(["--near", "somewhere"], out: "x"), says: "49.8728,8.6512"),
        Case(64, Story.request(["--near", "91,0"], out: "x"), says: "latitude"),
        Case(64, Story.request(["--recipient", "reader.card"], out: "x"), says: "twice"),
        Case(64, Story.request(["--expires", "2020-01-01T00:00:00Z"], out: "x"), says: "expires"),
        // 65: what was read
        Case(65, ["request", "show", "reader.card"], says: "this is a card"),
        Case(65, ["request", "show", "changed.json"], says: "changed after it was signed"),
        Case(65, ["request", "show", "owner.id"], says: "owner.id"),
        Case(65, ["request", "show", "."], says: "not a file"),
        Case(65, ["request", "lint", "reader.card"], says: "this is a card"),
        Case(65, ["journal", "add", "reader.card", "--journal", "x"], says: "journal keeps"),
        Case(65, ["trust", "add", "--not-compared", "damaged.card"], says: "damaged.card"),
        Case(65, ["identity", "show", "damaged.id"], says: "damaged.id"),
        Case(
            65, ["identity", "card", "locked.id", "--passphrase-file", "empty", "--out", "x"], says: "empty"),
        // 66: what is not there
        Case(66, ["request", "show", "nowhere.json"], says: "nowhere.json"),
        Case(66, ["request", "show", "request.json", "--trust", "nowhere"], says: "nowhere"),
        Case(66, ["trust", "remove", "abcd"], says: "abcd"),
        Case(66, ["journal", "show", "--journal", "nowhere"], says: "nowhere"),
        // 73: what cannot be written
        Case(73, ["identity", "card", "owner.id", "--out", "owner.card"], says: "--force"),
        Case(73, ["identity", "card", "owner.id", "--out", "no-folder/x"], says: "no-folder/x"),
        Case(73, ["identity", "card", "owner.id", "--out", ".", "--force"], says: "not an ordinary file"),
        // 77: what is not permitted
        Case(
            77, ["identity", "card", "locked.id", "--passphrase-file", "other", "--out", "x"],
            says: "passphrase does not open"),
        Case(77, Story.grant(request: "expired.json", out: "x"), says: "expired"),
        Case(77, Story.grant(request: "purposeless.json", out: "x"), says: "what the footage is for"),
        Case(77, Story.grant(request: "no-video.json", out: "x"), says: "video"),
        Case(
            77, Story.grant(["--from", "2026-07-04T21:39:59+02:00"], out: "x"), says: "more than the request"),
        Case(
            77, ["consent", "revoke", "--consent", "consent.json", "--identity", "agency.id", "--out", "x"],
            says: "Dana Whitfield"),
    ]

    @Test("a bad input ends with the code of its kind, and writes nothing")
    func table() throws {
        let story = try Story()
        let folder = story.folder
        try folder.write("correct horse\n", as: "secret")
        try folder.write("wrong horse\n", as: "other")
        try folder.write("\n", as: "empty")
        try CommandRun.done(
            [
                "identity", "new", "--name", "L", "--role", "owner", "--passphrase-file", "secret", "--out",
                "locked.id",
            ], in: folder)
        try CommandRun.done(Story.grant(), in: folder)
        try folder.write(Array(try folder.read("reader.card").dropLast(40)), as: "damaged.card")
        try folder.write(Array(try folder.read("owner.id").dropLast(40)), as: "damaged.id")
        let expired =
            "payload['issued'] = '2020-01-01T00:00:00Z'; payload['expires'] = '2020-02-01T00:00:00Z'"
        try story.resign("request.json", as: "expired.json", with: "agency.id", expired)
        try story.resign(
            "request.json", as: "purposeless.json", with: "agency.id", "payload['purpose'] = ' '")
        try story.resign(
            "request.json", as: "no-video.json", with: "agency.id", "payload['wanted']['video'] = False")
        try story.resign(
            "request.json", as: "changed.json", with: "reader.id", "payload['case_number'] = '1'")
        let before = try folder.names()

        for sample in Self.cases {
            let run = try CommandRun.proffer(sample.arguments, in: folder)
            let name = sample.testDescription
            #expect(run.status == sample.code, "\(name)\n\(run.stderr)")
            #expect(run.stdout.isEmpty, "\(name)\n\(run.text)")
            #expect(run.stderr.contains(sample.says), "\(name)\n\(run.stderr)")
            let lines = run.stderr.split(separator: "\n")
            #expect(lines.first?.hasPrefix("proffer: ") == true, "\(name)\n\(run.stderr)")
            #expect(lines.count <= 2 && lines.dropFirst().allSatisfy { $0.hasPrefix("hint: ") }, "\(name)")
        }
        #expect(try folder.names() == before)
    }

    @Test("a result that cannot be written is not a success")
    func fullDisk() throws {
        let folder = try ScratchFolder()
        let binary = try CommandRun.binary().path
        let run = try Peer.run("bash", ["-c", "'\(binary)' trust list > /dev/full"], in: folder)
        #expect(run.status == 74, "\(run.stderr)")
    }

    @Test("an output is replaced only with --force")
    func force() throws {
        let folder = try Story().folder
        try folder.write("mine", as: "there")
        let card = ["identity", "card", "owner.id", "--out", "there"]
        #expect(try CommandRun.proffer(card, in: folder).status == 73)
        #expect(try folder.read("there") == Array("mine".utf8))
        try CommandRun.done(card + ["--force"], in: folder)
        #expect(try folder.read("there") == folder.read("owner.card"))
    }
}
