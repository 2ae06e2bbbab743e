import Foundation

/// Tells whether two names look alike to a hurried eye: the same but for case, width, accents, spaces and signs, or for
/// letters of another alphabet that are drawn the same.
///
/// A small part of what Unicode calls confusable (UTS #39); the rule is that of docs/spec/trust.md, Names.
enum LookAlike {
    /// What is left of a name once everything is taken off that an eye passes over; equal for names that look alike.
    static func skeleton(of name: String) -> String {
        let decomposed = name.decomposedStringWithCompatibilityMapping.lowercased()
        var letters = ""
        for scalar in decomposed.decomposedStringWithCompatibilityMapping.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .spacingMark, .enclosingMark: continue
            default: break
            }
            if let drawn = drawnAs[scalar] {
                letters += drawn
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                letters.unicodeScalars.append(scalar)
            }
        }
        return letters.replacing("rn", with: "m").replacing("vv", with: "w")
    }

    /// What each Latin letter is mistaken for, one row a letter.
    private static let rows: [(letter: String, drawn: String)] = [
        ("a", "аɑα"), ("b", "вβƅ"), ("c", "сϲⅽ"), ("d", "ԁⅾ"), ("e", "еҽε"), ("g", "ցɡ"), ("h", "һհ"),
        ("i", "іıιɩӏ|!1l"), ("j", "јϳ"), ("k", "кκ"), ("m", "м"), ("n", "нпηոռ"), ("o", "оοσօ0"), ("p", "рρ"),
        ("q", "ԛգ"), ("r", "г"), ("s", "ѕꜱ"), ("t", "тτ"), ("u", "υսцμ"), ("v", "ѵν"), ("w", "ԝωшա"),
        ("x", "хχ"),
        ("y", "уүγყ"), ("z", "ʐ"), ("ss", "ß"),
    ]

    private static let drawnAs: [Unicode.Scalar: String] = {
        var table: [Unicode.Scalar: String] = [:]
        for row in rows { for scalar in row.drawn.unicodeScalars { table[scalar] = row.letter } }
        return table
    }()
}

extension Trust {
    /// The trusted card whose name or organisation a card's name looks like, though its key is another; nil where there is
    /// none, and for a card that succeeds one of them.
    ///
    /// A person who moved to a new key without saying so looks the same: the reader is to ask.
    package func lookAlike(of card: Card) -> Card? {
        let skeleton = LookAlike.skeleton(of: card.name)
        guard !skeleton.isEmpty else { return nil }
        let alike = cards.filter { trusted in
            trusted.verifyingKey != card.verifyingKey && !card.succeeds(trusted)
                && ([trusted.name] + [trusted.organization].compactMap(\.self)).contains {
                    LookAlike.skeleton(of: $0) == skeleton
                }
        }
        return alike.first { $0.name == card.name } ?? alike.first
    }

    /// The trusted card that speaks against an unknown one being who its name says: one whose name it has or looks like, or
    /// one whose key signed it though it was not added. Nil where nothing does.
    package func contradiction(to card: Card) -> Card? {
        lookAlike(of: card) ?? replacement(by: card)?.predecessor
    }
}
