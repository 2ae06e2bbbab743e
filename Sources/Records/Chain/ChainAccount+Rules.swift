import Sealing
import Statements

extension ChainAccount {
    /// What comes of an entry that is next behind the one it follows.
    func judgement(on step: Step) -> Judgement {
        let entry = step.entry
        let before = states[entry.previous] ?? State()
        if case .corrected(let facts) = entry.action { return correction(facts, step, before) }
        guard before.disposal == nil else {
            return refused(
                .afterDisposal(entry: entry.sequence, line: step.line, what: step.inWords), before)
        }
        if case .succeeded(let facts) = entry.action { return succession(facts, step, before) }
        guard let holder = before.holder else {
            return before.isTakenBack ? receivedAnew(step, before) : done(step, before)
        }
        if acts(entry, for: holder) {
            // Who holds it does not open it beside its holder.
            if case .opened(let facts) = entry.action, facts.heldBy != nil {
                return refused(
                    .openedBeside(
                        entry: entry.sequence, line: step.line, what: step.inWords, holder: holder.name),
                    before)
            }
            return done(step, before)
        }
        if let offer = before.offer, acts(entry, for: offer.facts.to) {
            return takenOver(step, before, offer)
        }
        guard case .opened(let facts) = entry.action, let said = facts.heldBy, heldBefore(entry) else {
            return refused(
                .notHeld(entry: entry.sequence, line: step.line, what: step.inWords, holder: holder.name),
                before)
        }
        guard said == holder.fingerprint else {
            return refused(
                .openedBeside(
                    entry: entry.sequence, line: step.line, what: step.inWords, holder: holder.name), before)
        }
        // It stays where it was, and what was offered stays offered.
        return Judgement(state: before)
    }

    /// Whether who writes an entry is somebody, or acts for them as an office.
    func acts(_ entry: CustodyEntry, for holder: Card) -> Bool {
        if entry.actor.fingerprint == holder.fingerprint { return true }
        guard let office = entry.office, office.fingerprint == holder.fingerprint else { return false }
        return !isSucceeded(entry.actor, in: office)
    }

    /// Whether who writes an entry held the bundle once and handed it on.
    func heldBefore(_ entry: CustodyEntry) -> Bool {
        if let office = entry.office, former.contains(office.fingerprint),
            !isSucceeded(entry.actor, in: office)
        {
            return true
        }
        return former.contains(entry.actor.fingerprint) && succeeded[entry.actor.fingerprint] == nil
    }

    /// Whether an office goes on without a person.
    func isSucceeded(_ person: Card, in office: Card) -> Bool {
        succeeded[person.fingerprint]?.contains(office.fingerprint) ?? false
    }

    private func refused(_ flaw: CustodyFlaw, _ state: State) -> Judgement {
        // The account goes on with who holds it by right.
        Judgement(state: state, flaws: [flaw], counts: false)
    }

    /// What comes of an entry while nobody holds the bundle, as that it was received was taken back.
    private func receivedAnew(_ step: Step, _ before: State) -> Judgement {
        guard step.entry.action.isReceipt else {
            return refused(
                .notReceived(entry: step.entry.sequence, line: step.line, what: step.inWords), before)
        }
        return done(step, State(handedOver: step.entry.sequence))
    }

    /// An entry by somebody to whom the bundle was offered. One by a person of an office that says they received this very file
    /// takes it over: with it they signed for it. The key of the card it was offered to signs the transfer itself.
    private func takenOver(_ step: Step, _ before: State, _ offer: Offer) -> Judgement {
        let entry = step.entry
        var state = before
        state.holder = offer.facts.to
        state.handedOver = entry.sequence
        state.receipts = nil
        if case .received(let facts) = entry.action, facts.archive == offer.facts.archive,
            entry.actor.fingerprint != offer.facts.to.fingerprint
        {
            return done(step, state)
        }
        var found = done(step, state)
        // A forged signature of theirs was named with the transfer.
        if offer.acceptance == .offered {
            found.flaws.insert(
                .notAccepted(entry: entry.sequence, line: step.line, by: entry.actor.name), at: 0)
        }
        return found
    }

