import Records

/// What is checked with the recordings at hand: are the originals what is in them? The checks themselves are made where
/// recordings can be read (``MediaChecks``).
package struct SourceChecks {
    package let checks: [Check]
    /// What whoever checks should know of the files given, and no check is drawn from.
    package let notes: [String]

    /// The names of the checks, for scripts to look for.
    package enum Name {
        package static let files = "the recordings given are those of the record"
        package static let facts = "the record says what is in the recordings given"
        package static let reasons = "what the record says is missing is so in the recordings given"
        package static let units = "originals are in the recordings given, unit for unit"
        package static let commitment = "the commitment is that of the whole recordings given"

        static let all = [files, facts, reasons, units, commitment]
    }

    /// Why nothing is compared when nobody asked for it.
    static let noSource = "no recording was given (--source)"
    /// Why nothing is compared by a program without a media library.
    static let noMedia = "this program reads no recordings"

    /// What came of them.
    package init(_ checks: [Check], notes: [String] = []) {
        self.checks = checks
        self.notes = notes
    }

    /// The checks there are of a bundle.
    package static func names(for record: Record) -> [String] {
        Name.all + DerivativeChecks.names(for: record)
    }

    /// Checks made when there is nothing to make them with.
    package static func notMade(_ reason: String, _ names: [String] = Name.all) -> [Check] {
        names.map { Check(.faithful, $0, .notChecked(reason: reason)) }
    }

    /// The checks of a bundle where no recording was given, or none can be read.
    package static func notMade(for record: Record, _ media: (any MediaChecks)?) -> [Check] {
        notMade(media == nil ? noMedia : noSource, names(for: record))
    }
}
