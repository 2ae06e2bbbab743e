import Handover
import Outcomes
import Records
import Sealing
import Statements

/// What was opened by a disclosure, as programs read it (docs/spec/disclosure.md).
package struct OpenedDisclosedFacts: Encodable, Sendable {
    package var folder: String
    package var files: [String]
    package var objects: [ObjectFacts]
    /// When each of them is seen and heard, by name.
    package var times: [NamedTimes]
    package var disclosure: DisclosureFacts
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
        case folder, files, objects, disclosure, report, custody, listed, verification
        case notMade = "not_made"
    }

    init(_ opened: DisclosedOpener.Opened, digest: SHA256Digest, custody: String?) {
        folder = opened.folder
        files = opened.files
        objects = opened.facts.map(\.object)
        times = NamedTimes.of(opened.facts)
        disclosure = DisclosureFacts(
            opened.disclosure.disclosure, digest: digest, terms: opened.disclosure.terms)
        report = opened.report.adding(opened.people, conclusions: [])
        listed = opened.list.files
        verification = opened.list.facts
        notMade = opened.notMade.isEmpty ? nil : opened.notMade
        self.custody = opened.isInCustody ? custody : nil
    }
}
