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
    /// The file the opening was written into; absent where no entry was made.
    package var custody: String?

    init(_ opened: DisclosedOpener.Opened, digest: SHA256Digest, custody: String?) {
        folder = opened.folder
        files = opened.files
        objects = opened.facts.map(\.object)
        times = NamedTimes.of(opened.facts)
        disclosure = DisclosureFacts(
            opened.disclosure.disclosure, digest: digest, terms: opened.disclosure.terms)
        report = opened.report
        self.custody = opened.isInCustody ? custody : nil
    }
}
