import Presentation

/// What a command shows a person: paragraphs, facts, commands to type, and gaps between them.
///
/// Whatever is put in is made harmless, so no caller can forget it.
package struct Page {
    private enum Element {
        case paragraph(String)
        case facts([Fact])
        case command([String])
        case table([[String]])
        case gap
    }

    /// One labelled value.
    package typealias Fact = LabelledText

    /// The widest a page gets; longer lines are hard to read.
    package static let maximumWidth = 96

    /// What each line of somebody else's words begins with.
    private static let foreignMark = Passage.foreignMark

    private var elements: [Element] = []

    /// An empty page.
    package init() {}

    /// Adds text that is wrapped.
    package mutating func paragraph(_ text: String) { elements.append(.paragraph(text)) }

    /// Adds labelled values, one below the other.
    package mutating func facts(_ facts: [Fact?]) { elements.append(.facts(facts.compactMap(\.self))) }

    /// Adds what every front shows.
    package mutating func add(_ passages: [Passage]) {
        for passage in passages {
            switch passage {
            case .paragraph(let text): paragraph(text)
            case .facts(let facts): self.facts(facts)
            case .gap: gap()
            }
        }
    }

    /// Says on top of a document that who signed it is not relied on; nothing where they are.
    ///
    /// - Parameters:
    ///   - reason: why they are not; nil where they are.
    ///   - document: `this receipt`.
    package mutating func doubt(_ reason: String?, whoSigned document: String) {
        guard let reason else { return }
        paragraph("Who signed \(document) is not relied on: \(reason).")
        gap()
    }

    /// Adds what in originals is neither picture nor sound, a paragraph a line; nothing where there is nothing.
    package mutating func other(lines: [String]) {
        guard !lines.isEmpty else { return }
        gap()
        for line in lines { paragraph(line) }
    }

    /// Adds a command to type, its words quoted for the shell and never wrapped.
    package mutating func command(_ words: [String]) { elements.append(.command(words)) }

    /// Adds rows of cells, the first row as their heads. A cell is never wrapped, so keep them short.
    package mutating func table(_ rows: [[String]]) { elements.append(.table(rows)) }

    /// Adds an empty line.
    package mutating func gap() { elements.append(.gap) }

    /// The page as lines, each ended by a line feed.
    ///
    /// - Parameter width: columns of the terminal.
    package func rendered(width: Int) -> String {
        elements.map { element in
            switch element {
            case .paragraph(let text): lines(of: text, width: width, indent: 0)
            case .facts(let facts): lines(of: facts, width: width)
            case .command(let words): ["  " + words.map(\.shellQuoted).joined(separator: " ").harmless]
            case .table(let rows): lines(of: rows)
            case .gap: [""]
            }
        }
        .joined().map { $0 + "\n" }.joined()
    }

    private func lines(of rows: [[String]]) -> [String] {
        let rows = rows.map { $0.map(\.harmless) }
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                column == row.count - 1
                    ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
            }
            return cells.joined(separator: "  ")
        }
    }

    private func lines(of facts: [Fact], width: Int) -> [String] {
        // A label is a name from outside as well, and longer on a screen where something in it had to be made visible.
        let labels = facts.map(\.label.harmless)
        let indent = (labels.map(\.count).max() ?? 0) + 2
        return zip(labels, facts).flatMap { label, fact in
            let lines = lines(of: fact.valueWithHint, width: width, indent: indent)
            let first = label + String(repeating: " ", count: indent - label.count)
            return [first + (lines.first ?? "").dropFirst(indent)] + lines.dropFirst()
        }
    }

    private func lines(of text: String, width: Int, indent: Int) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            // The mark of somebody else's words stands before every line they run on to.
            let mark = line.hasPrefix(Self.foreignMark) ? Self.foreignMark : ""
            return wrap(line.dropFirst(mark.count).harmless, width: max(width - indent - mark.count, 20))
                .map { String(repeating: " ", count: indent) + mark + $0 }
        }
    }

    /// Breaks at spaces. A word longer than a line stays whole: a path or a fingerprint is copied. Somebody else's words
    /// within a sentence stay together where they are few; where they run on to another line, that is marked as theirs.
    private func wrap(_ text: String, width: Int) -> [String] {
        var lines = [""]
        var open = 0
        for word in words(of: text) {
            let last = lines.count - 1
            if lines[last].isEmpty {
                lines[last] = word
            } else if lines[last].count + 1 + word.count <= width {
                lines[last] += " " + word
            } else {
                lines.append((open > 0 ? Self.foreignMark : "") + word)
            }
            open += word.openQuotations
        }
        return lines
    }

    /// The longest quotation that is not broken.
    private static let unbroken = 48

    /// The words of a text, a short quotation being one.
    private func words(of text: String) -> [String] {
        var words: [String] = []
        var quotation: [Substring] = []
        for word in text.split(separator: " ") {
            quotation.append(word)
            guard quotation.reduce(0, { $0 + $1.openQuotations }) <= 0 else { continue }
            let whole = quotation.joined(separator: " ")
            words += whole.count <= Self.unbroken ? [whole] : quotation.map(String.init)
            quotation = []
        }
        return words + quotation.map(String.init)
    }
}

extension LabelledText {
    /// The value, and in brackets behind it what to type where something helps.
    package var valueWithHint: String { value + (remedy.map { " (\($0.hint))" } ?? "") }
}

extension StringProtocol {
    /// How many quotations begin in it and do not end.
    fileprivate var openQuotations: Int {
        reduce(0) { $1 == "“" ? $0 + 1 : $1 == "”" ? $0 - 1 : $0 }
    }
}

extension String {
    /// A path as a word on a command line, where one that begins with a dash would be an option.
    var asFileWord: String { hasPrefix("-") ? "./" + self : self }

    /// The text as one word of a shell's command line.
    package var shellQuoted: String {
        let plain =
            !isEmpty
            && unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || ("0"..."9").contains($0)
                    || "_./:,+=@%-".unicodeScalars.contains($0)
            }
        return plain
            ? self
            : "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
