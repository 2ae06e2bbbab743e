import Outcomes
import Sealing
import StatementFiles
import Statements

/// Whose an identity or a card is.
package struct ShownIdentity {
    package let facts: IdentityFacts
    package let card: Card

    /// Reads an identity file or a card. A card needs no passphrase; a protected identity does.
    package init(_ path: String, passphrase: PassphraseSource) throws(DeskError) {
        let bytes = try telling { try StatementFile.read(path) }
        let isProtected = Identity.isProtected(bytes)
        if !isProtected, Self.isEnvelope(bytes) {
            card = try telling(in: path) { try Card(json: bytes) }
            facts = IdentityFacts(file: path, kind: .card, card: card)
        } else {
            card = try passphrase.open(path).card
            facts = IdentityFacts(file: path, kind: .identity, protected: isProtected, card: card)
        }
    }

    /// A card is an envelope; an identity never is.
    private static func isEnvelope(_ bytes: [UInt8]) -> Bool {
        struct Probe: Decodable { var payloadType: String? }
        let probe = try? StrictJSON.decode(Probe.self, from: bytes, maximumBytes: StatementFile.maximumBytes)
        return probe?.payloadType != nil
    }
}
