/// Whether the reasons in a record agree with its objects (docs/spec/record.md: Conflicts, Left out, Object).
public struct RecordReasons: Sendable {
    /// The first thing that does not agree, in words; nil where all does.
    public private(set) var flaw: String?

    /// Holds the reasons of a record against its objects.
    ///
    /// - Parameters:
    ///   - grants: of the consent.
    ///   - runs: of every track of every object but stills, as it was read.
    public init(of record: Record, grants: [GrantedWindow], runs: [TrackRuns]) {
        let footage = HeldFootage(record, runs)
        let granted = GrantedTime(grants, of: footage)
        let objects = Dictionary(grouping: record.objects, by: \.recording)
        for recording in footage.recordings where flaw == nil {
            let facts = recording.facts
            let own = (objects[facts.id] ?? [])
            let masters = HeldMasters(recording)
            flaw =
                facts.conflicts.lazy.compactMap { $0.flaw(facts.start) }.first
                ?? Self.tracks(facts, own, granted)
                ?? own.lazy.compactMap { Self.derivative($0, beside: masters, of: facts.camera, granted) }
                .first
            flaw = flaw.map { "\(facts.name): \($0)" }
        }
    }

    // MARK: - Tracks

    private static func tracks(
        _ facts: RecordingFacts, _ objects: [ObjectFacts], _ granted: GrantedTime
    ) -> String? {
        let (time, sound) = (granted.time(of: facts.camera), granted.sound(of: facts.camera))
        let moving = objects.filter { $0.role != .still }
        var parts: [Int: [(reason: LeftOutPart.TrackReason, window: Window?)]] = [:]
        let kinds = Dictionary(facts.tracks.lazy.map { ($0.index, $0) }) { first, _ in first }
        for case .track(let index, let reason, let window) in facts.leftOut {
            guard let track = kinds[index], reason.isOf(track.kind) else {
                return "track \(index) is said to be left out for a reason that no such track has"
            }
            let holding = moving.filter { object in
                object.tracks.contains { $0.sourceTrack == index }
                    && window.map { $0.contains(object.window) } ?? true
            }
            guard holding.isEmpty else {
                return "track \(index) is said to be left out, and \(holding[0].name) has it"
            }
            if reason == .notGranted {
                let isGranted =
                    window.map(sound.holds) ?? moving.contains { sound.holds($0.window) }
                guard !isGranted else {
                    return "track \(index) is said not to be granted, and its sound was"
                }
            }
            parts[index, default: []].append((reason, window))
        }
        // Looked for once for all tracks: there may be thousands of objects, and as many windows.
        let reached = time.windows.filter { window in
            moving.contains { $0.window.intersection(window) != nil }
        }
        for track in facts.tracks {
            let holding = objects.filter { $0.tracks.contains { $0.sourceTrack == track.index } }
            guard track.handedOver == !holding.isEmpty else {
                return "track \(track.index) is said \(track.handedOver ? "" : "not ")to be handed over"
            }
            let own = parts[track.index] ?? []
            if own.contains(where: { $0.window == nil }) { continue }
            for window in reached {
                guard
                    !holding.contains(where: { $0.role != .still && $0.window.intersection(window) != nil }),
                    !own.contains(where: { $0.window?.intersection(window) != nil })
                else { continue }
                // A picture track of which nothing was there to hand over is told of by the gaps.
                if track.index == facts.tracks.first(where: { $0.kind == .video })?.index { continue }
                return "nothing of track \(track.index) is there from \(window.from) on, and nothing says why"
            }
        }
        return nil
    }

    // MARK: - What was encoded anew

    private static func derivative(
        _ object: ObjectFacts, beside masters: HeldMasters, of camera: String, _ granted: GrantedTime
    ) -> String? {
        guard let facts = object.derivative else { return nil }
        func flaw(_ why: String) -> String { "\(object.name): \(why)" }
        guard facts.reason.role == object.role else {
            return flaw("it was not encoded anew for the reason that is given")
        }
        let encoder = facts.encoder.name
        guard (encoder == .png) == (object.role == .still), (facts.still != nil) == (object.role == .still),
            (encoder == .ffv1) == (facts.lossless == true),
            (facts.settings.samples != nil) == (encoder == .ffv1),
            object.tracks.count == 1, object.tracks.first?.accessUnits == facts.frames
        else { return flaw("what is said of how it was encoded does not go together") }
        switch facts.reason {
        case .betweenKeyFrames:
            // Both are rounded down from the same tick.
            guard masters.firsts.contains(object.window.to) else {
                return flaw("it is said to end where an original begins, and none begins there")
            }
        case .noKeyFrame:
            // A grant that lies in another may have been cut by itself.
            var windows = granted.windows(of: camera, holding: object.window)
            if windows.isEmpty { windows = [object.window] }
            guard windows.contains(where: { !masters.runs.reach(between: $0.from, $0.to) }) else {
                return flaw("no original is said to begin in its window, and one has pictures in it")
            }
        case .afterWindow:
            guard let earliest = masters.earliest, earliest < object.window.from else {
                return flaw("it is said to follow an original, and there is none before it")
            }
        case .asked: break
        }
        return nil
    }
}
