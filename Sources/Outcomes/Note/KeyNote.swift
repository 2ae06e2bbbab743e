/// What is to be said of private keys and of one's own card.
package enum KeyNote: Equatable, Sendable {}
