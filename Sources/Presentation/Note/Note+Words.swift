import Outcomes

extension Note {
    /// The note as a person reads it, without the word “note”.
    package var inWords: String {
        switch self {
        case .keys(let note): note.inWords
        case .trust(let note): note.inWords
        case .custody(let note): note.inWords
        case .request(let note): note.inWords
        case .journal(let note): note.inWords
        case .footage(let note): note.inWords
        case .seal(let note): note.inWords
        }
    }
}
