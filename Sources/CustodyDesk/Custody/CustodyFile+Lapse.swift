import Bundle
import Outcomes
import Records
import Statements

extension CustodyFile {
    /// Says, before an entry is signed, that by it a transfer lapses that waits for its receiver; nothing where none waits, or this
    /// person may write none.
    ///
    /// - Parameter isOpening: whether they are to open the bundle, which who held it before may, too.
    package func tellOfLapse(
        by writer: Identity, isOpening: Bool = false, _ noting: (Note) -> Void
    ) {
        guard let chain = (try? content()).flatMap(CustodyChain.init(withoutSeal:)),
            let offer = chain.openOffer, let receiver = offer.receiver
        else { return }
        let state = CheckSummary(VerificationReport(checks: []))
        let action: CustodyAction = isOpening ? .opened(.init(objects: 0, checks: state)) : .verified(state)
        let appointment = try? writer.signedAppointment
        guard (try? chain.next(action, by: writer.card, appointment: appointment, at: .now())) != nil else {
            return
        }
        noting(.custody(.offerLapses(receiver: receiver, entry: offer.entry.sequence)))
    }
}
