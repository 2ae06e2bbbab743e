import Foundation
import Peers
import Testing

@Suite("Memory stays within what was promised")
struct MemoryTests {
    /// The most a run had resident, in KiB, by GNU time: a child's peak would begin at this process's size.
    private static func peak(_ arguments: [String], in folder: ScratchFolder) throws -> Int {
        let measured = folder.url.appending(path: "peak").path
        let run = try CommandRun.run(
            URL(fileURLWithPath: "/usr/bin/time"),
            ["--format=%M", "--output=\(measured)", try CommandRun.binary().path] + arguments, in: folder)
        try #require(run.status == 0, "\(run.stderr)")
        let text = String(decoding: try folder.read("peak"), as: UTF8.self)
        return try #require(Int(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    @Test(
        "sealing a 1080p window that needs a lead-in and a lead-out takes less than 72 MiB above the idle process",
        arguments: [[String](), ["--lossless"]])
    func leadIn(options: [String]) throws {
        let story = try Story()
        let folder = story.folder
        let clip = "porch_2026-07-04T21-40-00+0200.mp4"
        let made = try Peer.run(
            "ffmpeg",
            [
                "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=1920x1080:rate=25:duration=10",
                "-vf", "noise=alls=16:allf=t,format=yuv420p", "-c:v", "libx264", "-preset", "superfast",
                "-bf",
                "2", "-g", "75", "-b:v", "12M", clip,
            ], in: folder)
        try #require(made.status == 0)
        try CommandRun.done(Story.grant(["--from", "21:40:01.2", "--to", "21:40:08.04"]), in: folder)

        let idle = try Self.peak(["--help"], in: folder)
        let sealing = try Self.peak(Road.seal(footage: clip) + options, in: folder)

        #expect(sealing - idle < 72 << 10, "\(sealing - idle) KiB above the idle \(idle) KiB")
        let record = try CommandRun.done(
            ["open", "bundle.tar", "--identity", "owner.id", "--into", "opened", "--json"], in: folder)
        #expect(record.text.contains("lead_in"))
    }
}
