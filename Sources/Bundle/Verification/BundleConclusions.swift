import Records
import Statements

/// What the checks of a bundle amount to, in the sentences of docs/spec/conclusions.md and no others.
package struct BundleConclusions {
    /// What is shown beyond that the checks hold.
    package let proven: [Conclusion]
    /// What is to be read out, in order.
    package let conclusions: [Conclusion]

    /// What the sentences name, beside the verdicts.
    package struct Subject {
        /// The bundle's id and the time of sealing, as the seal has them; nil where its signature does not hold.
        package var seal: (bundle: String, sealed: WallTime)?
        /// Whether that time cannot be right by the clock of whoever checks.
        package var isTimeOfSealingDoubtful = false
        /// Who sealed, as far as that is known to whoever checks.
        package var sealer = Sealer.standing(nil)
        /// What a timestamp shows; nil where none does.
        package var timestamp: SealTimestamp.Proof?
        /// The revocation that the timestamp shows the seal to be older than.
        package var revocation: (card: Card, CardRevocation)?
        /// The certificate that who asked is known through, and the authority that it is of.
        package var requester: (subject: String, root: String)?
        /// Originals that are older than the request, and since when they are known to have existed.
        package var older: [PrecommitmentCheck.Older] = []
        /// Whether the zone of a camera's clock is what the owner says.
        package var isZoneOwnersWord = false
        /// Whether an error of a camera's clock is corrected.
        package var isClockCorrected = false
        /// What was disclosed to whoever checks; nil where it was not by a disclosure that they opened it.
        package var disclosed: Disclosed?

        package init() {}
    }

    /// Objects that were disclosed.
    package struct Disclosed {
        let discloser: Card
        let time: WallTime
        let count: Int
        let all: Int

        package init(by discloser: Card, on time: WallTime, objects count: Int, ofAll all: Int) {
            self.discloser = discloser
            self.time = time
            self.count = count
            self.all = all
        }
    }

    /// Who sealed.
    package enum Sealer {
        /// The person who checks.
        case oneself(Card)
        /// Somebody whose signature is worth this much; nil where it names no card.
        case standing(SignerStanding?)
    }

    package init(_ checks: [Check], of subject: Subject) {
        let verdicts = Dictionary(checks.map { ($0.id, $0.verdict) }) { first, _ in first }
        func holds(_ ids: CheckID...) -> Bool { ids.allSatisfy { verdicts[$0] == .ok } }
        let failed = checks.filter(\.isFailed)
        guard failed.isEmpty else {
            proven = []
            conclusions = [Self.notReliedOn(failed)]
            return
        }
        proven =
            [
                holds(.timestamp, .signerKnown) ? subject.olderThanRevocation : nil,
                holds(.requestSigned, .requesterKnown) ? subject.requester.map(Self.certified) : nil,
            ].compactMap(\.self) + (holds(.originalsAreRuns) ? subject.older.map(Self.existed) : [])
        guard let seal = subject.seal, checks.contains(where: { $0.verdict == .ok }) else {
            conclusions = [Conclusion(.notChecked, "This bundle could not be checked.")]
            return
        }
        let unsettled = checks.first { $0.id == .signerKnown }?.verdict.reason.map(Self.unsettled)
        let isWhole = (checks.filter { $0.group == .intact }.map(\.id) + Self.sealing).allSatisfy {
            holds($0)
        }
        let first =
            isWhole && !checks.filter { $0.group == .intact }.isEmpty
            ? Conclusion(
                .wholeSinceSealed,
                "This bundle (\(seal.bundle)) is whole and unchanged since it was sealed by \(subject.sealer.inWords)"
                    + (subject.isTimeOfSealingDoubtful
                        ? "; the time of sealing that it names, \(seal.sealed.toTheSecond), cannot be right."
                        : ", on \(seal.sealed.toTheSecond) by their own clock."))
            : Conclusion(
                .notFoundWhole,
                "Whether this bundle (\(seal.bundle)) is whole and unchanged since it was sealed was not found out."
            )
        let before = [unsettled, first].compactMap(\.self)
        let stamped = holds(.timestamp) ? [subject.timestamp.map(Self.stamped)].compactMap(\.self) : []
        if let disclosed = subject.disclosed, isWhole, Self.disclosure.allSatisfy({ holds($0) }) {
            conclusions =
                before + stamped
                + Self.disclosed(
                    disclosed, isKnown: holds(.discloserKnown),
                    isInside: Self.disclosedInside.allSatisfy { holds($0) },
                    areRuns: holds(.originalsAreRuns))
            return
        }
        let inside = checks.filter { $0.group == .authorised || $0.group == .faithful }
        guard inside.contains(where: { $0.verdict == .ok }) else {
            let unseen = Conclusion(
                .insideNotLookedAt,
                "What is inside was not looked at, nor whether who sealed it is the owner who consented: that takes a "
                    + "recipient's key.")
            conclusions = before + stamped + [unseen]
            return
        }
        guard isWhole, Self.window.allSatisfy({ holds($0) }) else {
            let open = Conclusion(
                .insideNotSettled,
                "Whether all that is inside lies in what was consented to was not found out: not every check of it was made."
            )
            conclusions = before + stamped + [open]
            return
        }
        conclusions =
            before + stamped
            + [
                Conclusion(
                    .insideWindow,
                    "Every picture and every packet of sound in it lies inside the window that who sealed it had consented to."
                ),
                Self.places(by: subject, areStartsRead: holds(.startsCommitted)),
                holds(.originalsAreRuns)
                    ? Conclusion(
                        .originalsAreRuns,
                        "Its originals are unmodified runs of the recordings that who sealed it was bound to."
                    )
                    : nil,
                Self.anew(checks),
            ].compactMap(\.self)
    }

    /// What shows whose seal is over what.
    private static let sealing: [CheckID] = [.sealSignature, .sealCoversFiles, .bundleIdConsistent]
    /// What shows that a sample lies inside what was consented to.
    private static let window: [CheckID] = [
        .recordOfBundle, .consentSignedBySealer, .consentAnswersRequest, .objectsGranted,
        .objectFilesAsRecorded,
        .samplesInsideWindow,
    ]

    /// What shows that a disclosure is of this bundle and hands over its keys.
    private static let disclosure: [CheckID] = [
        .disclosureSigned, .disclosureOfBundle, .disclosedKeysOfFiles,
    ]
    /// What shows where the samples of disclosed objects lie.
    private static let disclosedInside: [CheckID] = [.objectFilesAsRecorded, .samplesInsideWindow]

    private static func disclosed(
        _ disclosed: Disclosed, isKnown: Bool, isInside: Bool, areRuns: Bool
    ) -> [Conclusion] {
        let name = disclosed.discloser.quotedName
        let who = isKnown ? name : "somebody whose card says \(name) and is not known to whoever checked"
        return [
            Conclusion(
                .disclosedBy,
                "Of its \(counted(UInt64(clamping: disclosed.all), "object")), \(disclosed.count) \(disclosed.count == 1 ? "was" : "were") "
                    + "disclosed by \(who), on \(disclosed.time.toTheSecond) by their own clock."),
            isInside
                ? Conclusion(
                    .disclosedInside,
                    "What was disclosed is what was sealed; every picture and every packet of sound in it lies inside the window "
                        + "that the sealed facts name.")
                : nil,
            areRuns
                ? Conclusion(
                    .disclosedAreRuns,
                    "Each original among it is an unmodified run of a recording that who sealed it was bound to."
                )
                : nil,
            Conclusion(
                .consentNotLookedAt,
                "What the owner was asked for and consented to was not looked at: that takes the record."),
        ].compactMap(\.self)
    }

    private static func notReliedOn(_ failed: [Check]) -> Conclusion {
        let others =
            switch failed.count {
            case 1: " does not hold"
            case 2: " and one more do not hold"
            default: " and \(failed.count - 1) more do not hold"
            }
        return Conclusion(
            .notReliedOn,
            "This bundle is NOT to be relied on: the check “\(failed.first?.name ?? "")”\(others).")
    }

    private static func unsettled(_ reason: String) -> Conclusion {
        Conclusion(.sealerNotSettled, "Who sealed this bundle is not settled: \(reason).")
    }

    private static func stamped(_ proof: SealTimestamp.Proof) -> Conclusion {
        Conclusion(
            .sealedNoLaterThan,
            "It was sealed no later than \(proof.time.toTheSecond), by the word of \(proof.authority), a "
                + "time-stamping authority that whoever checked trusts.")
    }

    private static func certified(_ subject: String, _ root: String) -> Conclusion {
        Conclusion(
            .requesterCertified, "The request is by \(subject), known through a certificate of \(root).")
    }

    private static func existed(_ older: PrecommitmentCheck.Older) -> Conclusion {
        Conclusion(
            .existedBeforeRequest,
            "This footage (\(older.names)) has existed unaltered since \(older.since.toTheSecond) at the latest, by the word of a "
                + "time-stamping authority that whoever checked trusts; the request is dated \(older.request.toTheSecond)."
        )
    }

    /// By these places it is found whether a sample lies inside the window, and only the owner vouches for them.
    private static func places(by subject: Subject, areStartsRead: Bool) -> Conclusion? {
        let words = [
            areStartsRead ? nil : "the start of a recording",
            subject.isZoneOwnersWord ? "the zone of a camera's clock" : nil,
            subject.isClockCorrected ? "the error of a camera's clock" : nil,
        ].compactMap(\.self)
        guard !words.isEmpty else { return nil }
        return Conclusion(
            .placesByOwner,
            "That rests on \(listInWords(words)) as the owner gave \(words.count == 1 ? "it" : "them").")
    }

    /// What is to be said of pictures that were encoded anew; nil where the bundle has none.
    private static func anew(_ checks: [Check]) -> Conclusion? {
        let comparisons = checks.filter { DerivativeChecks.comparisonIDs.contains($0.id) }
        let held = comparisons.count { $0.verdict == .ok }
        guard !comparisons.isEmpty else { return nil }
        return switch held {
        case comparisons.count:
            Conclusion(
                .reencodedCompared,
                "Its pictures encoded anew were compared with the recordings, and show what these show.")
        case 0:
            Conclusion(
                .reencodedNotCompared,
                "Its pictures encoded anew were not compared with the recordings: what they show is the word of who sealed."
            )
        default:
            Conclusion(
                .reencodedPartlyCompared,
                "Not all of its pictures encoded anew were compared with the recordings: what the others show is the word of "
                    + "who sealed.")
        }
    }
}

