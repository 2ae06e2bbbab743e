import Starts
import Recordings
import Records
import Statements
import Foundation
import Peers
import Testing

@Suite("A recording's start is read from its name, and what is not known is said")
struct RecordingStartTests {
    @Test(
        "names that recorders write",
        arguments: [
            ("front-door_2026-07-04T21-38-00+0200.mp4", "front-door", "2026-07-04T21:38:00+02:00"),
            ("VID_20191220_170832.mp4", "cam", "2019-12-20T17:08:32Z"),
            ("2026-07-04_21.38.00.mp4", "cam", "2026-07-04T21:38:00Z"),
            ("Hof 2026-07-04T21:38:00.250Z.mp4", "Hof", "2026-07-04T21:38:00.25Z"),
            ("gate-20260704213800-0500.mp4", "gate", "2026-07-04T21:38:00-05:00"),
        ])
    func names(name: String, camera: String, start: String) throws {
        let folder = try ScratchFolder()
        let inner = folder.url.appending(path: "cam")
        try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
        let clip = inner.appending(path: name).path
        try FileManager.default.copyItem(atPath: try MediaPeer.sample("driveway"), toPath: clip)
        let recording = try Recording.probe(clip, zone: RecordingZone("UTC"))
        #expect(recording.start.time == (try WallTime(rfc3339: start)))
        #expect(recording.start.how == .fileName)
        #expect(recording.camera == camera)
    }

    @Test("a serial number or an impossible date is no time; then the container's is taken and said to be")
    func otherNames() throws {
        let folder = try ScratchFolder()
        for name in ["1120260704213800.mp4", "clip_20261304_213800.mp4", "clip.mp4"] {
            let clip = folder.path(name)
            try FileManager.default.copyItem(atPath: try MediaPeer.sample("driveway"), toPath: clip)
            let recording = try Recording.probe(clip, zone: RecordingZone("UTC"))
            #expect(recording.start.how == .container)
            #expect(recording.start.time == (try WallTime(rfc3339: "2026-07-04T19:39:00Z")))
        }
    }

    @Test("a clock that was fast moves the recording back by as much")
    func clockError() throws {
        let error = ClockError(errorNanoseconds: 90_500_000_000, how: .given)
        let recording = try Recording.probe(
            try MediaPeer.sample("driveway"), zone: RecordingZone("UTC"), clockError: error)
        #expect(recording.span.from == (try WallTime(rfc3339: "2026-07-04T21:37:29.5+02:00")))
        #expect(recording.start.time == (try WallTime(rfc3339: "2026-07-04T21:39:00+02:00")))
    }
}
