import Foundation
import Objects
import Peers
import Recordings
import Starts
import Statements
import Testing
import Viewing

@Suite("A viewing copy's pictures are whole, whatever codec the recording is in")
struct ViewingCopySizeTests {
    /// Xvid as recorders write it: its AVI says nothing of the pictures but what stands in their own headers.
    private static let more = [
        CameraStyle("MPEG-4 in AVI", "-c:v mpeg4 -q:v 4 -bf 0 -g 100 -sc_threshold 1000000000", in: "avi"),
        CameraStyle(
            "MPEG-4 in Matroska", "-c:v mpeg4 -q:v 4 -bf 0 -g 100 -sc_threshold 1000000000", in: "mkv"),
    ]

    @Test(
        "originals alone, without a lead-in, give a film with room for the whole picture",
        arguments: CameraStyle.pictures + more)
    func size(style: CameraStyle) throws {
        let folder = try ScratchFolder()
        let recording = try Recording.probe(try style.record(in: folder), zone: RecordingZone("UTC"))
        let window = try Window(
            from: recording.span.from.adding(nanoseconds: 4_000_000_000),
            to: recording.span.from.adding(nanoseconds: 8_000_000_000))
        let cut = try CutResult(recording, try Consented.grant(window), into: folder)
        let record = try cut.record()
        let plan = try #require(try ViewingCopyPlan(camera: recording.camera, of: record))
        var film: [UInt8] = []
        let paths = Dictionary(
            uniqueKeysWithValues: zip(record.objects, cut.objects).map { ($0.name, $1.path) })
        _ = try ViewingCopyWriter(plan, path: { paths[$0.name] ?? "" }) { film += $0 }.write()
        let file = folder.path("film.mp4")
        try Data(film).write(to: URL(fileURLWithPath: file))
        let size = try MediaPeer.run(
            "ffprobe",
            [
                "-v", "error", "-select_streams", "v", "-show_entries", "stream=width,height", "-of",
                "csv=p=0", file,
            ]
        ).split(whereSeparator: { $0 == "," || $0 == "\n" }).compactMap { Int($0) }
        // 192 by 96 at the least, in bands that are as wide as their words need.
        #expect(size.count == 2 && size[0] >= 480 && size[1] >= 96 + 2 * 40, "\(size)")
    }
}
