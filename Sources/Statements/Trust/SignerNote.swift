/// What is known of a signer for whom nobody here vouches.
package struct SignerNote: Sendable, Hashable {
    /// What would settle who it is, where that is one thing. A front says what to type or to press for it.
    package enum Way: Sendable, Hashable, CaseIterable {
        /// To trust the card: it replaces one that is trusted, and no call is needed.
        case trustingCard
        /// To say which certificate authorities are trusted: a certificate comes with the card.
        case givingCertificateRoots
    }

    /// What is known, in a sentence without its full stop.
    package let text: String
    /// What would settle it; nil where only asking the person would.
    package let settled: Way?

    package init(_ text: String, settledBy way: Way? = nil) {
        self.text = text
        settled = way
    }
}
