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
        /// The files in it, in order.
        package let files: [String]
        /// The facts of each clip or still, in order.
        package let facts: [DescribedObject]
        /// What, to whom and why.
        package let disclosure: OpenedDisclosure
        /// The checks that were made on the way.
        package let report: VerificationReport
        /// What the seal's signature is worth.
        package let standing: SignerStanding?
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
    ///   - custody: the chain that lies there. Its holder's opening is written into it. It has to tell of the disclosure to
    ///     anybody else: then they open what its holder accounted for. Nil where there is none, or it is not to be regarded.
    ///   - progress: is told the name of each object as it begins.
    /// - Throws: ``FileError``, `BundleError`, `SealingError.ageNoMatch`, `DisclosureRefusal`, `CustodyRefusal`; then nothing
    ///   was opened.
    package static func open(
        _ path: String, by envelope: DSSEEnvelope, identity: Identity, trust: Trust, into folder: String,
        custody: CustodyFile? = nil, progress: (String) -> Void = { _ in }
    ) throws -> Outcome {
        let staging = try StagingFolder(for: folder)
        let trust = trust.adding(identity.card)
        let keyless = try KeylessVerification.of(path, trust: trust)
        let checked = try CheckedDisclosure(envelope, of: keyless, identity: identity, trust: trust)
        guard case .holds(let objects, let archive) = checked else {
            return .refused(checked.report(keyless).withheld(nil))
        }
        let holder = try custody?.holderMayOpen(identity, by: objects.checks, on: keyless) ?? false
        let inspections: [ObjectInspection]
        do {
            inspections = try objects.footage.objects.map { object in
                progress(object.name)
                let file = try staging.begin(object.name)
                let inspection = try objects.inspect(object, in: archive) { try file.write($0) }
                try staging.keep(file, as: object.name)
                return inspection
            }
        } catch let error as SealingError {
            return .refused(
                Verification(keyless, objects.checks, undecryptable: error).report.withheld(nil))
        }
        let verification = try Verification(
            keyless, objects.checks, objects, inspections, in: archive, media: LibraryChecks())
        let report = verification.report
        guard report.failures.isEmpty else { return .refused(verification.withheld(from: identity).report) }
        var files = objects.facts.map(\.object.name)
        func write(_ bytes: [UInt8], as name: String) throws {
            try staging.write(bytes, as: name)
            files.append(name)
        }
        for (number, text) in zip(objects.opened.terms.objects, objects.texts) {
            let name = Seal.factsName(number).dropFirst("data/".count).dropLast(".age".count)
            try write(text + [0x0A], as: "\(name).json")
        }
        try write(try envelope.json() + [0x0A], as: "disclosure.json")
        try write(try StrictJSON.encode(objects.opened.terms) + [0x0A], as: "terms.json")
        try write(try StrictJSON.encodePretty(report), as: "verification.json")
        if holder {
            try custody?.add(
                .opened(.init(objects: objects.facts.count, checks: CheckSummary(report))), by: identity,
                on: keyless)
        }
        try staging.commit()
        return .opened(
            Opened(
                folder: folder, files: files, facts: objects.facts, disclosure: objects.opened,
                report: report, standing: keyless.standing,
                isInCustody: holder))
    }
}
