import Starts
import Peers
import Cutting
import Objects
import Recordings
import Records
import Statements
import Foundation
import Testing

/// A spoiled recording on the road from probing to its last object.
struct SpoiledRecording {
    let path: String
    /// What became of it: `cut`, `nothing in the window`, or the error that stopped it and where.
    private(set) var outcome = ""
    /// What must not be: an unclear error, or an object that is not what it is said to be.
    private(set) var flaw: String?
    /// What a person would read.
    private(set) var line = "cut"

    init(_ path: String, _ grant: GrantedWindow) {
        self.path = path
        var stage = "probe"
        do {
            let recording = try Recording.probe(path, zone: RecordingZone("UTC"))
            stage = "provenance"
            _ = try recording.provenance()
            stage = "commit"
            let file = try SourceFile(path: path)
            _ = try CommitmentPass(of: file, SourceTrack.all(in: file), cuts: [], key: CommitmentKey()).run()
            stage = "read"
            _ = try SourceReading(of: path)
            stage = "plan"
            let plan = try recording.plan(grant)
            stage = "write"
            for object in plan.objects { try write(object, of: plan) }
            outcome = plan.objects.isEmpty ? "nothing in the window" : "cut"
        } catch {
            line = "\(error)"
            outcome = "\(stage): \((error as? FootageError)?.kind ?? "\(error)")"
            flaw = flaw ?? FuzzTests.flaw(of: error)
        }
    }

    /// Writes an object and holds its bytes to what is said of them, by a scan of its own.
    private mutating func write(_ object: PlannedObject, of plan: CutPlan) throws {
        var samples: [StoredSample] = []
        var bytes: [UInt8] = []
        let cut = try plan.write(object) { bare in
            if let bound = object.maximumSize, bare > bound {
                flaw = "\(bare) bytes where \(bound) were the most"
            }
            return bare + 64
        } to: {
            bytes += $0
        }
        let scanned: ScannedObject
        do {
            let scan = try ObjectScan(cut.form(), inspect: { samples.append($0) })
            try bytes.withUnsafeBytes(scan.update)
            scanned = try scan.finish()
        } catch {
            flaw = "the object cannot be read back: \(error)"
            return
        }
        guard scanned.size == cut.size, scanned.padding == cut.padding else {
            flaw = "the object has \(scanned.size) bytes and not \(cut.size)"
            return
        }
        for sample in samples { flaw = flaw ?? Self.flaw(of: sample, in: cut, of: plan) }
        for track in cut.tracks {
            let stored = scanned.tracks.first { $0.id == track.id }
            guard stored?.accessUnits == track.accessUnits, stored?.timesSHA256 == track.timesSHA256 else {
                flaw = "track \(track.id) is not as it is described"
                return
            }
        }
    }

    /// Whether a sample is of the window: pictures begin in it, sound lies in it.
    private static func flaw(of sample: StoredSample, in cut: WrittenCut, of plan: CutPlan) -> String? {
        guard let track = cut.tracks.first(where: { $0.id == sample.track }),
            let source = plan.recording.tracks.first(where: { $0.index == track.sourceTrack })
        else { return "a sample is of no track" }
        guard source.kind == .video || plan.grant.audio else { return "there is sound without consent to it" }
        guard
            let from = try? plan.recording.placement.firstTick(
                notBefore: plan.grant.window.from, in: source.timeBase),
            let to = try? plan.recording.placement.firstTick(
                notBefore: plan.grant.window.to, in: source.timeBase)
        else { return "the window cannot be counted in the track's unit" }
        func ticks(_ value: Int64) -> Int128 {
            // Object time as a fraction of the source's unit, both times the same divisor.
            Int128(value) * Int128(track.timeBase.numerator) * Int128(source.timeBase.denominator)
        }
        let unit = Int128(track.timeBase.denominator) * Int128(source.timeBase.numerator)
        let start = ticks(sample.pts) + Int128(track.shift) * unit
        guard start >= Int128(from) * unit, start < Int128(to) * unit else {
            return "a sample at \(sample.pts) of track \(track.id) is outside \(plan.grant.window)"
        }
        return nil
    }
}

@Suite("Spoiled input gives a clear error or a correct cut, and nothing else")
struct RecordingFuzz {
    @Test("recordings, from probing to the last object")
    func recordings() throws {
        let settings = FuzzSettings(slice: 1200)
        let folder = try ScratchFolder(inMemory: true)
        let corpus = try Corpus(in: folder)
        let windows = try Consented.windows()
        let watch = Watch("recordings", settings)
        var outcomes: [String: Int] = [:]
        let clock = ContinuousClock.now
        for run in settings.runs {
            var dice = Dice(seed: settings.seed, run: run)
            let clip = dice.one(of: corpus.clips)
            // One in fifty is left as it is, so that the true ones are known to be cut.
            let bytes = dice.oneIn(50) ? clip.bytes : clip.mutation.apply(to: clip.bytes, &dice)
            let window = dice.one(of: windows)
            let path = folder.path(clip.file)
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            if let keep = settings.keep { try Data(bytes).write(to: URL(fileURLWithPath: keep)) }
            watch.begin(run)
            let spoiled = SpoiledRecording(path, window)
            outcomes[spoiled.outcome, default: 0] += 1
            if settings.shows(spoiled.outcome) {
                Report.line("run \(run): \(clip.name), \(window.window): \(spoiled.line)")
            }
            if let flaw = spoiled.flaw {
                Issue.record("run \(run), \(clip.name): \(flaw); repeat with \(settings.replay(run))")
            }
        }
        let (slowest, slowestRun) = watch.finish()
        let seconds = Double((ContinuousClock.now - clock) / .milliseconds(1)) / 1000
        let counts = outcomes.sorted { $0.value > $1.value }.map { "  \($0.value)  \($0.key)" }
        Report.line(
            """
            fuzzed \(settings.runs.count) recordings from seed \(settings.seed), run \(settings.runs.lowerBound): \
            \(Int(Double(settings.runs.count) / seconds)) a second, slowest \(slowest) (run \(slowestRun)), \
            peak memory \(Report.peakMemory) MiB
            \(counts.joined(separator: "\n"))
            """)
        // A slice in which nothing was cut, or nothing refused, tried nothing.
        if settings.runs.count > 500 {
            #expect(outcomes["cut", default: 0] > 50)
            #expect(
                outcomes.keys.contains { $0.hasPrefix("probe") }
                    && outcomes.keys.contains { $0.hasPrefix("write") })
        }
    }
}
