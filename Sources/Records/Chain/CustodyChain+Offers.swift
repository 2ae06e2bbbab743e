import Sealing
import Statements

extension CustodyChain {
    /// The transfer the chain ends with that nobody has taken over yet.
    package var openOffer: Link? { links.last.flatMap { $0.acceptance == .offered ? $0 : nil } }

    /// The number of the entry by which somebody of the office that a transfer offers the bundle to took it over; nil where none did.
    package func takenOver(_ offer: Link) -> UInt64? { account.takenOver[offer.envelope.payloadDigest] }

    /// Between which times the bundle was handed over by a transfer; nil where nobody took it over.
    package func handOver(_ transfer: Link) -> HandOver? {
        account.handOvers[transfer.envelope.payloadDigest]
    }

    /// The chain with the offered transfer at its end taken over by its receiver.
    ///
    /// The key of the card it is offered to signs the transfer itself. As that signature has no time of its own, they add that they
    /// received it, and when. A person of the office it is offered to adds that alone: with it they sign for it.
    ///
    /// - Parameter received: what they write down of that; nil leaves open when a person took it over.
    /// - Throws: ``CustodyRefusal`` when the chain does not hold, or nothing is offered to this person.
    package func accepting(
        by identity: Identity, archive: ArchiveFacts, received: CustodyAction.Received? = nil,
        at time: WallTime = .now()
    ) throws -> CustodyChain {
        if let flaw = flaws.first { throw CustodyRefusal.chainDoesNotHold(flaw) }
        guard let offer = openOffer, case .transferred(let facts) = offer.entry.action else {
            let office = try identity.signedAppointment?.appointment.office.fingerprint
            let people = [identity.card.fingerprint, office].compactMap(\.self)
            throw lapsedOffer(to: people) ?? CustodyRefusal.nothingOffered
        }
        let appointment = try identity.signedAppointment
        let isOfOffice = appointment?.appointment.office.fingerprint == facts.to.fingerprint
        guard facts.to.fingerprint == identity.card.fingerprint || isOfOffice else {
            throw CustodyRefusal.offeredToAnother(facts.to)
        }
        guard facts.archive == archive else {
            throw CustodyRefusal.anotherArchive(offered: facts.archive, here: archive)
        }
        if isOfOffice, let received {
            if let appointment, !appointment.appointment.covers(time) {
                throw CustodyRefusal.notAppointed(by: facts.to, appointment.appointment)
            }
            return try adding(.received(received), by: identity, at: time)
        }
        let envelope: DSSEEnvelope
        do {
            envelope = try offer.envelope.countersigned(
                by: identity.signingKey, keyID: identity.card.fingerprint.hex)
        } catch {
            throw StatementError.cryptography(reason: "\(error)")
        }
        let links =
            links.dropLast() + [try Link(line: offer.line, signed: envelope, entry: offer.entry)]
        let accepted = CustodyChain(
            bundle: bundle, seal: seal, sealed: sealed, timestamp: timestamp, links: Array(links),
            flaws: [], account: ChainAccount(Array(links)))
        guard let received else { return accepted }
        return try accepted.adding(.received(received), by: identity, at: time)
    }

    /// That what was offered to somebody last lapsed with the entry behind it; nil where it did not, or nothing was.
    ///
    /// - Parameter people: the fingerprints they go by.
    func lapsedOffer(to people: [Fingerprint]) -> CustodyRefusal? {
        let offers = links.indices.filter { place in
            guard case .transferred(let facts) = links[place].entry.action else { return false }
            return people.contains(facts.to.fingerprint)
        }
        guard let place = offers.last, place + 1 < links.count, links[place].acceptance == .offered,
            takenOver(links[place]) == nil
        else { return nil }
        let (offer, next) = (links[place].entry, links[place + 1].entry)
        return .offerLapsed(
            offer: offer.sequence, entry: next.sequence, what: next.action.inWords, by: next.actor)
    }
}

extension CustodyChain.Link {
    /// The digest that an accepted transfer had while it was only offered; nil for any other entry.
    var offerDigest: SHA256Digest? {
        guard acceptance == .accepted, let first = envelope.signatures.first,
            let offer = try? DSSEEnvelope(
                payload: envelope.payload, payloadType: envelope.payloadType, signatures: [first]),
            let line = try? offer.json()
        else { return nil }
        return try? SHA256Digest.of(line)
    }

    /// To whom a transfer goes; nil for any other entry.
    package var receiver: Card? {
        if case .transferred(let facts) = entry.action { facts.to } else { nil }
    }
}
