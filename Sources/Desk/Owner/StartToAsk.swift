import Objects
import Recordings
import Records
import Starts
import Statements

/// A question about starts that an owner has to answer before anything of these recordings may leave.
///
/// Answered by one of the readings, it is answered for all recordings of its place; without readings, by a time for the one
/// file.
package struct StartToAsk: Equatable, Sendable {
    /// The folder, or the file, that an answer is of.
    package let place: String
    /// What is asked: the raw value of a ``StartQuestion``, or ``repeatedHour``.
    package let code: String
    /// The first of the recordings.
    package let file: String
    /// How many recordings of the place it is asked of.
    package let count: Int
    /// What it may mean; none where nothing but a time answers it.
    package let readings: [Reading]

    /// What a recording may mean.
    package struct Reading: Equatable, Sendable {
        /// The answer, as ``OwnersFootage/starts`` has it behind the place.
        package let answer: String
        /// When ``StartToAsk/file`` starts then.
        package let time: WallTime
    }

    /// The code of the hour that clocks showed twice.
    package static let repeatedHour = "repeated_hour"
    /// All codes, which a front has words for.
    package static var codes: [String] { StartQuestion.allCodes + [repeatedHour] }
    /// All answers that are no times, which a front has words for.
    package static var answers: [String] { StartAnswer.allCases.map(\.rawValue) }

    /// The text for ``OwnersFootage/starts`` that answers it.
    package func text(_ answer: String) -> String { "\(place)=\(answer)" }

    /// What is to be asked of recordings, as far as it matters for a window.
    static func all(of recordings: [Recording], in window: Window) -> [StartToAsk] {
        let matters = { (span: Window) in span.intersection(window) != nil }
        let open = recordings.filter { $0.startQuestion(where: matters) != nil }
        let twice = recordings.filter { recording in
            recording.otherSpan.map { matters(recording.span) || matters($0) } ?? false
        }
        return FolderQuestion.all(of: open).map(StartToAsk.init) + twice.compactMap(StartToAsk.init)
    }

    private init(_ question: FolderQuestion) {
        let recording = question.first
        let open = recording.openStart
        code = question.question.rawValue
        file = recording.path
        readings =
            (open?.answer.map { [Reading(answer: $0.rawValue, time: recording.start.time)] } ?? [])
            + (open?.others ?? []).map { Reading(answer: $0.answer.rawValue, time: $0.time) }
        // What only a time answers is of one file: each was made at its own.
        (place, count) = readings.isEmpty ? (recording.path, 1) : (question.folder, question.count)
    }

    private init?(_ recording: Recording) {
        guard let other = recording.otherStart else { return nil }
        code = Self.repeatedHour
        (place, file, count) = (recording.path, recording.path, 1)
        readings = [recording.start.time, other].map { Reading(answer: $0.rfc3339, time: $0) }
    }
}
