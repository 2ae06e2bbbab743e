/// What stands on a report's pages, whatever they are drawn with: HTML, PDF and plain text say the same.
struct ReportDocument: Sendable {
    /// The title of the whole.
    var title: String
    /// What stands below it.
    var subtitle: String
    /// What stands at the foot of every page, on one line.
    var foot: String
    /// A stamp that no reader may miss: `DRAFT`; nil for none.
    var stamp: String?
    /// The parts, in order.
    var sections: [Section]

    /// One part under a heading.
    struct Section: Sendable {
        /// A short name for references, of plain letters.
        var id: String
        var title: String
        var blocks: [Block]
    }

    /// One thing below another.
    enum Block: Sendable {
        case paragraph(String)
        /// What a reader is to see first: whether it holds, in sentences.
        case verdict(String, Tone)
        /// Labelled values.
        case facts([(label: String, value: String)])
        /// Items, below the words that say of what kind they are: alone on a page they could be read as the opposite.
        case list([String], under: String? = nil)
        case table(Table)
        case pictures([Picture])
        /// The timeline; drawn sharp by each kind of page.
        case timeline
        /// A line for a hand to write on, with what is to be written.
        case blank(String)
    }

    /// What a verdict comes to.
    enum Tone: Sendable {
        case good
        /// Nothing is wrong, and who signed is not known.
        case open
        case bad
    }

    struct Table: Sendable {
        /// The heads of the columns, and how wide each is, in parts of the whole.
        var columns: [(head: String, width: Double)]
        var rows: [[Cell]]
    }

    struct Cell: Sendable, ExpressibleByStringLiteral {
        enum Kind: String, Sendable {
            case plain, code, good, bad, open
        }

        var text: String
        var kind: Kind

        init(_ text: String, _ kind: Kind = .plain) {
            self.text = text
            self.kind = kind
        }

        init(stringLiteral value: String) { self.init(value) }
    }

    struct Picture: Sendable {
        var jpegBase64: String
        var width: Int
        var height: Int
        var caption: String
        /// What it is, for those who cannot see it.
        var description: String
    }
}

extension ReportDocument.Block {
    /// Whether it only introduces what stands below it, and must not stand alone at the foot of a page.
    var isIntroduction: Bool {
        if case .paragraph(let text) = self { text.hasSuffix(":") } else { false }
    }

    /// Labelled values, without those that say nothing.
    static func facts(_ facts: [(String, String?)]) -> ReportDocument.Block {
        .facts(
            facts.compactMap { label, value in
                guard let value, !value.isEmpty else { return nil }
                return (label, value)
            })
    }
}
