import Statements
import Foundation

/// What an owner said of starts in earlier commands, so that the next says the same (docs/spec/start.md, Remembered).
package struct RememberedStarts: Sendable, Hashable {
    /// How names, containers and files' dates are read, of one camera and one form of names each.
    package var answers: [RememberedAnswer]
    /// When single files start.
    package var starts: [RememberedStart]

    package init(answers: [RememberedAnswer] = [], starts: [RememberedStart] = []) {
        self.answers = answers
        self.starts = starts
    }

    package var isEmpty: Bool { answers.isEmpty && starts.isEmpty }

    /// The answer to a question about a file, where one was given that fits it: that of the nearest folder around it, and of
    /// two of these the last.
    func answer(
        to question: StartQuestion, of path: String, camera: String, name: NameReading?,
        lastChanged: WallTime
    ) -> RememberedAnswer? {
        guard !answers.isEmpty else { return nil }
        let resolved = GivenStarts.resolved(path)
        return answers.filter {
            $0.answer.question == question && GivenStarts.holds($0.place, resolved)
                && $0.isOf(camera, name)
                // A file that was copied here since has the date of the copy.
                && (question != .fileDate || lastChanged <= $0.said)
        }
        .max { ($0.place.utf8.count, $0.said) < ($1.place.utf8.count, $1.said) }
    }

    /// What was said of a file, where it has not changed since.
    func start(of path: String, lastChanged: WallTime) -> RememberedStart? {
        guard !starts.isEmpty else { return nil }
        let resolved = GivenStarts.resolved(path)
        return starts.last { $0.file == resolved && $0.lastChanged == lastChanged }
    }

    /// The answers in what order dates are written that a name does not fit: its own date can only be in another, though it
    /// is of the same camera and form.
    package func misfits(of path: String, camera: String, name: NameReading) -> [RememberedAnswer] {
        guard let order = name.order, answers.contains(where: { $0.answer.question == .dateOrder }) else {
            return []
        }
        let resolved = GivenStarts.resolved(path)
        return answers.filter {
            $0.answer.question == .dateOrder && $0.answer != order && $0.isOf(camera, name)
                && GivenStarts.holds($0.place, resolved)
        }
    }

    /// Takes in what was said now; it replaces what was said of the same before.
    package mutating func add(_ answer: RememberedAnswer) {
        answers.removeAll { $0.isOfTheSame(as: answer) }
        answers.append(answer)
    }

    /// Takes in what was said now; it replaces what was said of the same before.
    package mutating func add(_ start: RememberedStart) {
        starts.removeAll { $0.file == start.file }
        starts.append(start)
    }
}

/// How what lies under a path is read by its owner's word, and which names that fits.
package struct RememberedAnswer: Sendable, Hashable, Codable {
    /// The file or the folder it was given for: an absolute path without links.
    package var place: String
    /// The label of the camera; nil where names tell no start, as each file is then called by its own name.
    package var camera: String?
    /// The layout of the names it fits; nil where names tell no start.
    package var layout: String?
    /// What such a name shows, with a zero for each figure; nil where names tell no start.
    package var form: String?
    package var answer: StartAnswer
    /// When it was given, by this machine's clock.
    package var said: WallTime

    /// - Parameters:
    ///   - place: the file or the folder it is given for.
    ///   - name: what the name of a file says that it settles; nil where it says nothing.
    package init(_ answer: StartAnswer, place: String, camera: String, name: NameReading?, said: WallTime) {
        self.place = GivenStarts.resolved(place)
        self.camera = name == nil ? nil : camera
        layout = name?.layout
        form = name.map(Self.form)
        self.answer = answer
        self.said = said
    }

    fileprivate func isOf(_ camera: String, _ name: NameReading?) -> Bool {
        guard let name else { return layout == nil }
        return self.camera == camera && layout == name.layout && form == Self.form(of: name)
    }

    fileprivate func isOfTheSame(as other: RememberedAnswer) -> Bool {
        place == other.place && camera == other.camera && layout == other.layout && form == other.form
            && answer.question == other.answer.question
    }

    private static func form(of name: NameReading) -> String {
        String(name.text.map { $0.isASCII && $0.isNumber ? "0" : $0 })
    }
}

/// When a file starts by its owner's word.
package struct RememberedStart: Sendable, Hashable, Codable {
    /// The file: an absolute path without links.
    package var file: String
    /// When that file was last changed: another one that takes its place is asked about anew.
    package var lastChanged: WallTime
    /// The time as it was typed.
    package var time: String
    /// The zone that is read in, where it carries no offset.
    package var zone: String?
    /// When it was said, by this machine's clock.
    package var said: WallTime

    private enum CodingKeys: String, CodingKey {
        case file, time, zone, said
        case lastChanged = "last_changed"
    }

    package init(_ start: GivenStart, path: String, lastChanged: WallTime, said: WallTime) {
        file = GivenStarts.resolved(path)
        self.lastChanged = lastChanged
        time = start.text
        zone = start.zone
        self.said = said
    }

    /// The same as it is said in a command; nil where it cannot be understood any more.
    var given: GivenStart? {
        guard let zone = try? zone.map({ try RecordingZone($0) }) ?? .machine else { return nil }
        return try? GivenStart(file: file, time: time, zone: zone)
    }
}

extension RememberedStarts {
    /// Whether the same is remembered already.
    package func holds(_ answer: RememberedAnswer) -> Bool {
        // What is said of a file's date holds for files of before, so that it was said again is something new.
        answers.contains {
            $0.isOfTheSame(as: answer) && $0.answer == answer.answer && answer.answer.question != .fileDate
        }
    }

    /// Whether the same is remembered already.
    package func holds(_ start: RememberedStart) -> Bool {
        starts.contains {
            $0.file == start.file && $0.lastChanged == start.lastChanged && $0.time == start.time
                && $0.zone == start.zone
        }
    }

    /// What was said of a camera, or of a file or a folder and what lies in it.
    package func of(_ name: String) -> RememberedStarts {
        let resolved = GivenStarts.resolved(name)
        return RememberedStarts(
            answers: answers.filter { $0.camera == name || GivenStarts.holds(resolved, $0.place) },
            starts: starts.filter { GivenStarts.holds(resolved, $0.file) })
    }
}
