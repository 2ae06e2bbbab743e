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
        let trust = identity.map { trust.adding($0.card) } ?? trust
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
                notMade: "only a recipient's identity opens what this needs")
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
        var proven: [String] = []
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
            proven = precommitment.proven
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
            record: opened.record, identity: identity, proven: authorised.proven + proven, notes: notes,
            shownGaps: shownGaps)
    }

    /// What is inside was not looked at, for a reason.
    package init(
        _ keyless: KeylessVerification, disclosure: DisclosureChecks? = nil, notMade reason: String
    ) {
        self.init(
            keyless, disclosure: disclosure,
            AuthorisedChecks.notMade(reason) + FaithfulChecks.notMade(reason), record: nil)
    }

    package init(
        _ keyless: KeylessVerification, disclosure: DisclosureChecks? = nil, _ more: [Check], record: Record?,
        identity: Identity? = nil,
        proven: [String] = [], notes: [String] = [], shownGaps: [Bool] = []
    ) {
        let checks = keyless.checks + (disclosure?.checks ?? []) + more
        let isOwn = identity != nil && keyless.signer == identity?.card
        report = VerificationReport(
            checks: checks,
            proven: keyless.provenAlone + proven,
            notes: notes,
            summary: Self.summary(checks, keyless, record: record, isOwn: isOwn))
        self.keyless = keyless
        self.record = record
        standing = keyless.standing
        self.shownGaps = shownGaps
        self.disclosure = disclosure
    }

    /// What came of parts that were disclosed.
    init(_ keyless: KeylessVerification, disclosure: DisclosureChecks, _ report: VerificationReport) {
        self.report = report
        self.keyless = keyless
        record = nil
        standing = keyless.standing
        shownGaps = []
        self.disclosure = disclosure
    }

    /// The same, with the checks of a custody chain behind its own.
    init(_ verification: Verification, report: VerificationReport) {
        self.report = report
        keyless = verification.keyless
        record = verification.record
        standing = verification.standing
        shownGaps = verification.shownGaps
        disclosure = verification.disclosure
    }

    /// What is to be said of pictures that were encoded anew, where the bundle has any.
    private static func anew(_ checks: [Check]) -> String {
        let comparisons = checks.filter { DerivativeChecks.comparisonIDs.contains($0.id) }
        guard !comparisons.isEmpty else { return "" }
        if comparisons.contains(where: { $0.verdict != .ok }),
            comparisons.contains(where: { $0.verdict == .ok })
        {
            return
                "; not all of its pictures encoded anew were compared with the recordings: what the others show is the word "
                + "of who sealed"
        }
        return comparisons.allSatisfy { $0.verdict == .ok }
            ? "; its pictures encoded anew were compared with the recording, and show what it shows"
            : "; its pictures encoded anew were not compared with the recording: what they show is the word of who sealed"
    }

    /// What of the recordings' places in time only the owner vouches for; empty where it is nothing. By these places it is
    /// found whether a sample lies inside the window.
    private static func ownersWord(_ checks: [Check], _ record: Record?) -> String {
        guard let record else { return "" }
        let areRead = checks.contains { $0.id == .startsCommitted && $0.verdict == .ok }
        let words = [
            areRead ? nil : "the start of a recording",
            record.recordings.contains(where: \.isZoneOwnersWord) ? "the zone of a camera's clock" : nil,
            record.recordings.contains { $0.clockError != nil } ? "the error of a camera's clock" : nil,
        ].compactMap(\.self)
        guard !words.isEmpty else { return "" }
        return ", \(listInWords(words)) being the owner's word"
    }

    /// A sentence a custodian can read to a court: what was found, what was not looked at, and no more.
    static func summary(
        _ checks: [Check], _ keyless: KeylessVerification, record: Record?, isOwn: Bool
    ) -> String {
        let failed = checks.filter(\.isFailed)
        if let first = failed.first {
            let others =
                switch failed.count {
                case 1: " does not hold"
                case 2: " and one more do not hold"
                default: " and \(failed.count - 1) more do not hold"
                }
            return "This bundle is NOT to be relied on: “\(first.name)”\(others)."
        }
        guard let seal = keyless.seal else { return "This bundle could not be checked." }
        let whole = whole(seal, keyless, isOwn: isOwn)
        let isRun = checks.contains { $0.id == .originalsAreRuns && $0.verdict == .ok }
        let original =
            isRun ? ", and its originals are unmodified runs of the recordings the owner committed to" : ""
        let withKey = checks.contains { $0.group == .faithful && $0.verdict == .ok }
        return withKey
            ? whole
                + "; every sample in it lies inside the window the owner consented to\(ownersWord(checks, record))\(original)\(Self.anew(checks))."
            : whole
                + "; what is inside, and whether who sealed it is the owner who consented, was not looked at, for want of a key."
    }
}

extension Verification {
    /// That it is whole, who sealed it and when: the beginning of the sentence.
    static func whole(_ seal: Seal, _ keyless: KeylessVerification, isOwn: Bool) -> String {
        let who =
            (isOwn
                ? keyless.signer.map { "\($0.name), whose identity this is" }
                : keyless.standing?.sealerInWords)
            ?? "an unknown signer with a valid signature"
        return
            "This bundle (\(seal.bundle)) is whole and unchanged since it was sealed by \(who), on \(seal.sealed.toTheSecond) by their own clock"
            + (keyless.timestamp.proof.map {
                ", and no later than \($0.time.toTheSecond), by the word of \($0.authority)"
            } ?? "")
    }
}

extension KeylessVerification {
    /// What is proven without a key: sentences that can be read to a court.
    var provenAlone: [String] {
        [timestamp.proof?.inWords, olderThanRevocation].compactMap(\.self)
    }
}

extension SealTimestamp.Proof {
    /// A sentence to be read to a court.
    fileprivate var inWords: String {
        "This bundle was sealed no later than \(time.toTheSecond), by the word of \(authority), a time-stamping "
            + "authority under a certificate trusted here."
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
    var isNoMatch: Bool { if case .ageNoMatch = self { true } else { false } }
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
