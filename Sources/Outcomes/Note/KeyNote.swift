/// What is to be said of private keys, of one's own card, and of the files in which keys and statements lie.
package enum KeyNote: Equatable, Sendable {
    /// Why nobody who knows better relies on what one signs now.
    case whoeverKnowsWillNotRely(reason: String)
    /// A passphrase that was made has so few characters that it could be found by trying.
    case shortPassphrase(length: Int, fewest: Int)
    /// A statement, card, identity or other small text was read without the byte order mark that an editor put before it.
    case byteOrderMark(file: String)
    /// Others can read or change what must be a person's own.
    case exposed(Exposure)
}
