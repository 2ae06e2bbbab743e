/// Which of the names there are somebody may have meant by one that is not among them.
package enum NearNames {
    /// The most that are told of.
    private static let most = 3

    /// The names nearest to a text, the likeliest first; none where none is near.
    ///
    /// Near is a name that differs in case or in what parts its words, that holds the text or is held by it, that becomes it by
    /// few changes of letters, or that has a word of it.
    ///
    /// - Parameters:
    ///   - text: what was typed.
    ///   - names: those there are.
    package static func of(_ text: String, among names: some Sequence<String>) -> [String] {
        let wanted = Folded(text)
        let scored = names.compactMap { name in
            score(wanted, Folded(name)).map { (name: name, score: $0) }
        }
        return scored.sorted { ($0.score, $0.name) < ($1.score, $1.name) }.prefix(most).map(\.name)
    }

    /// A name without case and without what parts its words.
    private struct Folded {
        let words: [[UInt8]]
        let joined: [UInt8]

        init(_ text: String) {
            words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map { Array($0.utf8) }
            joined = words.flatMap(\.self)
        }
    }

    /// How far two names are from each other, by what makes them alike; nil where nothing does.
    private static func score(_ one: Folded, _ other: Folded) -> Int? {
        guard !one.joined.isEmpty, !other.joined.isEmpty else { return nil }
        if one.joined == other.joined { return 0 }
        let (short, long) =
            one.joined.count < other.joined.count ? (one.joined, other.joined) : (other.joined, one.joined)
        let distance = distance(one.joined, other.joined)
        if distance <= max(1, short.count / 3) { return distance }
        if short.count >= 3, holds(long, short) { return 20 }
        let shares = one.words.contains { mine in
            other.words.contains { isWord($0, like: mine) }
        }
        return shares ? 40 : nil
    }

    /// Whether two words are one, but for a slip.
    private static func isWord(_ word: [UInt8], like other: [UInt8]) -> Bool {
        guard word.count >= 3, other.count >= 3, word.contains(where: { $0 > 0x39 }) else { return false }
        return word == other || min(word.count, other.count) >= 4 && distance(word, other) <= 1
    }

    private static func holds(_ long: [UInt8], _ short: [UInt8]) -> Bool {
        (0...long.count - short.count).contains { long[$0..<$0 + short.count].elementsEqual(short) }
    }

    /// How many letters must be changed, added, taken out or exchanged with the next to make one word the other (the
    /// Damerau-Levenshtein distance of neighbouring letters).
    package static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
        // Names come from files of others: the work grows with the product of their lengths.
        guard one.count <= 128, other.count <= 128 else { return one == other ? 0 : .max }
        var (before, last) = ([Int](), Array(0...other.count))
        for (index, byte) in one.enumerated() {
            var row = [index + 1]
            for (place, wanted) in other.enumerated() {
                var least = min(last[place] + (byte == wanted ? 0 : 1), last[place + 1] + 1, row[place] + 1)
                if index > 0, place > 0, byte == other[place - 1], one[index - 1] == wanted {
                    least = min(least, before[place - 1] + 1)
                }
                row.append(least)
            }
            (before, last) = (last, row)
        }
        return last[other.count]
    }
}
