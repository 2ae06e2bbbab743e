import Records
import Statements

/// An opened folder that was checked, as programs read it (docs/spec/verification.md, Checking a folder).
package struct OpenedFolderFacts: Encodable, Sendable {
    package var report: VerificationReport
    package var folder: String
    /// Files that were written and are not there any more.
    package var missing: [String]
    /// Files that are not what was written.
    package var changed: [String]
    /// What lies there and was not written then.
    package var added: [String]
    /// What was signed when it was opened; absent where that does not hold.
    package var opened: SignedFacts?

    /// What whoever opened it signed.
    package struct SignedFacts: Encodable, Sendable {
        package var facts: VerificationFacts
        package var verifier: CardFacts
        /// What their signature is worth to whoever checks now.
        package var standing: String
        /// The payload digest of the disclosure it was opened by; absent where there was none.
        package var disclosure: String?
        package var files: [ListedFile]

        private enum CodingKeys: String, CodingKey { case verifier, standing, disclosure, files }

        package func encode(to encoder: any Encoder) throws {
            try facts.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(verifier, forKey: .verifier)
            try container.encode(standing, forKey: .standing)
            try container.encodeIfPresent(disclosure, forKey: .disclosure)
            try container.encode(files, forKey: .files)
        }
    }

    private enum CodingKeys: String, CodingKey { case folder, missing, changed, added, opened }

    package init(
        _ report: VerificationReport, folder: String, missing: [String], changed: [String], added: [String],
        list: OpenedList?, standing: SignerStanding?
    ) {
        self.report = report
        self.folder = folder
        (self.missing, self.changed, self.added) = (missing, changed, added)
        opened = list.map { list in
            SignedFacts(
                facts: list.facts, verifier: CardFacts(list.opener), standing: standing?.word ?? "unknown",
                disclosure: list.disclosure?.hex, files: list.files)
        }
    }

    /// Writes the report, and the rest beside it.
    package func encode(to encoder: any Encoder) throws {
        try report.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(folder, forKey: .folder)
        try container.encode(missing, forKey: .missing)
        try container.encode(changed, forKey: .changed)
        try container.encode(added, forKey: .added)
        try container.encodeIfPresent(opened, forKey: .opened)
    }
}

/// A file of an opened folder, as the list that was signed has it.
package typealias OpenedFile = ListedFile

/// What was verified when a bundle was opened, and when that was.
package typealias OpenedVerification = VerificationFacts
