import Starts
import Objects

/// A question that the names or containers of a folder leave open about starts: one for all the recordings it is open of.
package struct FolderQuestion: Sendable {
    /// Where they lie, without the last slash.
    package let folder: String
    /// What is left open of them.
    package let question: StartQuestion
    /// The first of them.
    package let first: Recording
    /// How many there are.
    package fileprivate(set) var count = 1

    private struct Key: Hashable {
        var folder: String
        var question: StartQuestion
    }

    /// The questions that are open of recordings, in the order of these.
    package static func all(of recordings: some Sequence<Recording>) -> [FolderQuestion] {
        var questions: [FolderQuestion] = []
        var places: [Key: Int] = [:]
        for recording in recordings {
            guard let open = recording.openStart else { continue }
            let folder = recording.path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
                .joined(separator: "/")
            let key = Key(folder: folder, question: open.question)
            if let place = places[key] {
                questions[place].count += 1
            } else {
                places[key] = questions.count
                questions.append(
                    FolderQuestion(folder: folder, question: open.question, first: recording))
            }
        }
        return questions
    }
}
