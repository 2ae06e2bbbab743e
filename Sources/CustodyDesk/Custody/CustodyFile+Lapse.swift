import Bundle
import Outcomes
import Records
import Statements

extension CustodyFile {
    /// Says, before an entry is signed, that by it a transfer lapses that waits for its receiver; nothing where none waits, or this
    /// person may write none.
    ///
    /// - Parameters:
    ///   - isOpening: whether they are to open the bundle, which who held it before may, too.
    ///   - bundle: the bundle's file, where several are written about; nil for one.
    package func tellOfLapse(
        by writer: Identity, isOpening: Bool = false, naming bundle: String? = nil, _ noting: (Note) -> Void
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
        noting(.custody(.offerLapses(receiver: receiver, entry: offer.entry.sequence, of: bundle)))
    }
}

extension HeldBundle {
    /// The same before it is written down that its holder received the bundle; nothing where that stands in the chain already.
    func tellOfLapse(
        byReceiving receiver: Identity, naming bundle: String? = nil, _ noting: (Note) -> Void
    ) throws {
        guard let chain = try chainOnSeal(), receivedEntry(in: chain) == nil else { return }
        custody.tellOfLapse(by: receiver, naming: bundle, noting)
    }
}
