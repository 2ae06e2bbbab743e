import Objects
import Outcomes
import Recordings
import Records
import Starts
import Statements

/// Recordings that are too many to be shown, summed up by camera, each told of once, so that none has to be held.
struct CameraSummary {
    fileprivate struct Camera {
        var runs = Runs(toleranceNanoseconds: WallTime.nanosecondsPerSecond)
        var bytes: UInt64 = 0
        var recorder = RecorderKind.camera
        /// How its times are shown.
        var clock: @Sendable (WallTime) -> WallTime
        var kinds: [StartEvidence.Kind: Int] = [:]
        var zone: String?
        var doubtful = 0
        var doubt: String?
    }

    private var cameras: [String: Camera] = [:]
    private let clocks: RecordingClocks

    init(_ clocks: RecordingClocks) { self.clocks = clocks }
    private static let gapsShown = 5

    mutating func add(_ file: FoundFile) {
        var camera =
            cameras.removeValue(forKey: file.camera) ?? Camera(clock: clock(of: file), zone: file.zone)
        camera.add(file)
        cameras[file.camera] = camera
    }

    /// The clock that a camera's times are shown by: that of its zone, so that a time in winter is shown as it is then; where
    /// names carry offsets and nobody said more, that of the first.
    private func clock(of file: FoundFile) -> @Sendable (WallTime) -> WallTime {
        let zone = clocks.zone(of: file.camera)
        let offset = file.span.from.utcOffsetSeconds
        guard zone.isGiven || file.zoneIsAssumed else { return { time in time.inOffset(seconds: offset) } }
        return { time in zone.shown(time) }
    }

    /// How many recordings there are of all cameras.
    var count: Int { cameras.values.reduce(0) { $0 + $1.runs.count } }

    /// The cameras, by their labels.
    var facts: [CameraSummaryFacts] {
        cameras.sorted { $0.key < $1.key }.compactMap { $1.facts(label: $0, gapsShown: Self.gapsShown) }
    }
}

extension CameraSummary.Camera {
    fileprivate mutating func add(_ file: FoundFile) {
        runs.add(file.span)
        bytes = bytes.addingClamped(file.size)
        if runs.count == 1 || !file.recorder.leavesUnnamed { recorder = file.recorder }
        kinds[file.start.how, default: 0] += 1
        guard let first = file.doubts.first else { return }
        doubtful += 1
        if doubt == nil { doubt = "\(file.path): \(first.words)" }
    }

    fileprivate func facts(label: String, gapsShown: Int) -> CameraSummaryFacts? {
        let all = runs.runs
        func shown(_ from: WallTime, _ to: WallTime) -> Window? {
            try? Window(from: clock(from), to: clock(to))
        }
        guard let first = all.first, let last = all.last,
            let window = shown(first.window.from, last.window.to)
        else { return nil }
        let gaps = zip(all, all.dropFirst()).compactMap { shown($0.window.to, $1.window.from) }
        let longest = gaps.sorted { $0.durationNanoseconds > $1.durationNanoseconds }
            .prefix(gapsShown).sorted { $0.from < $1.from }
        return CameraSummaryFacts(
            camera: label, recorder: recorder, count: runs.count, size: bytes, window: window,
            starts: StartEvidence.Kind.allCases.compactMap { kind in
                kinds[kind].map { CameraSummaryFacts.Starts(how: kind, count: $0) }
            },
            zone: zone, doubtful: doubtful, doubt: doubt, gapCount: gaps.count, longestGaps: longest)
    }
}
