import Records

extension StartEvidence {
    /// What tells when a recording starts, and how far that can be relied on.
    package var inWords: String { how.inWords + " (\(detail))" }
}

extension StartEvidence.Kind {
    /// `the file's name`.
    package var inWords: String {
        switch self {
        case .given: "you said so"
        case .fileName: "the file's name"
        case .container: "the file's own metadata, which some cameras set wrong"
        case .fileTime: "only the file's time of last change: not to be relied on"
        }
    }
}
