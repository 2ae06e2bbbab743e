import Bundle
import Outcomes
import Records
import Statements

/// Whether whoever checked a bundle may go by it: the same rule for all that is said and written about one.
///
/// Where a person named whom they trust, a stranger's signature is no success, however valid it is. What was to be written is
/// written all the same, and says so.
package enum Reliance: Sendable {
    /// Every check that was made holds, and who signed is known where that was asked for.
    case holds
    /// A check does not hold.
    case doesNotHold
    /// Every check that was made holds, but not all who signed are among those the person trusts, though they asked
    /// for that; or the key that was given does not open it.
    case refused(DeskError)

    /// - Parameters:
    ///   - report: every check.
    ///   - standing: what the seal's signature is worth; nil where it names no card, or does not hold.
    ///   - trust: whom the person trusts, and whether they asked that all who signed be among those.
    ///   - people: what is known of everybody in the custody chain, where that is gone on from and no check of the report.
    package init(
        _ report: VerificationReport, standing: SignerStanding?, trust: Trust, people: [Check] = []
    ) {
        if !report.holds {
            self = .doesNotHold
        } else if let refusal = DeskError(people, trust: trust) {
            self = .refused(refusal)
        } else if trust.isAskedFor, let unknown = report.unknownInCustody {
            self = .refused(.custodyOfStrangers(unknown))
        } else if trust.isAskedFor, !report.holds(.signerKnown) {
            self = .refused(
                DeskError(
                    .notPermitted, "the seal is valid, but \(standing.unreliable)", remedy: standing.remedy))
        } else if trust.isAskedFor, case .notChecked(let reason, _) = report.check(.discloserKnown)?.verdict {
            self = .refused(
                DeskError(
                    .notPermitted,
                    "the disclosure is valid, but who signed it is not among the cards you trust: \(reason)",
                    remedy: .compareWithSigner))
        } else {
            self = .holds
        }
    }

    /// The same where clocks that were measured after the seal are shown, by whoever's word.
    package func showing(_ measured: MeasuredClocks, trust: Trust) -> Reliance {
        guard case .holds = self, trust.isAskedFor, let unknown = measured.unknownInWords else { return self }
        return .refused(.custodyOfStrangers(unknown))
    }

    /// The same of a receipt.
    ///
    /// - Parameters:
    ///   - holds: whether no check of it failed.
    ///   - standing: what the signature of who received the bundle is worth.
    init(receiptHolds holds: Bool, standing: SignerStanding, trust: Trust) {
        self = holds ? Reliance(valid: Receipt.kind, standing: standing, trust: trust) : .doesNotHold
    }

    /// The same of a statement that was read, and so is valid.
    ///
    /// - Parameters:
    ///   - kind: what a person calls it.
    ///   - standing: what the signature of who made it is worth.
    package init(valid kind: String, standing: SignerStanding, trust: Trust) {
        guard trust.isAskedFor, standing.card == nil else {
            self = .holds
            return
        }
        self = .refused(
            DeskError(
                .notPermitted, "the \(kind) is valid, but \(SignerStanding?.some(standing).unreliable)",
                remedy: standing.isWithdrawn ? nil : .compareWithSigner))
    }

    /// The same of a custody chain that is read by itself, or beside its bundle.
    init(_ chain: CustodyChain, trust: Trust) {
        guard chain.flaws.isEmpty else {
            self = .doesNotHold
            return
        }
        self =
            DeskError(CustodyChecks.ofPeople(in: chain, trust: trust), trust: trust).map(Reliance.refused)
            ?? .holds
    }

    /// The same of an opened folder.
    ///
    /// - Parameters:
    ///   - standing: what the signature of whoever opened is worth.
    ///   - hasKey: whether a key was given, which then is to open the bundle.
    package init(opened report: VerificationReport, standing: SignerStanding?, trust: Trust, hasKey: Bool) {
        if !report.holds {
            self = .doesNotHold
        } else if trust.isAskedFor, case .notChecked(let reason, _) = report.check(.openerKnown)?.verdict {
            self = .refused(
                DeskError(
                    .notPermitted,
                    "the folder is as it was written, but who opened it is not among the cards you trust: \(reason)",
                    remedy: standing.remedy))
        } else if hasKey, report.holds(.openedListOfBundle),
            case .notChecked(let reason, _) = report.check(.openedFilesOfRecord)?.verdict
        {
            self = .refused(DeskError(.notPermitted, reason))
        } else {
            self = .holds
        }
    }
}

extension DeskError {
    /// Not everybody in a custody chain is known to a person who asked for that.
    static func custodyOfStrangers(_ reason: String) -> DeskError {
        DeskError(
            .notPermitted,
            "the custody chain holds, but not all in it are among the cards you trust: \(reason)",
            remedy: .compareWithPeople)
    }

    /// That a custody chain is not to be gone by, as whoever is in it is not known where that was asked for, or had a key that was
    /// revoked; nil where neither is so.
    ///
    /// - Parameter people: what is known of everybody in it.
    fileprivate init?(_ people: [Check], trust: Trust) {
        switch people.first(where: { $0.id == .custodyPeopleKnown })?.verdict {
        case .failed(let reason)?:
            self.init(
                .doesNotHold,
                "the custody chain is as it was written, but is not to be relied on: \(reason)")
        case .notChecked(let reason, _)? where trust.isAskedFor: self = .custodyOfStrangers(reason)
        case .notChecked?, .ok?, nil: return nil
        }
    }
}

extension VerificationReport {
    /// Who in the custody chain is nobody's card that is trusted, in words; nil where all are, or none was looked at.
    fileprivate var unknownInCustody: String? {
        guard holds(.custodyEntriesAsSigned),
            case .notChecked(let reason, _) = check(.custodyPeopleKnown)?.verdict
        else { return nil }
        return reason
    }
}

extension SignerStanding? {
    /// What can be done about a signer who is not relied on.
    fileprivate var remedy: Remedy {
        switch self {
        case .replaced?: .askWhyOldKey
        case .doubtful?, .revoked?: .showTimestamp
        case .trusted?, .certified?, .unknown?, nil: .compareWithSigner
        }
    }

    /// Why a valid signature is not relied on, as the end of a sentence.
    fileprivate var unreliable: String {
        switch self {
        case .replaced?, .doubtful?, .revoked?: self?.reason ?? ""
        case .trusted?, .certified?, .unknown?, nil: "its signer is not among the cards you trust"
        }
    }
}

extension HeldBundle {
    /// Whether who holds it may go by it, and by its custody chain.
    ///
    /// - Parameter chain: as it is by now; nil where there is none.
    func reliance(_ trust: Trust, on chain: CustodyChain?) -> Reliance {
        Reliance(
            verification.report, standing: verification.standing, trust: trust,
            people: people(in: chain, trust: trust))
    }
}
