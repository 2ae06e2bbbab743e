import Bundle
import Files
import Originals
import Records
import Sealing
import Statements

/// Opens what was disclosed of a bundle into a folder: the clips with their facts, what was said when they were disclosed, and
/// the verification.
///
/// Everything is checked while it is written. The folder appears whole under its name, or not at all.
package enum DisclosedOpener {
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
        /// The facts of each clip or still, in order.
        package let facts: [DescribedObject]
        /// What, to whom and why.
        package let disclosure: OpenedDisclosure
        /// The checks that were made on the way.
        package let report: VerificationReport
        /// What the seal's signature is worth.
        package let standing: SignerStanding?
        /// What is known of everybody in the custody chain; empty where there is none, or it is not regarded.
        package let people: [Check]
        /// Whether the opening was written into the custody chain.
        package let isInCustody: Bool
    }

    /// What came of it.
    package enum Outcome: Sendable {
        /// Every check holds, and the folder is there.
        case opened(Opened)
        /// A check does not hold; nothing was written.
        case refused(VerificationReport)
    }

    /// Checks a bundle and a disclosure of it, and decrypts what that opens into a folder that must not be there yet.
    ///
    /// - Parameters:
    ///   - authorities: the certificates of time-stamping authorities to trust, in PEM; nil where none were given.
    ///   - custody: the chain that lies there. Its holder's opening is written into it. It has to tell of the disclosure to
    ///     anybody else: then they open what its holder accounted for. Nil where there is none, or it is not to be regarded.
    ///   - choices: what is made of it beside the clips; no viewing copies, which take all of a bundle.
    ///   - tool: what opens it, as it stands in the list of the folder.
    ///   - progress: is told the name of each object as it begins.
    /// - Throws: ``FileError``, `BundleError`, `SealingError.ageNoMatch`, `DisclosureRefusal`, ``OpeningRefusal``,
    ///   `CustodyRefusal`; then nothing was opened.
    package static func open(
        _ path: String, by envelope: DSSEEnvelope, identity: Identity, trust: Trust, into folder: String,
        authorities: [UInt8]? = nil, custody: CustodyFile? = nil,
        choices: OpeningChoices = OpeningChoices(), tool: ToolFacts,
        progress: (String) -> Void = { _ in }
    ) throws -> Outcome {
        let staging = try OpenedFolder(for: folder)
        let trust = trust.adding(identity.card)
        let keyless = try KeylessVerification.of(path, trust: trust, authorities: authorities)
        let checked = try CheckedDisclosure(envelope, of: keyless, identity: identity, trust: trust)
        guard case .holds(let objects, let archive) = checked else {
            return .refused(checked.report(keyless).withheld(nil))
        }
        let stills = try choices.stills(of: objects.footage, by: objects.facts.clock)
        let holder = try custody?.holderMayOpen(identity, by: objects.checks, on: keyless) ?? false
        let inspections: [ObjectInspection]
        do {
            inspections = try objects.footage.objects.map { object in
                progress(object.name)
                return try staging.write(object) { sink in
                    try objects.inspect(object, in: archive, sink: sink)
                }
            }
        } catch let error as SealingError {
            return .refused(
                Verification(keyless, objects.checks, undecryptable: error).report.withheld(nil))
        }
        let verification = try Verification(
            keyless, objects.checks, objects, inspections, in: archive, media: LibraryChecks())
        let report = verification.report
        guard report.failures.isEmpty else {
            return .refused(verification.withheld(from: identity, knowing: trust).report)
        }
        try objects.forEachText(of: envelope) { try staging.write($0.bytes, as: $0.name, $0.kind) }
        let notMade = try choices.make(stills, of: objects.footage, in: staging, progress)
        let list = try staging.sign(
            VerificationFacts(keyless, report, tool: tool, time: .now().toTheSecond), by: identity,
            disclosure: envelope.payloadDigest, report: report, exhibits: choices.exhibit)
        let people = try custody?.people(keyless, trust: trust) ?? []
        if holder {
            try custody?.add(
                .opened(.init(objects: objects.facts.count, checks: CheckSummary(report))), by: identity,
                on: keyless)
        }
        try staging.commit()
        return .opened(
            Opened(
                folder: folder, files: staging.names, list: list, notMade: notMade, facts: objects.facts,
                disclosure: objects.opened,
                report: report, standing: keyless.standing, people: people,
                isInCustody: holder))
    }
}
