import Foundation
import Peers
import Testing

@Suite("Segments of one camera are one timeline, and are never joined")
struct SegmentTests {
    /// Ten pictures a second, made so that each second can be told from the others.
    static func record(_ name: String, seconds: Int = 10, from: Int, in folder: ScratchFolder) throws {
        let file = folder.url.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let made = try Peer.run(
            "ffmpeg",
            [
                "-nostdin", "-v", "error", "-f", "lavfi", "-i",
                "testsrc2=size=160x90:rate=10:duration=\(from + seconds)", "-vf",
                "trim=start=\(from),setpts=PTS-STARTPTS",
                "-c:v", "libx264", "-g", "20", "-keyint_min", "20", "-sc_threshold", "0", "-pix_fmt",
                "yuv420p",
                file.path,
            ], in: folder)
        try #require(made.status == 0, "\(made.stderr)")
    }

    /// Three segments of ten seconds: a break of two seconds behind the first, and two seconds twice behind the second.
    static func story() throws -> Story {
        let story = try Story()
        for (second, from) in [("00", 0), ("12", 12), ("20", 20)] {
            try record("cams/gate_2026-07-04T21-41-\(second)+0200.mp4", from: from, in: story.folder)
        }
        return story
    }

    @Test(
        "a window across them has a master of each, every picture once, and gap and overlap are stated exactly"
    )
    func seal() throws {
        let story = try Self.story()
        let folder = story.folder
        try CommandRun.done(Story.grant(["--from", "21:41:05", "--to", "21:41:28"]), in: folder)
        let gap = ["from": "2026-07-04T21:41:10+02:00", "to": "2026-07-04T21:41:12+02:00"]
        let twice = ["from": "2026-07-04T21:41:20+02:00", "to": "2026-07-04T21:41:22+02:00"]

        let previewed = try CommandRun.done(
            [
                "consent", "preview", "--request", "request.json", "--identity", "owner.id", "--footage",
                "cams",
                "--from", "21:41:05", "--to", "21:41:28",
            ], in: folder
        ).text
        #expect(previewed.contains("no recording of this camera covers it"))
        let files =
            "two recordings of gate (“gate_2026-07-04T21-41-12+0200.mp4” and “gate_2026-07-04T21-41-20+0200.mp4”)"
        func line(_ text: String) -> String {
            text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        #expect(line(previewed).contains("Twice: \(files)"), "\(previewed)")

        let sealed = try CommandRun.done(Road.seal(footage: "cams") + ["--json"], in: folder)
        let shown = try CommandRun.done(
            ["open", "bundle.tar", "--identity", "reader.id", "--into", "shown"], in: folder)
        #expect(line(shown.text).contains("Twice: \(files)"), "\(shown.text)")
        let opened = try CommandRun.done(
            ["open", "bundle.tar", "--identity", "reader.id", "--into", "opened", "--json"], in: folder
        ).json()
        for facts in [try sealed.json(), opened] {
            let gaps = try #require(facts["gaps"] as? [[String: Any]])
            #expect(gaps.count == 1 && gaps.first?["window"] as? [String: String] == gap, "\(gaps)")
            let overlaps = try #require(facts["overlaps"] as? [[String: Any]])
            #expect(
                overlaps.count == 1 && overlaps.first?["window"] as? [String: String] == twice, "\(overlaps)")
            #expect(overlaps.first?["recordings"] as? [String] == ["r2", "r3"])
        }

        let objects = try #require(opened["objects"] as? [[String: Any]])
        let masters = objects.filter { $0["role"] as? String == "master" }
        #expect(masters.compactMap { $0["recording"] as? String } == ["r1", "r2", "r3"])
        // 5 s of the first, all of the second, 8 s of the third, at ten pictures a second.
        for (recording, count) in [("r1", 50), ("r2", 100), ("r3", 80)] {
            let pictures = objects.filter { $0["recording"] as? String == recording }
                .flatMap { $0["tracks"] as? [[String: Any]] ?? [] }.compactMap { $0["access_units"] as? Int }
            #expect(pictures.reduce(0, +) == count, "\(recording): \(pictures)")
        }
        // Every picture of a master is the source's, packet for packet.
        for (master, source) in zip(masters, ["00", "12", "20"]) {
            let name = try #require(master["name"] as? String)
            func hashes(_ file: String) throws -> [Substring] {
                let probe = try Peer.run(
                    "ffprobe",
                    [
                        "-v", "error", "-show_packets", "-show_data_hash", "sha256", "-show_entries",
                        "packet=data_hash", "-of", "csv=p=0", file,
                    ], in: folder)
                return probe.text.split(separator: "\n")
            }
            let ours = try hashes("opened/\(name)")
            let theirs = try hashes("cams/gate_2026-07-04T21-41-\(source)+0200.mp4")
            #expect(!ours.isEmpty && theirs.split(separator: ours[0]).count <= 2)
            #expect(Set(ours).isSubset(of: Set(theirs)), "\(name)")
        }
    }
}
