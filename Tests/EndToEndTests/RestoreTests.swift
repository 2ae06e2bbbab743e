import Foundation
import Peers
import Testing

@Suite("proffer bundle restore")
struct RestoreTests {
    private func shell(_ command: String, in road: Road) throws {
        let outcome = try Peer.run(try Peer.program("sh"), ["-c", "set -e; \(command)"], in: road.folder)
        try #require(outcome.status == 0, "\(outcome.errors)")
    }

    @Test("a bundle that came in another archive: told (65), put back (0), opened as ever")
    func road() throws {
        let road = try Road()
        let original = try road.folder.read("bundle.tar")
        try shell(
            "tar xf bundle.tar; tar czf evidence.tgz proffer-*/; zip -q mail.zip evidence.tgz; rm -r bundle.tar proffer-*",
            in: road)
        for arguments in [
            ["verify", "mail.zip"], ["verify", "mail.zip", "--identity", "reader.id"],
            ["open", "mail.zip", "--identity", "reader.id", "--into", "opened"],
            ["receipt", "new", "mail.zip", "--identity", "reader.id", "--out", "r.json", "--no-register"],
            [
                "custody", "add", "mail.zip", "--action", "received", "--how", "mail", "--identity",
                "reader.id", "--no-register",
            ],
            ["receive", "mail.zip", "--identity", "reader.id", "--how", "mail", "--no-register"],
        ] {
            let run = try CommandRun.proffer(arguments, in: road.folder)
            #expect(run.status == 65, "\(arguments): \(run.stderr)")
            #expect(
                (run.stderr + run.text).contains("proffer bundle restore mail.zip"),
                "\(arguments): \(run.stderr)")
        }
        #expect(try road.folder.names().isDisjoint(with: ["opened", "r.json", "mail.zip.custody.jsonl"]))
        try CommandRun.done(["bundle", "restore", "mail.zip", "--out", "bundle.tar"], in: road.folder)
        #expect(try road.folder.read("bundle.tar") == original)
        try CommandRun.done(Road.open, in: road.folder)
    }

    @Test("a member that is not as it was is named (1), and nothing is written")
    func damaged() throws {
        let road = try Road()
        try shell("tar xf bundle.tar; d=$(echo proffer-*); printf x >> $d/data/record.age", in: road)
        let folder = try #require(try road.folder.names().first { $0.hasPrefix("proffer-") })
        let run = try CommandRun.proffer(["bundle", "restore", folder, "--out", "new.tar"], in: road.folder)
        #expect(run.status == 1 && run.stderr.contains("data/record.age"), "\(run.stderr)")
        #expect(run.stderr.split(separator: "\n").count == 1)
        #expect(try !road.folder.names().contains("new.tar"))
    }

    @Test("what it was made of, its digest and what was left out are told to programs")
    func json() throws {
        let road = try Road()
        try shell(
            "tar xf bundle.tar; d=$(echo proffer-*); touch $d/.DS_Store; tar cf x.tar proffer-*/", in: road)
        let json = try CommandRun.done(
            ["bundle", "restore", "x.tar", "--out", "new.tar", "--json"], in: road.folder
        ).json()
        #expect(json["layers"] as? [String] == ["GNU tar format"])
        #expect((json["left_out"] as? [String])?.map { $0.hasSuffix("/.DS_Store") } == [true])
        let digest = try Peer.run(try Peer.program("sha256sum"), ["bundle.tar"], in: road.folder).text.prefix(
            64)
        #expect((json["archive"] as? [String: Any])?["sha256"] as? String == String(digest))
    }

    @Test(
        "a byte order mark before a statement is told on one line",
        arguments: ["request.json", "owner.id", "owner.card"])
    func mark(file: String) throws {
        let road = try Road(sealed: false)
        try road.folder.write([0xEF, 0xBB, 0xBF] + road.folder.read(file), as: file)
        let command = file == "request.json" ? ["request", "show"] : ["identity", "show"]
        let run = try CommandRun.done(command + [file], in: road.folder)
        #expect(run.stderr.components(separatedBy: "byte order mark").count == 2, "\(run.stderr)")
    }
}
