/// What is to be said of a bundle that was sealed.
package enum SealNote: Equatable, Sendable {}
