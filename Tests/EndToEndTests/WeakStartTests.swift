import Foundation
import Peers
import Testing

@Suite("A weak start is said on every road, and nothing is sealed by it without its owner's word")
struct WeakStartTests {
    private static let zone = ["--zone", "Europe/Berlin"]

    private func said(_ run: CommandRun) -> String {
        (run.text + run.stderr).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// A story with one recording, whose container is dated otherwise than its name, or not at all.
    private func story(_ name: String, made: String?, naming: [String] = []) throws -> Story {
        let story = try Story()
        try SegmentTests.record("cams/\(name)", seconds: 10, from: 0, in: story.folder)
        let other = story.folder.path("other.mp4")
        let run = try Peer.run(
            try Peer.program("ffmpeg"),
            [
                "-nostdin", "-v", "error", "-i", "cams/\(name)", "-map", "0", "-c", "copy", "-map_metadata",
                "-1", "-fflags", "+bitexact",
            ] + (made.map { ["-metadata", "creation_time=\($0)"] } ?? []) + [other], in: story.folder)
        try #require(run.status == 0, "\(run.errors)")
        let file = story.folder.path("cams/\(name)")
        try FileManager.default.removeItem(atPath: file)
        try FileManager.default.moveItem(atPath: other, toPath: file)
        try CommandRun.done(Story.grant(naming), in: story.folder)
        return story
    }

    private func roads(_ story: Story, start: [String] = [], naming: [String] = []) throws -> [String:
        CommandRun]
    {
        let reading = Self.zone + start
        return [
            "list": try CommandRun.proffer(["footage", "list", "cams"] + reading, in: story.folder),
            "match": try CommandRun.proffer(
                ["footage", "match", "--request", "request.json", "cams"] + reading, in: story.folder),
            "preview": try CommandRun.proffer(
                [
                    "consent", "preview", "--request", "request.json", "--identity", "owner.id", "--footage",
                    "cams",
                ] + reading + naming, in: story.folder),
            "seal": try CommandRun.proffer(Road.seal(footage: "cams") + reading, in: story.folder),
        ]
    }

    @Test("a container a day off is said by all, asked about by seal, and after the answer still said")
    func contradicted() throws {
        let story = try story("gate_2026-07-04_21-41-00.mp4", made: "2026-07-03T10:00:00Z")
        let asked = try roads(story)
        for (road, run) in asked {
            #expect(said(run).contains("1 d 9 h 41 min earlier"), "\(road): \(said(run))")
        }
        #expect(asked["seal"]?.status == 64)
        #expect(asked["seal"].map(said)?.contains("--start FOLDER=by-name") == true)
        #expect(!FileManager.default.fileExists(atPath: story.folder.path("bundle.tar")))

        let answered = try roads(story, start: ["--start", "cams=by-name"])
        for (road, run) in answered {
            #expect(run.status == 0, "\(road): \(run.stderr)")
            #expect(said(run).contains("1 d 9 h 41 min earlier"), "\(road): \(said(run))")
        }
        let verified = try CommandRun.proffer(Road.verifyWithKey, in: story.folder)
        #expect(said(verified).contains("1 d 9 h 41 min earlier, and the owner said which is right"))
    }

    @Test("a start that only the file's date tells is asked about, and then said to be the owner's word")
    func fileDate() throws {
        // A name that tells nothing of what made it leaves only where the consent names it.
        let naming = ["--camera", "clip"]
        let story = try story("clip.mp4", made: nil, naming: naming)
        let end = ISO8601DateFormatter().date(from: "2026-07-04T19:41:10Z")
        try FileManager.default.setAttributes(
            [.modificationDate: try #require(end)], ofItemAtPath: story.folder.path("cams/clip.mp4"))
        let asked = try roads(story, naming: naming)
        for (road, run) in asked {
            #expect(said(run).contains("copying changes that"), "\(road): \(said(run))")
        }
        #expect(asked["seal"]?.status == 64)
        let answered = try roads(story, start: ["--start", "cams/clip.mp4=file-date-ends"], naming: naming)
        for (road, run) in answered { #expect(run.status == 0, "\(road): \(run.stderr)") }
        for road in ["match", "preview", "seal"] {
            #expect(answered[road].map(said)?.contains("known only by the file's date") == true, "\(road)")
        }
        let verified = try CommandRun.proffer(Road.verifyWithKey, in: story.folder)
        #expect(verified.status == 0, "\(verified.text)")
        #expect(said(verified).contains("known only by the file's date"))
        #expect(said(verified).contains("when it ended, by its owner's word"))
        #expect(said(verified).contains("known only by its file's date, is the owner's word"))
    }
}
