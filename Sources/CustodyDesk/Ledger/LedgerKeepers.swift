import Outcomes
import Sealing
import Statements

/// Whose signatures count on the checkpoints of a ledger.
package struct LedgerKeepers {
    /// Their cards.
    let cards: [Card]
    /// Whether they are said to keep this very ledger, and are not only known people: any of those could write it anew.
    let areNamed: Bool

    /// The people whose card files are given, of whom somebody says that they kept the ledger.
    package init(named files: [String]) throws(DeskError) {
        var cards: [Card] = []
        for file in files { cards.append(try Card(file: file)) }
        self.cards = cards
        areNamed = true
    }

    /// The people who are known: a key that was replaced may have signed before, one that was revoked counts for nothing.
    package init(knownBy trust: Trust) {
        cards = trust.cards.filter { card in
            switch trust.standing(of: card, signed: .now()) {
            case .trusted, .certified, .replaced: true
            case .revoked, .doubtful, .unknown: false
            }
        }
        areNamed = false
    }
}
