import Catalog
import CustodyDesk
import Outcomes
import Sealing
import StatementFiles
import Statements

/// Whether an owner took back all they had agreed to of a request, as far as is known here: who then looks at what would leave
/// is told, before they agree again without knowing.
struct TakenBack {
    /// When they last took something back; nil where they never agreed, or agreed to something that stands.
    private(set) var moment: WallTime?

    /// - Parameters:
    ///   - request: that is asked about.
    ///   - path: where its file lies; consents beside it are looked at, with what says no beside them.
    ///   - journal: is looked into, and not written to.
    /// - Throws: ``DeskError`` where something beside a consent to it may take it back, and is damaged.
    init(
        _ request: DSSEEnvelope, at path: String, journal: OwnersJournal, noting: (Note) -> Void
    ) throws(DeskError) {
        var agreed: Set<SHA256Digest> = []
        var revoked: [SHA256Digest: WallTime] = [:]
        func take(_ consent: DSSEEnvelope, _ revocations: [DSSEEnvelope]) {
            guard let answer = try? Consent(verifying: consent), answer.decision == .granted else { return }
            agreed.insert(consent.payloadDigest)
            for envelope in revocations {
                guard let revocation = try? Revocation(verifying: envelope),
                    revocation.consent == consent.payloadDigest,
                    revocation.owner.verifyingKey == answer.owner.verifyingKey
                else { continue }
                revoked[consent.payloadDigest] = max(
                    revocation.issued, revoked[consent.payloadDigest] ?? revocation.issued)
            }
        }
        for noted in try journal.consents(to: request.payloadDigest) {
            take(noted.consent, noted.revocations)
        }
        for beside in ConsentsBeside.granted(to: request.payloadDigest, at: path) {
            let answer = try telling { try StatementInput<Consent>(envelope: beside.envelope) }
            let refusals = try RefusalsAtHand(
                of: answer, at: beside.path, journal: journal, noting: noting)
            take(beside.envelope, refusals.revocations)
        }
        guard !agreed.isEmpty, agreed.allSatisfy({ revoked[$0] != nil }) else { return }
        moment = revoked.values.max()
    }

    /// - Throws: ``DeskError``, ``DeskError/Kind/notPermitted``, where all that was agreed to was taken back.
    func requireNone() throws(DeskError) {
        guard let moment else { return }
        throw DeskError(
            .notPermitted,
            "refused: you took back what you had agreed to of this request, on \(moment.inWords), and agreed to nothing since",
            remedy: .lookAnew, cause: DeskError.Cause(.takenBack))
    }
}
