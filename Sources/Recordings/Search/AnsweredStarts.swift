import Starts
import Statements

/// What an owner's answers about starts settled while recordings were looked for: those given now, which are to be
/// remembered, and those of earlier commands, which are to be said.
package struct AnsweredStarts: Sendable {
    /// What was said now and settled something, as it is to be remembered.
    package private(set) var given = RememberedStarts()
    /// The answers of earlier commands that counted, each with how many recordings it counted for.
    package private(set) var used: [RememberedAnswer: Int] = [:]
    /// Files whose start was given in an earlier command: how many, and the first.
    package private(set) var usedStarts: (count: Int, first: String?) = (0, nil)

    private let starts: GivenStarts
    private let now: WallTime

    /// - Parameters:
    ///   - starts: what was said, now and before.
    ///   - now: when what is said now is said.
    package init(_ starts: GivenStarts, at now: WallTime) {
        self.starts = starts
        self.now = now.toTheSecond
    }

    /// Takes in a recording that was found.
    package mutating func add(_ file: FoundFile) {
        if let remembered = file.remembered { used[remembered, default: 0] += 1 }
        if file.isStartRemembered { usedStarts = (usedStarts.count + 1, usedStarts.first ?? file.path) }
        guard file.isAnswered else { return }
        if file.isGiven {
            guard let start = starts.start(of: file.path) else { return }
            given.add(
                RememberedStart(start, path: file.path, lastChanged: file.lastChanged, said: now))
        } else if let answer = file.answer, let place = starts.place(of: answer, for: file.path) {
            given.add(
                RememberedAnswer(
                    answer, place: place, camera: file.camera, name: LayoutTable.read(path: file.path),
                    said: now))
        }
    }
}
