import Statements

/// A telephone number by which somebody says that they compared a card.
///
/// One that stands in what the card came with proves nothing: whoever wrote that answers it.
struct CalledNumber {
    /// Shorter ones are extensions, and in any text.
    private static let fewestDigits = 5
    /// The most groups of digits that one number is written in.
    private static let mostGroups = 12

    /// All its digits, and those of each part without a letter or comma: an extension or a remark may stand behind it.
    private let readings: [String]

    init(_ text: String) {
        let parts = text.split { $0.isLetter || ",;:".contains($0) }.map { part in
            Self.groups(of: String(part)).joined().joined()
        }
        readings = [parts.joined()] + parts
    }

    var hasDigits: Bool { readings.contains { !$0.isEmpty } }

    /// Whether it is one of those that texts name, with or without what is dialled before it, however it is written there.
    func stands(inAnyOf texts: [String]) -> Bool { texts.contains(where: stands) }

    private func stands(in text: String) -> Bool {
        let named = Self.groups(of: text)
        return readings.contains { digits in named.contains { Self.names($0, digits) } }
    }

    /// Whether groups of digits that stand together name a number.
    private static func names(_ groups: [String], _ digits: String) -> Bool {
        // Without the zeros that are dialled before it.
        let local = digits.drop { $0 == "0" }
        guard local.utf8.count >= fewestDigits else { return false }
        // What is dialled before it, other numbers, days, and times may stand beside it.
        if groups.joined().contains(local) { return true }
        return groups.indices.contains { first in
            var named = ""
            for group in groups[first...].prefix(mostGroups) {
                named += group
                let part = named.drop { $0 == "0" }
                if part.utf8.count >= fewestDigits, digits.hasSuffix(part) { return true }
            }
            return false
        }
    }

    /// The digits of a text, of whatever script, as groups without anything between them; each list of them without a letter
    /// between two groups.
    private static func groups(of text: String) -> [[String]] {
        text.split(whereSeparator: \.isLetter).map { part in
            part.split { digit(of: $0) == nil }.map { group in
                String(group.compactMap { digit(of: $0).map(Character.init) })
            }
        }
    }

    private static func digit(of character: Character) -> String? {
        guard let value = character.wholeNumberValue, (0...9).contains(value) else { return nil }
        return "\(value)"
    }
}

extension Request {
    /// All that it says in the words of whoever wrote it, with those of the cards that came with it.
    var texts: [String] {
        [
            contact, caseNumber, purpose, offence, legalBasis, location.text, terms.retention,
            terms.onwardSharing,
        ].compactMap(\.self) + cameraLabels + cards.flatMap(\.texts)
    }

    private var cameraLabels: [String] {
        if case .labels(let labels) = cameras { labels } else { [] }
    }
}

extension Card {
    /// What its maker wrote on it.
    var texts: [String] { [name, organization].compactMap(\.self) }
}
