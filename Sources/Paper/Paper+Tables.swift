import CPango

extension Paper {
    /// A text in a table, with its look.
    package typealias Cell = (text: String, style: TextStyle)

    /// One row of a table.
    package struct Row {
        /// The cells side by side.
        var cells: [Cell]
        /// What stands below them over the whole width, such as a digest, which must not be broken; its label before it.
        var below: [(label: Cell, text: Cell)]

        /// A row from its parts.
        package init(_ cells: [Cell], below: [(label: Cell, text: Cell)] = []) {
            self.cells = cells
            self.below = below
        }
    }

    /// Between a row and what stands below it.
    private static let spaceAbove = 3.0
    private static let belowWidths = [1.6, 8.0]
    /// The highest row that is kept on one page.
    private static let highestWhole = 220.0

    /// How much of a row, with the table's heads where it is the first, must stand together at the foot of a page.
    ///
    /// - Throws: ``PaperError/drawing(cause:)``.
    package func height(
        of row: Row, widths: [Double], under head: [Cell] = []
    ) throws(PaperError) -> Double {
        (try head.isEmpty ? 0 : full(Row(head), widths)) + min(try full(row, widths), Self.highestWhole)
    }

    private func full(_ row: Row, _ widths: [Double]) throws(PaperError) -> Double {
        var height = 6.0
        height += row.below.isEmpty ? 0 : Self.spaceAbove
        for columns in try [columns(row.cells, widths)] + below(row) {
            height += columns.map(\.layout.size.height).max() ?? 0
        }
        return height
    }

    private struct Column {
        let x: Double
        let layout: TextLayout
        let lines: [(top: Double, height: Double)]
        let color: InkColor
        var next = 0
    }

    private func columns(_ cells: [Cell], _ widths: [Double]) throws(PaperError) -> [Column] {
        let total = widths.reduce(0, +)
        var columns: [Column] = []
        var x = Self.margin
        for (cell, width) in zip(cells, widths) {
            let points = Self.width * width / total
            let layout = try TextLayout(cell.text, cell.style, width: points - 8, on: context)
            columns.append(Column(x: x, layout: layout, lines: layout.lines, color: cell.style.color))
            x += points
        }
        return columns
    }

    private func below(_ row: Row) throws(PaperError) -> [[Column]] {
        var lines: [[Column]] = []
        for (label, text) in row.below { lines.append(try columns([label, text], Self.belowWidths)) }
        return lines
    }

    /// Writes the heads of a table and its first row, or a further row of it: cells in lines of their columns' widths. One
    /// that fits on no page goes on on the next, below the heads.
    ///
    /// - Parameters:
    ///   - row: its cells.
    ///   - widths: of the columns, in parts of the whole.
    ///   - head: the table's heads, which are written again where the row begins a page or goes on on one.
    ///   - isFirst: whether the heads are written above it in any case.
    ///   - hasRule: whether a line is drawn below it.
    /// - Throws: ``PaperError/drawing(cause:)``.
    package func row(
        _ row: Row, widths: [Double], under head: [Cell] = [], isFirst: Bool = false, hasRule: Bool = true
    ) throws(PaperError) {
        // A row is kept whole where a page can hold it.
        let before = page
        need(try height(of: row, widths: widths, under: isFirst ? head : []))
        if isFirst || page != before { try heads(head, widths) }
        for (place, columns) in try ([columns(row.cells, widths)] + below(row)).enumerated() {
            if place == 1 { gap(Self.spaceAbove) }
            try draw(columns) { () throws(PaperError) in try heads(head, widths) }
        }
        end(hasRule: hasRule)
    }

    private func heads(_ head: [Cell], _ widths: [Double]) throws(PaperError) {
        guard !head.isEmpty else { return }
        try draw(columns(head, widths)) {}
        end(hasRule: true)
    }

    /// - Parameter again: writes the table's heads on a page on which it goes on.
    private func draw(
        _ all: [Column], onNextPage again: () throws(PaperError) -> Void
    ) throws(PaperError) {
        var columns = all
        while columns.contains(where: { $0.next < $0.lines.count }) {
            var used = 0.0
            for index in columns.indices where columns[index].next < columns[index].lines.count {
                let column = columns[index]
                let start = column.lines[column.next].top
                let count = max(
                    1,
                    column.lines[column.next...]
                        .prefix { $0.top + $0.height - start <= Self.bottom - y }.count)
                set(column.color)
                column.layout.draw(lines: column.next..<column.next + count, column.x, y, on: context)
                columns[index].next += count
                let last = column.lines[column.next + count - 1]
                used = max(used, last.top + last.height - start)
            }
            y += used
            if columns.contains(where: { $0.next < $0.lines.count }) {
                nextPage()
                try again()
            }
        }
    }

    private func end(hasRule: Bool) {
        gap(3)
        if hasRule {
            cairo_save(context)
            cairo_set_source_rgb(context, 0.78, 0.78, 0.78)
            cairo_set_line_width(context, 0.5)
            cairo_move_to(context, Self.margin, y)
            cairo_line_to(context, Self.margin + Self.width, y)
            cairo_stroke(context)
            cairo_restore(context)
        }
        gap(3)
    }
}
