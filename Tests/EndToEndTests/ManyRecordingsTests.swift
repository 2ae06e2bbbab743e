import Foundation
import Peers
import Testing

@Suite("One seal takes many recordings")
struct ManyRecordingsTests {
    @Test(
        "segments are cut side by side and stand in the bundle in the order of their times, none twice, none lost"
    )
    func segments() throws {
        let story = try Story()
        let folder = story.folder
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "cams"), withIntermediateDirectories: true)
        for number in 0..<12 {
            // Two seconds each, one after the other: 21:41:00, 21:41:02, …
            let second = 2 * number
            let name = "porch_2026-07-04T21-41-\(second < 10 ? "0" : "")\(second)+0200.mp4"
            let made = try Peer.run(
                "ffmpeg",
                [
                    "-nostdin", "-v", "error", "-f", "lavfi", "-i",
                    "testsrc2=size=320x180:rate=25:duration=2",
                    "-f", "lavfi", "-i", "sine=frequency=\(300 + 20 * number):duration=2", "-c:v", "libx264",
                    "-bf", "2", "-g", "20", "-pix_fmt", "yuv420p", "-c:a", "aac", "cams/\(name)",
                ], in: folder)
            try #require(made.status == 0, "\(made.stderr)")
        }
        try CommandRun.done(Story.grant(["--from", "21:41:00.3", "--to", "21:41:23.5"]), in: folder)

        try CommandRun.done(Road.seal(footage: "cams"), in: folder)

        let opened = try CommandRun.done(
            ["open", "bundle.tar", "--identity", "owner.id", "--into", "opened", "--json"], in: folder)
        let objects = try #require(try opened.json()["objects"] as? [[String: Any]])
        let masters = objects.filter { $0["role"] as? String == "master" }
        #expect(masters.count == 12)
        #expect(masters.compactMap { $0["recording"] as? String } == (1...12).map { "r\($0)" })
        #expect(objects.first?["role"] as? String == "lead_in")
        let pictures = objects.flatMap { $0["tracks"] as? [[String: Any]] ?? [] }
            .filter { $0["codec"] as? String == "h264" }.compactMap { $0["access_units"] as? Int }
        // 23.2 s at 25 pictures a second, first and last picture of the window included and excluded.
        #expect(pictures.reduce(0, +) == 580)
    }
}
