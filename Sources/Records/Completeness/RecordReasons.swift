import Statements
import Sealing

/// Whether the reasons in a record agree with its objects (docs/spec/record.md: Conflicts, Left out, Object).
package struct RecordReasons: Sendable {
    /// The first thing that does not agree, in words; nil where all does.
    package private(set) var flaw: String?

    /// Holds the reasons of a record against its objects.
    ///
    /// - Parameters:
    ///   - grants: of the consent.
    ///   - runs: of every track of every object but stills, as it was read.
    package init(of record: Record, grants: [GrantedWindow], runs: [TrackRuns]) {
        let footage = HeldFootage(record, runs)
        let granted = GrantedTime(grants, of: footage)
        let objects = Dictionary(grouping: record.objects, by: \.recording)
        flaw = Self.recordings(record, Set(objects.keys)) ?? record.logFlaw(granted)
        for recording in footage.recordings where flaw == nil {
            let facts = recording.facts
            let own = (objects[facts.id] ?? [])
            flaw =
                facts.conflicts.lazy.compactMap { $0.flaw(facts.start) }.first ?? facts.flawOfRepetition
                ?? facts.flawOfCommitted(record)
                ?? Self.tracks(facts, own, granted)
                ?? Self.pictures(recording, granted) ?? Self.derivatives(own, of: recording, granted)
            flaw = flaw.map { "\(facts.name): \($0)" }
        }
    }

    // MARK: - Recordings

    /// That a record names each file once, and none that it tells nothing about.
    private static func recordings(_ record: Record, _ ofObjects: Set<String>) -> String? {
        var (ids, files): (Set<String>, [SHA256Digest: RecordingFacts]) = ([], [:])
        for recording in record.recordings {
            guard ids.insert(recording.id).inserted else {
                return "two recordings are both called \(recording.id)"
            }
            if let other = files.updateValue(recording, forKey: recording.sha256) {
                return
                    "\(other.id) (\(other.name)) and \(recording.id) (\(recording.name)) are one file, by their SHA-256, and "
                    + "a record names a file once"
            }
            // A gap may be of a nanosecond, and is the word of who sealed.
            guard ofObjects.contains(recording.id) else {
                return "\(recording.name) is named, and no object is of it"
            }
        }
        return nil
    }

    // MARK: - Tracks

    private static func tracks(
        _ facts: RecordingFacts, _ objects: [ObjectFacts], _ granted: GrantedTime
    ) -> String? {
        let (time, sound) = (granted.time(of: facts.camera), granted.sound(of: facts.camera))
        let moving = objects.filter { $0.role != .still }
        var ofTrack: [Int: [ObjectFacts]] = [:]
        for object in moving {
            for track in object.tracks { ofTrack[track.sourceTrack, default: []].append(object) }
        }
        let hasSound = moving.contains { sound.holds($0.window) }
        var parts: [Int: [Window?]] = [:]
        let ends = granted.ends(of: facts.camera)
        let kinds = Dictionary(facts.tracks.lazy.map { ($0.index, $0) }) { first, _ in first }
        for case .track(let index, let reason, let window) in facts.leftOut {
            guard let track = kinds[index], reason.isOf(track.kind) else {
                return "track \(index) is said to be left out for a reason that no such track has"
            }
            let holding = ofTrack[index]?.first { object in window?.contains(object.window) ?? true }
            if let holding { return "track \(index) is said to be left out, and \(holding.name) has it" }
            if reason == .notGranted, window.map(sound.holds) ?? hasSound {
                return "track \(index) is said not to be granted, and its sound was"
            }
            if let window, ends.windows[window] == nil {
                return
                    "track \(index) is said to be left out from \(window.from) on, in a window that was not granted"
            }
            parts[index, default: []].append(window)
        }
        for (index, own) in parts {
            // Two grants of one window may leave a track out for two reasons.
            let windows = own.compactMap(\.self)
            let counts = Dictionary(windows.map { ($0, 1) }, uniquingKeysWith: +)
            guard windows.count == own.count || own.count == 1,
                counts.allSatisfy({ window, count in count <= ends.windows[window] ?? 0 })
            else { return "track \(index) is said more than once to be left out" }
        }
        let still = Set(objects.lazy.filter { $0.role == .still }.flatMap(\.tracks).map(\.sourceTrack))
        let there = Marks(moving.lazy.map(\.window), in: time)
        let main = facts.tracks.first { $0.kind == .video }?.index
        for track in facts.tracks {
            let holding = ofTrack[track.index] ?? []
            guard track.handedOver == (!holding.isEmpty || still.contains(track.index)) else {
                return "track \(track.index) is said \(track.handedOver ? "" : "not ")to be handed over"
            }
            // A picture track of which nothing was there to hand over is told of by the gaps.
            let own = parts[track.index] ?? []
            if track.index == main || own.contains(nil) { continue }
            let told = Marks(own.compactMap(\.self) + holding.map(\.window), in: time)
            for (place, window) in time.windows.enumerated() where there.has(place) && !told.has(place) {
                return "nothing of track \(track.index) is there from \(window.from) on, and nothing says why"
            }
        }
        return nil
    }

    // MARK: - Pictures

    /// That pictures are left out at the ends of granted windows only, and no more fields than there are beside them.
    private static func pictures(_ recording: HeldFootage.Holding, _ granted: GrantedTime) -> String? {
        let ends = granted.ends(of: recording.facts.camera).with(hiddenOf: recording.facts)
        var halved: Set<Window> = []
        for part in recording.facts.leftOut {
            switch part {
            case .fields(let fields, let window):
                // Without a description nothing of the pictures is there, and nothing is excused.
                guard recording.mayHaveFields || recording.description == nil else {
                    return "fields are said to be left out, and its pictures have none"
                }
                guard (1...2).contains(fields), ends.windows[window] != nil,
                    halved.insert(window).inserted
                else {
                    return
                        "\(fields) fields are said to be left out from \(window.from) on, and a granted window has at "
                        + "most two beside it"
                }
            case .pictures(_, let window, _):
                guard ends.from.contains(window.from) || ends.to.contains(window.to),
                    granted.time(of: recording.facts.camera).holds(window)
                else {
                    return
                        "pictures are said to be left out from \(window.from) on, which is at no end of what was granted"
                }
            default: break
            }
        }
        return nil
    }

    // MARK: - What was encoded anew

    private static func derivatives(
        _ objects: [ObjectFacts], of recording: HeldFootage.Holding, _ granted: GrantedTime
    ) -> String? {
        let masters = recording.main.filter { $0.object.role == .master }
        let beginnings = Set(masters.map(\.first))
        let runs = HeldBlocks(masters.flatMap(\.held))
        for object in objects {
            guard let facts = object.derivative else { continue }
            func flaw(_ why: String) -> String { "\(object.name): \(why)" }
            guard facts.reason.role == object.role else {
                return flaw("it was not encoded anew for the reason that is given")
            }
            let encoder = facts.encoder.name
            guard (encoder == .png) == (object.role == .still),
                (facts.still != nil) == (object.role == .still),
                (encoder == .ffv1) == (facts.lossless == true),
                (facts.settings.samples != nil) == (encoder == .ffv1),
                object.tracks.count == 1, object.tracks.first?.accessUnits == facts.frames
            else { return flaw("what is said of how it was encoded does not go together") }
            switch facts.reason {
            case .betweenKeyFrames:
                // Both are rounded down from the same tick.
                guard beginnings.contains(object.window.to) else {
                    return flaw("it is said to end where an original begins, and none begins there")
                }
            case .noKeyFrame:
                // A grant that lies in another may have been cut by itself.
                var windows = granted.windows(of: recording.facts.camera, holding: object.window)
                if windows.isEmpty { windows = [object.window] }
                // What an edit list hides parts it into windows of their own.
                windows = windows.map { recording.facts.part(of: $0, around: object.window) }
                guard windows.contains(where: { !runs.reach(into: $0, byMoreThan: 0) }) else {
                    return flaw("no original is said to begin in its window, and one has pictures in it")
                }
            case .afterWindow:
                guard let first = masters.first, first.first < object.window.from else {
                    return flaw("it is said to follow an original, and there is none before it")
                }
            case .asked: break
            }
        }
        return nil
    }
}

/// Which windows of a set have time in common with any of others; linear in both.
private struct Marks {
    private var isMet: [Bool]

    init(_ windows: some Sequence<Window>, in time: WindowSet) {
        var changes = [Int](repeating: 0, count: time.windows.count + 1)
        for window in windows {
            let places = time.places(meeting: window)
            changes[places.lowerBound] += 1
            changes[places.upperBound] -= 1
        }
        var depth = 0
        isMet = changes.dropLast().map { change in
            depth += change
            return depth > 0
        }
    }

    func has(_ place: Int) -> Bool { isMet[place] }
}

extension RecordingFacts {
    /// The part of a window around another that lies between what the recording's edit list hides.
    fileprivate func part(of window: Window, around other: Window) -> Window {
        var (from, to) = (window.from, window.to)
        for case .hidden(_, let hidden) in leftOut {
            if hidden.to <= other.from { from = max(from, hidden.to) }
            if hidden.from >= other.to { to = min(to, hidden.from) }
        }
        return (try? Window(from: from, to: to)) ?? other
    }
}
