import Custody
import Foundation
import Footage
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

    @Test("containers with pictures in order", arguments: ["avi", "mkv", "ts", "flv"])
    func inOrder(ending: String) throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(.inOrder, to: ending, in: folder)
        try ContainerClip.judge(
            clip, ending == "avi" ? ContainerClip.windows : [(4.0002, 7.5)],
            ending == "ts" ? .slices : .everything)
    }
}
