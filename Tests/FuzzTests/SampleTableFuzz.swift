import Starts
import Peers
import Cutting
import Recordings
import Statements
import Foundation
import Sealing
import Testing

@Suite("Spoiled sample tables make no difference between a thinned index and the whole")
struct SampleTableFuzz {
    /// What came of cutting: the error, or every object's digest.
    private func outcome(_ path: String, _ grant: GrantedWindow) -> Result<[SHA256Digest], any Error> {
        Result {
            let plan = try Recording.probe(path, zone: RecordingZone("UTC")).plan(grant)
            return try plan.objects.map { object in
                let hasher = try SHA256Hasher()
                _ = try plan.write(object) {
                    $0 + 64
                } to: {
                    try hasher.update($0)
                }
                return try hasher.finalize()
            }
        }
    }

    /// A recording whose `moov` is long beside its samples: half a minute of pictures the size of a stamp.
    private func clip(_ folder: ScratchFolder) throws -> [UInt8] {
        let path = folder.path("long.mp4")
        try Corpus.ffmpeg(
            [
                "-f", "lavfi", "-i", "testsrc2=size=32x32:rate=12:duration=30", "-f", "lavfi", "-i",
                "sine=frequency=440:sample_rate=16000:duration=30", "-pix_fmt", "yuv420p", "-preset",
                "veryfast",
                "-c:v", "libx264", "-g", "12", "-bf", "2", "-sc_threshold", "0", "-c:a", "aac", "-b:a", "24k",
                path,
            ])
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// What a person reads, but for the address the library puts before its own words.
    private static func line(_ error: any Error) -> String {
        "\(error)".replacing(/0x[0-9a-f]+/, with: "")
    }

    private static let thinning: ThinningRule = {
        var rule = ThinningRule()
        (rule.smallestMovie, rule.first, rule.last, rule.marginSeconds) = (0, 16, 8, 3)
        return rule
    }()

    private static let whole: ThinningRule = {
        var rule = ThinningRule()
        rule.smallestMovie = .max
        return rule
    }()

    @Test("the same error or the same objects, whatever the tables say")
    func tables() throws {
        let settings = FuzzSettings(share: 20, slice: 400)
        let folder = try ScratchFolder(inMemory: true)
        let clip = try clip(folder)
        let start = try #require(
            Mutation.headers(in: clip).first { clip[($0 + 4)..<($0 + 8)].elementsEqual("moov".utf8) })
        let (head, movie) = (Array(clip[..<start]), Array(clip[start...]))
        let mutation = Mutation(headers: Mutation.headers(in: movie), others: [movie])
        let windows = try ["20:00:00.4", "20:00:11.3", "20:00:28.2"].map { from in
            let from = try WallTime(rfc3339: "2026-07-04T\(from)Z")
            return try Consented.grant(
                try Window(from: from, to: from.adding(nanoseconds: 2_300_000_000)), audio: true)
        }
        let path = folder.path("fuzz_2026-07-04T20-00-00Z.mp4")
        let watch = Watch("sample-tables", settings)
        var (cut, refused, thinned) = (0, 0, 0)
        for run in settings.runs {
            var dice = Dice(seed: settings.seed ^ 0x7AB1_E500, run: run)
            let bytes = head + (dice.oneIn(20) ? movie : mutation.apply(to: movie, &dice))
            let window = dice.one(of: windows)
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            if let keep = settings.keep { try Data(bytes).write(to: URL(fileURLWithPath: keep)) }
            watch.begin(run)
            let (one, other) = ThinningRule.$current.withValue(Self.thinning) {
                if let trial = try? IndexTrial(path, .ends), trial.isThinned { thinned += 1 }
                return (
                    outcome(path, window),
                    ThinningRule.$current.withValue(Self.whole) { outcome(path, window) }
                )
            }
            switch (one, other) {
            case (.success(let one), .success(let other)):
                cut += 1
                #expect(one == other, "run \(run): other objects; \(settings.replay(run))")
            case (.failure(let one), .failure(let other)):
                refused += 1
                #expect(Self.line(one) == Self.line(other), "run \(run); \(settings.replay(run))")
                if let flaw = flaw(of: one) { Issue.record("run \(run): \(flaw); \(settings.replay(run))") }
            default: Issue.record("run \(run): \(one) and \(other); \(settings.replay(run))")
            }
        }
        _ = watch.finish()
        Report.line(
            "fuzzed \(settings.runs.count) sample tables: \(thinned) thinned, \(cut) cut, \(refused) refused")
        if settings.runs.count > 300 { #expect(thinned > 20 && cut > 20 && refused > 20) }
    }
}
