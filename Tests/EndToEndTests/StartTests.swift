import Foundation
import Peers
import Testing

@Suite("A list says the same on every machine, and keeps names exact")
struct StartTests {
    /// A folder with the driveway's recording under these paths.
    private func footage(_ paths: [String]) throws -> ScratchFolder {
        let folder = try ScratchFolder()
        let sample = try #require(
            FileManager.default.contentsOfDirectory(atPath: Road.samples).first { $0.hasPrefix("driveway_") })
        for path in paths {
            let file = folder.url.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: "\(Road.samples)/\(sample)", toPath: file.path)
        }
        return folder
    }

    @Test("with a zone given, the machine's own changes nothing")
    func machineZone() throws {
        let folder = try footage([
            "cams/record/20261025/02/30.mp4", "cams/recordings/2026-07-04/19/front/38.00.mp4",
            "cams/clip.mp4",
        ])
        let lists = try ["UTC", "Asia/Kathmandu", "America/New_York", "Pacific/Apia"].map { zone in
            try CommandRun.done(
                ["footage", "list", "cams", "--zone", "Europe/Berlin", "--json"], in: folder,
                environment: ["TZ": zone]
            ).text
        }
        #expect(Set(lists).count == 1)
    }

    @Test("a name with a line end is exact for programs")
    func lineEnd() throws {
        let name = "a\nb_2026-07-04T21-38-00+0200.mp4"
        let folder = try footage(["cams/\(name)"])
        let list = try CommandRun.done(["footage", "list", "cams", "--json"], in: folder)
        let files = try #require(try list.json()["recordings"] as? [[String: Any]])
        #expect(files.first?["file"] as? String == "cams/\(name)")
        #expect(files.first?["camera"] as? String == "a\nb")
    }

    @Test("a start that is given counts, and one of no recording is refused")
    func given() throws {
        let folder = try footage(["cams/record/20261025/02/30.mp4"])
        let list = ["footage", "list", "cams", "--zone", "Europe/Berlin", "--start"]
        let run = try CommandRun.done(
            list + ["cams/record/20261025/02/30.mp4=2026-10-25T02:30:00+01:00"], in: folder)
        #expect(run.text.contains("02:30:00 +01:00"))
        let refused = try CommandRun.proffer(list + ["other.mp4=2026-10-25T02:30:00+01:00"], in: folder)
        #expect(refused.status == 64)
    }
}
