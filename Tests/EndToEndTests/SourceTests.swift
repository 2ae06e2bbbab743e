import Foundation
import Testing

@Suite("verify --source")
struct SourceTests {
    private static let checks = [
        "the recordings given are those of the record",
        "the record says what is in the recordings given",
        "what the record says is missing is so in the recordings given",
        "originals are in the recordings given, unit for unit",
        "the commitment is that of the whole recordings given",
    ]

    private static var frontDoor: String {
        get throws {
            let names = try FileManager.default.contentsOfDirectory(atPath: Road.samples)
            return "\(Road.samples)/\(try #require(names.first { $0.hasPrefix("front-door_") }))"
        }
    }

    private static func results(_ run: CommandRun) throws -> [String: String] {
        let checks = try #require(try run.json()["checks"] as? [[String: Any]])
        var results: [String: String] = [:]
        for check in checks {
            guard let name = check["name"] as? String, Self.checks.contains(name) else { continue }
            results[name] = check["result"] as? String
        }
        return results
    }

    @Test(
        "who has the recording sees that what was handed over is in it; the owner that all was committed to")
    func holds() throws {
        let road = try Road()
        for (identity, whole) in [("reader.id", "not_checked"), ("owner.id", "ok")] {
            let run = try CommandRun.done(
                ["verify", "bundle.tar", "--identity", identity, "--source", try Self.frontDoor, "--json"],
                in: road.folder)
            #expect(
                try Self.results(run) == [
                    Self.checks[0]: "ok", Self.checks[1]: "ok", Self.checks[2]: "ok", Self.checks[3]: "ok",
                    Self.checks[4]: whole,
                ])
        }
        let without = try CommandRun.done(Road.verifyWithKey + ["--json"], in: road.folder)
        #expect(try Set(Self.results(without).values) == ["not_checked"])
    }

    @Test("a changed recording ends with 1")
    func changed() throws {
        let road = try Road()
        var recording = try [UInt8](Data(contentsOf: URL(fileURLWithPath: try Self.frontDoor)))
        recording[recording.count / 2] ^= 1
        try road.folder.write(recording, as: "changed.mp4")
        let run = try CommandRun.proffer(
            Road.verifyWithKey + ["--source", "changed.mp4", "--json"], in: road.folder)
        #expect(run.status == 1)
        #expect(try Self.results(run)[Self.checks[0]] == "failed")
    }

    @Test(
        "without an identity there is nothing to compare (64); a recording that is not there is missing (66)")
    func refused() throws {
        let road = try Road()
        let keyless = try CommandRun.proffer(
            ["verify", "bundle.tar", "--source", try Self.frontDoor], in: road.folder)
        #expect(keyless.status == 64)
        #expect(keyless.stderr.contains("--identity"))
        let missing = try CommandRun.proffer(
            Road.verifyWithKey + ["--source", "nowhere.mp4"], in: road.folder)
        #expect(missing.status == 66)
    }
}
