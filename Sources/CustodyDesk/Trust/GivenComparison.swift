import Foundation
import Outcomes
import Statements

/// What a person says of how they compared a card's fingerprint, before it is written down.
package struct GivenComparison {
    /// By which way two people spoke.
    package typealias Way = FingerprintComparison.Way

    /// The fingerprint as the card's person read it out, or its beginning.
    package var read: String
    /// Who compared.
    package var by: String
    /// When; nil for now. A time of day alone is of the last 24 hours.
    package var on: GivenMoment?
    package var way: Way

    package init(read: String, by: String, on: GivenMoment?, way: Way) {
        self.read = read
        self.by = by
        self.on = on
        self.way = way
    }

    /// What is to be written down of it.
    ///
    /// - Throws: ``DeskError`` for what is no comparison of this card.
    func comparison(
        of card: Card, in file: String, zone: TimeZone = .current, now: WallTime = .now()
    ) throws(DeskError) -> FingerprintComparison {
        try ComparedFingerprint(read).check(card, in: file)
        if case .number(let number) = way, CalledNumber(number).stands(inAnyOf: card.texts) {
            throw DeskError(
                .notPermitted,
                "refused: the number \(number) stands on the card itself, so whoever made the card answers it; "
                    + "\(file) is not trusted",
                remedy: .callAndCompare(name: card.name))
        }
        let noted = now.toTheSecond.inOffset(seconds: Int32(clamping: zone.secondsFromGMT()))
        let day = try telling {
            try Window(
                from: noted.adding(days: -1).adding(nanoseconds: 1), to: noted.adding(nanoseconds: 1))
        }
        let compared: WallTime
        do { compared = try on?.moment(in: day, zone: zone) ?? noted } catch { throw DeskError(error) }
        // Another's clock may be a day ahead; nobody compares a card that will only be made the day after. Of a card that is
        // dated ahead of now it is the date that is wrong.
        guard compared >= min(card.created, noted).adding(days: -1) else {
            throw DeskError(
                .usage,
                "the card was made on \(card.created.toTheSecond.inWords), by its own account, so nobody compared it on "
                    + compared.toTheSecond.inWords)
        }
        do {
            return try FingerprintComparison(
                of: card.fingerprint, read: read, by: by, compared: compared, way: way, noted: noted)
        } catch .statementNotValid(_, let reason) {
            throw DeskError(.usage, "the comparison cannot be written down: \(reason)")
        } catch { throw DeskError(error) }
    }
}

/// What is known of who compared a card's fingerprint, where it is to be trusted.
package enum ComparisonAnswer {
    /// It was compared so.
    case made(GivenComparison)
    /// Nobody wants to say, or nobody compared it: the card is trusted all the same, and that is said of it.
    case notWrittenDown
    /// Somebody can be asked, who may answer with nothing.
    case asking((Card) throws(DeskError) -> GivenComparison?)
    /// Nothing was said, and nobody can be asked.
    case missing
}
