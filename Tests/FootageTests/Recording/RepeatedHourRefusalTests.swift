import Starts
import Objects
import Recordings
import Statements
import Foundation
import Peers
import Testing

@Suite("A recording of the hour that clocks repeat is asked about")
struct RepeatedHourRefusalTests {
    @Test("it is refused where either reading is wanted, with both in the sentence, and not elsewhere")
    func refusal() throws {
        let folder = try ScratchFolder()
        let clip = folder.path("cam_20261025_023000.mp4")
        try FileManager.default.copyItem(atPath: try MediaPeer.sample("driveway"), toPath: clip)
        let recording = try Recording.probe(clip, zone: RecordingZone("Europe/Berlin"))
        func refuses(_ from: String, _ to: String) throws -> String? {
            let window = try Window(from: WallTime(rfc3339: from), to: WallTime(rfc3339: to))
            do {
                try recording.requireOneReading { $0.intersection(window) != nil }
                return nil
            } catch { return error.description }
        }
        for (from, to) in [
            ("2026-10-25T00:31:00Z", "2026-10-25T00:32:00Z"),
            ("2026-10-25T01:31:00Z", "2026-10-25T01:32:00Z"),
        ] {
            let said = try #require(try refuses(from, to))
            for part in ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00", "say which it was"] {
                #expect(said.contains(part), "\(said)")
            }
        }
        #expect(try refuses("2026-10-25T00:50:00Z", "2026-10-25T01:00:00Z") == nil)
        #expect(recording.doubts.first?.words.contains("2026-10-25T02:30:00+01:00") ?? false)
    }
}
