import CustodyDesk
import Outcomes
import Sealing
import StatementFiles
import Statements

/// What an owner asks for who seals: which consent, for whom, out of which recordings.
package struct SealOrder: Sendable {
    /// The path of the request that was consented to.
    package var request: String
    /// The path of the consent. What lies beside it and takes it back stops the seal.
    package var consent: String
    /// The paths of revocations that are at hand besides.
    package var revocations: [String]
    package var choices: HandoverChoices
    /// Whether sizes are padded, so that they tell little.
    package var padsSizes: Bool
    /// The address of a time-stamping authority that says when; nil asks none.
    package var authority: String?

    package init(
        request: String, consent: String, revocations: [String] = [], _ choices: HandoverChoices,
        padsSizes: Bool = true, authority: String? = nil
    ) {
        self.request = request
        self.consent = consent
        self.revocations = revocations
        self.choices = choices
        self.padsSizes = padsSizes
        self.authority = authority
    }

    /// What the owner said no with: the revocations that were named, what lies beside the consent, and what the journal
    /// knows.
    ///
    /// What may say no beside the consent and is damaged stops the seal: somebody meant to take a consent back there,
    /// perhaps this one. What cannot be read at all is noted.
    ///
    /// - Throws: ``DeskError``.
    func refusals(
        of consent: StatementInput<Consent>, journal: OwnersJournal, noting: (Note) -> Void
    ) throws(DeskError) -> RefusalsAtHand {
        var named: [DSSEEnvelope] = []
        for path in revocations { named.append(try StatementInput<Revocation>(path).envelope) }
        let beside = RefusalsBeside(of: consent.envelope, at: self.consent)
        if let damaged = beside.damaged.first {
            throw DeskError(
                .notPermitted,
                "refused: \(damaged.path) may take this consent back, and is damaged: \(damaged.reason)",
                remedy: .moveRevocationAway)
        }
        for file in beside.unreadable.prefix(8) {
            noting(.seal(.refusalNotRegarded(path: file.path, reason: file.reason)))
        }
        let noted = try journal.refusals(
            of: consent.envelope.payloadDigest, to: consent.statement.request)
        return RefusalsAtHand(
            revocations: named + beside.revocations + noted.revocations,
            // The journal knows the order of what was signed within one second.
            declines: (beside.declines + noted.declines).filter { !noted.earlierDeclines.contains($0) })
    }
}
