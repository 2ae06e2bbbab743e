import Statements

/// Two recordings, each of a bundle of its own, that signed facts show to be one: both records give one SHA-256 of the file, or one
/// commitment to all pictures and sound. Whose word that is: of who sealed each.
package struct OneRecording: Sendable, Hashable {
    /// As the bundle given first has it.
    package let first: RecordingFacts
    /// As the other one has it.
    package let second: RecordingFacts
    /// Whether both records give the file one SHA-256.
    package let isSameFile: Bool
    /// Whether both have one commitment to all pictures and sound.
    package let isSameCommitment: Bool

    /// Nil where nothing that was signed shows that they are one.
    package init?(_ first: RecordingFacts, _ second: RecordingFacts) {
        isSameFile = first.sha256 == second.sha256
        isSameCommitment = first.commitment?.root != nil && first.commitment?.root == second.commitment?.root
        guard isSameFile || isSameCommitment else { return nil }
        (self.first, self.second) = (first, second)
    }

    /// All pairs of the recordings of two bundles that are one, in the order of the first.
    package static func all(in first: [RecordingFacts], and second: [RecordingFacts]) -> [OneRecording] {
        let files = Dictionary(grouping: second, by: \.sha256)
        let roots = Dictionary(grouping: second.filter { $0.commitment != nil }, by: { $0.commitment?.root })
        return first.flatMap { recording in
            let bound = recording.commitment.flatMap { roots[$0.root] } ?? []
            let alike = ((files[recording.sha256] ?? []) + bound).reduce(into: [RecordingFacts]()) {
                all, one in
                if !all.contains(where: { $0.id == one.id }) { all.append(one) }
            }
            return alike.compactMap { OneRecording(recording, $0) }
        }
    }

    /// How much later the second record has it start than the first, less the error of each one's clock, in nanoseconds; nil where the
    /// two starts are of two moments in it, so that they cannot be compared.
    package var startsApart: Int64? {
        guard first.origin == second.origin else { return nil }
        let errors = (first.clockError?.errorNanoseconds ?? 0, second.clockError?.errorNanoseconds ?? 0)
        return second.start.time.nanoseconds(since: first.start.time)
            .addingClamped(-errors.1).addingClamped(errors.0)
    }

    /// Whether the two starts contradict each other: they are apart by more than the errors of both clocks leave open, where both
    /// records say how much that is, and otherwise by anything at all.
    package var isContradicted: Bool {
        guard let startsApart, startsApart != 0 else { return false }
        guard let one = first.clockError?.uncertaintyNanoseconds,
            let other = second.clockError?.uncertaintyNanoseconds
        else { return true }
        return startsApart.magnitude > one.addingClamped(other).magnitude
    }

    /// How the two records place it apart in time, without a full stop; nil where they place it alike.
    ///
    /// - Parameters:
    ///   - mark: what the first bundle is called.
    ///   - other: what the second one is called.
    package func apartInWords(_ mark: String, _ other: String) -> String? {
        guard let startsApart else {
            return
                "whether both place it at one time was not compared, as their starts are of two moments in it"
        }
        guard startsApart != 0 else { return nil }
        let start = first.start.time.adding(nanoseconds: -(first.clockError?.errorNanoseconds ?? 0))
        let length = durationInWords(nanoseconds: Int64(clamping: startsApart.magnitude))
        return
            "by \(mark) it starts at \(start), by \(other) \(length) \(startsApart > 0 ? "later" : "earlier"): "
            + (isContradicted
                ? "one of the two at least is WRONG"
                : "that is no more than the errors of both clocks leave open")
    }

    /// The same in a few letters, for a line in a picture of the bundle called `mark`; nil where the starts do not contradict.
    package func caption(beside mark: String) -> String? {
        guard let startsApart, isContradicted else { return nil }
        return
            "\(durationInWords(nanoseconds: Int64(clamping: startsApart.magnitude))) APART from the same in \(mark): one is wrong"
    }
}
