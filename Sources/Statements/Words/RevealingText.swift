/// What in a text that anyone may read looks as if it said more than it should: a case number, a name of the footage, a time, how
/// somebody is reached.
///
/// It is a look and no proof: what it finds may be harmless, and what it does not know it does not find. So nothing is refused for
/// it; whoever is about to sign the text is asked.
package struct RevealingText: Sendable, Hashable {
    /// What something looks like.
    package enum Clue: String, Sendable, Hashable, CaseIterable {
        /// An e-mail address.
        case email
        /// A date or a time of day.
        case time
        /// A telephone number.
        case telephone
        /// The number of a case, a file or a report.
        case caseNumber = "case_number"
        /// A name or a number that stands in the footage's own record, or in a private label.
        case knownName = "known_name"

        /// What it looks like, with its article.
        package var inWords: String {
            switch self {
            case .email: "an e-mail address"
            case .time: "a date or a time"
            case .telephone: "a telephone number"
            case .caseNumber: "a case number"
            case .knownName: "a name that belongs to the footage"
            }
        }
    }

    /// One place in a text.
    package struct Found: Sendable, Hashable {
        /// What it looks like.
        package let clue: Clue
        /// The words themselves.
        package let text: String

        /// A place from its parts.
        package init(clue: Clue, text: String) {
            self.clue = clue
            self.text = text
        }
    }

    /// What was found, in the order of the clues.
    package let found: [Found]

    /// Looks at a text.
    ///
    /// - Parameter names: names and numbers that are known not to belong there, such as those in a record.
    package init(_ text: String, knowing names: [String] = []) {
        var rest = text
        var found: [Found] = []
        for name in names.filter({ $0.count >= Self.shortestName }).sorted(by: { $0.count > $1.count }) {
            guard let place = Self.place(of: name, in: rest) else { continue }
            found.append(Found(clue: .knownName, text: String(rest[place])))
            rest.replaceSubrange(place, with: " ")
        }
        for (clue, take) in Self.patterns {
            while let place = take(rest) {
                found.append(Found(clue: clue, text: String(rest[place])))
                rest.replaceSubrange(place, with: " · ")
            }
        }
        self.found = found
    }

    /// Shorter names are parts of other words too often.
    private static let shortestName = 3

    /// Where a name stands as a word of its own, however it is written.
    private static func place(of name: String, in text: String) -> Range<String.Index>? {
        let (words, name) = (text.lowercased(), name.lowercased())
        // Some letters change their length with their case; then places cannot be compared.
        guard words.count == text.count else { return nil }
        var from = words.startIndex
        while let place = words[from...].firstRange(of: name) {
            let isWord =
                (place.lowerBound == words.startIndex
                    || !words[words.index(before: place.lowerBound)].isLetterOrNumber)
                && (place.upperBound == words.endIndex || !words[place.upperBound].isLetterOrNumber)
            if isWord {
                let lower = words.distance(from: words.startIndex, to: place.lowerBound)
                let length = words.distance(from: place.lowerBound, to: place.upperBound)
                let start = text.index(text.startIndex, offsetBy: lower)
                return start..<text.index(start, offsetBy: length)
            }
            from = words.index(after: place.lowerBound)
        }
        return nil
    }

    private typealias Taking = @Sendable (String) -> Range<String.Index>?

    /// What each clue looks like; an earlier one takes its text from those behind it.
    private static let patterns: [(Clue, Taking)] = [
        (.email, { $0.firstRange(of: /[\p{L}\d._%+-]+@[\p{L}\d-]+(\.[\p{L}\d-]+)+/) }),
        // 2026-07-04, with a time behind it or not; 4.7.2026; 7/4/26.
        (
            .time,
            {
                $0.firstRange(
                    of:
                        /\b\d{4}-\d{2}-\d{2}([T ]\d{1,2}:\d{2}(:\d{2})?)?\b|\b\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}\b|\b\d{1,2}\/\d{1,2}\/\d{2,4}\b/
                )
            }
        ),
        // 4 July 2026, July 4, 4. Juli.
        (
            .time,
            {
                $0.firstRange(
                    of:
                        /(?i)\b(\d{1,2}(st|nd|rd|th|\.)?\s+(of\s+)?(jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez|ene|abr|ago|dic)\p{L}*(\s+\d{4})?|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*\.?\s+\d{1,2}(st|nd|rd|th)?\b(,?\s+\d{4})?)/
                )
            }
        ),
        (
            .time,
            { $0.firstRange(of: /(?i)\b([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?\b|\b\d{1,2}\s?(am|pm|Uhr)\b/) }
        ),
        (
            .telephone,
            {
                $0.firstRange(
                    of:
                        /\+\d[\d\s()\/.-]{6,18}\d|(?:^|[\s(:])0\d{1,4}[\s\/-]\d[\d\s-]{4,14}\d|\(?\b\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}\b/
                )
            }
        ),
        // 12 Js 345/26.
        (.caseNumber, { $0.firstRange(of: /\b\d{1,4}\s\p{L}{1,3}\s\d{1,6}\/\d{2,4}\b/) }),
        // A word that says so, and a number behind it.
        (
            .caseNumber,
            {
                $0.firstRange(
                    of:
                        /(?i)(\b(case|file|ref|reference|incident|report|docket|exhibit|number|no|nr|az|aktenzeichen|expediente|caso)\b\.?\s*(no\.?|nr\.?|number|#)?\s*:?\s*|#\s*)[\p{L}\d]*\d[\p{L}\d]*([\/.-][\p{L}\d]+)*/
                )
            }
        ),
        // 26-0417, 2026/00417, CR-2026-417.
        (
            .caseNumber,
            {
                $0.firstRange(
                    of:
                        /\b\p{L}{0,5}-?\d{2,4}[-\/]\d{2,}([-\/]\d+)*\b/
                )
            }
        ),
        (.caseNumber, { $0.firstRange(of: /\b\p{L}{0,4}\d{6,}\b/) }),
    ]
}

extension Character {
    fileprivate var isLetterOrNumber: Bool { isLetter || isNumber }
}
