import Sealing
import Statements

/// A disclosure, with what lies inside for its recipient and the owner.
package struct OpenedDisclosure: Sendable {
    /// The statement.
    package let disclosure: Disclosure
    /// What, to whom and why.
    package let terms: DisclosureTerms
    /// The keys it hands over.
    package let keys: DisclosedKeys

    /// Opens a disclosure whose signature was checked.
    ///
    /// - Throws: `SealingError.ageNoMatch` when the identity is neither the recipient's nor the owner's, and what else age
    ///   says; ``StatementError/statementNotValid(kind:reason:)`` where what is inside is not in the one form it may have, is for
    ///   others too, or does not go together.
    package init(_ disclosure: Disclosure, with identity: Identity) throws {
        self.disclosure = disclosure
        let terms = try DisclosureTerms(
            opening: disclosure.terms, ofBundle: disclosure.bundle, with: identity)
        keys = try SealedText.open(
            disclosure.keys, maximumBytes: DisclosedKeys.maximumBytes, with: identity
        ) { (_: DisclosedKeys) in terms.readers }
        self.terms = terms
        if let flaw = Disclosure.flaw(terms, keys) {
            throw StatementError.statementNotValid(kind: Disclosure.kind, reason: flaw)
        }
        guard terms.objects.count == disclosure.objects else {
            throw StatementError.statementNotValid(
                kind: Disclosure.kind,
                reason: "it says \(disclosure.objects) objects, and is of \(terms.objects.count)")
        }
    }
}
