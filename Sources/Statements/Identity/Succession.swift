import Sealing

/// How a card hands on to the one after it: the old key signs the new card too (docs/spec/card.md, Succession).
struct Succession: Sendable {
    /// The card that is replaced.
    let predecessor: Fingerprint
    /// The old key's signature over a message: made anew, or as it was kept.
    let signature: @Sendable (_ message: [UInt8]) throws(SealingError) -> [UInt8]

    /// By the old identity, which is at hand.
    init(from old: Identity) {
        predecessor = old.card.fingerprint
        signature = { message throws(SealingError) in try old.signingKey.signature(for: message) }
    }

    /// As it was kept in an identity file.
    init(predecessor: Fingerprint, signature: [UInt8]) {
        self.predecessor = predecessor
        self.signature = { _ throws(SealingError) in signature }
    }
}

extension Identity {
    /// A new identity of the same person, with fresh keys, whose card the old key signs too.
    ///
    /// Certificates are of a key and do not go over.
    ///
    /// - Parameters:
    ///   - created: the moment from which the old key is replaced.
    ///   - postQuantum: whether there is to be a post-quantum key; there is one where the old identity has one.
    /// - Throws: ``StatementError/notSignable(kind:reason:)`` where that is not after the old identity was made.
    package func rotated(created: WallTime = .now(), postQuantum: Bool = false) throws(StatementError)
        -> Identity
    {
        let hasOne = ageIdentities.contains { $0.recipient.kind == .postQuantum }
        let keys = try Identity.generate(
            name: name, role: role, holder: holder, organization: organization, created: created,
            postQuantum: postQuantum || hasOne)
        return try rotated(
            to: keys.signingKey, keys.ageIdentity, hybridIdentity: keys.hybridIdentity, created: created)
    }

    /// The same with keys that were made elsewhere.
    ///
    /// - Throws: as ``rotated(created:)``.
    package func rotated(
        to signingKey: SigningKey, _ ageIdentity: AgeIdentity, hybridIdentity: HybridIdentity? = nil,
        created: WallTime
    ) throws(StatementError) -> Identity {
        guard created > self.created else {
            throw .notSignable(
                kind: "card",
                reason:
                    "it would be from \(created), not later than the one it replaces, from \(self.created)")
        }
        return try Identity(
            name: name, role: role, holder: holder, organization: organization, created: created,
            signingKey: signingKey,
            ageIdentity: ageIdentity, hybridIdentity: hybridIdentity, succession: Succession(from: self))
    }

    /// The same identity with certificates of its key on its card; the fingerprint stays.
    ///
    /// - Throws: ``StatementError/cardNotValid(reason:)`` for certificates of another key.
    package func certified(by chain: CertificateChain) throws(StatementError) -> Identity {
        Identity(self, card: try card.certified(by: chain))
    }
}
