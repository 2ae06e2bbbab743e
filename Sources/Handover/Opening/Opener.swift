import Bundle
import Files
import Originals
import Records
import Statements
import Foundation
import Glibc
import Sealing
import SystemPackage

/// Opens a bundle into a folder: the clips, the record, the two statements and the verification.
///
/// Everything is checked while it is written. The folder appears whole under its name, or not at all.
package enum Opener {
    /// What was opened.
    package struct Opened: Sendable {
        /// The folder.
        package let folder: String
        /// The files in it, in order.
        package let files: [String]
        /// What the record says.
        package let record: Record
        /// Whether each gap of the record is shown to be the recording's own, in the record's order.
        package let shownGaps: [Bool]
        /// The checks that were made on the way.
        package let report: VerificationReport
        /// What the seal's signature is worth.
        package let standing: SignerStanding?
        /// The clocks that the custody chain says were measured after sealing.
        package let measured: MeasuredClocks
        /// The viewing copies beside the clips; nil where none were wanted.
        package let viewingCopies: ViewingCopies?
    }

    /// What came of it.
    package enum Outcome: Sendable {
        /// Every check holds, and the folder is there.
        case opened(Opened)
        /// A check does not hold; nothing was written.
        case refused(VerificationReport)
    }

    /// Checks a bundle and decrypts it into a folder that must not be there yet.
    ///
    /// - Parameters:
    ///   - path: the bundle.
    ///   - identity: of a recipient.
    ///   - trust: whose signatures are from somebody known.
    ///   - folder: where to; its parent must exist.
    ///   - authorities: the certificates of time-stamping authorities to trust, in PEM; nil where none were given.
    ///   - custody: the chain that takes an entry of the opening; the entry stands before the folder appears.
    ///   - measuredIn: the chain that may tell of clocks measured after sealing; nil where nobody is to look.
    ///   - viewingCopiesBy: what makes viewing copies of it as well; nil where none are wanted.
    ///   - progress: is told the name of each object as it begins.
    /// - Throws: ``FileError``, ``BundleError/notABundle(path:reason:)``, `SealingError.ageNoMatch`, and
    ///   `CustodyRefusal` when it is not this person's turn to add to the chain; then nothing was opened.
    package static func open(
        _ path: String, identity: Identity, trust: Trust, into folder: String,
        authorities: [UInt8]? = nil, custody: CustodyFile? = nil, measuredIn: CustodyFile? = nil,
        viewingCopiesBy tool: ToolFacts? = nil, progress: (String) -> Void = { _ in }
    ) throws -> Outcome {
        let staging = try StagingFolder(for: folder)
        let media = LibraryChecks()
        let trust = trust.adding(own: identity.card)
        let keyless = try KeylessVerification.of(path, trust: trust, authorities: authorities)
        guard let archive = keyless.archive, let seal = keyless.seal,
            !keyless.checks.contains(where: \.isFailed)
        else {
            return .refused(
                Verification(keyless, notMade: "a check before does not hold, so nothing was opened").report)
        }
        // Whoever may not say that they opened it is told so before anything is decrypted.
        try custody?.checkTurn(of: identity, on: keyless, opening: true)
        let opened: OpenedRecord
        do {
            opened = try OpenedRecord(archive, identity: identity)
        } catch  where OpenedRecord.isUnreadable(error) {
            return .refused(
                try Verification(
                    keyless, identity: identity, trust: trust, authorities: authorities, media: media
                ).withheld(from: identity).report)
        }
        var authorised = AuthorisedChecks(
            opened, archive: archive, identity: identity, seal: seal, trust: trust,
            timestamp: keyless.timestamp)
        guard !authorised.checks.contains(where: \.isFailed) else {
            let unread = FaithfulChecks.notMade("the bundle is not authorised, so nothing was opened")
            return .refused(
                Verification(keyless, authorised.checks + unread, record: opened.record).withheld(
                    from: identity
                ).report)
        }
        let grants = opened.record.grants(of: seal)
        try staging.expect(bytes: opened.record.objects.reduce(0) { $0.addingClamped($1.size) })
        let inspections: [ObjectInspection]
        do {
            inspections = try write(opened, archive, identity, grants, into: staging, progress)
            authorised.prove(inspections, of: opened, in: archive, identity: identity)
        } catch let error as SealingError {
            authorised.prove(nil, of: opened, in: archive, identity: identity)
            let faithful = FaithfulChecks(undecryptable: "\(error)")
            return .refused(
                Verification(keyless, authorised.checks + faithful.checks, record: opened.record).withheld(
                    from: identity
                ).report)
        }
        let completeness = CompletenessChecks(opened, inspections, grants: grants)
        let precommitment = PrecommitmentCheck(
            opened.record, inspections, sealedBy: keyless.timestamp.claimed, authorities: authorities)
        let faithful = FaithfulChecks(
            opened.record, inspections, completeness: completeness.checks,
            derivatives: try DerivativeChecks.ofBundle(opened, inspections, media: media) {
                try archive.reader($0, identity: identity)
            },
            precommitment: precommitment,
            sources: SourceChecks.notMade(for: opened.record, media))
        let verification = Verification(
            keyless, authorised.checks + faithful.checks, record: opened.record, identity: identity,
            requester: authorised.certificate, older: precommitment.found)
        let report = verification.report
        // Nothing was opened and no entry made, so nothing inside is named.
        guard report.failures.isEmpty else { return .refused(verification.withheld(from: identity).report) }
        let facts = try writeFacts(opened.record, into: staging)
        try staging.write(opened.json + [0x0A], as: "record.json")
        try staging.write(try opened.record.request.json() + [0x0A], as: "request.json")
        try staging.write(try opened.record.consent.json() + [0x0A], as: "consent.json")
        try staging.write(try StrictJSON.encodePretty(report), as: "verification.json")
        let measured = try measuredClocks(measuredIn, keyless, opened.record, identity)
        let copies = try tool.map { tool in
            try ViewingCopies(
                of: opened.record, measured: measured, in: staging, tool: tool, progress: progress)
        }
        if let copies {
            try staging.write(try StrictJSON.encodePretty(copies), as: ViewingCopies.fileName)
        }
        try custody?.add(
            .opened(.init(objects: opened.record.objects.count, checks: CheckSummary(report))), by: identity,
            on: keyless)
        try staging.commit()
        return .opened(
            Opened(
                folder: folder,
                files: opened.record.objects.map(\.name) + facts + [
                    "record.json", "request.json", "consent.json", "verification.json",
                ]
                    + (copies.map { $0.copies.map(\.file) + [ViewingCopies.fileName] } ?? []),
                record: opened.record, shownGaps: completeness.shownGaps, report: report,
                standing: keyless.standing, measured: measured,
                viewingCopies: copies))
    }

    private static func measuredClocks(
        _ custody: CustodyFile?, _ keyless: KeylessVerification, _ record: Record, _ identity: Identity
    ) throws -> MeasuredClocks {
        guard let custody, custody.exists, let seal = keyless.seal, let digest = keyless.sealDigest else {
            return MeasuredClocks()
        }
        let chain = try custody.read(of: seal, digest: digest, timestamp: keyless.timestampDigest)
        return MeasuredClocks(in: chain, of: record, with: identity)
    }

    private static func write(
        _ opened: OpenedRecord, _ archive: BundleArchive, _ identity: Identity,
        _ grants: [GrantedWindow]?, into staging: StagingFolder, _ progress: (String) -> Void
    ) throws -> [ObjectInspection] {
        try opened.record.objects.map { object in
            progress(object.name)
            let file = try staging.begin(object.name)
            let inspection = try ObjectInspection(
                object, of: opened, in: archive, identity: identity, grants: grants
            ) { try file.write($0) }
            try staging.keep(file, as: object.name)
            return inspection
        }
    }

    /// Writes what is known of each object beside it, as it was sealed.
    ///
    /// - Returns: the names of the files: `0001.facts.json` of `data/0001.facts.age`.
    private static func writeFacts(_ record: Record, into staging: StagingFolder) throws -> [String] {
        var texts = Record.FactsText(record)
        return try record.objects.enumerated().map { index, object in
            let name = Seal.factsName(index + 1).dropFirst(5).dropLast(4) + ".json"
            try staging.write(try texts.json(of: object) + [0x0A], as: String(name))
            return String(name)
        }
    }
}
