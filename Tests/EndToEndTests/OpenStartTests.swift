import Foundation
import Peers
import Testing

@Suite("A start or a label that could be two things is said on every road, and a seal asks")
struct OpenStartTests {
    private static let zone = ["--zone", "Europe/Berlin"]

    /// The people, a consent to all that is asked for, and recordings of the time under these names.
    private func story(_ names: [String], grant: [String] = []) throws -> Story {
        let story = try Story()
        for (index, name) in names.enumerated() {
            try SegmentTests.record("cams/\(name)", seconds: 10, from: index * 3, in: story.folder)
        }
        try CommandRun.done(Story.grant(grant), in: story.folder)
        return story
    }

    private func seal(_ more: [String] = [], in story: Story) throws -> CommandRun {
        try CommandRun.proffer(Road.seal(footage: "cams") + Self.zone + more, in: story.folder)
    }

    private static let open = "gate_04-07-2026_21-41-00.mp4"
    private static let words = "more than one order of day, month and year"

    @Test("list, match and preview say it, and seal writes nothing until it is answered, once for the folder")
    func dateOrder() throws {
        let story = try story([Self.open])
        for road in [
            ["footage", "list", "cams"], ["footage", "match", "--request", "request.json", "cams"],
            [
                "consent", "preview", "--request", "request.json", "--identity", "owner.id", "--footage",
                "cams",
            ],
        ] {
            let run = try CommandRun.done(road + Self.zone, in: story.folder)
            #expect((run.text + run.stderr).contains(Self.words), "\(road): \(run.text)\(run.stderr)")
        }
        let refused = try seal(in: story)
        #expect(refused.status == 64)
        #expect(refused.stderr.contains("--start FOLDER=day-first"), "\(refused.stderr)")
        #expect(!FileManager.default.fileExists(atPath: story.folder.path("bundle.tar")))

        let sealed = try seal(["--start", "cams=day-first"], in: story)
        #expect(sealed.status == 0, "\(sealed.stderr)")
        let verified = try CommandRun.done(Road.verifyWithKey, in: story.folder)
        #expect(verified.status == 0, "\(verified.text)")
    }

    @Test(
        "a reading that lies outside of the window is not handed over, and a recording far from it is not asked about"
    )
    func outside() throws {
        let story = try story(["gate_04-07-2026_21-41-00.mp4", "yard_04-07-2025_21-41-00.mp4"])
        let answered = try seal(["--start", "cams=month-first"], in: story)
        #expect(answered.status == 66, "\(answered.stderr)")
        let refused = try seal(in: story)
        #expect(refused.status == 64)
        #expect(!refused.stderr.contains("proffer: cams/yard"))
    }

    @Test("two views of one second under one label stop a seal, and the files of one do not")
    func alike() throws {
        let names = ["gate_20260704_214100_wide.mp4", "gate_20260704_214100_tele.mp4"]
        let story = try story(names)
        let refused = try seal(in: story)
        #expect(refused.status == 64)
        #expect(refused.stderr.contains("two cameras"), "\(refused.stderr)")
        let one = try CommandRun.proffer(
            Road.seal(footage: "cams/\(names[0])") + Self.zone, in: story.folder)
        #expect(one.status == 0, "\(one.stderr)")
    }

    @Test("a minus sign before an offset or a degree is no option")
    func minus() throws {
        let story = try story(["gate_2026-07-04_21-41-00.mp4"])
        let list = try CommandRun.done(["footage", "list", "cams", "--zone", "-05:00"], in: story.folder)
        #expect(list.text.contains("21:41:00 -05:00"), "\(list.text)")
        try CommandRun.done(
            Story.request(["--near", "-33.8688,151.2093", "--radius", "60"], out: "sydney.json"),
            in: story.folder)
    }

    @Test(
        "what people call a zone gets the names that are meant",
        arguments: [
            ("CST", "America/Chicago"), ("Central", "America/Chicago"), ("Chicago", "America/Chicago"),
            ("Pacific Time", "America/Los_Angeles"), ("new york", "America/New_York"),
            ("Berln", "Europe/Berlin"),
        ])
    func zones(text: String, name: String) throws {
        let folder = try ScratchFolder()
        let run = try CommandRun.proffer(["footage", "list", ".", "--zone", text], in: folder)
        #expect(run.status == 64)
        #expect(run.stderr.contains(name), "\(run.stderr)")
    }
}
