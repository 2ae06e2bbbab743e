import Recordings
import Records
import Statements

/// The words in a viewing copy.
enum ViewingWords {
    /// `0002-front-door-master.mp4 (original)`.
    static func name(of object: ObjectFacts) -> String {
        object.name + (object.role.isDerivative ? " (encoded anew)" : " (original)")
    }

    /// `2026-07-04 21:40:31.400 +02:00`, rounded down to the millisecond.
    static func clock(_ time: WallTime) -> String {
        let text = time.toTheSecond.rfc3339
        let elapsed = time.nanoseconds(since: time.toTheSecond)
        let fraction = String(1000 + elapsed / 1_000_000).dropFirst()
        let offset = text.dropFirst(19)
        return
            "\(text.prefix(10)) \(text.dropFirst(11).prefix(8)).\(fraction) \(offset == "Z" ? "UTC" : String(offset))"
    }

    /// What was measured of the clock after sealing: the last of it, and whether that contradicts the owner.
    static func measured(
        _ clocks: [MeasuredClock], beside recording: RecordingFacts, columns: Int = ViewingCanvas.columns
    ) -> String {
        guard let last = clocks.last else { return " " }
        let mark = last.contradicts(recording.clockError) ? "CONTRADICTED: " : ""
        return mark + last.caption(columns: columns - mark.count, beside: recording)
    }

    /// As much of a text as a line holds.
    static func fitted(_ text: String, _ columns: Int = ViewingCanvas.columns) -> String {
        text.count > columns ? text.prefix(columns - 1) + "…" : text
    }

    /// The first line of a card.
    static func head(_ kind: ViewingCopyPlan.Card.Kind, _ reason: GapReason?) -> String {
        switch kind {
        case .noFootage: "NO FOOTAGE" + (reason.map { ": \($0.inWords.prefix(34))" } ?? "")
        case .notHandedOver: "NOT PART OF WHAT WAS HANDED OVER"
        case .twice: "RECORDED TWICE: WHAT FOLLOWS SHOWS AGAIN"
        }
    }

    /// The lines of a card.
    static func card(
        _ card: ViewingCopyPlan.Card, by pageClock: DocumentClock
    ) -> [ViewingCanvas.Line: String] {
        func time(_ time: WallTime) -> String { clock(pageClock.shown(time)) }
        let head = head(card.kind, card.reason)
        let length = durationInWords(nanoseconds: card.window.durationNanoseconds)
        let shown =
            card.shownNanoseconds == card.window.durationNanoseconds
            ? "" : ", card shown for \(durationInWords(nanoseconds: card.shownNanoseconds))"
        return [
            .label: ViewingCanvas.label,
            .object: "no clip",
            .card1: head,
            .card2: "from \(time(card.window.from))",
            .card3: "to   \(time(card.window.to))",
            .card4: "\(length)\(shown)",
            .note: fitted(card.reason?.inWords ?? ""),
        ]
    }
}
