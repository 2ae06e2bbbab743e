import Statements

extension CheckID {
    /// How many checks are named one by one.
    private static let told = 8

    /// The titles of the checks whose codes somebody gives, at most eight one by one: what is no code of ours is said to be
    /// their word.
    package static func inWords(codes: [String]) -> String {
        let known = codes.compactMap(CheckID.init).map(\.title.quoted)
        let others = codes.filter { CheckID(rawValue: $0) == nil }.map {
            "in their words, and no check we know: \($0.quoted)"
        }
        let words = known + others
        return words.prefix(told).joined(separator: "; ")
            + (words.count > told ? "; and \(words.count - told) more" : "")
    }
}
