import Bundle
import CustodyDesk
import Handover
import Outcomes
import Records
import StatementFiles
import Statements

/// What whoever opens wants beside the clips and what is known of them.
package typealias OpeningChoices = Handover.OpeningChoices

/// What came of opening a bundle.
package enum Opening: Sendable {
    /// Every check holds, and the folder is there.
    case opened(OpenedBundle)
    /// A check does not hold; nothing was written.
    case refused(VerificationReport)
}

/// Where an opening is written down.
package enum OpeningEntry: Sendable {
    /// In the custody chain beside the bundle, where there is one.
    case whereKept
    /// In the chain at a path, which must be there.
    case file(String)
    /// Nowhere, though a chain may lie beside the bundle.
    case none
}

/// A bundle in a folder: the clips, what is known about them, and how they were checked.
package struct OpenedBundle: Sendable {
    package let facts: OpenedFacts
    /// What the record says.
    package let record: Record
    /// Whether each gap of the record is shown to be the recording's own, in the record's order.
    package let shownGaps: [Bool]
    /// The clocks that the custody chain says were measured after sealing.
    package let measured: MeasuredClocks
    /// Whether whoever opened it may go by it.
    package let reliance: Reliance

    /// Checks a bundle and decrypts it into a folder that must not be there yet.
    ///
    /// Everything is checked while it is written; where a check does not hold, nothing is left behind. Where a custody chain
    /// lies beside the bundle, the opening is written into it first: whoever does not hold the bundle by that chain does not
    /// open it.
    ///
    /// - Parameters:
    ///   - entry: where the opening is written down.
    ///   - trust: whose signatures are from somebody known.
    ///   - authorities: a file with the certificates of time-stamping authorities to trust; nil where none were chosen.
    ///   - choices: what is made of it beside the clips.
    ///   - noting: takes that the day by which what is inside was to be gone is past.
    ///   - progress: is told the name of each object as it begins.
    /// - Throws: ``DeskError``; then nothing was opened.
    package static func open(
        _ bundle: String, by identity: IdentityAtHand, trust: Trust, authorities: String? = nil,
        into folder: String, entry: OpeningEntry = .whereKept, choices: OpeningChoices = OpeningChoices(),
        program: ProgramVersion, noting: (Note) -> Void = { _ in },
        progress: (String) -> Void = { _ in }
    ) throws(DeskError) -> Opening {
        let reader = try identity.open()
        let certificates = try StatementFile.certificates(chosen: authorities)
        return try telling {
            let custody = try entry.chain(of: bundle)
            custody?.tellOfLapse(by: reader, isOpening: true, noting)
            let outcome = try Opener.open(
                bundle, identity: reader, trust: trust, into: folder, authorities: certificates,
                custody: custody, measuredIn: custody ?? CustodyFile(besideBundle: bundle),
                choices: choices, tool: ToolFacts(program), progress: progress)
            switch outcome {
            case .refused(let report): return .refused(report)
            case .opened(let opened):
                if let passed = BundleFinding.promisePassed(in: opened.record, reader: reader.card) {
                    noting(.custody(.found(passed)))
                }
                return .opened(
                    OpenedBundle(
                        facts: OpenedFacts(opened, custody: custody), record: opened.record,
                        shownGaps: opened.shownGaps, measured: opened.measured,
                        reliance: Reliance(
                            opened.report, standing: opened.standing, trust: trust,
                            people: opened.people
                        ).showing(opened.measured, trust: trust)))
            }
        }
    }
}

extension OpeningEntry {
    /// The chain an entry is made in; nil where none is.
    ///
    /// - Throws: ``DeskError`` where one was named and is not there.
    func chain(of bundle: String) throws(DeskError) -> CustodyFile? {
        switch self {
        case .none: return nil
        case .file(let path): return try CustodyPlace(path).given()
        case .whereKept:
            let beside = CustodyFile(besideBundle: bundle)
            return beside.exists ? beside : nil
        }
    }
}
