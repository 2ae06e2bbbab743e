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

    /// The revocations that were named, and those beside the consent.
    ///
    /// One that is damaged stops the seal: somebody meant to take a consent back there, perhaps this one. What may be one
    /// and cannot be read is noted.
    ///
    /// - Throws: ``DeskError``.
    func allRevocations(
        of consent: StatementInput<Consent>, noting: (Note) -> Void
    ) throws(DeskError) -> [DSSEEnvelope] {
        var all: [DSSEEnvelope] = []
        for path in revocations { all.append(try StatementInput<Revocation>(path).envelope) }
        let beside = RevocationsBeside(of: consent.envelope, at: self.consent)
        if let damaged = beside.damaged.first {
            throw DeskError(
                .notPermitted,
                "refused: \(damaged.path) is a revocation, perhaps of this consent, and is damaged: "
                    + damaged.reason, remedy: .moveRevocationAway)
        }
        for file in beside.unreadable.prefix(8) {
            noting(.seal(.revocationNotRegarded(path: file.path, reason: file.reason)))
        }
        return all + beside.revocations
    }
}
