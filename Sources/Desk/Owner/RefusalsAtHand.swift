import CustodyDesk
import Outcomes
import Sealing
import StatementFiles
import Statements

/// What an owner said no with, as far as it is at hand: by revoking a consent, or by declining its request.
struct RefusalsAtHand {
    /// Revocations, of whatever consents.
    var revocations: [DSSEEnvelope] = []
    /// Answers that decline, but for those known to be older than the consent.
    var declines: [DSSEEnvelope] = []
}

extension RefusalsAtHand {
    /// What says no to a consent: the revocations that were named, what lies beside the consent, and what the journal knows.
    ///
    /// What may say no beside the consent and is damaged stops whoever looks: somebody meant to take a consent back there,
    /// perhaps this one. What cannot be read at all is noted.
    ///
    /// - Parameters:
    ///   - consent: that is asked about.
    ///   - path: where its file lies.
    ///   - named: the files of revocations that are at hand besides.
    /// - Throws: ``DeskError``.
    init(
        of consent: StatementInput<Consent>, at path: String, named: [String] = [], journal: OwnersJournal,
        noting: (Note) -> Void
    ) throws(DeskError) {
        for path in named { revocations.append(try StatementInput<Revocation>(path).envelope) }
        let beside = RefusalsBeside(of: consent.envelope, at: path)
        if let damaged = beside.damaged.first {
            throw DeskError(
                .notPermitted,
                "refused: \(damaged.path) may take this consent back, and is damaged: \(damaged.reason)",
                remedy: .moveRevocationAway, cause: DeskError.Cause(.revocationDamaged, file: damaged.path))
        }
        for file in beside.unreadable.prefix(8) {
            noting(.seal(.refusalNotRegarded(path: file.path, reason: file.reason)))
        }
        let noted = try journal.refusals(
            of: consent.envelope.payloadDigest, to: consent.statement.request)
        revocations += beside.revocations + noted.revocations
        // The journal knows the order of what was signed within one second.
        declines = (beside.declines + noted.declines).filter { !noted.earlierDeclines.contains($0) }
    }
}
