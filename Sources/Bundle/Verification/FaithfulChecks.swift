import Custody
import Sealing

/// Is what is inside what the record says, and nothing outside the window? Needs a key.
struct FaithfulChecks {
    private(set) var checks: [Check] = []

    /// The names of the checks, for scripts to look for.
    enum Name {
        static let files = "every object is the file the record describes"
        static let samples = "every stored sample lies inside the window"
        static let tracks = "tracks, counts and times are as the record says"
        static let source = "originals are an unmodified run of the recording"

        /// Checks of the bundle alone.
        static let bundle = [files, samples, tracks] + CompletenessChecks.Name.all + [source]
        static let all = bundle + [PrecommitmentCheck.name] + SourceChecks.Name.all
    }

    /// Checks made when there is no key to make them with.
    static func notMade(_ reason: String) -> [Check] {
        Name.all.map { Check(.faithful, $0, .notChecked(reason: reason)) }
    }

    /// - Parameters:
    ///   - inspections: one for each object of the record, in its order.
    ///   - sources: what came of the files it was compared with.
    init(
        _ record: Record, _ inspections: [ObjectInspection], completeness: [Check], precommitment: Check,
        sources: [Check]? = nil
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
                Check(.faithful, Name.files, verdict(\.fileFlaw)),
                Check(.faithful, Name.samples, verdict(\.windowFlaw)),
                Check(.faithful, Name.tracks, verdict(\.trackFlaw)),
            ] + completeness + [
                Check(
                    .faithful, Name.source, Self.commitment(of: record) ?? verdict(\.runFlaw)),
                precommitment,
            ] + (sources ?? SourceChecks.notMade(SourceChecks.noSource, SourceChecks.names(for: record)))
    }

    /// What is to be said of the commitments themselves; nil where the masters can be held against them.
    private static func commitment(of record: Record) -> Verdict? {
        for recording in record.recordings {
            guard let commitment = recording.commitment else {
                return .failed(
                    reason:
                        "the bundle holds no commitment to \(recording.name), so nothing shows what is a run of it"
                )
            }
            guard Set(commitment.tracks.map(\.index)).count == commitment.tracks.count,
                (try? SourceCommitment.root(of: commitment.tracks)) == commitment.root
            else {
                return .failed(reason: "the commitment to \(recording.name) is not one: its root is wrong")
            }
        }
        return record.objects.contains { $0.role == .master }
            ? nil : .notChecked(reason: "the bundle has no originals")
    }

    /// The outcome where an object could not even be decrypted.
    init(undecryptable reason: String) {
        checks =
            [Check(.faithful, Name.files, .failed(reason: reason))]
            + Self.notMade("an object cannot be decrypted").dropFirst()
    }
}