extension BundleConclusions.Subject {
    /// That a timestamp shows the seal to be older than a revocation of its key.
    fileprivate var olderThanRevocation: Conclusion? {
        guard let (card, revocation) = revocation, let time = timestamp?.time else { return nil }
        return Conclusion(
            .sealedBeforeRevocation,
            "The card of \(card.quotedName) was revoked as of \(revocation.since.toTheSecond) (\(revocation.reason.quoted)); "
                + "the timestamp of \(time.toTheSecond) shows that this bundle was sealed before.")
    }
}

extension BundleConclusions.Sealer {
    /// Who sealed, in a sentence.
    var inWords: String {
        switch self {
        case .oneself(let card): "\(card.quotedName), whose identity this was checked with"
        case .standing(.trusted(let card)?):
            "\(card.quotedName)\(card.roleUnlessOwner), whose card whoever checked trusts"
        case .standing(.certified(let card, let subject, _)?):
            "\(subject.quoted)\(card.roleUnlessOwner), known through a certificate"
        case .standing(.replaced(let card, _, _)?):
            "somebody with a key of \(card.quotedName) that had been replaced"
        case .standing(.doubtful(let name, _, _)?), .standing(.revoked(let name, _, _)?):
            "somebody with a key of \(name.quoted) that was revoked"
        case .standing(.unknown?), .standing(nil): "an unknown signer with a valid signature"
        }
    }
}

extension Card {
    /// What a card says of a sealer who is no owner, behind the name: a seal by a custodian over an owner's payload is good, and
    /// is not the owner's.
    fileprivate var roleUnlessOwner: String { role == .owner ? "" : " (\(role.rawValue) by their card)" }
}
