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
    /// The same over several bundles, each with what may be gone by.
    case writtenCase(CaseReportFileFacts, [Reliance])
    /// Nothing of the record can be read, so there is nothing to report; which bundle's, and what was checked.
    case unreadable(bundle: String, VerificationReport)
}

/// What is known of a bundle, or of several of one case, for people who were not there.
package struct ReportOrder: Sendable {
    /// The paths of the bundles, in the order they are marked.
    package var bundles: [String]
    /// Whether it is meant that they are of several cases.
    package var severalCases = false
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
    /// The reference by which who reports produces the first clip as an exhibit; the others count on from it, as in an opened folder, and
    /// on through all bundles. Or one for each bundle, in their order. None gives none.
    package var exhibits: [GivenExhibit] = []
    /// Whether the chain takes an entry that the bundle was opened: a report shows record and pictures to people.
    package var entersOpening: Bool

    /// An order for one bundle, or for several of which what is given beside them is of none alone.
    package init(bundles: [String], entersOpening: Bool = true, severalCases: Bool = false) {
        self.bundles = bundles
        self.entersOpening = entersOpening
        self.severalCases = severalCases
        sources = []
    }

    package init(
        bundle: String, certification: CertificationRule? = nil, authorities: String? = nil,
        sources: [String] = [], custody: String? = nil, knownEntry: KnownEntry? = nil,
        entersOpening: Bool = true
    ) {
        self.sources = sources
        self.knownEntry = knownEntry
        self.entersOpening = entersOpening
        bundles = [bundle]
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
    ///   - noting: takes of each bundle that the day by which it was to be gone is past.
    ///   - progress: is told what is being done.
    /// - Throws: ``DeskError``; then nothing was written.
    package func write(
        into output: OutputFile, by identity: IdentityAtHand, trust: Trust, program: ProgramVersion,
        noting: (Note) -> Void = { _ in }, progress: (String) -> Void = { _ in }
    ) throws(DeskError) -> WrittenReport {
        let format = try telling {
            try ReportFormat(path: output.path, ofCertification: certification != nil)
        }
        try output.check()
        guard exhibits.count <= 1 || exhibits.count == bundles.count else {
            throw DeskError(
                .usage,
                "\(exhibits.count) references of exhibits were given for \(counted(UInt64(bundles.count), "bundle"))",
                remedy: .giveOtherExhibits)
        }
        guard let bundle = bundles.first, bundles.count == 1 else {
            return try writeCase(format, into: output, by: identity, trust, program, noting, progress)
        }
        let maker = try identity.open()
        tellOfLapses(by: maker, noting)
        return try telling {
            let (examined, standing): (ReportFacts, SignerStanding?)
            do {
                (examined, standing) = try ReportFacts.examine(
                    bundle, identity: maker, trust: trust,
                    authorities: try StatementFile.certificates(chosen: authorities),
                    sources: sources, custody: try CustodyPlace(custody).given(),
                    head: knownEntry?.digest, entersOpening: entersOpening,
                    tool: ToolFacts(program), progress: progress)
            } catch ReportError.unreadable(let report) {
                return .unreadable(bundle: bundle, report)
            }
            if let passed = examined.promisePassed(reader: maker.card) {
                noting(.custody(.found(passed)))
            }
            let facts = exhibits.first.map(examined.produced) ?? examined
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

extension ReportOrder {
    /// Says of each bundle that a transfer lapses by the entry it takes.
    private func tellOfLapses(by maker: Identity, _ noting: (Note) -> Void) {
        guard entersOpening else { return }
        for bundle in bundles {
            CustodyPlace(custody).file(beside: bundle).tellOfLapse(by: maker, isOpening: true, noting)
        }
    }

    /// Writes one file over several bundles.
    private func writeCase(
        _ format: ReportFormat, into output: OutputFile, by identity: IdentityAtHand, _ trust: Trust,
        _ program: ProgramVersion, _ noting: (Note) -> Void, _ progress: (String) -> Void
    ) throws(DeskError) -> WrittenReport {
        if let single = ofOneBundle {
            throw DeskError(
                .usage, "\(single) is of one bundle, and \(bundles.count) were given", remedy: .giveOneBundle)
        }
        let maker = try identity.open()
        tellOfLapses(by: maker, noting)
        return try telling {
            do {
                let (report, standings) = try CaseReport.examine(
                    bundles, identity: maker, trust: trust,
                    authorities: try StatementFile.certificates(chosen: authorities),
                    severalCases: severalCases, exhibits: exhibits, entersOpening: entersOpening,
                    tool: ToolFacts(program), progress: progress)
                for (path, facts) in zip(bundles, report.bundles) {
                    guard let passed = facts.promisePassed(reader: maker.card) else { continue }
                    noting(.custody(.foundIn(file: path, passed)))
                }
                let bytes = try report.report(as: format, path: output.path)
                try output.writePrivate(bytes)
                return .writtenCase(
                    CaseReportFileFacts(
                        file: output.path, sha256: try SHA256Digest.of(bytes).hex, size: bytes.count,
                        bundles: report.marked.map {
                            .init(
                                mark: $0.mark, bundle: $0.facts.bundle.id, file: $0.facts.bundle.name,
                                report: $0.facts.verification)
                        }),
                    zip(report.bundles, standings).map {
                        Reliance($0.verification, standing: $1, trust: trust)
                    })
            } catch let error as CaseReport.Unreadable {
                return .unreadable(bundle: error.path, error.report)
            }
        }
    }

    /// What was given that only one bundle can have, in words; nil where nothing was.
    private var ofOneBundle: String? {
        if certification != nil { return "a certification" }
        if !sources.isEmpty { return "a comparison with the recordings" }
        if custody != nil { return "a custody chain that is named" }
        return knownEntry == nil ? nil : "an entry of a custody chain"
    }
}

extension ReportFacts {
    /// That the day by which the bundle was to be gone is past.
    fileprivate func promisePassed(reader: Card) -> BundleFinding? {
        guard let request, let consent else { return nil }
        return .promisePassed(
            retention: request.terms.retention, conditions: consent.conditions, owner: consent.owner,
            reader: reader)
    }
}

/// A part of Federal Rule of Evidence 902 that a certification is drafted under.
package typealias CertificationRule = Certification.Rule
