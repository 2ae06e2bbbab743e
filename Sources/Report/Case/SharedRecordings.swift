import Records
import Sealing
import Statements

/// Recordings that two bundles of a report name both, so that nobody takes two clips of one recording for two accounts of what happened.
///
/// Signed facts show that two are one recording: the SHA-256 of the file, or the commitment to all its pictures and sound. A camera's
/// name and a time show nothing: then it is said that it is not known.
package struct SharedRecordings: Sendable {
    /// A sentence for each two recordings, without a full stop, in the order of the bundles' marks.
    package let sentences: [String]

    /// How many are named one by one.
    private static let told = 64

    package init(_ bundles: [(mark: String, facts: ReportFacts)]) {
        var found: [String] = []
        for (place, first) in bundles.enumerated() {
            for second in bundles[(place + 1)...] { found += Self.sentences(first, second) }
        }
        sentences =
            Array(found.prefix(Self.told))
            + (found.count > Self.told ? ["And of \(found.count - Self.told) more the same holds"] : [])
    }

    private static func sentences(
        _ first: (mark: String, facts: ReportFacts), _ second: (mark: String, facts: ReportFacts)
    ) -> [String] {
        let ones = Dictionary(
            grouping: OneRecording.all(in: first.facts.recordings, and: second.facts.recordings),
            by: \.first.id)
        let cameras = Dictionary(grouping: second.facts.recordings, by: \.camera)
        return first.facts.recordings.flatMap { recording -> [String] in
            let names = { (other: RecordingFacts) in
                "\(first.mark): \(recording.name.quoted) and \(second.mark): \(other.name.quoted)"
            }
            let one = (ones[recording.id] ?? []).map { one in
                let facts = [
                    one.isSameFile ? "the same SHA-256, \(recording.sha256.hex)" : nil,
                    one.isSameCommitment ? "the same commitment to all pictures and sound" : nil,
                ].compactMap(\.self)
                return
                    "\(names(one.second)) are one recording, by the word of who sealed each: both records give it \(listInWords(facts)). "
                    + "What both bundles hold of it is one account and not two"
                    + (one.apartInWords(first.mark, second.mark).map { "; and \($0)" } ?? "")
            }
            guard one.isEmpty, isOneOwner(first.facts, second.facts) else { return one }
            let span = windows(of: recording, in: first.facts)
            return (cameras[recording.camera] ?? []).filter { other in
                windows(of: other, in: second.facts).contains { window in
                    span.contains { $0.intersection(window) != nil }
                }
            }.map {
                "Whether \(names($0)) are one recording is not known: camera and time are the same by their records, and nothing that was "
                    + "signed shows it"
            }
        }
    }

    /// Whether one card agreed to both: two neighbours may each call a camera “front door”.
    private static func isOneOwner(_ first: ReportFacts, _ second: ReportFacts) -> Bool {
        guard let owner = first.consent?.owner, let other = second.consent?.owner else { return true }
        return owner.fingerprint == other.fingerprint || owner.name == other.name
    }

    /// When what was handed over of a recording is seen or heard.
    private static func windows(of recording: RecordingFacts, in facts: ReportFacts) -> [Window] {
        facts.objects.filter { $0.facts.recording == recording.id }.map(\.shown)
    }
}
