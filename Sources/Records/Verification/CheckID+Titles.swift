import Statements

extension CheckID {
    private static let titles = Set(allCases.map(\.title))

    /// Names somebody gives of checks that do not hold, at most eight one by one: what is no check of ours is said to be
    /// their words.
    package static func inWords(titles named: [String]) -> String {
        let told = named.filter(titles.contains) + named.filter { !titles.contains($0) }
        return told.prefix(8).map { name in
            titles.contains(name) ? name.quoted : "in their words, and no check we know: \(name.quoted)"
        }.joined(separator: "; ") + (told.count > 8 ? "; and \(told.count - 8) more" : "")
    }
}
