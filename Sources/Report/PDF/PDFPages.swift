import Statements
import Foundation
import Paper
import Sealing
import Timeline

/// Draws a document on pages to print.
struct PDFPages {
    private let document: ReportDocument
    private let chart: TimelineChart?
    private let made: WallTime

    init(_ document: ReportDocument, chart: TimelineChart?, made: WallTime) {
        self.document = document
        self.chart = chart
        self.made = made
    }

    /// The file's bytes.
    ///
    /// - Throws: ``ReportError/pages(cause:)``, and `TimelineError` where the timeline cannot be drawn.
    func bytes() throws -> [UInt8] {
        let chart = try chart.map { Paper.Picture(png: try $0.png(scale: 2.5)) }
        do {
            return try Paper.file(
                title: "\(document.title): \(document.subtitle)".onPage, author: "Proffer",
                created: made.toTheSecond.rfc3339, footer: document.foot.onPage
            ) { paper in
                try paper.text(document.title.onPage, TextStyle(size: 20, isBold: true))
                try paper.text(document.subtitle.onPage, TextStyle(size: 10, color: .faint))
                paper.gap(6)
                if let stamp = document.stamp { try paper.framed(stamp, color: .bad) }
                for section in document.sections {
                    let blocks = PDFBlocks(section.blocks, chart: chart, on: paper)
                    try paper.heading(section.title.onPage, next: try blocks.least(from: 0))
                    try blocks.draw()
                }
            }
        } catch let error as PaperError {
            throw ReportError.pages(cause: error.description)
        }
    }
}

/// Draws the blocks of a section, each on the same page as what it introduces.
private struct PDFBlocks {
    private let blocks: [ReportDocument.Block]
    private let chart: Paper.Picture?
    private let paper: Paper

    private static let factWidths = [2.2, 7]
    private static let small = 8.0

    init(_ blocks: [ReportDocument.Block], chart: Paper.Picture?, on paper: Paper) {
        // What shows nothing stands between nothing.
        self.blocks = blocks.filter { block in
            switch block {
            case .list(let items, _): !items.isEmpty
            case .facts(let facts): !facts.isEmpty
            case .pictures(let pictures): !pictures.isEmpty
            case .timeline: chart != nil
            case .paragraph, .verdict, .table, .blank: true
            }
        }
        self.chart = chart
        self.paper = paper
    }

    func draw() throws {
        for (place, block) in blocks.enumerated() {
            if isIntroduction(place) { paper.need(try least(from: place)) }
            try draw(block)
        }
    }

    /// How high what must stand together is, from a block on: as much of it as can stand at the foot of a page, and where it
    /// introduces the next, as much of that.
    func least(from place: Int) throws -> Double {
        guard blocks.indices.contains(place) else { return 0 }
        let block = blocks[place]
        guard isIntroduction(place), place + 1 < blocks.count else { return try least(of: block) }
        return try least(of: block) + 5 + least(from: place + 1)
    }

    /// Whether a block only introduces the next: the words a section begins with do, too.
    private func isIntroduction(_ place: Int) -> Bool {
        if place == 0, blocks.count > 1, case .paragraph = blocks[0] { return true }
        return blocks[place].isIntroduction
    }

    private func least(of block: ReportDocument.Block) throws -> Double {
        switch block {
        case .paragraph(let text): try paper.height(of: text.onPage, isWhole: true)
        case .verdict(let text, _): try paper.framedHeight(text.onPage)
        case .facts(let facts):
            try facts.prefix(3).reduce(0) { try $0 + paper.height(of: Self.row($1), widths: Self.factWidths) }
        case .list(let items, let under):
            try leastHeight(of: items, under: under)
        case .table(let table):
            try paper.height(
                of: table.rows.first.map { Self.row($0, of: table) } ?? .init([]), widths: Self.widths(table),
                under: Self.heads(table))
        case .pictures(let pictures): try paper.sheetHeight(Self.sheet(Array(pictures.prefix(3))))
        case .timeline: try chart.map { try Paper.wideHeight($0) } ?? 0
        case .blank: Paper.blankHeight
        }
    }

    private func draw(_ block: ReportDocument.Block) throws {
        switch block {
        case .paragraph(let text):
            try paper.text(text.onPage)
            paper.gap(5)
        case .verdict(let text, let tone): try paper.framed(text.onPage, color: tone.ink)
        case .facts(let facts):
            for fact in facts {
                try paper.row(Self.row(fact), widths: Self.factWidths, hasRule: false)
            }
            paper.gap(5)
        case .list(let items, let under): try draw(items, under: under)
        case .table(let table):
            let heads = Self.heads(table)
            for (place, row) in table.rows.enumerated() {
                try paper.row(
                    Self.row(row, of: table), widths: Self.widths(table), under: heads, isFirst: place == 0)
            }
            paper.gap(6)
        case .pictures(let pictures): try paper.sheet(Self.sheet(pictures))
        case .timeline: if let chart { try paper.wide(chart) }
        case .blank(let text): try paper.blank(text.onPage)
        }
    }

