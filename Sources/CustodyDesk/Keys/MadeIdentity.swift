import Outcomes
import Statements

/// An identity or a card that was made.
package struct MadeIdentity {
    package let facts: IdentityFacts
    /// The public half, as a person is shown it.
    package let card: Card

    /// Writes private keys, for the eyes of the file's owner only.
    ///
    /// - Parameter passphrase: what protects them; nil leaves them readable for whoever has the file.
    init(writing identity: Identity, to output: OutputFile, protectedBy passphrase: PassphraseSource?)
        throws(DeskError)
    {
        let phrase: String?
        if let passphrase { phrase = try passphrase.new() } else { phrase = nil }
        try output.writePrivate(try telling { try identity.file(passphrase: phrase) })
        card = identity.card
        facts = IdentityFacts(file: output.path, kind: .identity, protected: phrase != nil, card: card)
    }

    /// Writes a card.
    init(writing card: Card, to output: OutputFile) throws(DeskError) {
        try output.write(card)
        self.card = card
        facts = IdentityFacts(file: output.path, kind: .card, card: card)
    }
}
