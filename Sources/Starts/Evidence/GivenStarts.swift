import Objects
import Statements
import Foundation

/// Starts of recordings that their owner stated, in place of what names and files say.
package struct GivenStarts: Sendable, Hashable {
    private var starts: [GivenStart] = []
    /// How names and containers in a folder, or of a file, are read, by the folder's or the file's path.
    private var answers: [GivenAnswer] = []
    /// What was said in earlier commands; what is said now counts before it.
    package var remembered = RememberedStarts()

    /// None.
    package init() {}

    /// Starts as they are typed: `FILE=TIME` each, or `FOLDER=ANSWER` for what the names in a folder leave open.
    ///
    /// - Parameters:
    ///   - texts: an answer is one of ``StartAnswer``. The time is RFC 3339, or without an offset as clocks of the zone show it.
    ///   - zone: of times without an offset.
    /// - Throws: ``FootageError/startNotUnderstood(text:reason:)`` and ``FootageError/startWithoutOffset(text:)``.
    package init(_ texts: [String], zone: RecordingZone) throws(FootageError) {
        for text in texts {
            guard let equals = text.lastIndex(of: "="), equals > text.startIndex else {
                throw .startNotUnderstood(text: text, reason: "it is FILE=TIME")
            }
            let time = String(text[text.index(after: equals)...])
            if let answer = StartAnswer(rawValue: time) {
                answers.append(GivenAnswer(path: Self.resolved(String(text[..<equals])), answer: answer))
                continue
            }
            starts.append(try GivenStart(file: String(text[..<equals]), time: time, zone: zone))
        }
    }

    /// What was stated of a file.
    package func start(of path: String) -> GivenStart? {
        guard !starts.isEmpty else { return nil }
        let name = (path as NSString).lastPathComponent
        let alike = starts.filter { ($0.file as NSString).lastPathComponent == name }
        guard !alike.isEmpty else { return nil }
        let resolved = Self.resolved(path)
        return alike.last { Self.resolved($0.file) == resolved }
    }

    /// What was answered for a file: to each question for itself, or for the nearest folder around it.
    package func answers(for path: String) -> StartAnswers {
        var found = StartAnswers()
        guard !answers.isEmpty else { return found }
        let resolved = Self.resolved(path)
        for given in answers.sorted(by: { $0.path.utf8.count < $1.path.utf8.count })
        where Self.holds(given.path, resolved) {
            found.add(given.answer)
        }
        return found
    }

    /// For which file or folder an answer was given that counts for a file; nil where it was not given now.
    package func place(of answer: StartAnswer, for path: String) -> String? {
        let resolved = Self.resolved(path)
        return answers.filter { $0.answer == answer && Self.holds($0.path, resolved) }
            .max { $0.path.utf8.count < $1.path.utf8.count }?.path
    }

    static func holds(_ folder: String, _ path: String) -> Bool {
        path == folder || path.hasPrefix(folder == "/" ? folder : folder + "/")
    }

    /// Checks that each start is of a recording there is: one that is meant for a file and changes nothing would
    /// leave another hour standing.
    ///
    /// - Throws: ``FootageError/startOfNothing(path:)``.
    package func check(against paths: [String]) throws(FootageError) {
        for given in answers where !paths.contains(where: { Self.holds(given.path, Self.resolved($0)) }) {
            throw .startOfNothing(path: given.path)
        }
        guard !starts.isEmpty else { return }
        let names = Set(starts.map { ($0.file as NSString).lastPathComponent })
        let found = Set(
            paths.filter { names.contains(($0 as NSString).lastPathComponent) }.map(Self.resolved))
        for start in starts where !found.contains(Self.resolved(start.file)) {
            throw .startOfNothing(path: start.file)
        }
    }

    static func resolved(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }
}

/// How what lies under a path is read, by its owner's word.
private struct GivenAnswer: Hashable {
    let path: String
    let answer: StartAnswer
}

/// When a recording starts by its owner's word.
package struct GivenStart: Sendable, Hashable {
    /// The file it was said of, as it was typed.
    package let file: String
    /// The time the camera's clock showed.
    package let time: WallTime
    /// The time as it was typed.
    package let text: String
    /// The zone the text was read in, where it carries no offset.
    package let zone: String?

    package init(file: String, time text: String, zone: RecordingZone) throws(FootageError) {
        self.file = file
        self.text = text
        if let time = try? WallTime(rfc3339: text) {
            self.time = time
            self.zone = nil
            return
        }
        guard let read = FileNameTime(text: text), read.text == text, read.offset == nil,
            read.zoneOffsets.isEmpty, read.choices.isEmpty, read.civilEnd == nil
        else {
            throw .startNotUnderstood(
                text: text, reason: "write the time like 2026-07-04T21:38:00+02:00, or without the offset")
        }
        guard zone.isGiven else {
            throw .startWithoutOffset(text: text)
        }
        let moments = zone.moments(read.civil)
        guard let time = moments.first, moments.count == 1 else {
            throw .startNotUnderstood(
                text: text,
                reason: moments.isEmpty
                    ? "clocks of \(zone.name) skipped that time"
                    : "clocks of \(zone.name) showed that twice: say "
                        + moments.map(\.rfc3339).joined(separator: " or "))
        }
        self.time = time
        self.zone = zone.name
    }
}
