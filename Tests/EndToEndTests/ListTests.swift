import Foundation
import Peers
import Testing

@Suite("footage list finds what there is, and opens no more than it must")
struct ListTests {
    /// The recordings a run of the command opened, by their names.
    private func opened(
        _ arguments: [String], in folder: ScratchFolder, environment: [String: String], later: Bool = false
    ) throws -> (names: Set<String>, output: String) {
        let trace = folder.path("trace-\(UUID().uuidString)")
        let strace = [
            "-f", "-e", "trace=open,openat", "-o", trace, try CommandRun.binary().path,
        ]
        // A look is remembered of files that were left alone for a minute: two minutes later by the clock of the command.
        let run = try CommandRun.run(
            try Peer.program(later ? "faketime" : "strace"),
            (later ? ["-f", "+2m", try Peer.program("strace").path] : []) + strace + arguments,
            in: folder, environment: environment.merging(later ? ["NO_FAKE_STAT": "1"] : [:]) { $1 })
        try #require(run.status == 0, "\(run.stderr)")
        let lines = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
        let names = lines.compactMap { line -> String? in
            guard let path = line.split(separator: "\"").dropFirst().first, path.hasSuffix(".mp4") else {
                return nil
            }
            return path.split(separator: "/").last.map(String.init)
        }
        return (Set(names), run.text)
    }

    /// A recording of its own out of a clip: the same bytes twice would be one, so each has an empty box of its own length.
    private static func recording(_ clip: [UInt8], _ number: Int) -> [UInt8] {
        clip + [0, 0, 0, UInt8(8 + number)] + Array("free".utf8) + [UInt8](repeating: 0, count: number)
    }

    private func manySegments(_ count: Int, in folder: ScratchFolder) throws {
        try SegmentTests.record("clip.mp4", seconds: 2, from: 0, in: folder)
        let clip = try folder.read("clip.mp4")
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "cams"), withIntermediateDirectories: true)
        for number in 0..<count {
            let (minute, second) = (number / 30, number % 30 * 2)
            func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
            try folder.write(
                Self.recording(clip, number),
                as: "cams/gate_2026-07-04T21-\(two(minute))-\(two(second))+0200.mp4")
        }
    }

    @Test("many recordings are shown by camera, each is in the JSON, and the second time none is opened")
    func many() throws {
        let folder = try ScratchFolder()
        try manySegments(150, in: folder)
        try FileManager.default.removeItem(atPath: folder.path("cams/gate_2026-07-04T21-02-00+0200.mp4"))
        try folder.write([0, 0, 0, 8], as: "cams/half.mp4")
        let environment = ["XDG_CACHE_HOME": folder.path("cache")]
        let list = ["footage", "list", "cams"]

        #expect(try opened(list, in: folder, environment: environment).names.count == 150)
        let first = try opened(list, in: folder, environment: environment, later: true)
        #expect(first.names.count == 150)
        #expect(first.output.contains("149, "))
        #expect(
            first.output.contains("1 of 1 s or longer") && first.output.contains("21:02:00 +02:00 for 2 s"))
        let second = try opened(list, in: folder, environment: environment)
        #expect(second.names.isEmpty, "\(second.names)")
        #expect(second.output == first.output)
        #expect(try opened(list + ["--no-index"], in: folder, environment: environment).names.count == 150)

        let json = try CommandRun.done(list + ["--json"], in: folder, environment: environment).json()
        let recordings = try #require(json["recordings"] as? [[String: Any]])
        #expect(recordings.count == 149)
        #expect(recordings.first?["file"] as? String == "cams/gate_2026-07-04T21-00-00+0200.mp4")
        #expect(
            recordings.first?["window"] as? [String: String] == [
                "from": "2026-07-04T21:00:00+02:00", "to": "2026-07-04T21:00:02+02:00",
            ])
        let unreadable = try #require(json["unreadable"] as? [[String: String]])
        #expect(unreadable.map { $0["path"] } == ["cams/half.mp4"])

        let attributes = try FileManager.default.attributesOfItem(
            atPath: folder.path("cache/proffer/footage-index.sqlite"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        try folder.write(
            "not a database at all, but a text of more than a hundred bytes, which is what a header has, and more",
            as: "cache/proffer/footage-index.sqlite")
        #expect(try opened(list, in: folder, environment: environment).output == first.output)
    }

    @Test("few recordings are opened and shown one by one, in the same JSON with their tracks")
    func few() throws {
        let folder = try ScratchFolder()
        let json = try CommandRun.done(["footage", "list", Road.samples, "--json"], in: folder).json()
        let recordings = try #require(json["recordings"] as? [[String: Any]])
        #expect(recordings.compactMap { $0["camera"] as? String } == ["garden", "front-door", "driveway"])
        #expect(recordings.allSatisfy { ($0["tracks"] as? [String])?.isEmpty == false })
        #expect((json["unreadable"] as? [Any])?.isEmpty == true)
    }

    @Test(
        "neither match nor seal opens a recording that begins behind the window, nor one of a camera nobody asked for"
    )
    func window() throws {
        let story = try Story()
        let folder = story.folder
        try manySegments(150, in: folder)
        // 21:41:00 to 21:41:05 lies in none of them, so four more that it does reach into.
        let clip = try folder.read("clip.mp4")
        for (number, second) in ["00", "02", "04", "08"].enumerated() {
            try folder.write(
                Self.recording(clip, 200 + number), as: "cams/gate_2026-07-04T21-41-\(second)+0200.mp4")
        }
        try CommandRun.done(
            Story.grant(["--camera", "gate", "--from", "21:41:00", "--to", "21:41:05"]), in: folder)
        let environment = ["XDG_CACHE_HOME": folder.path("cache")]
        try folder.write(clip, as: "cams/barn_2026-07-04T21-30-00+0200.mp4")
        try FileManager.default.removeItem(atPath: folder.path("clip.mp4"))
        _ = try opened(["footage", "list", "cams"], in: folder, environment: environment, later: true)

        let sealed = try opened(Road.seal(footage: "cams"), in: folder, environment: environment).names
        // Those that begin before it are glanced at anew: only the file itself tells when it ends.
        #expect(!sealed.contains("barn_2026-07-04T21-30-00+0200.mp4"))
        #expect(!sealed.contains("gate_2026-07-04T21-41-08+0200.mp4"))
        #expect(sealed.isSuperset(of: ["00", "02", "04"].map { "gate_2026-07-04T21-41-\($0)+0200.mp4" }))
        let request = ["footage", "match", "--request", "request.json", "cams"]
        let matched = try opened(request, in: folder, environment: environment).names
        #expect(matched.contains("gate_2026-07-04T21-41-08+0200.mp4"), "the request is for three minutes")
        #expect(matched.contains("barn_2026-07-04T21-30-00+0200.mp4"), "a request is for every camera")
    }
}
