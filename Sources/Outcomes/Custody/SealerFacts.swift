import Statements

/// Who sealed a bundle, as programs read it: whose key it is by the cards that are known, and what its signature is worth.
package struct SealerFacts: Encodable, Sendable {
    /// What a signature is worth (``SignerStanding``), by its word.
    package enum Standing: String, Encodable, Sendable {
        case trusted, certified, unknown, replaced, doubtful, revoked

        package init?(_ standing: SignerStanding) { self.init(rawValue: standing.word) }

        /// Whether the key is known, and was replaced or revoked.
        package var isWithdrawn: Bool { self == .replaced || self == .doubtful || self == .revoked }
    }

    package var fingerprint: String?
    /// The name, by a card that is known; absent where nobody here knows whose key it is.
    package var name: String?
    package var standing: Standing
    /// Why the signer is not relied on; absent where they are.
    package var reason: String?

    /// - Parameters:
    ///   - standing: nil where the seal names no card, or its signature does not hold.
    ///   - fingerprint: of the card that the seal carries.
    package init?(_ standing: SignerStanding?, fingerprint: Fingerprint?) {
        guard let standing, let word = Standing(rawValue: standing.word) else { return nil }
        self.fingerprint = fingerprint?.hex
        name = standing.name
        self.standing = word
        reason = standing.reason
    }
}
