import Records

extension CustodyAction.Disposed.Seen {
    /// What was seen, behind *it was*.
    package var inWords: String {
        switch self {
        case .overwritten: "overwritten"
        case .deleted: "deleted"
        case .destroyed: "destroyed, with what it lay on"
        case .returned: "returned"
        case .noLongerThere: "no longer there"
        }
    }
}

extension CustodyAction.Disposed.Found {
    /// What lay at the bundle's place, by the program that wrote the entry.
    package var inWords: String {
        switch self {
        case .nothing: "nothing"
        case .another: "a file that is not the bundle"
        case .bundle: "the bundle"
        }
    }
}

extension CustodyAction.Succeeded.Cause {
    /// Why an office goes on without somebody.
    package var inWords: String {
        switch self {
        case .keyLost: "their key is lost, or in other hands"
        case .left: "they act for it no longer"
        }
    }
}
