import Outcomes
import CustodianCommands

/// What the `identity` commands say as JSON. `protected` and `kind` are absent where they mean nothing.
struct IdentityFacts: Encodable {
    enum Kind: String, Encodable { case identity, card }

    var file: String
    var kind: Kind
    var protected: Bool?
    var card: CardFacts
}
