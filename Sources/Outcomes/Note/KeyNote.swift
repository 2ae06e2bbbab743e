/// What is to be said of private keys and of one's own card.
package enum KeyNote: Equatable, Sendable {
    /// Why nobody who knows better relies on what one signs now.
    case whoeverKnowsWillNotRely(reason: String)
    /// Others can read or change what must be a person's own.
    case exposed(Exposure)
}
