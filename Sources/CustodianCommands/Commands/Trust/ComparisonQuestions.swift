import CustodyDesk
import Outcomes
import Presentation

/// Asks somebody who sits at the terminal who compared the fingerprint of a card, when and how.
enum ComparisonQuestions {
    /// - Returns: nil where they say that nobody compared it, or that it is not to be written down.
    static func ask(_ card: TrustSource.Card) throws(DeskError) -> GivenComparison? {
        for fact in card.labelled {
            for line in fact.value.split(separator: "\n") { Output.notes("\(fact.label): \(line)") }
        }
        Output.asking(
            "Who compared this fingerprint with \(card.quotedName)? Your name, or nothing if nobody did: ")
        let by = Terminal.line() ?? ""
        guard by.contains(where: { !$0.isWhitespace }) else { return nil }
        Output.asking("The fingerprint as they read it to you, at least the first 16 digits: ")
        let read = Terminal.line() ?? ""
        Output.asking("When? 14:30, or 2026-07-04 14:30; nothing for now: ")
        let on = try moment(Terminal.line() ?? "")
        Output.asking(
            "By which telephone number, not one that came with the card, and where you found it? Nothing for face to face: "
        )
        let number = Terminal.line() ?? ""
        return GivenComparison(
            read: read, by: by, on: on,
            way: number.contains { !$0.isWhitespace } ? .number(number) : .faceToFace)
    }

    /// When it was compared; nil for now.
    static func moment(_ text: String) throws(DeskError) -> GivenMoment? {
        let text = text.filter { !$0.isNewline }
        guard text.contains(where: { !$0.isWhitespace }), text.lowercased() != "now" else { return nil }
        do { return try GivenMoment(text) } catch {
            throw DeskError(.usage, "\(error)")
        }
    }
}
