import Starts
import Records
import Sealing

/// Is what is inside what the record says, and nothing outside the window? Needs a key.
package struct FaithfulChecks {
    package private(set) var checks: [Check] = []

    /// The checks of every bundle, with the recordings or without, in order; those of pictures encoded anew are made only
    /// where there are any.
    package static let ids = CheckID.allCases.filter {
        $0.group == .faithful && !DerivativeChecks.ids.contains($0)
    }

    /// Checks made when there is no key to make them with.
    package static func notMade(_ reason: String, needs: CheckNeed? = nil) -> [Check] {
        ids.map { Check($0, .notChecked(reason: reason, needs: needs)) }
    }

    /// - Parameters:
    ///   - inspections: one for each object of the record, in its order.
    ///   - derivatives: what came of what was encoded anew, where there is any.
    ///   - sources: what came of the files it was compared with.
    package init(
        _ record: Record, _ inspections: [ObjectInspection], completeness: [Check], derivatives: [Check],
        precommitment: PrecommitmentCheck, sources: [Check]
    ) {
        func verdict(_ flaw: KeyPath<ObjectInspection, String?>) -> Verdict {
            for (object, inspection) in zip(record.objects, inspections) {
                if let reason = inspection[keyPath: flaw] {
                    return .failed(reason: "\(object.name): \(reason)")
                }
            }
            return .ok
        }
        checks =
            [
                Check(.objectFilesAsRecorded, verdict(\.fileFlaw)),
                Check(.samplesInsideWindow, verdict(\.windowFlaw)),
                Check(.tracksAsRecorded, verdict(\.trackFlaw)),
            ] + completeness + [
                Check(
                    .originalsAreRuns, Self.commitment(of: record) ?? verdict(\.runFlaw)),
                Check(.startsCommitted, Self.starts(of: record, older: precommitment.older)),
            ] + derivatives + [precommitment.check]
            + sources
    }

    /// What is to be said of the commitments themselves; nil where the masters can be held against them.
    private static func commitment(of record: Record) -> Verdict? {
        let handedOver = record.tracksOfObjects
        for recording in record.recordings {
            guard recording.commitment != nil else {
                return .failed(
                    reason:
                        "the bundle holds no commitment to \(recording.name), so nothing shows what is a run of it"
                )
            }
            let tracks = handedOver[recording.id] ?? []
            do {
                if let flaw = try recording.commitmentFlaw(of: tracks) { return .failed(reason: flaw) }
            } catch { return .failed(reason: "\(recording.name): \(error)") }
        }
        return record.objects.contains { $0.role == .master }
            ? nil : .notChecked(reason: "the bundle has no originals")
    }

    /// Whether the starts are those that the committed names and containers tell, and of which it is the owner's word: the
    /// start itself, or the name that it is read from, where nothing shows that it was bound before anybody asked.
    ///
    /// - Parameter older: the recordings, by their id, that are shown to be committed to before the request.
    private static func starts(of record: Record, older: Set<String>) -> Verdict {
        guard !record.recordings.isEmpty else {
            return .notChecked(reason: "the record names no recording")
        }
        var words: [String] = []
        var young: [String] = []
        for recording in record.recordings {
            guard let traces = recording.commitment?.evidence.traces else {
                return .notChecked(reason: "the bundle holds no commitment to \(recording.name)")
            }
            let standing = recording.start.standing(beside: traces)
            if standing != .contradicted, let flaw = recording.startFlaw {
                return .failed(reason: "\(recording.name): \(flaw)")
            }
            switch standing {
            case .read: if !older.contains(recording.id) { young.append(recording.name) }
            case .contradicted:
                return .failed(
                    reason:
                        "the start of \(recording.name) is not what \(traces.name), the name it was committed to "
                        + "under, or its container says")
            case .ownersWord:
                words.append(
                    recording.name
                        + (recording.start.how == .fileTime ? ", known only by its file's date," : ""))
            }
        }
        func more(_ names: [String]) -> String {
            names.count > 1 ? " and of \(names.count - 1) more" : ""
        }
        if let first = words.first {
            return .notChecked(reason: "the start of \(first)\(more(words)) is the owner's word")
        }
        guard let first = young.first else { return .ok }
        return .notChecked(
            reason:
                "the start of \(first)\(more(young)) is what name or container says, and nothing that whoever checked trusts shows that "
                + "this was committed to before the request: what it was called is the owner's word")
    }

    /// The outcome where an object could not even be decrypted.
    package init(undecryptable reason: String) {
        checks =
            [Check(.objectFilesAsRecorded, .failed(reason: reason))]
            + Self.notMade("an object cannot be decrypted").dropFirst()
    }
}

extension Record {
    /// The tracks that objects come from, by the recording's id. What was encoded anew counts too: by the unit and the
    /// times of its track its pictures are placed.
    var tracksOfObjects: [String: Set<Int>] {
        var tracks: [String: Set<Int>] = [:]
        for object in objects {
            tracks[object.recording, default: []].formUnion(object.tracks.map(\.sourceTrack))
        }
        return tracks
    }
}
