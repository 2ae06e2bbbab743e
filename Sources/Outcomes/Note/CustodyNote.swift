/// What is to be said of a bundle that is held, and of the account of it.
package enum CustodyNote: Equatable, Sendable {}
