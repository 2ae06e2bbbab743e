import Statements

/// What an owner said of starts in an earlier command, as programs read it.
package struct RememberedAnswerFacts: Encodable, Equatable, Sendable {
    /// The file or the folder it was said of.
    package var place: String
    /// The camera; absent where names tell no start, and for a single file's start.
    package var camera: String?
    /// The form of the names it fits, with a zero for each figure; absent where names tell no start.
    package var form: String?
    /// What was said: an answer, or a time.
    package var answer: String
    /// The same in words, as what is remembered goes on.
    package var words: String
    /// When it was said.
    package var said: WallTime

    package init(
        place: String, camera: String?, form: String?, answer: String, words: String, said: WallTime
    ) {
        self.place = place
        self.camera = camera
        self.form = form
        self.answer = answer
        self.words = words
        self.said = said
    }
}

/// All that is remembered of what an owner said of starts.
package struct RememberedAnswersFacts: Encodable, Equatable, Sendable {
    /// The file it is kept in.
    package var file: String
    package var answers: [RememberedAnswerFacts]

    package init(file: String, answers: [RememberedAnswerFacts]) {
        self.file = file
        self.answers = answers
    }
}
