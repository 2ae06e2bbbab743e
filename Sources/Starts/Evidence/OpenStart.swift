import Records
import Statements

/// The starts that one and the same evidence may mean, where nothing settles which.
package struct OpenStart: Sendable, Hashable {
    /// What is left open.
    package var question: StartQuestion
    /// The starts it may mean beside the one that was taken, each with the answer that makes it the one.
    package var others: [Reading]
    /// The answer that makes the one that was taken the one; nil where no answer does.
    package var answer: StartAnswer?

    /// One of the starts.
    package struct Reading: Sendable, Hashable {
        package var answer: StartAnswer
        package var time: WallTime
    }

    /// The answers there are.
    package var answers: [StartAnswer] { [answer].compactMap(\.self) + others.map(\.answer) }

    /// What is open, as a sentence about one recording or several of a folder goes on.
    ///
    /// - Parameters:
    ///   - start: the start that was taken.
    ///   - zone: what the zone of the recording's clock is called; nil where its evidence carries its own.
    ///   - conflicts: what contradicts it.
    package func inWords(_ start: StartEvidence, zone: String?, conflicts: [StartConflict]) -> String {
        guard question == .contradicted else { return question.inWords }
        let words = conflicts.filter(\.needsAnswer).map { $0.inWords(start, zone: zone) }
        return words.isEmpty ? question.inWords : words.joined(separator: "; ")
    }
}
