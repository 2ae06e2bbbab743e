/// Whose keys a card is for, by its own word.
///
/// No rule gives a power to it: it tells an owner that what is encrypted to one card is not lost with one person.
/// Format: docs/spec/card.md, File.
package enum CardHolder: String, Sendable, Codable, CaseIterable {
    /// One person. A card that says nothing of it is a person's.
    case person
    /// An office, whose people use its keys one after another, or several of them.
    case office
}
