import Bundle
import CustodyDesk
import Outcomes
import Records
import Report
import Sealing
import StatementFiles
import Statements

/// What came of a report.
package enum WrittenReport: Sendable {
    /// The file is there, whatever the checks say: the report says so too.
    case written(ReportFileFacts, Reliance)
    /// Nothing of the record can be read, so there is nothing to report; what was checked.
    case unreadable(VerificationReport)
}

/// What is known of a bundle, for people who were not there.
package struct ReportOrder: Sendable {
    /// The path of the bundle.
    package var bundle: String
    /// The part of Rule 902 a certification is drafted under; nil for a report.
    package var certification: CertificationRule?
    /// The path of the certificates of time-stamping authorities to trust.
    package var authorities: String?
    /// The recordings, where they are at hand, to compare the originals with.
    package var sources: [String]
    /// The path of the custody chain; nil for the one beside the bundle, where there is one.
    package var custody: String?
    /// An entry that is known to have been in the chain; nil where none is.
    package var knownEntry: KnownEntry?
    /// Whether the chain takes an entry that the bundle was opened: a report shows record and pictures to people.
    package var entersOpening: Bool

    package init(
        bundle: String, certification: CertificationRule? = nil, authorities: String? = nil,
        sources: [String] = [], custody: String? = nil, knownEntry: KnownEntry? = nil,
        entersOpening: Bool = true
    ) {
        self.sources = sources
        self.knownEntry = knownEntry
        self.entersOpening = entersOpening
        self.bundle = bundle
        self.certification = certification
        self.authorities = authorities
        self.custody = custody
    }

    /// Checks the bundle and writes one file, which only its owner may read: it holds decrypted facts and pictures.
    ///
    /// A certification is not drafted of a bundle of which a check does not hold.
    ///
    /// - Parameters:
    ///   - trust: whose signatures are from somebody known.
    ///   - output: its ending decides in which format.
    ///   - progress: is told what is being done.
    /// - Throws: ``DeskError``; then nothing was written.
    package func write(
        into output: OutputFile, by identity: IdentityAtHand, trust: Trust, program: ProgramVersion,
        progress: (String) -> Void = { _ in }
    ) throws(DeskError) -> WrittenReport {
        let format = try telling {
            try ReportFormat(path: output.path, ofCertification: certification != nil)
        }
        try output.check()
        let maker = try identity.open()
        return try telling {
            let (facts, standing): (ReportFacts, SignerStanding?)
            do {
                (facts, standing) = try ReportFacts.examine(
                    bundle, identity: maker, trust: trust,
                    authorities: try StatementFile.certificates(chosen: authorities),
                    sources: sources, custody: try CustodyPlace(custody).given(),
                    head: knownEntry?.digest, entersOpening: entersOpening,
                    tool: ToolFacts(program), progress: progress)
            } catch ReportError.unreadable(let report) {
                return .unreadable(report)
            }
            let bytes =
                try certification.map {
                    try facts.certification($0, as: format, path: output.path, trust: trust)
                } ?? facts.report(as: format, path: output.path)
            try output.writePrivate(bytes)
            return .written(
                ReportFileFacts(
                    file: output.path, sha256: try SHA256Digest.of(bytes).hex, size: bytes.count,
                    report: facts.verification),
                Reliance(facts.verification, standing: standing, trust: trust))
        }
    }
}

/// A part of Federal Rule of Evidence 902 that a certification is drafted under.
package typealias CertificationRule = Certification.Rule
