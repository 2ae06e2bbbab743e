import Statements

/// What is to be said of the cards a person trusts.
package enum TrustNote: Equatable, Sendable {
    /// What in the folder of cards is no card.
    case notTrusted(reason: String)
    /// Several trusted cards are signed as the one after the same card.
    case fork(predecessor: Card, successors: [Card])
    /// A card is added in a name in which another is trusted.
    case anotherInName(Card)
    /// The card that is added was revoked.
    case revokedAlready(since: WallTime, reason: String)
    /// The card that is added has no ordinary key.
    case postQuantumOnly(Card)
}
