import Statements
import Foundation
import Paper
import Timeline

/// Draws a document on pages to print.
struct PDFPages {
    private let document: ReportDocument
    private let chart: TimelineChart?
    private let made: WallTime

    private static let small = 8.0

    init(_ document: ReportDocument, chart: TimelineChart?, made: WallTime) {
        self.document = document
        self.chart = chart
        self.made = made
    }

    /// The file's bytes.
    ///
    /// - Throws: ``ReportError/pages(cause:)``, and `TimelineError` where the timeline cannot be drawn.
    func bytes() throws -> [UInt8] {
        do {
            let stamp = document.stamp.map { "\($0). " } ?? ""
            let paper = try Paper(
                title: "\(document.title): \(document.subtitle)".onPage, author: "Proffer",
                created: made.toTheSecond.rfc3339,
                footer: "\(stamp)\(document.title), \(document.subtitle)".onPage)
            try paper.text(document.title.onPage, TextStyle(size: 20, isBold: true))
            try paper.text(document.subtitle.onPage, TextStyle(size: 10, color: .faint))
            paper.gap(6)
            if let stamp = document.stamp { try paper.framed(stamp, color: .bad) }
            for section in document.sections {
                try paper.heading(section.title.onPage)
                for block in section.blocks { try draw(block, on: paper) }
            }
            return try paper.finish()
        } catch let error as PaperError {
            throw ReportError.pages(cause: error.description)
        }
    }

    private func draw(_ block: ReportDocument.Block, on paper: Paper) throws {
        switch block {
        case .paragraph(let text):
            try paper.text(text.onPage)
            paper.gap(5)
        case .verdict(let text, let tone): try paper.framed(text.onPage, color: tone.ink)
        case .facts(let facts):
            for fact in facts {
                try paper.row(
                    [
                        (fact.label.onPage, TextStyle(size: 9, color: .faint)),
                        (fact.value.onPage, TextStyle(size: 9)),
                    ], widths: [2.2, 7], hasRule: false)
            }
            paper.gap(5)
        case .list(let items):
            for item in items {
                try paper.text("•  " + item.onPage, indent: 8)
                paper.gap(2)
            }
            paper.gap(items.isEmpty ? 0 : 4)
        case .table(let table): try draw(table, on: paper)
        case .pictures(let pictures):
            try paper.sheet(
                pictures.map { picture in
                    Paper.Picture(
                        jpeg: [UInt8](Data(base64Encoded: picture.jpegBase64) ?? Data()),
                        width: picture.width,
                        height: picture.height, caption: picture.caption.onPage)
                })
        case .timeline:
            guard let chart else { return }
            try paper.wide(Paper.Picture(png: try chart.png(scale: 2.5)))
        case .blank(let text): try paper.blank(text.onPage)
        }
    }

    private func draw(_ table: ReportDocument.Table, on paper: Paper) throws {
        let widths = table.columns.map(\.width)
        paper.need(60)
        let head = table.columns.map { (text: $0.head, style: TextStyle(size: Self.small, isBold: true)) }
        try paper.row(head, widths: widths)
        for row in table.rows {
            try paper.row(
                row.map { ($0.text.onPage, Self.style($0.kind)) }, widths: widths, under: head)
        }
        paper.gap(6)
    }

    private static func style(_ kind: ReportDocument.Cell.Kind) -> TextStyle {
        switch kind {
        case .plain: TextStyle(size: small)
        case .code: TextStyle(size: 6.8, isFixed: true)
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
