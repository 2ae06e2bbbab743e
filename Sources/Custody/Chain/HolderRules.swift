import Sealing

/// Who may add an entry: the first to receive the bundle, then whoever holds it; after a transfer that both signed,
/// its receiver.
enum HolderRules {
    /// What in a chain breaks these rules.
    ///
    /// - Parameters:
    ///   - links: in the order of the file.
    ///   - broken: lines before which something is missing. There the rules begin anew with whoever acts: what is not
    ///     here cannot say who held the bundle, and that it is missing is a flaw already.
    static func flaws(in links: [CustodyChain.Link], broken: Set<Int>) -> [CustodyFlaw] {
        var flaws: [CustodyFlaw] = []
        var holder: Card?
        var offer: CustodyChain.Link?
        var isDisposed = false
        for link in links {
            let entry = link.entry
            if broken.contains(link.line) || entry.previous == entry.seal {
                (holder, offer, isDisposed) = (nil, nil, false)
            }
            if isDisposed {
                flaws.append(.afterDisposal(entry: entry.sequence, line: link.line, what: link.inWords))
            } else if let holder, holder.fingerprint != entry.actor.fingerprint {
                if let offer, offer.receiver?.fingerprint == entry.actor.fingerprint {
                    // A forged signature of theirs has been named already.
                    if offer.acceptance == .offered {
                        flaws.append(
                            .notAccepted(entry: entry.sequence, line: link.line, by: entry.actor.name))
                    }
                } else {
                    flaws.append(
                        .notHeld(
                            entry: entry.sequence, line: link.line, what: link.inWords, holder: holder.name))
                    // The account goes on with who held it by right.
                    continue
                }
            }
            if entry.sequence == 1 {
                if case .received = entry.action {
                } else {
                    flaws.append(.beginsWithout(line: link.line, what: link.inWords))
                }
            }
            holder = entry.actor
            offer = nil
            switch entry.action {
            case .disposed: isDisposed = true
            case .transferred(let facts):
                switch link.acceptance {
                case .accepted: holder = facts.to
                case .forged:
                    flaws.append(
                        .forgedAcceptance(entry: entry.sequence, line: link.line, by: facts.to.name))
                    offer = link
                case .offered, nil: offer = link
                }
            default: break
            }
        }
        return flaws
    }
}
