import Records

/// What is checked with the recordings at hand: are the originals what is in them? The checks themselves are made where
/// recordings can be read (``MediaChecks``).
package struct SourceChecks {
    package let checks: [Check]
    /// What whoever checks should know of the files given, and no check is drawn from.
    package let notes: [String]

    /// The checks there are of every bundle, in order.
    package static let ids: [CheckID] = [
        .sourcesAreRecordings, .sourcesAsRecorded, .omissionsTrueOfSources, .originalsInSources,
        .commitmentOfSources,
    ]

    /// The verdict where nobody asked to compare.
    static let noSource = Verdict.notChecked(reason: "no recording was given", needs: .recordings)
    /// The verdict of a program without a media library.
    static let noMedia = Verdict.notChecked(reason: "this program reads no recordings")

    /// What came of them.
    package init(_ checks: [Check], notes: [String] = []) {
        self.checks = checks
        self.notes = notes
    }

    /// The checks of what was disclosed of a bundle: recordings are held against the whole record.
    static func undisclosed(_ footage: DescribedFootage) -> [Check] {
        notMade(.needsRecord, ids + DerivativeChecks.comparisonIDs(for: footage))
    }

    /// The checks there are of a bundle.
    package static func ids(for record: Record) -> [CheckID] {
        ids + DerivativeChecks.comparisonIDs(for: record.footage)
    }

    /// Checks made when there is nothing to make them with.
    package static func notMade(_ reason: String, _ ids: [CheckID] = ids) -> [Check] {
        notMade(.notChecked(reason: reason), ids)
    }

    private static func notMade(_ verdict: Verdict, _ ids: [CheckID]) -> [Check] {
        ids.map { Check($0, verdict) }
    }

    /// The checks of a bundle where no recording was given, or none can be read.
    package static func notMade(for record: Record, _ media: (any MediaChecks)?) -> [Check] {
        notMade(media == nil ? noMedia : noSource, ids(for: record))
    }
}
