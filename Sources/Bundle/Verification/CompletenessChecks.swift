import Objects
import Starts
import Records
import Statements

/// Is all that was granted there, or said not to be; and do the reasons in the record agree with what is there?
package struct CompletenessChecks {
    /// The checks there are, in order.
    package static let ids: [CheckID] = [.grantedTimeComplete, .reasonsConsistent]

    package let checks: [Check]
    /// Whether each gap of the record is shown to be the recording's own, in the record's order; empty where nobody looked.
    package private(set) var shownGaps: [Bool] = []

    /// - Parameters:
    ///   - inspections: one for each object of the record, in its order.
    ///   - grants: of the consent; nil where it does not hold.
    package init(_ opened: OpenedRecord, _ inspections: [ObjectInspection], grants: [GrantedWindow]?) {
        func notMade(_ reason: String) -> [Check] {
            Self.ids.map { Check($0, .notChecked(reason: reason)) }
        }
        guard let grants else {
            checks = notMade("the consent does not hold")
            return
        }
        let record = opened.record
        var runs: [TrackRuns] = []
        for (place, (object, inspection)) in zip(record.objects, inspections).enumerated()
        where object.role != .still {
            guard let recording = opened.index.recording(object.recording),
                let placement = try? Placement(of: recording.facts),
                inspection.instants.count == object.tracks.count
            else {
                checks = notMade("\(object.name) was not read to its end")
                return
            }
            for (index, track) in object.tracks.enumerated() {
                guard let instants = inspection.instants[index],
                    let source = recording.track(track.sourceTrack)
                else { continue }
                guard !instants.isBeyondLimit else {
                    checks =
                        [
                            Check(
                                .grantedTimeComplete,
                                .failed(
                                    reason:
                                        "\(object.name) has more than \(Rhythm.runs - 1) holes, and a record can tell "
                                        + "of no more"))
                        ] + notMade("the record does not tell of every hole").dropFirst()
                    return
                }
                runs.append(
                    TrackRuns(
                        object: place, track: index,
                        runs: placement.runs(of: track, object.role, source: source, instants)))
            }
        }
        let completeness = Completeness(of: record, grants: grants, runs: runs)
        let reasons = RecordReasons(of: record, grants: grants, runs: runs)
        checks = [
            Check(.grantedTimeComplete, Self.verdict(completeness.flawInWords)),
            Check(.reasonsConsistent, Self.verdict(reasons.flaw ?? record.conflictsFlaw)),
        ]
        shownGaps = record.gaps.map(completeness.isShown)
    }

    private static func verdict(_ flaw: String?) -> Verdict { flaw.map { .failed(reason: $0) } ?? .ok }
}
