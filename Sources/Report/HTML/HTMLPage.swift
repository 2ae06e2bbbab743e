import Statements
import Foundation
import Mustache
import Paper
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
        let templates: MustacheLibrary
        do {
            templates = MustacheLibrary(templates: [
                "report": try MustacheTemplate(
                    string: String(decoding: PackageResources.report_mustache, as: UTF8.self)),
                "pieces": try MustacheTemplate(string: Self.pieces),
            ])
        } catch {
            throw ReportError.pages(cause: "the template is damaged: \(error)")
        }
        var context: [String: Any] = [
            "title": document.title.onPage, "subtitle": document.subtitle.onPage,
            // Stands in the style sheet, where nothing is escaped.
            "foot": document.foot.filter {
                $0.isASCII && ($0.isLetter || $0.isNumber || " -.:,".contains($0))
            },
            "sections": try document.sections.map(section),
        ]
        if let stamp = document.stamp { context["stamp"] = ["stamp": stamp.onPage] }
        guard let page = templates.render(context, withTemplate: "report") else {
            throw ReportError.pages(cause: "the template is missing")
        }
        return Array(page.utf8)
    }

    /// A text in pieces: behind some of them a line may end, and what is copied off the page is the text itself.
    private static let pieces =
        "{{#second}}<span class=\"second\">{{piece}}</span>{{/second}}{{^second}}{{piece}}{{/second}}{{#end}}<wbr>{{/end}}"

    private func pieces(of text: String) -> [[String: Any]] {
        TextBreaks.pieces(of: text.onPage).map {
            ["piece": $0.text, "second": $0.isSecondGroup, "end": $0.mayEndLine]
        }
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
        case .paragraph(let text):
            return ["isParagraph": true, "isIntroduction": block.isIntroduction, "text": pieces(of: text)]
        case .verdict(let text, let tone):
            return [
                "isVerdict": true, "isBad": tone == .bad, "isOpen": tone == .open, "text": pieces(of: text),
            ]
        case .facts(let facts):
            return [
                "isFacts": true,
                "facts": facts.map {
                    ["label": $0.label.onPage, "value": pieces(of: $0.value)] as [String: Any]
                },
            ]
        case .list(let items, let under):
            guard !items.isEmpty else { return nil }
            let items = items.map { ["text": pieces(of: $0)] }
            // On paper the head of a table stands on each page.
            guard let under else { return ["isList": true, "items": items] }
            return ["isListUnder": true, "under": under.onPage, "items": items]
        case .table(let table):
            let total = table.columns.reduce(0) { $0 + $1.width }
            return [
                "isTable": true,
                "columns": table.columns.map {
                    ["head": $0.head, "width": "\(Int(100 * $0.width / total))"]
                },
                "rows": table.rows.map { row in
                    [
                        "cells": row.map {
                            ["kind": $0.kind.rawValue, "text": pieces(of: $0.text)] as [String: Any]
                        }
                    ]
                },
            ]
        case .pictures(let pictures):
            return [
                "isPictures": true,
                "pictures": pictures.map { picture -> [String: Any] in
                    [
                        "data": picture.jpegBase64, "width": "\(picture.width)",
                        "height": "\(picture.height)",
                        "caption": pieces(of: picture.caption), "description": picture.description.onPage,
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
        case .blank(let text): return ["isBlank": true, "text": pieces(of: text)]
        }
    }
}
