import Bundle
import Originals
import Records
import Sealing
import Statements

/// A bundle that is examined to be reported on, in three steps: what needs no key; what is inside; all that is to be said, which
/// stands in the chain first. Of several bundles each step is taken of all before the next.
struct BundleExamination {
    private let path: String
    private let identity: Identity
    private let trust: Trust
    private let authorities: [UInt8]?
    private let begun = WallTime.now()
    private let keyless: KeylessVerification
    private let custody: CustodyFile
    private let head: SHA256Digest?
    private let isEntered: Bool
    private var opened: Verification?

    /// Checks what needs no key. Whoever may not say that they opened it is told so before anything is decrypted.
    ///
    /// - Parameters: as for ``ReportFacts/examine(_:identity:trust:authorities:sources:custody:head:entersOpening:tool:progress:)``.
    init(
        _ path: String, identity: Identity, trust: Trust, authorities: [UInt8]? = nil,
        custody: CustodyFile? = nil, head: SHA256Digest? = nil, entersOpening: Bool
    ) throws {
        self.path = path
        self.head = head
        self.identity = identity
        self.authorities = authorities
        self.trust = trust.adding(own: identity.card)
        self.custody = custody ?? CustodyFile(besideBundle: path)
        keyless = try KeylessVerification.of(path, trust: self.trust, authorities: authorities)
        let isOwner = keyless.seal?.signerPublicKey == identity.signingKey.verifyingKey
        isEntered = entersOpening && self.custody.exists && !isOwner && keyless.seal != nil
        if isEntered { try self.custody.checkTurn(of: identity, on: keyless, opening: true) }
    }

    /// Checks what is inside.
    ///
    /// - Parameter sources: the recordings, where they are at hand, to compare the originals with.
    /// - Returns: what the record says.
    /// - Throws: as `Verification`, and ``ReportError/unreadable(_:)`` where nothing of the record can be read.
    @discardableResult
    mutating func open(sources: [String] = []) throws -> Record {
        let verification = try Verification(
            keyless, identity: identity, trust: trust, sources: sources, authorities: authorities,
            media: LibraryChecks())
        guard let record = verification.record, keyless.archive != nil, keyless.seal != nil else {
            // Without a record no entry was made, and nothing inside is named.
            throw ReportError.unreadable(
                try verification.checking(custody, head: head, trust: trust).withheld(
                    from: identity, knowing: trust
                ).report)
        }
        opened = verification
        return record
    }

    /// Writes into the chain that it was opened, and gathers all that is to be said.
    ///
    /// - Returns: what is to be said, and what the seal's signature is worth.
    func gather(
        tool: ToolFacts, progress: (String) -> Void
    ) throws -> (facts: ReportFacts, standing: SignerStanding?) {
        guard let opened, let record = opened.record else {
            throw ReportError.unreadable(VerificationReport(checks: keyless.checks))
        }
        if isEntered {
            try custody.add(
                .opened(.init(objects: record.objects.count, checks: CheckSummary(opened.report))),
                by: identity, on: keyless)
        }
        let verification = try opened.checking(custody, head: head, trust: trust)
        return try ReportFacts.gather(
            verification, record, of: path, begun: begun, by: identity, trust: trust, custody, tool: tool,
            progress: progress)
    }
}
