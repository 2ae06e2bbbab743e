import Objects
import Recordings
import Records
import Statements
import Foundation
import Testing

@Suite("Foreign recordings, whatever they are in: cut exactly, or refused in one sentence")
struct ContainerForeignTests {
    @Test(
        "five windows out of each",
        arguments: [
            "VID_20191220_170832.mp4", "bigbuckbunny.mp4", "bikes.mp4", "carphone_pristine.mp4",
            "carphone_distorted.mp4", "movie-hello.mp4", "movie-hello.avi", "vtest.avi",
        ])
    func five(name: String) throws {
        let clip = try MediaPeer.foreign(name)
        let recording = try ContainerClip.recording(clip)
        let track = try #require(recording.pictureTrack)
        let length = Double(recording.span.to.nanoseconds - recording.span.from.nanoseconds) / 1e9
        let windows = [(0.0, 0.2), (0.13, 0.5), (0.4, 0.41), (0.31, 0.77), (0.8, 1.5)].map {
            ($0.0 * length, $0.1 * length)
        }
        if ["h264", "hevc"].contains(track.codec) {
            // AVI may hold start codes, for which an object has lengths.
            try ContainerClip.judge(clip, windows, name.hasSuffix("avi") ? .slices : .everything)
        } else if let error = try ContainerClip.refusal(clip, windows[1].0, windows[1].1) {
            #expect(error.description.contains("cannot be cut") && !error.description.contains("\n"))
        } else {
            try ContainerClip.judge(clip, [windows[1]])
        }
    }
}