    /// The first item with what it stands under, and a short list whole.
    private func leastHeight(of items: [String], under: String?) throws -> Double {
        let above = try under.map { try paper.height(of: $0.onPage, isWhole: true) + 5 } ?? 0
        var all = 0.0
        for item in items where all < Self.shortList {
            all += try paper.height(of: Self.item(item), indent: 8, isWhole: true) + 2
        }
        let first = try items.first.map { try paper.height(of: Self.item($0), indent: 8, isWhole: true) } ?? 0
        return above + (under != nil && all < Self.shortList ? all : first)
    }

    /// A list that stands under something and is no higher is kept on one page.
    private static let shortList = 150.0

    /// Writes the items of a list, none of them on a page without what they stand under: alone it could say the opposite.
    private func draw(_ items: [String], under: String?) throws {
        if let under {
            paper.need(try least(of: .list(items, under: under)))
            try paper.text(under.onPage)
            paper.gap(5)
        }
        for item in items.map(Self.item) {
            let page = paper.page
            paper.need(min(try paper.height(of: item, indent: 8, isWhole: true), 220))
            if paper.page != page, let under {
                try paper.text("(Continued.) \(under.onPage)", TextStyle(color: .faint))
                paper.gap(5)
            }
            try paper.text(item, indent: 8)
            paper.gap(2)
        }
        paper.gap(4)
    }

    private static func item(_ text: String) -> String { "•  " + text.onPage }

    private static func row(_ fact: (label: String, value: String)) -> Paper.Row {
        .init([
            (fact.label.onPage, TextStyle(size: 9, color: .faint)),
            (
                fact.value.onPage,
                // On one line, a digest is copied whole.
                SHA256Digest(hex: fact.value) == nil
                    ? TextStyle(size: 9) : TextStyle(size: 8, isFixed: true)
            ),
        ])
    }

    private static func sheet(_ pictures: [ReportDocument.Picture]) -> [Paper.Picture] {
        pictures.map { picture in
            Paper.Picture(
                jpeg: [UInt8](Data(base64Encoded: picture.jpegBase64) ?? Data()), width: picture.width,
                height: picture.height, caption: picture.caption.onPage)
        }
    }

    // MARK: - Tables

    // Digests stand below the row they belong to, over the whole width: on one line, they are copied whole.

    private static func isBelow(_ place: Int, of table: ReportDocument.Table) -> Bool {
        table.rows.contains { $0.indices.contains(place) && $0[place].kind == .code }
    }

    private static func beside(_ table: ReportDocument.Table) -> [Int] {
        table.columns.indices.filter { !isBelow($0, of: table) }
    }

    private static func widths(_ table: ReportDocument.Table) -> [Double] {
        beside(table).map { table.columns[$0].width }
    }

    private static func heads(_ table: ReportDocument.Table) -> [Paper.Cell] {
        beside(table).map { (table.columns[$0].head, TextStyle(size: small, isBold: true)) }
    }

    private static func row(_ cells: [ReportDocument.Cell], of table: ReportDocument.Table) -> Paper.Row {
        let label = TextStyle(size: small, color: .faint)
        return .init(
            beside(table).filter(cells.indices.contains).map {
                (cells[$0].text.onPage, style(cells[$0].kind))
            },
            below: table.columns.indices.filter { isBelow($0, of: table) && cells.indices.contains($0) }.map {
                ((table.columns[$0].head, label), (cells[$0].text.onPage, style(cells[$0].kind)))
            })
    }

    private static func style(_ kind: ReportDocument.Cell.Kind) -> TextStyle {
        switch kind {
        case .plain: TextStyle(size: small)
        case .code: TextStyle(size: 7, isFixed: true)
        case .good: TextStyle(size: small, isBold: true, color: .good)
        case .bad: TextStyle(size: small, isBold: true, color: .bad)
        case .open: TextStyle(size: small, color: .faint)
        }
    }
}

extension ReportDocument.Tone {
    /// The colour of its frame.
    fileprivate var ink: InkColor {
        switch self {
        case .good: .good
        case .open: .open
        case .bad: .bad
        }
    }
}