    /// What an entry comes to that is by who may write it.
    private func done(_ step: Step, _ before: State) -> Judgement {
        let entry = step.entry
        let holder = before.holder ?? entry.office ?? entry.actor
        let receipts = before.receipts.map { entry.action.isReceipt ? $0 + 1 : $0 }
        var found = Judgement(
            state: State(holder: holder, handedOver: before.handedOver, receipts: receipts))
        if entry.sequence == 1 {
            if case .received = entry.action {
            } else {
                found.flaws.append(.beginsWithout(line: step.line, what: step.inWords))
            }
        }
        switch (entry.action, step.acceptance) {
        case (.disposed, _): found.state.disposal = step.digest
        case (.transferred(let facts), .accepted):
            found.state = State(holder: facts.to, handedOver: entry.sequence + 1, receipts: nil)
        case (.transferred(let facts), let acceptance):
            if acceptance == .forged {
                found.flaws.append(
                    .forgedAcceptance(entry: entry.sequence, line: step.line, by: facts.to.name))
            }
            found.state.offer = Offer(
                facts: facts, acceptance: acceptance, digest: step.digest, offered: SignedTime(entry))
        default: break
        }
        return found
    }
}

extension ChainAccount {
    /// An office that goes on without somebody.
    ///
    /// Both must have said that the person acted for it: the office by the appointment, the person by an entry of theirs in this
    /// chain that carries it. Otherwise anybody could make a card of an office, appoint the holder, and take over.
    private func succession(_ facts: CustodyAction.Succeeded, _ step: Step, _ before: State) -> Judgement {
        let (entry, office) = (step.entry, step.entry.actor)
        func wrong(_ reason: String) -> Judgement {
            refused(
                .wrongSuccession(
                    entry: entry.sequence, line: step.line, what: step.inWords, reason: reason), before)
        }
        guard office.holder == .office else { return wrong("who signed is no office") }
        guard acted[facts.person]?.contains(office.fingerprint) ?? false else {
            return wrong(
                "no entry before it shows that the person acted for that office, by the word of both")
        }
        guard let holder = before.holder,
            holder.fingerprint == office.fingerprint || holder.fingerprint == facts.person
        else {
            return wrong("neither the office nor that person held the bundle")
        }
        return Judgement(
            state: State(holder: office, handedOver: before.handedOver, receipts: before.receipts))
    }

    /// An entry that takes another back.
    ///
    /// It is by who holds the bundle, or, of a bundle that was disposed of, by who did; and of an entry that is their own, or was
    /// written since the bundle was last handed over.
    private func correction(_ facts: CustodyAction.Corrected, _ step: Step, _ before: State) -> Judgement {
        let entry = step.entry
        func wrong(_ reason: String) -> Judgement {
            refused(
                .wrongCorrection(
                    entry: entry.sequence, line: step.line, what: step.inWords, reason: reason), before)
        }
        guard let taken = known[facts.entry], taken.sequence < entry.sequence else {
            return wrong("the entry it takes back is none before it in this chain")
        }
        guard let holder = before.holder, acts(entry, for: holder) else {
            return wrong(
                before.disposal == nil
                    ? "who signed does not hold the bundle" : "who signed is not who disposed of it")
        }
        if let disposal = before.disposal, disposal != facts.entry {
            return refused(
                .afterDisposal(entry: entry.sequence, line: step.line, what: step.inWords), before)
        }
        let name = "entry \(taken.sequence)"
        if let other = corrections[facts.entry] {
            return wrong("\(name) was taken back by entry \(other.by)")
        }
        if let reason = taken.standsFor { return wrong("\(name): \(reason)") }
        guard taken.actor.fingerprint == entry.actor.fingerprint || taken.sequence >= before.handedOver else {
            return wrong(
                "\(name) is by \(taken.actor.quotedName), from before the bundle was handed over")
        }
        let receipts = before.receipts.map { taken.isReceipt ? $0 - 1 : $0 }
        guard !taken.isReceipt || receipts ?? 1 > 0 else {
            return Judgement(state: State(handedOver: before.handedOver, isTakenBack: true))
        }
        return Judgement(state: State(holder: holder, handedOver: before.handedOver, receipts: receipts))
    }
}
