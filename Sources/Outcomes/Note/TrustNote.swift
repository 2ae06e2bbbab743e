/// What is to be said of the cards a person trusts.
package enum TrustNote: Equatable, Sendable {
    /// What in the folder of cards is no card.
    case notTrusted(reason: String)
}
