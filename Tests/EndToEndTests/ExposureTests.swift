import Foundation
import Peers
import Testing

@Suite("what others may read or change of one's own is said, once, with what to type")
struct ExposureTests {
    private static func notes(_ run: CommandRun) -> [Substring] {
        run.stderr.split(separator: "\n").filter { $0.contains("others") && $0.hasPrefix("note:") }
    }

    @Test(
        "an identity, a passphrase file and a trust folder, by every command that reads them; nothing is refused"
    )
    func commands() throws {
        let folder = try Story().folder
        try folder.write("winter rain\n", as: "phrase")
        chmod(folder.path("phrase"), 0o600)
        try CommandRun.done(
            [
                "identity", "new", "--name", "Zoë", "--role", "owner", "--out", "locked.id",
                "--passphrase-file", "phrase",
            ], in: folder)
        try CommandRun.done(
            ["trust", "add", "--not-compared", "agency.card", "--trust", "trust"], in: folder)
        let grant = Story.grant(["--trust", "trust"])
        #expect(Self.notes(try CommandRun.done(grant, in: folder)).isEmpty)

        chmod(folder.path("owner.id"), 0o644)
        chmod(folder.path("trust"), 0o777)
        chmod(folder.path("phrase"), 0o644)
        let granted = Self.notes(try CommandRun.done(grant + ["--force"], in: folder))
        #expect(
            granted == [
                "note: trust: others may change it, and so whom you trust; type: chmod go-w trust",
                "note: owner.id: others on this machine may read it; type: chmod 600 owner.id",
            ])
        for (arguments, says) in [
            (["identity", "card", "owner.id", "--out", "x.card"], "chmod 600 owner.id"),
            (["identity", "show", "owner.id"], "chmod 600 owner.id"),
            (["identity", "show", "locked.id", "--passphrase-file", "phrase"], "chmod 600 phrase"),
            (["trust", "list", "--trust", "trust"], "chmod go-w trust"),
            (["trust", "add", "--not-compared", "agency.card", "--trust", "trust"], "chmod go-w trust"),
            (["request", "show", "request.json", "--trust", "trust"], "chmod go-w trust"),
        ] {
            let notes = Self.notes(try CommandRun.done(arguments, in: folder))
            #expect(notes.count == 1 && notes.first?.hasSuffix(says) == true, "\(arguments): \(notes)")
        }
        // What is typed is what ends it.
        for words in [["600", "owner.id"], ["go-w", "trust"]] {
            #expect(try Peer.run("chmod", words, in: folder).status == 0)
        }
        #expect(Self.notes(try CommandRun.done(grant + ["--force"], in: folder)).isEmpty)
    }

    @Test(
        "a card that others may change, in a folder that they may not, and a folder in which they may replace it"
    )
    func places() throws {
        let folder = try Story().folder
        try CommandRun.done(
            ["trust", "add", "--not-compared", "agency.card", "--trust", "trust"], in: folder)
        let card = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder.path("trust")).first)
        chmod(folder.path("trust/\(card)"), 0o666)
        let list = Self.notes(try CommandRun.done(["trust", "list", "--trust", "trust"], in: folder))
        #expect(list.count == 1 && list.first?.hasSuffix("chmod go-w trust/\(card)") == true, "\(list)")
        try FileManager.default.createDirectory(
            atPath: folder.path("shared"), withIntermediateDirectories: false)
        try FileManager.default.moveItem(
            atPath: folder.path("owner.id"), toPath: folder.path("shared/owner.id"))
        chmod(folder.path("shared"), 0o777)
        let shown = Self.notes(try CommandRun.done(["identity", "show", "shared/owner.id"], in: folder))
        #expect(shown.first?.hasSuffix("as they may change shared; type: chmod go-w shared") == true)
    }
}
