import Starts
import Records
import Statements
import Sealing

/// Everything that can be checked of a bundle: by anyone without a key, and by a recipient with one.
package struct Verification: Sendable {
    /// The checks, and the sentence they amount to.
    package let report: VerificationReport
    /// What anyone could check, without a key.
    package let keyless: KeylessVerification
    /// What the record says; nil without a key, or where it could not be read.
    package let record: Record?
    /// Whether each gap of the record is shown to be the recording's own, in the record's order; empty where nobody looked.
    package let shownGaps: [Bool]
    /// What the seal's signature is worth; nil where it is not good.
    package let standing: SignerStanding?
    /// What was found of a disclosure; nil where none was given.
    package let disclosure: DisclosureChecks?
    /// The names that stand inside; nil where nothing of it was read.
    let inside: InsideNames?
    /// The trusted card of who sealed; nil where the signer is unknown, or their key not to be relied on.
    package var signer: Card? { standing?.card }

    /// Checks a bundle.
    ///
    /// - Parameters:
    ///   - path: the bundle.
    ///   - identity: of a recipient; nil leaves *authorised* and *faithful* unchecked, and says so.
    ///   - trust: whose signatures are from somebody known.
    ///   - sources: the recordings, where they are at hand, to compare the originals with.
    ///   - authorities: the certificates of time-stamping authorities to trust, in PEM.
    ///   - disclosure: by which keys of the bundle were handed to somebody it is not encrypted to; nil where there is none.
    ///   - media: what makes the checks that need a media library; nil leaves them unchecked, and says so.
    /// - Throws: ``FileError``, ``BundleError/notABundle(path:reason:)``, `SealingError.ageNoMatch`
    ///   where the identity is not one of the recipients, and `FootageError` for a source that cannot be read.
    ///   What does not hold is no error but in the report.
    package static func of(
        _ path: String, identity: Identity?, trust: Trust, sources: [String] = [],
        authorities: [UInt8]? = nil, disclosure: DSSEEnvelope? = nil, media: (any MediaChecks)?
    ) throws -> Verification {
        // Whoever holds an identity knows whose it is.
        let trust = identity.map { trust.adding(own: $0.card) } ?? trust
        let keyless = try KeylessVerification.of(path, trust: trust, authorities: authorities)
        return try Verification(
            keyless, identity: identity, trust: trust, sources: sources, authorities: authorities,
            disclosure: disclosure, media: media)
    }

    package init(
        _ keyless: KeylessVerification, identity: Identity?, trust: Trust, sources: [String] = [],
        authorities: [UInt8]? = nil, disclosure: DSSEEnvelope? = nil, media: (any MediaChecks)?
    ) throws {
        guard let archive = keyless.archive, let seal = keyless.seal else {
            let reason = "the bundle is not whole, or not sealed"
            self.init(
                keyless, disclosure: disclosure.map { DisclosureChecks(notMade: reason, $0) }, notMade: reason
            )
            return
        }
        func checked(with record: OpenedRecord?) throws -> DisclosureChecks? {
            try disclosure.map {
                try DisclosureChecks(
                    $0, of: archive, seal: seal, digest: keyless.sealDigest, identity: identity,
                    record: record,
                    trust: trust)
            }
        }
        guard let identity else {
            self.init(
                keyless, disclosure: try checked(with: nil),
                notMade: "only a recipient's identity opens what this needs", needs: .identity)
            return
        }
        let opened: OpenedRecord
        do {
            opened = try OpenedRecord(archive, identity: identity)
        } catch let error as SealingError where error.isNoMatch {
            guard let disclosure = try checked(with: nil) else { throw error }
            try self.init(disclosed: disclosure, keyless, in: archive, media: media)
            return
        } catch  where OpenedRecord.isUnreadable(error) {
            self.init(
                keyless,
                disclosure: disclosure.map { DisclosureChecks(notMade: "the record cannot be read", $0) },
                AuthorisedChecks.unread(error) + FaithfulChecks.notMade("the record cannot be read"),
                record: nil)
            return
        }
        var authorised = AuthorisedChecks(
            opened, archive: archive, identity: identity, seal: seal, trust: trust,
            timestamp: keyless.timestamp)
        let faithful: FaithfulChecks
        var older: [PrecommitmentCheck.Older] = []
        var notes: [String] = []
        var shownGaps: [Bool] = []
        do {
            let authorization = opened.record.authorization(of: seal)
            let grants = authorization?.grants
            let inspections = try opened.inspect(
                in: archive, identity: identity, grants: grants, comparesSource: !sources.isEmpty)
            authorised.prove(inspections, of: opened, in: archive, identity: identity)
            func reader(_ object: ObjectFacts) throws -> DerivativeChecks.Reader {
                try archive.reader(object, identity: identity)
            }
            let completeness = CompletenessChecks(opened, inspections, grants: grants)
            shownGaps = completeness.shownGaps
            let precommitment = PrecommitmentCheck(
                opened.record, inspections, sealedBy: keyless.timestamp.claimed, authorities: authorities)
            older = precommitment.found
            let inspected = InspectedBundle(
                opened: opened, inspections: inspections, authorization: authorization,
                owner: identity.signingKey.verifyingKey == seal.signerPublicKey ? identity : nil)
            let source =
                sources.isEmpty ? nil : try media?.compare(inspected, with: sources, reader: reader)
            notes = source?.notes ?? []
            faithful = FaithfulChecks(
                opened.record, inspections, completeness: completeness.checks,
                derivatives: try DerivativeChecks.ofBundle(
                    opened, inspections, media: media, reader: reader),
                precommitment: precommitment,
                sources: source?.checks ?? SourceChecks.notMade(for: opened.record, media))
        } catch let error as SealingError {
            authorised.prove(nil, of: opened, in: archive, identity: identity)
            faithful = FaithfulChecks(undecryptable: "\(error)")
        }
        self.init(
            keyless, disclosure: try checked(with: opened), authorised.checks + faithful.checks,
            record: opened.record, identity: identity, requester: authorised.certificate, older: older,
            notes: notes, shownGaps: shownGaps)
    }

    /// What is inside was not looked at, for a reason.
    package init(
        _ keyless: KeylessVerification, disclosure: DisclosureChecks? = nil, notMade reason: String,
        needs: CheckNeed? = nil
    ) {
        self.init(
            keyless, disclosure: disclosure,
            AuthorisedChecks.notMade(reason, needs: needs) + FaithfulChecks.notMade(reason, needs: needs),
            record: nil)
    }

    /// What the checks come to that were made with a key.
    ///
    /// - Parameters:
    ///   - more: the checks of the groups *authorised* and *faithful*.
    ///   - identity: that opened it; nil where none did.
    ///   - requester: the certificate that who asked is known through.
    ///   - older: originals that are older than the request.
    package init(
        _ keyless: KeylessVerification, disclosure: DisclosureChecks? = nil, _ more: [Check], record: Record?,
        identity: Identity? = nil,
        requester: (subject: String, root: String)? = nil, older: [PrecommitmentCheck.Older] = [],
        notes: [String] = [], shownGaps: [Bool] = []
    ) {
        let checks = keyless.checks + (disclosure?.checks ?? []) + more
        var subject = Self.subject(keyless, record: record, checkedBy: identity)
        subject.requester = requester
        subject.older = older
        let found = BundleConclusions(checks, of: subject)
        // Whose word a weak start is, whoever reads the bundle is told.
        let weak = record?.weakStartsInWords.map { InsideNames.byTheRecord + "\($0)." } ?? []
        report = VerificationReport(
            checks: checks, proven: found.proven, notes: weak + notes, conclusions: found.conclusions)
        self.keyless = keyless
        self.record = record
        inside = record.map(InsideNames.init)
        standing = keyless.standing
        self.shownGaps = shownGaps
        self.disclosure = disclosure
    }

    /// What came of parts that were disclosed.
    init(
        _ keyless: KeylessVerification, disclosure: DisclosureChecks, _ report: VerificationReport,
        inside: InsideNames?
    ) {
        self.inside = inside
        self.report = report
        self.keyless = keyless
        record = nil
        standing = keyless.standing
        shownGaps = []
        self.disclosure = disclosure
    }

    /// What the sentences name.
    static func subject(
        _ keyless: KeylessVerification, record: Record?, checkedBy identity: Identity?
    ) -> BundleConclusions.Subject {
        let own = keyless.signer.flatMap { $0 == identity?.card ? $0 : nil }
        var subject = BundleConclusions.Subject()
        subject.seal = keyless.seal.map { ($0.bundle, $0.sealed) }
        subject.isTimeOfSealingDoubtful = keyless.seal.flatMap { $0.sealed.doubt(at: .now()) } != nil
        subject.sealer = own.map(BundleConclusions.Sealer.oneself) ?? .standing(keyless.standing)
        subject.timestamp = keyless.timestamp.proof
        subject.revocation = keyless.laterRevocation
        subject.isZoneOwnersWord = record?.recordings.contains(where: \.isZoneOwnersWord) ?? false
        subject.isClockCorrected = record?.recordings.contains { $0.clockError != nil } ?? false
        return subject
    }

    /// The same, with the checks of a custody chain behind its own.
    init(_ verification: Verification, report: VerificationReport) {
        self.report = report
        keyless = verification.keyless
        record = verification.record
        inside = verification.inside
        standing = verification.standing
        shownGaps = verification.shownGaps
        disclosure = verification.disclosure
    }
}

extension OpenedRecord {
    /// Decrypts and inspects every object, in order.
    func inspect(
        in archive: BundleArchive, identity: Identity, grants: [GrantedWindow]?, comparesSource: Bool
    ) throws -> [ObjectInspection] {
        try record.objects.map { object in
            try ObjectInspection(
                object, of: self, in: archive, identity: identity, grants: grants,
                comparesSource: comparesSource)
        }
    }
}

extension SealingError {
    /// Whether the file is sound, but for other keys.
    package var isNoMatch: Bool { if case .ageNoMatch = self { true } else { false } }
}

extension Record {
    /// Its consent, where that held when the bundle was sealed; nil where it did not.
    func authorization(of seal: Seal) -> Authorization? {
        try? Authorization(
            request: request, consent: consent, owner: seal.signerPublicKey, at: seal.sealed)
    }

    /// What its consent gives, where that held when the bundle was sealed; nil where it did not.
    package func grants(of seal: Seal) -> [GrantedWindow]? { authorization(of: seal)?.grants }
}
