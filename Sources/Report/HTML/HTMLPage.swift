import Statements
import Foundation
import Mustache
import Timeline

/// Draws a document as one HTML file that refers to nothing outside itself: no script, no font, no picture to fetch.
///
/// Names and texts come from strangers: the template library escapes all of them, and characters that act or deceive
/// are made visible before.
struct HTMLPage {
    private let document: ReportDocument
    private let chart: TimelineChart?

    init(_ document: ReportDocument, chart: TimelineChart?) {
        self.document = document
        self.chart = chart
    }

    /// The file's bytes, UTF-8.
    ///
    /// - Throws: ``ReportError/pages(cause:)``, and `TimelineError` where the timeline cannot be drawn.
    func bytes() throws -> [UInt8] {
        let template: MustacheTemplate
        do {
            template = try MustacheTemplate(
                string: String(decoding: PackageResources.report_mustache, as: UTF8.self))
        } catch {
            throw ReportError.pages(cause: "the template is damaged: \(error)")
        }
        var context: [String: Any] = [
            "title": document.title.onPage, "subtitle": document.subtitle.onPage,
            "sections": try document.sections.map(section),
        ]
        if let stamp = document.stamp { context["stamp"] = ["stamp": stamp.onPage] }
        return Array(template.render(context).utf8)
    }

    private func section(_ section: ReportDocument.Section) throws -> [String: Any] {
        [
            "id": section.id, "heading": section.title.onPage,
            "blocks": try section.blocks.compactMap(block),
        ]
    }

    /// What the template finds of a block; nil for one that shows nothing.
    private func block(_ block: ReportDocument.Block) throws -> [String: Any]? {
        switch block {
        case .paragraph(let text): return ["isParagraph": true, "text": text.onPage]
        case .verdict(let text, let tone):
            return [
                "isVerdict": true, "isBad": tone == .bad, "isOpen": tone == .open, "text": text.onPage,
            ]
        case .facts(let facts):
            return [
                "isFacts": true, "facts": facts.map { ["label": $0.label.onPage, "value": $0.value.onPage] },
            ]
        case .list(let items):
            return items.isEmpty ? nil : ["isList": true, "items": items.map(\.onPage)]
        case .table(let table):
            let total = table.columns.reduce(0) { $0 + $1.width }
            return [
                "isTable": true,
                "columns": table.columns.map {
                    ["head": $0.head, "width": "\(Int(100 * $0.width / total))"]
                },
                "rows": table.rows.map { row in
                    ["cells": row.map { ["kind": $0.kind.rawValue, "text": $0.text.onPage] }]
                },
            ]
        case .pictures(let pictures):
            return [
                "isPictures": true,
                "pictures": pictures.map { picture in
                    [
                        "data": picture.jpegBase64, "width": "\(picture.width)",
                        "height": "\(picture.height)",
                        "caption": picture.caption.onPage, "description": picture.description.onPage,
                    ]
                },
            ]
        case .timeline:
            guard let chart else { return nil }
            // As an image, so that whatever stands in the drawing can do nothing to the page.
            return [
                "isTimeline": true, "data": Data(try chart.svg()).base64EncodedString(),
                "description": chart.description.onPage,
            ]
        case .blank(let text): return ["isBlank": true, "text": text.onPage]
        }
    }
}
