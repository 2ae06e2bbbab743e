/// What is to be said of the cards a person trusts.
package enum TrustNote: Equatable, Sendable {}
