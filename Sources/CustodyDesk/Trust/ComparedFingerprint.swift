import Outcomes
import Statements

/// A fingerprint, or its beginning, as somebody read it out.
package struct ComparedFingerprint {
    /// The fewest digits that are a comparison: fewer could be made to fit.
    package static let fewestDigits = FingerprintComparison.fewestDigits

    private let text: String

    /// - Throws: ``DeskError`` where it is too short to compare anything by.
    package init(_ text: String) throws(DeskError) {
        guard text.count(where: \.isHexDigit) >= Self.fewestDigits else {
            throw DeskError(
                .usage,
                "at least the first \(Self.fewestDigits) digits of the fingerprint must be read out to compare it",
                remedy: .compareMoreDigits)
        }
        self.text = text
    }

    /// Whether it is the fingerprint of a card, or its beginning.
    func isOf(_ card: Card) -> Bool { card.fingerprint.hasPrefix(text) }

    /// Refuses a card of another fingerprint.
    ///
    /// - Parameter file: where the card was read.
    package func check(_ card: Card, in file: String) throws(DeskError) {
        guard isOf(card) else {
            throw DeskError(
                .notPermitted,
                "refused: \(file) has another fingerprint than the one that was read to you, so it is not their card; "
                    + "it is not trusted")
        }
    }
}
