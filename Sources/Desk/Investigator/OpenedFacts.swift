import Bundle
import Handover
import Records
import Statements

/// What was opened, as programs read it (docs/spec/bundle.md).
package struct OpenedFacts: Encodable, Sendable {
    package var folder: String
    package var files: [String]
    package var objects: [ObjectFacts]
    /// When each of them is seen and heard, by name.
    package var times: [NamedTimes]
    package var gaps: [Worded<Gap>]
    package var overlaps: [Overlap]
    package var viewingCopies: ViewingCopies?
    package var report: VerificationReport
    /// What was signed: each file with its sums, and what it was made from.
    package var listed: [ListedFile]
    /// What was verified, when, and by what; signed as well.
    package var verification: VerificationFacts
    /// What was wanted and could not be made; absent where there is nothing of that kind.
    package var notMade: [OpeningChoices.NotMade]?
    /// The file the opening was written into; absent where no entry was made.
    package var custody: String?

    private enum CodingKeys: String, CodingKey {
        case folder, files, objects, times, gaps, overlaps, report, custody, listed, verification
        case notMade = "not_made"
        case viewingCopies = "viewing_copies"
    }

    /// The viewing copies, by their files: each with what it is.
    package var copies: [(file: String, words: String)] {
        (viewingCopies?.copies ?? []).map { copy in
            let length = durationInWords(nanoseconds: copy.lengthNanoseconds)
            return (
                copy.file,
                "viewing copy, not evidence: \(length) of \(copy.camera)"
                    + (copy.cards.isEmpty ? "" : ", with cards where something is missing")
            )
        }
    }

    init(_ opened: Opener.Opened, custody: CustodyFile?) {
        self.custody = custody?.path
        folder = opened.folder
        files = opened.files
        objects = opened.record.objects
        times = NamedTimes.of(opened.record)
        gaps = zip(opened.record.gaps, opened.shownGaps).map { Worded($0, words: $0.inWords(isShown: $1)) }
        overlaps = opened.record.overlaps
        viewingCopies = opened.viewingCopies
        report = opened.report.adding(opened.people, conclusions: [])
        listed = opened.list.files
        verification = opened.list.facts
        notMade = opened.notMade.isEmpty ? nil : opened.notMade
    }
}
