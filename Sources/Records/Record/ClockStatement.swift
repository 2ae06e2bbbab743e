import Foundation
import Statements

/// Whose word the times of a recording are: what tells when it starts, how far the clock that tells it was off, and what
/// contradicts it.
///
/// Every document that shows a time of the footage says this of it in these words and no others, so that none calls a
/// camera's clock what no camera said.
package struct ClockStatement: Sendable, Hashable {
    /// When the recording starts, and what says so.
    package let start: StartEvidence
    /// What the zone of the clock is called, by the owner's word; nil where the evidence carries its own.
    package let zone: String?
    /// How far the clock was off; nil where the record has nothing of it, whatever was measured since.
    package let error: ClockError?
    /// What tells another time.
    package let conflicts: [StartConflict]

    /// What the record says of a recording's clock.
    package init(_ recording: RecordingFacts) {
        start = recording.start
        zone = recording.zone
        error = recording.clockError
        conflicts = recording.conflicts
    }

    /// Whether a camera's clock tells the start: the name it gave its file, or the folders.
    package var isCameraClock: Bool { start.how == .fileName }

    /// Whether something that is no weaker than it tells another start.
    package var isContradicted: Bool { conflicts.contains { $0.needsAnswer || $0.isOfName } }

    /// What tells the start, with whose word it is.
    package var source: String { start.source }

    /// The whole statement in a line: `by the camera's clock, as the file's name or its folders tell; how far that was off is
    /// not known`.
    package var inWords: String { inWords(measured: apart.map { [$0] } ?? []) }

    /// What is said whatever the recording, so that recordings of which the same is said can be told of together.
    package var common: String { inWords(measured: []) }

    /// The statement of recordings of which ``common`` is the same.
    package static func inWords(_ recordings: [RecordingFacts]) -> String {
        let statements = recordings.map(ClockStatement.init)
        return statements.first?.inWords(measured: statements.compactMap(\.apart)) ?? ""
    }

    private func inWords(measured apart: [MeasuredApart]) -> String {
        "by \(source)" + (isContradicted ? ", which the file itself contradicts as the record names" : "")
            + "; "
            + (error == nil
                ? "how far it was off is not known"
                : "less the error of the clock, \(errorInWords(measured: apart))")
    }

    /// How long after the recording began its clock was measured, by the owner's word; nil where it was not measured.
    private var apart: MeasuredApart? {
        error?.measurement.map { MeasuredApart($0.shown.to, from: start, less: error) }
    }

    /// How far the clock was off, how certain that is, and whose word it is.
    package var errorInWords: String { errorInWords(measured: apart.map { [$0] } ?? []) }

    private func errorInWords(measured apart: [MeasuredApart]) -> String {
        guard let error else { return "not known: the record has none" }
        // Whether it was measured, and from what, nobody has looked at.
        let how =
            error.measurement.map { measurement in
                let clips = measurement.clips.map {
                    "\($0.name.quoted) (\(counted(UInt64(clamping: $0.codes), "code")))"
                }
                return
                    "by the word of the owner, who says that it was measured on \(measurement.camera.quoted), in "
                    + listInWords(clips) + ", shown from \(measurement.shown.from) to \(measurement.shown.to)"
                    + (MeasuredApart.inWords(apart).map { ", \($0)" } ?? "")
            } ?? "by the owner's word"
        return "\(error.inWords), \(how)"
    }

    /// What contradicts the start, each in words.
    package var conflictsInWords: [String] { conflicts.map { $0.inWords(start, zone: zone) } }

    /// The statement as a line of so many letters, the longest form that fits: what is left out first is whose word the
    /// error is.
    package func caption(columns: Int) -> String {
        let clocks = isContradicted ? ["\(start.how.caption) (contradicted)"] : [start.how.caption]
        let errors: [String] =
            if let error {
                error.errorNanoseconds == 0
                    ? ["no error (owner's word)", "no error"]
                    : [
                        "corrected: \(error.lengthInWords) (owner's word)",
                        "corrected: \(error.lengthInWords)",
                        error.lengthInWords, "corrected",
                    ]
            } else {
                ["error not known", "error unknown"]
            }
        let lines = errors.flatMap { error in clocks.map { "\($0), \(error)" } }
        return lines.first { $0.count <= columns } ?? String((lines.last ?? "").prefix(columns))
    }
}

extension StartEvidence {
    /// What tells a start, to who did not seal, and what its owner said of how that is read.
    fileprivate var source: String {
        let read = ownersReading.map { ", read as \($0), by the owner's word" } ?? ""
        return switch how {
        case .given: "the owner's word"
        case .fileName: "the camera's clock, as the file's name or its folders tell" + read
        case .container: "the time in the file's own metadata" + read
        case .fileTime:
            "the file's date of last change alone, which copying changes"
                + (read.isEmpty ? ", by the owner's word" : read)
        }
    }

    /// How the owner said the evidence is read, as its detail says behind it: `when it ended`. Nil where nobody was asked; also
    /// where a name was said to be right, which is told with what contradicts it.
    private var ownersReading: String? {
        let parts = detail.components(separatedBy: "; ").dropFirst().reversed()
        return parts.lazy.filter { $0.hasSuffix(Self.ownersWord) }
            .map { String($0.dropLast(Self.ownersWord.count)) }.first { Self.readings.contains($0) }
    }

    /// How evidence can be read, in the words of docs/spec/start.md: a name may hold any others.
    private static let readings: Set = [
        "the year first", "the day first", "the month first", "the first time in it", "the second time in it",
        "when it began", "when it ended", "when it began, whatever its name says",
        "when it ended, whatever its name says",
    ]

    /// What stands in ``detail`` behind how its owner said the evidence is read.
    package static let ownersWord = ", by its owner's word"
}

extension StartEvidence.Kind {
    /// The same in a few letters.
    fileprivate var caption: String {
        switch self {
        case .given: "owner's word"
        case .fileName: "camera clock"
        case .container: "file's metadata"
        case .fileTime: "file's date"
        }
    }
}

extension ClockError {
    /// `3 min 3.2 s fast`, `none`.
    package var lengthInWords: String {
        guard errorNanoseconds != 0 else { return "none" }
        return
            "\(durationInWords(nanoseconds: abs(errorNanoseconds))) \(errorNanoseconds > 0 ? "fast" : "slow")"
    }

    /// `3 min 3.2 s fast, give or take 300 ms`.
    package var inWords: String {
        lengthInWords
            + (uncertaintyNanoseconds.map { ", give or take \(durationInWords(nanoseconds: $0))" }
                ?? ", with an uncertainty nobody gave")
    }
}

extension ClockError {
    /// Seconds in decimal digits, with or without an `s`, read without a detour over a binary fraction; nil for anything else, and
    /// beyond ``limit``.
    package static func nanoseconds(seconds text: some StringProtocol) -> Int64? {
        let digits = text.hasSuffix("s") ? text.dropLast() : text[...]
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), !parts[0].isEmpty, parts[0].utf8.count <= 10,
            parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            let whole = Int64(parts[0]), whole < limit / WallTime.nanosecondsPerSecond
        else { return nil }
        guard parts.count == 2 else { return whole * WallTime.nanosecondsPerSecond }
        guard (1...9).contains(parts[1].utf8.count),
            let fraction = Int64(parts[1] + String(repeating: "0", count: 9 - parts[1].utf8.count))
        else { return nil }
        return whole * WallTime.nanosecondsPerSecond + fraction
    }
}
