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
        /// The files in it, in the order they were written.
        package let files: [String]
        /// What was signed of it.
        package let list: OpenedList
        /// What was wanted and could not be made, each with its reason.
        package let notMade: [OpeningChoices.NotMade]
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
        /// What is known of everybody in the custody chain; empty where there is none.
        package let people: [Check]
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
    ///   - identity: of a recipient, who signs what was verified and written.
    ///   - trust: whose signatures are from somebody known.
    ///   - folder: where to; its parent must exist.
    ///   - authorities: the certificates of time-stamping authorities to trust, in PEM; nil where none were given.
    ///   - custody: the chain that takes an entry of the opening; the entry stands before the folder appears.
    ///   - measuredIn: the chain that may tell of clocks measured after sealing; nil where nobody is to look.
    ///   - choices: what is made of it beside the clips.
    ///   - tool: what opens it, as it stands in the list of the folder.
    ///   - progress: is told the name of each object as it begins.
    /// - Throws: ``FileError``, ``BundleError/notABundle(path:reason:)``, `SealingError.ageNoMatch`, ``OpeningRefusal``, and
    ///   `CustodyRefusal` when it is not this person's turn to add to the chain; then nothing was opened.
    package static func open(
        _ path: String, identity: Identity, trust: Trust, into folder: String,
        authorities: [UInt8]? = nil, custody: CustodyFile? = nil, measuredIn: CustodyFile? = nil,
        choices: OpeningChoices = OpeningChoices(), tool: ToolFacts, progress: (String) -> Void = { _ in }
    ) throws -> Outcome {
        let staging = try OpenedFolder(for: folder)
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
                ).withheld(from: identity, knowing: trust).report)
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
        let stills = try choices.stills(of: opened.record.footage, by: opened.record.clock)
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
        guard report.failures.isEmpty else {
            return .refused(verification.withheld(from: identity, knowing: trust).report)
        }
        try opened.forEachText { try staging.write($0.bytes, as: $0.name, $0.kind) }
        let measured =
            try measuredIn.map {
                try MeasuredClocks(in: $0, of: opened.record, keyless, with: identity, trust: trust)
            } ?? MeasuredClocks()
        let people = try measuredIn?.people(keyless, trust: trust) ?? []
        let copies =
            choices.makesViewingCopies
            ? try ViewingCopies(
                of: opened.record, measured: measured, in: staging, tool: tool, progress: progress) : nil
        if let copies {
            try staging.write(try StrictJSON.encodePretty(copies), as: ViewingCopies.fileName, .viewingCopies)
        }
        let notMade = try choices.make(stills, of: opened.record.footage, in: staging, progress)
        let list = try staging.sign(
            VerificationFacts(keyless, report, tool: tool, time: .now().toTheSecond), by: identity,
            report: report, exhibits: choices.exhibit)
        try custody?.add(
            .opened(.init(objects: opened.record.objects.count, checks: CheckSummary(report))), by: identity,
            on: keyless)
        try staging.commit()
        return .opened(
            Opened(
                folder: folder, files: staging.names, list: list, notMade: notMade,
                record: opened.record, shownGaps: completeness.shownGaps, report: report,
                standing: keyless.standing, measured: measured, people: people,
                viewingCopies: copies))
    }

    private static func write(
        _ opened: OpenedRecord, _ archive: BundleArchive, _ identity: Identity,
        _ grants: [GrantedWindow]?, into staging: OpenedFolder, _ progress: (String) -> Void
    ) throws -> [ObjectInspection] {
        try opened.record.objects.map { object in
            progress(object.name)
            return try staging.write(object) { sink in
                try ObjectInspection(
                    object, of: opened, in: archive, identity: identity, grants: grants, sink: sink)
            }
        }
    }
}
