import Peers
import Testing

@Suite("Sound that pauses in the window")
struct SoundPauseTests {
    /// A pause of three seconds in the sound of a clip, inside the window that the story grants.
    private static func makeClip(
        _ name: String, sound codec: String, container: [String] = [], in folder: ScratchFolder
    ) throws {
        let made = try Peer.run(
            "ffmpeg",
            [
                "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=320x240:rate=25:duration=24",
                "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=24", "-af",
                "aselect=lt(t\\,8)+gt(t\\,11)", "-c:v", "libx264", "-preset", "ultrafast", "-g", "50",
                "-c:a", codec,
            ] + container + [name], in: folder)
        try #require(made.status == 0, "\(made.stderr)")
    }

    @Test(
        "is handed over on both sides of the pause, which is said, and verifies with the recording",
        arguments: [
            "aac.mp4", "libmp3lame.mp4", "libopus.mp4", "pcm_s16le.mov", "aac.mkv", "aac.fragmented.mp4",
        ])
    func pause(kind: String) throws {
        let folder = try Story().folder
        let parts = kind.split(separator: ".").map(String.init)
        let clip = "gate_2026-07-04T21-40-00+0200.\(parts[parts.count - 1])"
        let isFragmented = parts.contains("fragmented")
        try Self.makeClip(
            clip, sound: parts[0],
            container: isFragmented ? ["-movflags", "frag_keyframe+empty_moov"] : [], in: folder)
        try CommandRun.done(Story.grant(), in: folder)
        let sealed = try CommandRun.done(Road.seal(footage: clip), in: folder)
        #expect((sealed.text + sealed.stderr).contains("No sound of gate"), "\(sealed.text)")
        try CommandRun.done(
            ["verify", "bundle.tar", "--identity", "owner.id", "--source", clip], in: folder)
    }

    @Test("is handed over with its proof where the recording was committed to before")
    func committed() throws {
        let folder = try Story().folder
        let clip = "gate_2026-07-04T21-40-00+0200.mp4"
        try Self.makeClip(clip, sound: "aac", in: folder)
        try CommandRun.done(["commit", clip, "--store", "store"], in: folder)
        try CommandRun.done(Story.grant(), in: folder)
        try CommandRun.done(Road.seal(footage: clip) + ["--store", "store"], in: folder)
        try CommandRun.done(["verify", "bundle.tar", "--identity", "owner.id", "--source", clip], in: folder)
    }
}
