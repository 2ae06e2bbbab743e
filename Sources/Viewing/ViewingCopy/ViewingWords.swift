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

    /// What is known of the clock that time is by, and of the start that it is counted from.
    static func note(_ recording: RecordingFacts) -> String {
        let clock =
            switch recording.start.how {
            case .given: "start by the owner's word"
            case .fileName: "camera clock"
            case .container: "container's time"
            case .fileTime: "file's date, by the owner's word"
            }
        let isContradicted = recording.conflicts.contains { $0.needsAnswer || $0.isOfName }
        return fitted(
            clock + (isContradicted ? " (contradicted)" : "") + ", " + note(recording.clockError))
    }

    private static func note(_ error: ClockError?) -> String {
        guard let error else { return "error not known" }
        // Measured or not, that it was is the owner's word.
        let how = "owner's word"
        let magnitude = abs(error.errorNanoseconds)
        guard magnitude > 0 else { return "no error (\(how))" }
        let length = durationInWords(nanoseconds: magnitude)
        return "corrected: \(length) \(error.errorNanoseconds > 0 ? "fast" : "slow") (\(how))"
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
    static func card(_ card: ViewingCopyPlan.Card, utcOffsetSeconds: Int32) -> [ViewingCanvas.Line: String] {
        func time(_ time: WallTime) -> String {
            clock(time.inOffset(seconds: utcOffsetSeconds))
        }
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

extension RecordingFacts {
    /// What is known of the clock that its times are by, and of the start that they are counted from, in a line.
    package var clockNote: String { ViewingWords.note(self) }
}
