import Foundation
import Peers
import Testing

@Suite("verify --source with files that are not of the bundle")
struct FilesTooManyTests {
    private static let files = "the recordings given are those of the record"

    private static func sample(_ camera: String) throws -> String {
        let names = try FileManager.default.contentsOfDirectory(atPath: Road.samples)
        return "\(Road.samples)/\(try #require(names.first { $0.hasPrefix(camera + "_") }))"
    }

    private static func result(_ run: CommandRun) throws -> String? {
        let checks = try #require(try run.json()["checks"] as? [[String: Any]])
        return checks.first { $0["name"] as? String == files }?["result"] as? String
    }

    @Test(
        "a camera that the consent left out condemns nothing, and is named on the page and in JSON",
        arguments: [["garden"], ["garden", "driveway"]])
    func folder(_ others: [String]) throws {
        let road = try Road()
        let sources = try (others + ["front-door"]).map(Self.sample)
        let run = try CommandRun.done(
            Road.verifyWithKey + ["--source"] + sources + ["--json"], in: road.folder)
        #expect(try Self.result(run) == "ok")
        let notes = try #require(try run.json()["notes"] as? [String])
        #expect(notes.count == 1)
        let page = try CommandRun.done(Road.verifyWithKey + ["--source"] + sources, in: road.folder).text
        #expect(page.contains("Note: "))
        for other in others {
            #expect(notes[0].contains("\(other)_"))
            #expect(page.contains("\(other)_"))
        }
        let alone = try CommandRun.done(
            Road.verifyWithKey + ["--source", try Self.sample("front-door"), "--json"], in: road.folder)
        #expect(try alone.json()["notes"] == nil)
    }

    @Test("many are counted, and the note stays short")
    func many() throws {
        let road = try Road()
        for number in 0..<12 { try road.folder.write([UInt8(number)], as: "other-\(number).mp4") }
        let run = try CommandRun.done(
            Road.verifyWithKey + ["--source", try Self.sample("front-door")]
                + (0..<12).map { "other-\($0).mp4" } + ["--json"], in: road.folder)
        let notes = try #require(try run.json()["notes"] as? [String])
        #expect(notes.first?.contains("“other-2.mp4” and 9 more are not of this bundle") == true, "\(notes)")
    }

    @Test(
        "where a recording is not among the files, one that is left may be it, changed: that fails as before")
    func changed() throws {
        let road = try Road()
        var recording = try [UInt8](Data(contentsOf: URL(fileURLWithPath: try Self.sample("front-door"))))
        recording[recording.count / 2] ^= 1
        try road.folder.write(recording, as: "changed.mp4")
        for others in [[], [try Self.sample("garden")]] {
            let run = try CommandRun.proffer(
                Road.verifyWithKey + ["--source", "changed.mp4"] + others + ["--json"], in: road.folder)
            #expect(run.status == 1)
            #expect(try Self.result(run) == "failed")
            #expect(try run.json()["notes"] == nil)
        }
    }

    @Test("a changed file beside the recording itself is no recording of the bundle, and condemns nothing")
    func beside() throws {
        let road = try Road()
        let sample = try Self.sample("front-door")
        var recording = try [UInt8](Data(contentsOf: URL(fileURLWithPath: sample)))
        recording[recording.count / 2] ^= 1
        try road.folder.write(recording, as: "changed.mp4")
        let run = try CommandRun.done(
            Road.verifyWithKey + ["--source", "changed.mp4", sample, "--json"], in: road.folder)
        #expect(try Self.result(run) == "ok")
        #expect((try run.json()["notes"] as? [String])?.first?.contains("“changed.mp4” is not of") == true)
    }
}
