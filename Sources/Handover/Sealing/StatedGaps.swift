import Starts
import Cutting
import Objects
import Recordings
import Records
import Statements

extension Recording {
    /// When the tracks of one of its objects are seen or heard.
    ///
    /// - Parameter object: the object's place in the record.
    func runs(of cut: WrittenCut, object: Int) -> [TrackRuns] {
        cut.tracks.enumerated().compactMap { place, track in
            guard let source = tracks.first(where: { $0.index == track.sourceTrack }),
                let instants = cut.instants[track.id]
            else { return nil }
            return TrackRuns(
                object: object, track: place,
                runs: placement.runs(of: track, cut.role, source: source, instants))
        }
    }
}

extension LeftOutPart {
    /// What the cuts of one recording leave out, together: each part once, and a track that none of them has without a
    /// window, where all say the same of it.
    ///
    /// - Parameter held: the tracks that an object has.
    static func merged(_ cuts: [[LeftOutPart]], held: Set<Int>) -> [LeftOutPart] {
        var reasons: [Int: Set<TrackReason>] = [:]
        for case .track(let track, let reason, _) in cuts.joined() {
            reasons[track, default: []].insert(reason)
        }
        var seen: Set<LeftOutPart> = []
        return cuts.joined().map { part in
            guard case .track(let track, let reason, _) = part, reasons[track]?.count == 1,
                !held.contains(track)
            else { return part }
            return .track(track, reason: reason, window: nil)
        }.filter { seen.insert($0).inserted }
    }
}

extension Record {
    /// Adds to the gaps what else of the granted time is not in the objects, and takes from them what is, so that the rule
    /// of completeness holds (docs/spec/record.md, Completeness).
    ///
    /// - Parameter damage: the windows of objects that pictures are missing from, by the recording's place.
    /// - Throws: ``FootageError/incomplete(path:reason:)`` where it does not hold all the same: nobody would believe the
    ///   bundle.
    mutating func state(
        whatIsMissingOf runs: [TrackRuns], _ plan: SealPlan, _ grants: [GrantedWindow],
        damage: [Int: [(window: Window, part: LeftOutPart)]]
    ) throws {
        gaps = Completeness.withoutWhatIsThere(gaps, of: self, runs: runs)
        for hole in Completeness(of: self, grants: grants, runs: runs).holes {
            gaps.append(gap(hole, damage))
        }
        // Beside the time of which there is nothing at all, that of which a recording has nothing, and others do.
        for hole in Completeness(of: self, grants: grants, runs: runs).interruptions {
            gaps.append(gap(hole, damage))
        }
        if let flaw = Completeness(of: self, grants: grants, runs: runs).flawInWords
            ?? RecordReasons(of: self, grants: grants, runs: runs).flaw ?? conflictsFlaw
        {
            throw FootageError.incomplete(
                path: plan.recordings.first?.path ?? "",
                reason: "the record would not agree with the clips: \(flaw)")
        }
    }

    private func gap(
        _ hole: Completeness.Hole, _ damage: [Int: [(window: Window, part: LeftOutPart)]]
    ) -> Gap {
        let neighbours = [hole.neighbours.before, hole.neighbours.after].compactMap(\.self)
        // The time of the last picture is not missing: it is shown until the next would be.
        var window = hole.window
        if let before = hole.neighbours.before {
            let track = objects[before].tracks.first { track in
                hole.sound.map { track.sourceTrack == $0.track } ?? true
            }
            let start = window.from.adding(nanoseconds: track.map(Rhythm.mean) ?? 0)
            window = (try? Window(from: start, to: window.to)) ?? window
        }
        if let known = objects.first?.window { window = window.shown(like: known) }
        if let sound = hole.sound {
            return Gap(
                camera: hole.camera, window: window, subject: .sound, track: sound.track,
                reason: .noneRecorded(recording: sound.recording))
        }
        for place in neighbours {
            let id = objects[place].recording
            guard let recording = recordings.firstIndex(where: { $0.id == id }) else { continue }
            for (of, part) in damage[recording] ?? [] {
                guard case .damaged(_, let missing, _) = part, missing > 0, of.intersection(window) != nil
                else { continue }
                return Gap(
                    camera: hole.camera, window: window, subject: .pictures,
                    reason: .damaged(recording: id, pictures: missing))
            }
        }
        guard let place = neighbours.first else {
            return Gap(camera: hole.camera, window: window, reason: .nothingWhole)
        }
        return Gap(
            camera: hole.camera, window: window, subject: .pictures,
            reason: .noneRecorded(recording: objects[place].recording))
    }
}
