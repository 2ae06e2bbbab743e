/// What is to be said of private keys and of one's own card.
package enum KeyNote: Equatable, Sendable {
    /// Why nobody who knows better relies on what one signs now.
    case whoeverKnowsWillNotRely(reason: String)
    /// A passphrase that was made has so few characters that it could be found by trying.
    case shortPassphrase(length: Int, fewest: Int)
    /// Others can read or change what must be a person's own.
    case exposed(Exposure)
}
