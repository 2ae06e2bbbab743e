import Sealing
import Statements

/// What the entries of a chain amount to: who holds the bundle, who held it before, and what was taken back.
///
/// Who may add an entry is the first to receive the bundle, then whoever holds it; after a transfer that was taken over, its
/// receiver. Who holds the bundle at an entry is told by the entry it follows, not by the line above it, so that lines which were
/// moved do not accuse people of what they did not do. The rules: docs/spec/custody.md, Chain.
package struct ChainAccount: Sendable, Hashable {
    /// What the entries up to one say of the bundle.
    struct State: Sendable, Hashable {
        /// Nil where nobody can say: before the first entry, and behind one that is not here. Of a bundle that was disposed of,
        /// who did.
        var holder: Card?
        /// The transfer just offered, not taken over.
        var offer: Offer?
        /// The entry by which it was disposed of, and which stands; nil where none does.
        var disposal: SHA256Digest?
        /// The number of the first entry since the bundle was last handed over, or received anew.
        var handedOver: UInt64 = 1
        /// How many entries *received* stand by which the holder took the bundle in; nil where another signed that they hold it.
        var receipts: Int? = 0
        /// Whether all of these were taken back: nobody holds the bundle until it is received anew.
        var isTakenBack = false
    }

    /// A transfer that waits for its receiver.
    struct Offer: Sendable, Hashable {
        var facts: CustodyAction.Transferred
        var acceptance: CustodyEntry.Acceptance?
        /// The payload digest of the entry; nil while that is not signed.
        var digest: SHA256Digest?
        /// When it was offered, by who gives the bundle.
        var offered: SignedTime
    }

    /// An entry as these rules look at it, signed or about to be.
    struct Step {
        var entry: CustodyEntry
        /// Its payload digest; nil while it is not signed.
        var digest: SHA256Digest?
        var line: Int
        var acceptance: CustodyEntry.Acceptance?

        init(_ link: CustodyChain.Link) {
            (entry, digest, line, acceptance) = (
                link.entry, link.envelope.payloadDigest, link.line, link.acceptance
            )
        }

        init(unsigned entry: CustodyEntry, line: Int) {
            (self.entry, self.line) = (entry, line)
        }

        /// `copied by “Tom Okafor”`.
        var inWords: String { entry.inWords }
    }

    /// What comes of an entry.
    struct Judgement {
        /// What the bundle's state is behind it.
        var state: State
        /// What is wrong with it.
        var flaws: [CustodyFlaw] = []
        /// Whether it counts. One by somebody who may not write it changes nothing.
        var counts = true
    }

    /// That an entry was taken back.
    package struct Correction: Sendable, Hashable {
        /// The number of the entry that takes it back.
        package let by: UInt64
        /// Why, by the word of who did.
        package let why: String
    }

    /// A time in which one person or office held the bundle.
    package struct Tenure: Sendable, Hashable {
        /// Who held it.
        package let holder: Card
        /// Since when: they received it, or took it over.
        package fileprivate(set) var from: Passing
        /// Until when: they handed it over, or disposed of it. Nil while they hold it.
        package fileprivate(set) var to: Passing?
    }

    /// What of an entry is asked later.
    struct Known: Hashable {
        var sequence: UInt64
        var actor: Card
        /// Why it cannot be taken back; nil where it can.
        var standsFor: String?
        /// Whether it says that the bundle was received.
        var isReceipt: Bool
    }

    private(set) var states: [SHA256Digest: State] = [:]
    private(set) var known: [SHA256Digest: Known] = [:]
    /// Who held it and handed it on.
    private(set) var former: Set<Fingerprint> = []
    /// For which offices people have acted in this chain, by both their words.
    private(set) var acted: [Fingerprint: Set<Fingerprint>] = [:]
    /// The people without whom an office goes on.
    private(set) var succeeded: [Fingerprint: Set<Fingerprint>] = [:]
    /// What breaks the rules, in the order of the entries.
    private(set) var flaws: [CustodyFlaw] = []
    /// What was taken back, by the payload digest of the entry.
    package private(set) var corrections: [SHA256Digest: Correction] = [:]
    /// By which entry somebody of the office it was offered to took a bundle over, by the payload digest of the offer.
    private(set) var takenOver: [SHA256Digest: UInt64] = [:]
    /// Between which times a bundle was handed over, by the payload digest of the transfer.
    package private(set) var handOvers: [SHA256Digest: HandOver] = [:]
    /// Who held the bundle from when to when.
    package private(set) var tenures: [Tenure] = []

    /// The account that entries give, in the order of their numbers.
    init(_ links: [CustodyChain.Link]) {
        for link in links.sorted(by: { ($0.entry.sequence, $0.line) < ($1.entry.sequence, $1.line) }) {
            take(Step(link))
        }
    }

    /// Goes on with the next entry.
    mutating func take(_ step: Step) {
        guard let digest = step.digest else { return }
        let entry = step.entry
        let before = states[entry.previous] ?? State()
        let found = judgement(on: step)
        flaws += found.flaws
        states[digest] = found.state
        known[digest] = Known(
            sequence: entry.sequence, actor: entry.actor,
            standsFor: standing(step, from: before, to: found.state),
            isReceipt: entry.action.isReceipt)
        guard found.counts else { return }
        switch entry.action {
        case .corrected(let facts):
            corrections[facts.entry] = Correction(by: entry.sequence, why: facts.why)
        case .succeeded(let facts): succeeded[facts.person, default: []].insert(entry.actor.fingerprint)
        default:
            if let office = entry.office {
                acted[entry.actor.fingerprint, default: []].insert(office.fingerprint)
            }
        }
        if let offer = before.offer, let offered = offer.digest, found.flaws.isEmpty,
            found.state.handedOver != before.handedOver,
            found.state.holder?.fingerprint == offer.facts.to.fingerprint
        {
            takenOver[offered] = entry.sequence
        }
        if found.state.handedOver != before.handedOver, let giver = before.holder {
            former.insert(giver.fingerprint)
        } else if case .transferred = entry.action, step.acceptance == .accepted {
            former.insert((before.holder ?? entry.office ?? entry.actor).fingerprint)
        }
        takeOver(by: entry)
        follow(found.state, passing(by: step, from: before, to: found.state))
    }

    /// Notes the first entry by the side of who signed for a transfer: by then they had it.
    private mutating func takeOver(by entry: CustodyEntry) {
        guard let last = tenures.indices.last, case .handedOver(var handOver) = tenures[last].from,
            handOver.taken == nil, acts(entry, for: tenures[last].holder)
        else { return }
        handOver.take(in: entry)
        tenures[last].from = .handedOver(handOver)
        if last > 0 { tenures[last - 1].to = .handedOver(handOver) }
        for (transfer, known) in handOvers where known.offered == handOver.offered {
            handOvers[transfer] = handOver
        }
    }

    /// How an entry dates that the bundle changed hands by it.
    private mutating func passing(by step: Step, from before: State, to after: State) -> Passing {
        let said = Passing.said(SignedTime(step.entry))
        guard after.handedOver != before.handedOver else { return said }
        if case .transferred = step.entry.action, step.acceptance == .accepted {
            let handOver = HandOver(offeredIn: step.entry)
            if let digest = step.digest { handOvers[digest] = handOver }
            return .handedOver(handOver)
        }
        guard let offer = before.offer else { return said }
        let handOver = HandOver(offer.offered, takenIn: step.entry)
        if let digest = offer.digest { handOvers[digest] = handOver }
        return .handedOver(handOver)
    }

    /// Keeps who held the bundle from when to when.
    private mutating func follow(_ state: State, _ passing: Passing) {
        if state.isTakenBack {
            // Only before the first hand-over: all that was held until then rests on what was taken back.
            tenures = []
            return
        }
        guard let holder = state.holder else { return }
        let last = tenures.indices.last
        if state.disposal != nil {
            if let last, tenures[last].to == nil { tenures[last].to = passing }
            return
        }
        if let last, tenures[last].holder.fingerprint == holder.fingerprint {
            // That it was disposed of was taken back.
            tenures[last].to = nil
            return
        }
        if let last, tenures[last].to == nil { tenures[last].to = passing }
        tenures.append(Tenure(holder: holder, from: passing, to: nil))
    }

    /// Why an entry cannot be taken back; nil where it can.
    ///
    /// What a person wrote can be a slip. What a program did and measured, and what two signed, is not undone by one of them.
    private func standing(_ step: Step, from before: State, to after: State) -> String? {
        switch step.entry.action {
        case .received:
            before.holder != nil && after.handedOver != before.handedOver
                ? "by it the bundle was taken over, which one side alone does not undo" : nil
        case .copied, .disposed, .clockMeasured: nil
        case .transferred:
            step.acceptance == .accepted
                ? "both have signed for the transfer: the bundle is handed back, not taken back" : nil
        case .verified:
            "what was checked is not taken back: it can be checked again, and that be written down"
        case .opened, .disclosed: "who has seen it has seen it: that is not taken back"
        case .corrected: "a correction is not taken back: what was done is written down anew"
        case .succeeded: "an office that goes on without somebody does not take that back"
        }
    }
}

extension CustodyEntry {
    /// `copied by “Tom Okafor”`, or `copied by “Tom Okafor” for “Evidence Room”`.
    package var inWords: String {
        "\(action.inWords) by \(actor.quotedName)" + (office.map { " for \($0.quotedName)" } ?? "")
    }
}
