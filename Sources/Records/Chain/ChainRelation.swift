/// How two accounts of one bundle stand to each other.
package enum ChainRelation: Sendable, Hashable {
    /// They have the same entries.
    case same
    /// The other goes on where this one ends.
    case behind
    /// This one goes on where the other ends.
    case ahead
    /// From some entry on they tell different things: the bundle has two accounts.
    case forked
}

extension CustodyChain {
    /// How this chain stands to another that begins at the same seal.
    ///
    /// An offer and the same transfer accepted are one entry: who has the second signature is ahead.
    package func relation(to other: CustodyChain) -> ChainRelation {
        let (own, theirs) = (links.map(\.envelope.payloadDigest), other.links.map(\.envelope.payloadDigest))
        let common = min(own.count, theirs.count)
        guard own.prefix(common) == theirs.prefix(common) else { return .forked }
        if own.count != theirs.count { return own.count < theirs.count ? .behind : .ahead }
        let (signed, theirSigned) = (signatureCount, other.signatureCount)
        return signed == theirSigned ? .same : signed < theirSigned ? .behind : .ahead
    }

    /// Whether all that this chain tells otherwise than another, from where the two part, was taken back in it: what is left of it is the
    /// beginning of the other. False where they do not part, and where something a program measured or did stands there.
    package func takesBackDeparture(from other: CustodyChain) -> Bool {
        guard holds, relation(to: other) == .forked else { return false }
        let common = zip(links, other.links).prefix {
            $0.envelope.payloadDigest == $1.envelope.payloadDigest
        }.count
        let departed = links.dropFirst(common)
        let digests = Set(departed.map(\.envelope.payloadDigest))
        return departed.allSatisfy { link in
            if case .corrected(let facts) = link.entry.action { return digests.contains(facts.entry) }
            return correction(of: link) != nil
        }
    }

    private var signatureCount: Int { links.reduce(0) { $0 + $1.envelope.signatures.count } }
}
