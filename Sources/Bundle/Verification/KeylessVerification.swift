import Records
import Statements
import Sealing

/// What anyone can check of a bundle, without a key and without footage: that it is whole, and who sealed it.
///
/// Its checks are those of the groups *intact* and *sealed*; whoever holds a key appends those of the other
/// two. What each check means is written down in docs/spec/bundle.md, Verification.
package struct KeylessVerification: Sendable {
    /// Every check, with its outcome. Always the same checks in the same order.
    package let checks: [Check]
    /// The checks there are, in order.
    package static let ids = CheckID.allCases.filter { $0.group == .intact || $0.group == .sealed }
    /// The bundle, when it is well-formed: what key holders go on with.
    package let archive: BundleArchive?
    /// What was sealed, when the signature is good.
    package let seal: Seal?
    /// The SHA-256 of the seal's payload, when the signature is good: what custody entries and receipts refer to.
    package let sealDigest: SHA256Digest?
    /// The fingerprint the signer goes by, when the signature is good. Only ``signer`` says whose it is.
    package let signerFingerprint: Fingerprint?
    /// What the signature is worth, when it is good and names a card.
    package let standing: SignerStanding?
    /// The revocation of its key that a timestamp shows the seal to be older than; nil where none does.
    let laterRevocation: (card: Card, CardRevocation)?
    /// What is known of the timestamp over the seal.
    package let timestamp: SealTimestamp

    /// The card of the signer, when it is trusted, its key made the signature, and could be relied on then.
    package var signer: Card? { standing?.card }

    /// The SHA-256 of the file `seal.tsr`, over which no signature of the owner's goes; nil where there is none. What custody
    /// entries, receipts and the owner's journal name.
    package var timestampDigest: SHA256Digest? { archive?.member(BundleLayout.timestampName)?.sha256 }

    /// Reads a bundle and checks it.
    ///
    /// - Parameters:
    ///   - path: the bundle.
    ///   - trust: whose seals are from somebody known.
    ///   - authorities: the certificates of time-stamping authorities to trust, in PEM; nil where none were given.
    ///   - progress: is told now and then how many bytes were read.
    /// - Throws: ``FileError``, or ``BundleError/notABundle(path:reason:)`` where there is nothing to check.
    ///   A damaged bundle is not an error but a failed check.
    package static func of(
        _ path: String, trust: Trust, authorities: [UInt8]? = nil, progress: ((UInt64) -> Void)? = nil
    ) throws -> KeylessVerification {
        do {
            return try KeylessVerification(
                of: BundleArchive.read(path, progress: progress), trust: trust, authorities: authorities)
        } catch BundleError.damaged(_, let member, let reason) {
            return KeylessVerification(
                failed: .archiveWellFormed, reason: member.map { "\($0): \(reason)" } ?? reason)
        } catch BundleError.wrongMember(_, let member, let reason) {
            return KeylessVerification(failed: .membersExact, reason: "\(member): \(reason)")
        }
    }

    /// Checks a bundle that was read.
    ///
    /// - Throws: Sealing's error when the cryptographic library fails.
    package init(
        of archive: BundleArchive, trust: Trust, authorities: [UInt8]? = nil, at now: WallTime = .now()
    ) throws {
        let intact = IntactChecks(archive: archive)
        let sealed = try SealedChecks(archive: archive, trust: trust, authorities: authorities, at: now)
        checks =
            [Check(.archiveWellFormed, .ok), Check(.membersExact, .ok)]
            + intact.checks + sealed.checks
        self.archive = archive
        seal = sealed.seal
        sealDigest = sealed.sealDigest
        signerFingerprint = sealed.seal?.signer
        standing = sealed.standing
        laterRevocation = sealed.laterRevocation(trust)
        timestamp = sealed.timestamp
    }

    /// The outcome for an archive that is damaged as such: one check failed, the others were not reached.
    private init(failed id: CheckID, reason: String) {
        let unreached = Verdict.notChecked(reason: "the archive is damaged and was not read to its end")
        checks = Self.ids.map { Check($0, $0 == id ? .failed(reason: reason) : unreached) }
        archive = nil
        seal = nil
        sealDigest = nil
        signerFingerprint = nil
        standing = nil
        laterRevocation = nil
        timestamp = .notRead
    }
}
