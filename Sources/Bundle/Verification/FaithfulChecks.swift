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

        static let all = [files, samples, tracks, source]
    }

    /// Checks made when there is no key to make them with.
    static func notMade(_ reason: String) -> [Check] {
        Name.all.map { Check(.faithful, $0, .notChecked(reason: reason)) }
    }

    /// - Parameter inspections: one for each object of the record, in its order.
    init(_ record: Record, _ inspections: [ObjectInspection]) {
        func verdict(_ flaw: KeyPath<ObjectInspection, String?>) -> Verdict {
            for (object, inspection) in zip(record.objects, inspections) {
                if let reason = inspection[keyPath: flaw] {
                    return .failed(reason: "\(object.name): \(reason)")
                }
            }
            return .ok
        }
        checks = [
            Check(.faithful, Name.files, verdict(\.fileFlaw)),
            Check(.faithful, Name.samples, verdict(\.windowFlaw)),
            Check(.faithful, Name.tracks, verdict(\.trackFlaw)),
            Check(
                .faithful, Name.source,
                .notChecked(reason: "bundles of this version hold no commitment to the recording")),
        ]
    }

    /// The outcome where an object could not even be decrypted.
    init(undecryptable reason: String) {
        checks =
            [Check(.faithful, Name.files, .failed(reason: reason))]
            + Self.notMade("an object cannot be decrypted").dropFirst()
    }
}
