import Bundle
import CustodyDesk
import Handover
import Outcomes
import Records
import StatementFiles
import Statements

/// What somebody to whom parts of a bundle were disclosed has in a folder: the clips, what is known of each, and how they were
/// checked.
package struct OpenedDisclosed: Sendable {
    package let facts: OpenedDisclosedFacts
    /// The facts of each clip or still, in order.
    package let objects: [DescribedObject]
    /// What, to whom and why.
    package let disclosure: OpenedDisclosure
    /// Whether whoever opened it may go by it.
    package let reliance: Reliance

    /// What came of it.
    package enum Outcome: Sendable {
        /// Every check holds, and the folder is there.
        case opened(OpenedDisclosed)
        /// A check does not hold; nothing was written.
        case refused(VerificationReport)
    }

    /// Checks a bundle and a disclosure of it, and decrypts what that opens into a folder that must not be there yet.
    ///
    /// Where a custody chain lies beside the bundle, it has to tell of the disclosure, unless its holder opens, which is written
    /// into it first.
    ///
    /// - Parameters:
    ///   - disclosure: the path of the disclosure.
    ///   - trust: whose signatures are from somebody known.
    ///   - authorities: a file with the certificates of time-stamping authorities to trust; nil where none were chosen.
    ///   - entry: where the opening is written down, or looked for.
    ///   - choices: what is made of it beside the clips; no viewing copies, which take all of a bundle.
    ///   - noting: takes that the day by which what is inside was to be gone is past.
    ///   - progress: is told the name of each object as it begins.
    /// - Throws: ``DeskError``; then nothing was opened.
    package static func open(
        _ bundle: String, by disclosure: String, with identity: IdentityAtHand, trust: Trust,
        authorities: String? = nil, into folder: String, entry: OpeningEntry = .whereKept,
        choices: OpeningChoices = OpeningChoices(),
        program: ProgramVersion, noting: (Note) -> Void = { _ in }, progress: (String) -> Void = { _ in }
    ) throws(DeskError) -> Outcome {
        let file = try DisclosureFile(disclosure)
        let reader = try identity.open()
        let certificates = try StatementFile.certificates(chosen: authorities)
        return try telling {
            let custody = try entry.chain(of: bundle)
            custody?.tellOfLapse(by: reader, isOpening: true, noting)
            switch try DisclosedOpener.open(
                bundle, by: file.envelope, identity: reader, trust: trust, into: folder,
                authorities: certificates, custody: custody,
                choices: choices, tool: ToolFacts(program), progress: progress)
            {
            case .refused(let report): return .refused(report)
            case .opened(let opened):
                let terms = opened.disclosure.terms
                if let passed = BundleFinding.promisePassed(in: terms, reader: reader.card) {
                    noting(.custody(.found(passed)))
                }
                return .opened(
                    OpenedDisclosed(
                        facts: OpenedDisclosedFacts(
                            opened, digest: file.envelope.payloadDigest, custody: custody?.path),
                        objects: opened.facts, disclosure: opened.disclosure,
                        reliance: Reliance(
                            opened.report, standing: opened.standing, trust: trust, people: opened.people)))
            }
        }
    }
}
