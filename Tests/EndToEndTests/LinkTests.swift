import Foundation
import Glibc
import Peers
import Testing

@Suite("No link in a folder of recordings hands anything over unasked, and each is told of")
struct LinkCommandTests {
    /// A story with the samples' front door in `in`, its garden in `private`, and in `in` a link to it, called like the
    /// front door's next recording.
    private func story() throws -> ScratchFolder {
        let folder = try Story().folder
        for (place, camera) in [("in", "driveway"), ("private", "garden")] {
            let names = try FileManager.default.contentsOfDirectory(atPath: Road.samples)
            let name = try #require(names.first { $0.hasPrefix(camera + "_") })
            try FileManager.default.createDirectory(
                atPath: folder.path(place), withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                atPath: "\(Road.samples)/\(name)", toPath: folder.path("\(place)/\(name)"))
        }
        #expect(symlink(folder.path(Self.garden), folder.path(Self.link)) == 0)
        try CommandRun.done(Story.grant(["--from", "21:40:30", "--to", "21:40:40"]), in: folder)
        return folder
    }

    private static let garden = "private/garden_2026-07-04T21-37-00+0200.mp4"
    private static let link = "in/front-door_2026-07-04T21-37-00+0200.mp4"

    private func sealed(_ more: [String], in folder: ScratchFolder) throws -> (
        run: CommandRun, cameras: Set<String>
    ) {
        let run = try CommandRun.done(
            Road.seal(footage: "in") + ["--force", "--json"] + more, in: folder)
        let objects = try #require(try run.json()["objects"] as? [[String: Any]])
        return (
            run,
            Set(
                objects.compactMap { ($0["name"] as? String)?.split(separator: "-").dropFirst().first }.map(
                    String.init))
        )
    }

    @Test(
        "a seal takes nothing of what a link leads to, and says which link it left alone; asked to, it calls it by its own name"
    )
    func seal() throws {
        let folder = try story()
        let (run, cameras) = try sealed([], in: folder)
        #expect(cameras == ["driveway"])
        #expect(
            run.stderr.contains(
                "1 link was not followed: \(Self.link) is a link to \(folder.path(Self.garden))")
                && run.stderr.contains("--follow-links"), "\(run.stderr)")
        let notFollowed = (try run.json()["links"] as? [String: Any])?["not_followed"] as? [String: Any]
        #expect(notFollowed?["count"] as? Int == 1)

        let followed = try sealed(["--follow-links"], in: folder)
        #expect(followed.cameras == ["driveway", "garden"])
        #expect(followed.run.stderr.contains("note: \(folder.path("in") + "/").") == false)
        #expect(followed.run.stderr.contains("\(Self.link) is a link to \(folder.path(Self.garden))"))
    }

    @Test("list, match and preview say the same, on their pages and in JSON")
    func shown() throws {
        let folder = try story()
        let preview = [
            "consent", "preview", "--request", "request.json", "--identity", "owner.id", "--footage", "in",
        ]
        let commands = [
            ["footage", "list", "in"], ["footage", "match", "--request", "request.json", "in"], preview,
        ]
        let sentence = "\(Self.link) is a link to \(folder.path(Self.garden))"
        for command in commands {
            let left = try CommandRun.done(command, in: folder)
            #expect(left.stderr.contains("not followed: \(sentence)"), "\(command): \(left.stderr)")
            #expect(!left.text.contains("front-door") && !left.text.contains("garden"), "\(command)")
            let taken = try CommandRun.done(command + ["--follow-links"], in: folder)
            #expect(taken.stderr.contains("note: \(sentence)"), "\(command): \(taken.stderr)")
            #expect(taken.text.contains("garden"), "\(command): \(taken.text)")
            let json = try CommandRun.done(command + ["--follow-links", "--json"], in: folder).json()
            let followed = (json["links"] as? [String: Any])?["followed"] as? [String: Any]
            #expect((followed?["first"] as? [[String: String]])?.first?["path"] == Self.link, "\(command)")
        }
        let listed = try CommandRun.done(["footage", "list", "in", "--follow-links", "--json"], in: folder)
            .json()
        let recordings = try #require(listed["recordings"] as? [[String: Any]])
        let garden = try #require(recordings.first { $0["camera"] as? String == "garden" })
        #expect(
            garden["file"] as? String == folder.path(Self.garden) && garden["link"] as? String == Self.link)
        let previewed = try CommandRun.done(preview + ["--follow-links"], in: folder).text
        #expect(previewed.replacing("\n", with: " ").contains("is a link to"), "\(previewed)")
    }

    @Test(
        "a link that is named is taken for what it leads to, and one that tells another camera is asked about, whatever takes it"
    )
    func named() throws {
        let folder = try story()
        let commands = [
            ["footage", "list", Self.link], ["footage", "match", "--request", "request.json", Self.link],
            Road.seal(footage: Self.link, out: "new.tar"), ["footage", "clock-check", Self.link],
        ]
        for command in commands {
            let run = try CommandRun.proffer(command, in: folder)
            #expect(run.status == 64, "\(command): \(run.status) \(run.stderr)")
            #expect(
                run.stderr.contains("is a link to \(folder.path(Self.garden))")
                    && run.stderr.contains("front-door") && run.stderr.contains("--follow-links"),
                "\(run.stderr)")
        }
        #expect(try !folder.names().contains("new.tar"))
        #expect(symlink(folder.path(Self.garden), folder.path("latest.mp4")) == 0)
        let listed = try CommandRun.done(["footage", "list", "latest.mp4"], in: folder)
        #expect(listed.text.contains("garden") && listed.text.contains("latest.mp4"), "\(listed.text)")
        #expect(listed.stderr.contains("latest.mp4 is a link to \(folder.path(Self.garden))"))
    }

    @Test("commit leaves links alone and says so")
    func commit() throws {
        let folder = try story()
        let commit = ["commit", "in", "--store", "store", "--json"]
        let run = try CommandRun.done(commit, in: folder)
        #expect(run.stderr.contains("1 link was not followed"), "\(run.stderr)")
        let followed = try CommandRun.done(commit + ["--follow-links"], in: folder)
        #expect(followed.stderr.contains("is a link to \(folder.path(Self.garden))"), "\(followed.stderr)")
    }
}
