import Foundation
import Peers
import Testing

@Suite("One file is one recording, and what was not given was not compared")
struct SameFileTests {
    private static let checks = [
        "the recordings given are those of the record",
        "the record says what is in the recordings given",
        "what the record says is missing is so in the recordings given",
        "originals are in the recordings given, unit for unit",
        "the commitment is that of the whole recordings given",
    ]

    private static func sample(_ camera: String) throws -> String {
        let names = try FileManager.default.contentsOfDirectory(atPath: Road.samples)
        return "\(Road.samples)/\(try #require(names.first { $0.hasPrefix(camera + "_") }))"
    }

    private static func results(_ run: CommandRun) throws -> [String] {
        let checks = try #require(try run.json()["checks"] as? [[String: Any]])
        return try Self.checks.map { name in
            try #require(checks.first { $0["name"] as? String == name }?["result"] as? String)
        }
    }

    @Test(
        "where a recording that clips are from is not given, no check of the recordings says that all is well"
    )
    func partial() throws {
        let road = try Road(sealed: false)
        try CommandRun.done(
            Story.grant(["--from", Road.from, "--to", Road.to]) + ["--force"], in: road.folder)
        try CommandRun.done(Road.seal(), in: road.folder)
        func verified(_ cameras: [String]) throws -> CommandRun {
            try CommandRun.done(
                ["verify", "bundle.tar", "--identity", "owner.id", "--json"]
                    + cameras.flatMap { ["--source", try Self.sample($0)] }, in: road.folder)
        }
        for some in [["front-door"], ["front-door", "front-door"], ["driveway", "garden"]] {
            let run = try verified(some)
            #expect(try Self.results(run) == Self.checks.map { _ in "not_checked" }, "\(some)")
            #expect(run.text.contains("was not given"))
        }
        #expect(
            try Self.results(verified(["front-door", "driveway", "garden"])) == Self.checks.map { _ in "ok" })
    }

    private static func seal(_ files: [String: String], _ road: Road) throws -> CommandRun {
        for (name, camera) in files {
            let url = road.folder.url.appending(path: name)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: try sample(camera), toPath: url.path)
        }
        return try CommandRun.proffer(Road.seal(footage: "cams") + ["--json"], in: road.folder)
    }

    @Test(
        "the same file under two names is one recording, and seal says so",
        arguments: [
            "cams/b/front-door_2026-07-04T21-38-00+0200.mp4",
            "cams/a/front-door_2026-07-04T21-38-00+0200 (1).mp4",
        ])
    func twice(_ second: String) throws {
        let road = try Road(sealed: false)
        let first = "cams/a/front-door_2026-07-04T21-38-00+0200.mp4"
        let run = try Self.seal([first: "front-door", second: "front-door"], road)
        #expect(run.status == 0, "\(run.stderr)")
        #expect(run.stderr.contains("byte for byte, the same file"), "\(run.stderr)")
        let overlaps = try #require(try run.json()["overlaps"] as? [Any])
        #expect(overlaps.isEmpty)
        let verified = try CommandRun.done(
            Road.verifyWithKey + ["--source", first, "--json"], in: road.folder)
        #expect(try Self.results(verified).prefix(4) == ["ok", "ok", "ok", "ok"])
    }

    @Test("the same file at two times is asked about (65), and nothing is written")
    func twoStarts() throws {
        let road = try Road(sealed: false)
        let run = try Self.seal(
            [
                "cams/front-door_2026-07-04T21-38-00+0200.mp4": "front-door",
                "cams/front-door_2026-07-04T21-38-05+0200.mp4": "front-door",
            ], road)
        #expect(run.status == 65, "\(run.stderr)")
        #expect(run.stderr.contains("the two begin at different times"), "\(run.stderr)")
        #expect(try !road.folder.names().contains("bundle.tar"))
    }

    @Test("the same file of two cameras is asked about (65) where both are agreed to")
    func twoCameras() throws {
        let road = try Road(sealed: false)
        try CommandRun.done(
            Story.grant(["--from", Road.from, "--to", Road.to]) + ["--force"], in: road.folder)
        let run = try Self.seal(
            [
                "cams/front-door_2026-07-04T21-38-00+0200.mp4": "front-door",
                "cams/porch_2026-07-04T21-38-00+0200.mp4": "front-door",
            ], road)
        #expect(run.status == 65, "\(run.stderr)")
        #expect(run.stderr.contains("of different cameras"), "\(run.stderr)")
    }
}
