import Bundle
import Originals
import Records
import Sealing
import Statements

/// A bundle that was checked from first to last to be shown to people, and the chain that takes an entry of it.
struct ExaminedBundle {
    let path: String
    let verification: Verification
    let record: Record
    let archive: BundleArchive
    /// The SHA-256 of the whole file.
    let file: ArchiveFacts
    /// The clocks that the chain beside it says were measured after sealing.
    let measured: MeasuredClocks
    /// What is known of everybody in the chain beside it; empty where there is none.
    let people: [Check]
    /// The chain in which the showing stands; nil where none is kept, and for the owner of the footage.
    private let custody: CustodyFile?

    /// Checks a bundle. Whoever does not hold it by its chain is told so before anything is decrypted.
    ///
    /// - Parameters:
    ///   - entersOpening: whether the chain beside it, where there is one, takes an entry.
    ///   - trust: whose signatures are from somebody known, whose own card among them.
    /// - Returns: nothing but the checks, where one does not hold.
    /// - Throws: as ``Opener/open(_:identity:trust:into:authorities:custody:measuredIn:choices:tool:progress:)``.
    static func examine(
        _ path: String, identity: Identity, trust: Trust, authorities: [UInt8]?, entersOpening: Bool
    ) throws -> (bundle: ExaminedBundle?, report: VerificationReport) {
        let chain = CustodyFile(besideBundle: path)
        let keyless = try KeylessVerification.of(path, trust: trust, authorities: authorities)
        let isOwner = keyless.seal?.signerPublicKey == identity.signingKey.verifyingKey
        let isEntered = entersOpening && chain.exists && !isOwner && keyless.seal != nil
        if isEntered { try chain.checkTurn(of: identity, on: keyless, opening: true) }
        let verification = try Verification(
            keyless, identity: identity, trust: trust, authorities: authorities, media: LibraryChecks())
        guard verification.report.failures.isEmpty, let record = verification.record,
            let archive = keyless.archive
        else { return (nil, verification.withheld(from: identity, knowing: trust).report) }
        let bundle = ExaminedBundle(
            path: path, verification: verification, record: record, archive: archive,
            file: archive.facts,
            measured: try MeasuredClocks(in: chain, of: record, keyless, with: identity, trust: trust),
            people: try chain.people(keyless, trust: trust),
            custody: isEntered ? chain : nil)
        return (bundle, verification.report)
    }

    /// Writes into its chain that it was opened.
    ///
    /// - Returns: the chain's file; nil where none is kept.
    func enterOpening(by identity: Identity) throws -> String? {
        try custody?.add(
            .opened(.init(objects: record.objects.count, checks: CheckSummary(verification.report))),
            by: identity, on: verification.keyless)
        return custody?.path
    }
}
