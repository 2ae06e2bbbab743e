import Outcomes
import Sealing
import Statements

/// `1 entry`, `3 entries`.
package func entriesInWords(_ count: UInt64) -> String { "\(count) entr\(count == 1 ? "y" : "ies")" }

/// What a proof from a ledger shows, as a sentence.
package enum LedgerProofWords {
    /// That a ledger grew and nothing before was changed.
    package static func grew(since: UInt64, _ checkpoint: SignedCheckpoint, of keeper: Card) -> String {
        "\(ledger(checkpoint, of: keeper)) grew from \(entriesInWords(since)) to \(checkpoint.checkpoint.size), and none "
            + "before was changed."
    }

    /// That a ledger holds a statement.
    package static func holds(place: UInt64, _ checkpoint: SignedCheckpoint, of keeper: Card) -> String {
        "\(ledger(checkpoint, of: keeper)) holds the statement, at place \(place) of \(checkpoint.checkpoint.size)."
    }

    /// That a proof shows nothing.
    package static let doesNotHold =
        "The proof does NOT hold: it is of something else, was changed, or is not signed by whose card was given."

    private static func ledger(_ checkpoint: SignedCheckpoint, of keeper: Card) -> String {
        "The ledger of \(keeper.inWords) (\(checkpoint.checkpoint.origin))"
    }
}
