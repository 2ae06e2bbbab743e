import Catalog
import CustodyDesk
import Foundation
import Outcomes
import Starts
import Statements

/// What an owner answered about the starts of recordings, remembered from one command to the next, so that a list, a match, a
/// preview, a consent and a seal say the same. It can be shown, and taken back.
package struct OwnersAnswers: Equatable, Sendable {
    /// Where it is kept, be it there or not.
    package let path: String

    package init(at path: String) { self.path = path }

    /// Where it is kept: the place somebody named, that of the variable `PROFFER_ANSWERS`, or the usual one. Nil for a person
    /// without a home folder who names none.
    package static func place(_ named: String? = nil) -> OwnersAnswers? {
        if let named { return OwnersAnswers(at: named) }
        if let path = ProcessInfo.processInfo.environment["PROFFER_ANSWERS"], !path.isEmpty {
            return OwnersAnswers(at: path)
        }
        return AnswersFile.standardPath.map { OwnersAnswers(at: $0) }
    }

    private var file: AnswersFile { AnswersFile(path: path) }

    /// What was said before; nothing where that cannot be read, which is noted: what is open is asked anew.
    func remembered(noting: (Note) -> Void) -> RememberedStarts {
        do { return try file.read() } catch {
            noting(.footage(.answersNotKept(reason: DeskError(error).message)))
            return RememberedStarts()
        }
    }

    /// Remembers what was said now. That it cannot be kept is a note and ends nothing.
    func keep(_ given: RememberedStarts, noting: (Note) -> Void) {
        guard !given.isEmpty else { return }
        do {
            let changed = try file.change { remembered in
                for answer in given.answers where !remembered.holds(answer) { remembered.add(answer) }
                for start in given.starts where !remembered.holds(start) { remembered.add(start) }
            }
            if changed { noting(.footage(.answersKept(path: path))) }
        } catch {
            noting(.footage(.answersNotKept(reason: DeskError(error).message)))
        }
    }

    /// All that is remembered.
    ///
    /// - Throws: ``DeskError`` where it cannot be read.
    package func show() throws(DeskError) -> RememberedAnswersFacts {
        try telling { RememberedAnswersFacts(try file.read(), in: path) }
    }

    /// Takes back what was said of a camera, of a file or a folder and of what lies in it, or all.
    ///
    /// - Parameter names: cameras, files and folders; nil for all that is remembered.
    /// - Returns: what was taken back.
    /// - Throws: ``DeskError``, also where nothing of a name is remembered; then nothing is taken back.
    package func forget(_ names: [String]?) throws(DeskError) -> RememberedAnswersFacts {
        try telling {
            let all = try file.read()
            var gone = RememberedStarts()
            if let names {
                for name in names {
                    let meant = all.of(name)
                    guard !meant.isEmpty else {
                        throw DeskError(
                            .missing, "nothing that you said of “\(name)” is remembered in \(path)")
                    }
                    gone.answers += meant.answers
                    gone.starts += meant.starts
                }
            } else {
                gone = all
            }
            try file.change { remembered in
                remembered.answers.removeAll(where: gone.answers.contains)
                remembered.starts.removeAll(where: gone.starts.contains)
            }
            return RememberedAnswersFacts(gone, in: path)
        }
    }
}

extension RememberedAnswersFacts {
    fileprivate init(_ remembered: RememberedStarts, in path: String) {
        self.init(
            file: path,
            answers: (remembered.answers.map(RememberedAnswerFacts.init)
                + remembered.starts.map(RememberedAnswerFacts.init)).sorted {
                    ($0.said, $0.place) < ($1.said, $1.place)
                })
    }
}

extension RememberedAnswerFacts {
    init(_ answer: RememberedAnswer) {
        self.init(
            place: answer.place, camera: answer.camera, form: answer.form, answer: answer.answer.rawValue,
            words: answer.answer.saying, said: answer.said)
    }

    init(_ start: RememberedStart) {
        self.init(
            place: start.file, camera: nil, form: nil, answer: start.time,
            words: "it starts at \(start.time)" + (start.zone.map { " (\($0))" } ?? ""), said: start.said)
    }
}
