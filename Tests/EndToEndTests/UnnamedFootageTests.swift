import Foundation
import Peers
import Testing

@Suite("What has nothing in the window is named nowhere")
struct UnnamedFootageTests {
    /// The samples, and recordings of other days and of nobody's business, in one folder.
    private static func story(_ grant: [String]) throws -> ScratchFolder {
        let folder = try Story().folder
        let cams = folder.url.appending(path: "cams/Private")
        try FileManager.default.createDirectory(at: cams, withIntermediateDirectories: true)
        for name in try FileManager.default.contentsOfDirectory(atPath: Road.samples)
        where name.hasSuffix(".mp4") {
            let sample = URL(fileURLWithPath: "\(Road.samples)/\(name)")
            try FileManager.default.copyItem(at: sample, to: folder.url.appending(path: "cams/\(name)"))
            guard name.hasPrefix("garden") else { continue }
            // Without the date in the sample's container, which would contradict these names.
            for other in ["nursery_2025-01-01T10-00-00+0100.mp4", "lawyer_2026-07-04T23-00-00+0200.mp4"] {
                let made = try Peer.run(
                    try Peer.program("ffmpeg"),
                    [
                        "-nostdin", "-v", "error", "-i", sample.path, "-map", "0", "-c", "copy",
                        "-map_metadata", "-1", "-fflags", "+bitexact", cams.appending(path: other).path,
                    ], in: folder)
                try #require(made.status == 0, "\(made.errors)")
            }
        }
        try CommandRun.done(
            Story.grant(["--from", Road.from, "--to", "2026-07-04T21:42:50+02:00"] + grant), in: folder)
        return folder
    }

    @Test("a camera without a sample in the window is in no gap, no line of the record and no sentence")
    func otherCameras() throws {
        let folder = try Self.story([])
        let sealed = try CommandRun.done(Road.seal(footage: "cams"), in: folder)
        try CommandRun.done(Road.open, in: folder)
        let record = String(decoding: try folder.read("opened/record.json"), as: UTF8.self)
        #expect(record.contains("front-door") && record.contains("driveway"))
        for secret in ["nursery", "lawyer", "Private"] {
            #expect(!record.contains(secret))
            #expect(!(sealed.text + sealed.stderr).contains(secret))
        }
    }

    @Test(
        "of a camera that the consent names it is said whether it recorded nothing then, or was not looked at"
    )
    func namedCameras() throws {
        let folder = try Self.story(["--camera", "driveway", "--camera", "nursery", "--camera", "attic"])
        try CommandRun.done(Road.seal(footage: "cams") + ["--without", "attic"], in: folder)
        try CommandRun.done(Road.open, in: folder)
        let record = try JSONSerialization.jsonObject(with: Data(try folder.read("opened/record.json")))
        let gaps = try #require((record as? [String: Any])?["gaps"] as? [[String: Any]])
        func reasons(_ camera: String) -> Set<String> {
            Set(
                gaps.filter { $0["camera"] as? String == camera }
                    .compactMap { ($0["reason"] as? [String: Any])?["code"] as? String })
        }
        #expect(reasons("nursery") == ["no_recording"])
        #expect(reasons("attic") == ["camera_not_given"])
        let checked = try CommandRun.proffer(Road.verifyWithKey, in: folder)
        #expect(checked.status == 0, "\(checked.text)")
    }
}
