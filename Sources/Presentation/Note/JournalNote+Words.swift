import Outcomes

extension JournalNote {
    /// The note as a person reads it, without the word “note”.
    package var inWords: String {
        switch self {
        case .place(let caution): caution
        case .notLookedInto(let reason):
            "your journal could not be looked into, so a consent that you took back elsewhere is not known here: \(reason)"
        case .notNoted(let reason): "this is not in your journal: \(reason)"
        case .onlyBegun(let bundle, let reason):
            "\(bundle) is made and whole, but your journal only says that it was begun: \(reason)"
        case .headNotUsable(let reason):
            "\(reason) beside your identity: whether rows of your journal are missing cannot be told by it, and it is "
                + "replaced"
        case .lacksRows(let journal, let head, let rows):
            "\(journal) lacks what was noted in it: \(head) knows of \(rows) rows that are not here as it knows them, so "
                + "an older copy was put in its place, or somebody changed it; that is noted now"
        case .headNotKept(let reason):
            "what shows that nothing is taken out of your journal could not be kept beside your identity: \(reason)"
        }
    }
}
