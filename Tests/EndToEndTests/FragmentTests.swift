import Peers
import Testing

@Suite("A master of many fragments")
struct FragmentTests {
    @Test(
        "verifies with and without the recording, whatever its times are counted in",
        arguments: [
            // Pictures that stay for as long as they like, and not for as long as their packets say.
            ("mp4", ["-vf", "select=not(mod(n\\,7))+lt(mod(n\\,50)\\,20)", "-vsync", "vfr"]),
            // Sound of 44,100 samples a second, counted in milliseconds.
            ("mkv", ["-ar", "44100"]),
        ])
    func verifies(container: String, options: [String]) throws {
        let story = try Story()
        let folder = story.folder
        let clip = "gate_2026-07-04T21-40-00+0200.\(container)"
        let made = try Peer.run(
            "ffmpeg",
            [
                "-nostdin", "-v", "error", "-f", "lavfi", "-i",
                "testsrc2=size=320x240:rate=30:duration=24,noise=alls=60:allf=t", "-f", "lavfi", "-i",
                "sine=frequency=440:duration=24", "-pix_fmt", "yuv420p",
            ] + options + [
                "-c:v", "libx264", "-preset", "ultrafast", "-crf", "25", "-bf", "2", "-g", "60", "-c:a",
                "aac", clip,
            ], in: folder)
        try #require(made.status == 0, "\(made.stderr)")
        try CommandRun.done(Story.grant(), in: folder)
        let sealed = try CommandRun.done(Road.seal(footage: clip) + ["--json"], in: folder)
        // A fragment holds some megabytes; with only one the test would not test what it says.
        let objects = try #require(try sealed.json()["objects"] as? [[String: Any]])
        #expect(objects.contains { $0["size"] as? Int ?? 0 > 8 << 20 })
        try CommandRun.done(
            ["verify", "bundle.tar", "--identity", "owner.id", "--source", clip], in: folder)
    }
}
