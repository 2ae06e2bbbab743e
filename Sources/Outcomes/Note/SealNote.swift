/// What is to be said of a bundle that was sealed.
package enum SealNote: Equatable, Sendable {
    /// Who can open the bundle, where that is less than everybody it is for.
    case readers(String)
}
