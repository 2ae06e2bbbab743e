import Statements
import Sealing

/// Who may add an entry: the first to receive the bundle, then whoever holds it; after a transfer that both signed,
/// its receiver.
///
/// Who holds the bundle at an entry is told by the entry it follows, not by the line above it, so that lines which were
/// moved do not accuse people of what they did not do.
struct HolderRules {
    /// What the entries up to one say of the bundle.
    private struct State {
        /// Nil where nobody can say: before the first entry, and behind one that is not here.
        var holder: Card?
        /// The transfer just offered, not accepted.
        var offer: CustodyChain.Link?
        var isDisposed = false
    }

    private var states: [SHA256Digest: State] = [:]
    private var found: [CustodyFlaw] = []

    /// What in a chain breaks the rules, in the order of the entries.
    static func flaws(in links: [CustodyChain.Link]) -> [CustodyFlaw] {
        var rules = HolderRules()
        for link in links.sorted(by: { ($0.entry.sequence, $0.line) < ($1.entry.sequence, $1.line) }) {
            let before = rules.states[link.entry.previous] ?? State()
            rules.states[link.envelope.payloadDigest] = rules.state(after: link, from: before)
        }
        return rules.found
    }

    private mutating func state(after link: CustodyChain.Link, from before: State) -> State {
        let entry = link.entry
        if before.isDisposed {
            found.append(.afterDisposal(entry: entry.sequence, line: link.line, what: link.inWords))
            return before
        }
        if let holder = before.holder, holder.fingerprint != entry.actor.fingerprint {
            guard let offer = before.offer, offer.receiver?.fingerprint == entry.actor.fingerprint else {
                found.append(
                    .notHeld(
                        entry: entry.sequence, line: link.line, what: link.inWords, holder: holder.name))
                // The account goes on with who holds it by right.
                return before
            }
            // A forged signature of theirs was named with the transfer.
            if offer.acceptance == .offered {
                found.append(.notAccepted(entry: entry.sequence, line: link.line, by: entry.actor.name))
            }
        }
        if entry.sequence == 1 {
            if case .received = entry.action {
            } else {
                found.append(.beginsWithout(line: link.line, what: link.inWords))
            }
        }
        return stateAfterAction(of: link)
    }

    private mutating func stateAfterAction(of link: CustodyChain.Link) -> State {
        let entry = link.entry
        switch (entry.action, link.acceptance) {
        case (.disposed, _): return State(holder: entry.actor, isDisposed: true)
        case (.transferred(let facts), .accepted): return State(holder: facts.to)
        case (.transferred(let facts), .forged):
            found.append(
                .forgedAcceptance(entry: entry.sequence, line: link.line, by: facts.to.name))
            return State(holder: entry.actor, offer: link)
        case (.transferred, _): return State(holder: entry.actor, offer: link)
        default: return State(holder: entry.actor)
        }
    }
}
