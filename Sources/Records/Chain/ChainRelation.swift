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

    private var signatureCount: Int { links.reduce(0) { $0 + $1.envelope.signatures.count } }
}
