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
        self.init(
            record.footage, inspections, completeness: completeness, derivatives: derivatives,
            older: precommitment.older, precommitment: precommitment.check, sources: sources)
    }

    /// - Parameters:
    ///   - footage: the objects that are to be checked, and their recordings.
    ///   - inspections: one for each object, in order.
    ///   - older: the recordings, by their id, that are shown to be committed to before the request.
    init(
        _ footage: DescribedFootage, _ inspections: [ObjectInspection], completeness: [Check],
        derivatives: [Check], older: Set<String>, precommitment: Check, sources: [Check]
    ) {
        func verdict(_ flaw: KeyPath<ObjectInspection, String?>) -> Verdict {
            for (object, inspection) in zip(footage.objects, inspections) {
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
                    .originalsAreRuns, Self.commitment(of: footage) ?? verdict(\.runFlaw)),
                Check(.startsCommitted, Self.starts(of: footage, older: older)),
            ] + derivatives + [precommitment]
            + sources
    }

    /// The checks of objects that were disclosed, with their facts and without the record.
    init(
        disclosed footage: DescribedFootage, _ inspections: [ObjectInspection], derivatives: [Check]
    ) {
        self.init(
            footage, inspections,
            completeness: [CheckID.grantedTimeComplete, .reasonsConsistent].map { Check($0, .needsRecord) },
            derivatives: derivatives, older: [],
            precommitment: Check(.recordingsPrecedeRequest, .needsRecord),
            sources: SourceChecks.undisclosed(footage))
    }

    /// What is to be said of the commitments themselves; nil where the masters can be held against them.
    private static func commitment(of footage: DescribedFootage) -> Verdict? {
        let handedOver = footage.tracksOfObjects
        for recording in footage.recordings {
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
        return footage.objects.contains { $0.role == .master }
            ? nil : .notChecked(reason: "no original is among what there is to check")
    }

    /// Whether the starts are those that the committed names and containers tell, and of which it is the owner's word: the
    /// start itself, or the name that it is read from, where nothing shows that it was bound before anybody asked.
    ///
    /// - Parameter older: the recordings, by their id, that are shown to be committed to before the request.
    private static func starts(of footage: DescribedFootage, older: Set<String>) -> Verdict {
        guard !footage.recordings.isEmpty else {
            return .notChecked(reason: "the record names no recording")
        }
        var words: [String] = []
        var young: [String] = []
        for recording in footage.recordings {
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
