import Foundation
import Peers
import Testing

@Suite("Lists of seal, open and commit say whose what is, in words that agree")
struct WordsInListsTests {
    private static func line(_ run: CommandRun) -> String {
        run.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test("cameras in another script are named, in the lists of seal and open, and as file names are not")
    func otherScript() throws {
        let story = try Story()
        try SegmentTests.record("cams/後門_2026-07-04T21-41-00+0200.mp4", from: 0, in: story.folder)
        try SegmentTests.record("cams/gate_2026-07-04T21-41-00+0200.mp4", from: 3, in: story.folder)
        try CommandRun.done(
            Story.grant(["--from", "21:41:02", "--to", "21:41:06"]), in: story.folder)
        let sealed = try CommandRun.done(Road.seal(footage: "cams"), in: story.folder)
        let opened = try CommandRun.done(Road.open, in: story.folder)
        for run in [sealed, opened] {
            let text = Self.line(run)
            #expect(text.contains("-master.mp4 of “後門”: pictures Sat 2026-07-04 21:41:02"), "\(run.text)")
            #expect(text.contains("-gate-master.mp4 pictures Sat 2026-07-04 21:41:02"), "\(run.text)")
        }
    }

    @Test("two originals with the same kinds beside picture and sound share a line")
    func others() throws {
        let story = try Story()
        for (camera, from) in [("gate", 0), ("yard", 3)] {
            try SegmentTests.record(
                "cams/\(camera)_2026-07-04T21-41-00+0200.mp4", from: from, in: story.folder)
        }
        try CommandRun.done(
            Story.grant(["--from", "21:41:00", "--to", "21:41:06"]), in: story.folder)
        let sealed = try CommandRun.done(Road.seal(footage: "cams"), in: story.folder)
        let text = Self.line(sealed)
        #expect(text.contains("Beside picture and sound, 0001-gate-master.mp4 and 000"), "\(sealed.text)")
        #expect(text.components(separatedBy: "Beside picture and sound").count == 2, "\(sealed.text)")
    }

    @Test("one recording has no timestamp, two have none", arguments: [1, 2])
    func counts(_ number: Int) async throws {
        let folder = try ScratchFolder()
        for index in 0..<number {
            try SegmentTests.record(
                "cams/gate_2026-07-04T21-4\(index)-00+0200.mp4", seconds: 2, from: 0, in: folder)
        }
        // A file changed a moment ago may still be written to.
        try await Task.sleep(for: .seconds(5.1))
        let run = try CommandRun.done(["commit", "cams", "--store", "store"], in: folder)
        #expect(
            Self.line(run).contains(
                number == 1
                    ? "1 recording has no timestamp: only your own clock says since when it exists."
                    : "2 recordings have no timestamp: only your own clock says since when they exist."),
            "\(run.text)")
    }

    @Test("one picture that would be encoded anew is one picture")
    func preview() throws {
        let story = try Story()
        try SegmentTests.record("cams/gate_2026-07-04T21-41-00+0200.mp4", from: 0, in: story.folder)
        let run = try CommandRun.done(
            [
                "consent", "preview", "--request", "request.json", "--identity", "owner.id", "--footage",
                "cams",
                "--from", "21:41:01.9", "--to", "21:41:04",
            ], in: story.folder)
        #expect(Self.line(run).contains(": 1 picture encoded anew"), "\(run.text)")
    }
}
