extension ReportDocument {
    /// The document as plain text of at most 80 columns, to be edited. Pictures are named, not shown.
    func plainText() -> String {
        var lines: [String] = []
        if let stamp { lines += ["*** \(stamp) ***", ""] }
        lines += Self.wrapped(title.uppercased()) + Self.wrapped(subtitle) + [""]
        for section in sections {
            lines +=
                Self.wrapped(section.title) + [
                    String(repeating: "-", count: min(80, section.title.count)), "",
                ]
            for block in section.blocks {
                let block = Self.lines(of: block)
                if !block.isEmpty { lines += block + [""] }
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func lines(of block: Block) -> [String] {
        switch block {
        case .paragraph(let text), .verdict(let text, _): wrapped(text)
        case .facts(let facts): facts.flatMap { wrapped("\($0.label): \($0.value)", indent: 2) }
        case .list(let items, let under):
            items.isEmpty
                ? [] : (under.map { wrapped($0) } ?? []) + items.flatMap { wrapped("- " + $0, indent: 2) }
        case .table(let table):
            table.rows.flatMap { row in
                zip(table.columns, row).flatMap { column, cell in
                    wrapped("\(column.head): \(cell.text)", indent: 2)
                } + [""]
            }.dropLast()
        case .pictures(let pictures): pictures.flatMap { wrapped("[\($0.description)]") }
        case .timeline: []
        case .blank(let text): ["", String(repeating: "_", count: 60)] + wrapped(text)
        }
    }

    /// Breaks at spaces; a line after the first begins with so many of them.
    private static func wrapped(_ text: String, indent: Int = 0) -> [String] {
        let margin = String(repeating: " ", count: indent)
        return text.onPage.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .flatMap { number, line -> [String] in
                var lines = [number == 0 ? "" : margin]
                for word in line.split(separator: " ") {
                    let last = lines.count - 1
                    let isEmpty = lines[last].allSatisfy { $0 == " " }
                    if isEmpty || lines[last].count + 1 + word.count <= 80 {
                        lines[last] += (isEmpty ? "" : " ") + word
                    } else {
                        lines.append(margin + word)
                    }
                }
                return lines
            }
    }
}
