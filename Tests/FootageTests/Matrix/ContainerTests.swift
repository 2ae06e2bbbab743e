import Objects
import Foundation
import Peers
import Testing

@Suite("A recording is cut the same whatever container it came in")
struct ContainerTests {
    @Test(
        "containers with reordered pictures",
        arguments: [
            ("mp4", [String]()), ("mov", []), ("mp4", ["-movflags", "faststart"]),
            ("mp4", ["-movflags", "frag_keyframe+empty_moov+default_base_moof"]),
            ("mp4", ["-movflags", "frag_keyframe+empty_moov+default_base_moof+skip_trailer"]),
            ("mp4", ["-movflags", "dash+global_sidx+frag_keyframe"]),
            ("mkv", []), ("mkv", ["-live", "1"]), ("flv", []),
            ("ts", []), ("m2ts", ["-mpegts_m2ts_mode", "1"]),
        ])
    func reordered(ending: String, arguments: [String]) throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(.reordered, to: ending, arguments, in: folder)
        let all = ["mkv", "ts"].contains(ending) && arguments.isEmpty
        try ContainerClip.judge(
            clip, all ? ContainerClip.windows : [(2.5, 6.3), (9.3, 20.0)],
            ending.hasSuffix("ts") ? .slices : .everything)
    }

    @Test(
        "a program stream is cut, or what cannot be is said in one sentence",
        arguments: ["h264", "mpeg2video"])
    func programStream(codec: String) throws {
        let folder = try ScratchFolder()
        let clip = folder.path("cam_2026-07-04T20-00-00Z.mpg")
        let coding = codec == "h264" ? ["-c:v", "libx264", "-preset", "veryfast"] : ["-c:v", "mpeg2video"]
        try MediaPeer.encode(
            ["-f", "lavfi", "-i", "testsrc2=size=192x108:rate=25:duration=12"] + coding + [
                "-b:v", "1M", "-bf", "0", "-g", "50", "-f", "vob",
            ], to: clip)
        do {
            if let error = try ContainerClip.refusal(clip, 2.5, 6.3) { throw error }
            try ContainerClip.judge(clip, [(2.5, 6.3), (9.3, 20.0)], .slices)
        } catch let error as FootageError {
            let text = error.description
            #expect(text.contains("cannot be") && !text.contains("\n"), "\(text)")
        }
    }

    @Test("containers with pictures in order", arguments: ["avi", "mkv", "ts", "flv", "asf", "dav"])
    func inOrder(ending: String) throws {
        let folder = try ScratchFolder()
        let clip =
            try ending == "dav"
            ? DahuaClip.make(in: folder) : ContainerClip.remux(.inOrder, to: ending, in: folder)
        try ContainerClip.judge(
            clip, ending == "avi" ? ContainerClip.windows : [(4.0002, 7.5)],
            ["ts", "dav"].contains(ending) ? .slices : .everything)
    }

    @Test("sound before the first picture is handed over with a window that begins before both")
    func soundFirst() throws {
        let folder = try ScratchFolder()
        // libopus writes its 7 ms of priming as a packet before time 0.
        let clip = folder.path("cam_2026-07-04T20-00-00Z.webm")
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=192x108:rate=25:duration=12", "-f", "lavfi", "-i",
                "sine=frequency=440:sample_rate=48000:duration=12", "-c:v", "libvpx-vp9", "-cpu-used", "8",
                "-g",
                "50", "-c:a", "libopus",
            ], to: clip)
        try ContainerClip.judge(clip, [(-5, 6.3), (0, 4)], .everything)
    }
}
