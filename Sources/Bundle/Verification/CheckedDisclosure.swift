import Records
import Sealing
import Statements

/// A bundle and a disclosure of it, held against each other before anything is opened by it.
package enum CheckedDisclosure {
    /// Both hold, and the facts of what was disclosed are read.
    case holds(DisclosedObjects, BundleArchive)
    /// The bundle does not hold, or is not sealed.
    case bundleDoesNotHold
    /// The disclosure does not hold.
    case doesNotHold(DisclosureChecks)
    /// The facts of an object are not what they must be.
    case factsUnreadable(DisclosureChecks, any Error)

    /// Checks both.
    ///
    /// - Throws: `SealingError.ageNoMatch` where the disclosure is for others; ``DisclosureRefusal/readsAlready(recipient:)``
    ///   where the identity opens the bundle itself.
    package init(
        _ envelope: DSSEEnvelope, of keyless: KeylessVerification, identity: Identity, trust: Trust
    ) throws {
        guard let archive = keyless.archive, let seal = keyless.seal,
            !keyless.checks.contains(where: \.isFailed)
        else {
            self = .bundleDoesNotHold
            return
        }
        do {
            _ = try archive.decryptor(for: Seal.recordName, identities: identity.ageIdentities)
            throw DisclosureRefusal.readsAlready(recipient: identity.card)
        } catch let error as SealingError where error.isNoMatch {}
        let checks = try DisclosureChecks(
            envelope, of: archive, seal: seal, digest: keyless.sealDigest, identity: identity, record: nil,
            trust: trust)
        guard checks.holds else {
            self = .doesNotHold(checks)
            return
        }
        do { self = .holds(try DisclosedObjects(checks, in: archive), archive) } catch
            where OpenedRecord.isUnreadable(error)
        {
            self = .factsUnreadable(checks, error)
        }
    }

    /// What was checked, where it does not hold.
    package func report(_ keyless: KeylessVerification) -> VerificationReport {
        let reason = "a check before does not hold, so nothing was opened"
        return switch self {
        case .holds(let objects, _):
            Verification(keyless, objects.checks, notMade: "nothing was opened").report
        case .bundleDoesNotHold: Verification(keyless, notMade: reason).report
        case .doesNotHold(let checks): Verification(keyless, checks, notMade: reason).report
        case .factsUnreadable(let checks, let error): Verification(keyless, checks, unread: error).report
        }
    }
}
