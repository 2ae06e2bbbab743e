import Records
import Statements
import Sealing

/// What anyone can check of a bundle, without a key and without footage: that it is whole, and who sealed it.
///
/// Its checks are those of the groups *intact* and *sealed*; whoever holds a key appends those of the other
/// two. What each check means is written down in docs/spec/bundle.md, Verification.
package struct KeylessVerification: Sendable {
    /// Every check, with its outcome. Always the same names in the same order.
    package let checks: [Check]
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
    /// That the seal is older than a revocation of its key, where that is shown: a sentence.
    let olderThanRevocation: String?
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
                failed: Name.wellFormed, reason: member.map { "\($0): \(reason)" } ?? reason)
        } catch BundleError.wrongMember(_, let member, let reason) {
            return KeylessVerification(failed: Name.members, reason: "\(member): \(reason)")
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
            [Check(.intact, Name.wellFormed, .ok), Check(.intact, Name.members, .ok)]
            + intact.checks + sealed.checks
        self.archive = archive
        seal = sealed.seal
        sealDigest = sealed.sealDigest
        signerFingerprint = sealed.seal?.signer
        standing = sealed.standing
        olderThanRevocation = sealed.olderThanRevocation(trust)
        timestamp = sealed.timestamp
    }

    /// The outcome for an archive that is damaged as such: one check failed, the others were not reached.
    private init(failed name: String, reason: String) {
        let unreached = Verdict.notChecked(reason: "the archive is damaged and was not read to its end")
        checks = Name.all.map { group, each in
            switch each {
            case name: Check(group, each, .failed(reason: reason))
            default: Check(group, each, unreached)
            }
        }
        archive = nil
        seal = nil
        sealDigest = nil
        signerFingerprint = nil
        standing = nil
        olderThanRevocation = nil
        timestamp = .notRead
    }

    /// The names of the checks, for scripts to look for.
    package enum Name {
        package static let wellFormed = "archive well-formed"
        package static let members = "no member missing or added"
        package static let manifestLists = "manifest lists exactly the payload"
        package static let payload = "every payload file matches its manifest"
        package static let tagFiles = "every tag file matches its manifest"
        package static let bag = "bag declaration and size are right"
        package static let readMe = "README.txt is the known text"
        package static let signature = "seal signature is good"
        package static let covers = "seal covers every file before it"
        package static let bundle = "bundle id is the same everywhere"
        package static let signer = "signer is known"
        package static let timestamp = "timestamp"
        package static let time = "time of sealing fits the timestamp"

        package static let all: [(Check.Group, String)] =
            [wellFormed, members, manifestLists, payload, tagFiles, bag, readMe].map { (.intact, $0) }
            + [signature, covers, bundle, signer, timestamp, time].map { (.sealed, $0) }
    }
}
