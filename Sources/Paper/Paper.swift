import CPango

/// Pages of A4 that fill up from above, as one PDF file whose words can be searched and copied: one `cairo_surface_t`
/// and the `cairo_t` that draws on it.
///
/// Whoever uses it puts one thing below the other; what does not fit goes on on the next page. Lengths are in points
/// (1/72 inch). Not `Sendable`: one function fills it.
package final class Paper {
    /// How wide text can be.
    package static let width = pageWidth - 2 * margin

    private static let pageWidth = 595.28
    private static let pageHeight = 841.89
    private static let margin = 45.0
    private static let bottom = pageHeight - 52

    private let surface: OpaquePointer
    private let context: OpaquePointer
    private let sink = PageSink()
    private let footer: String
    private var y = margin
    private var page = 1

    /// Begins a file.
    ///
    /// - Parameters:
    ///   - title: what the file calls itself.
    ///   - author: who made it.
    ///   - created: when, as RFC 3339 has it.
    ///   - footer: stands at the foot of every page, before its number.
    /// - Throws: ``PaperError``.
    package init(title: String, author: String, created: String, footer: String) throws(PaperError) {
        guard
            let surface = cairo_pdf_surface_create_for_stream(
                PageSink.write, Unmanaged.passUnretained(sink).toOpaque(), Self.pageWidth, Self.pageHeight)
        else { throw .drawing(cause: "no page can be begun") }
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, let context = cairo_create(surface)
        else {
            cairo_surface_destroy(surface)
            throw .drawing(cause: "no page can be begun")
        }
        self.surface = surface
        self.context = context
        self.footer = footer
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, author)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Proffer")
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, created)
        // Without any font Pango draws boxes and says nothing.
        var families: UnsafeMutablePointer<UnsafeMutablePointer<PangoFontFamily>?>?
        var count: Int32 = 0
        pango_font_map_list_families(pango_cairo_font_map_get_default(), &families, &count)
        g_free(families)
        guard count > 0 else { throw .noFont }
    }

    deinit {
        cairo_destroy(context)
        // What is not written yet is written into the sink.
        cairo_surface_finish(surface)
        cairo_surface_destroy(surface)
    }

    /// Ends the file and gives its bytes.
    ///
    /// - Throws: ``PaperError/drawing(cause:)``.
    package func finish() throws(PaperError) -> [UInt8] {
        endPage()
        cairo_surface_finish(surface)
        for status in [cairo_status(context), cairo_surface_status(surface)]
        where status != CAIRO_STATUS_SUCCESS && status != CAIRO_STATUS_SURFACE_FINISHED {
            throw .drawing(cause: String(cString: cairo_status_to_string(status)))
        }
        return sink.bytes
    }

    // MARK: - Going down the page

    /// Leaves room.
    package func gap(_ height: Double) { y += height }

    /// Goes to a new page unless so much room is left on this one.
    package func need(_ height: Double) {
        if y + height > Self.bottom, y > Self.margin { nextPage() }
    }

    private func nextPage() {
        endPage()
        page += 1
        y = Self.margin
    }

    private func endPage() {
        let style = TextStyle(size: 7.5, color: .faint)
        set(.faint)
        if let words = try? TextLayout(footer, style, width: Self.width - 60, on: context) {
            words.draw(Self.margin, Self.bottom + 16, on: context)
        }
        if let number = try? TextLayout("page \(page)", style, width: nil, on: context) {
            number.draw(Self.margin + Self.width - number.size.width, Self.bottom + 16, on: context)
        }
        cairo_show_page(context)
    }

    private func set(_ color: InkColor) {
        let (red, green, blue) = color.components
        cairo_set_source_rgb(context, red, green, blue)
    }

    // MARK: - Words

    /// Writes a text, going on on the next page where it must.
    ///
    /// - Throws: ``PaperError/drawing(cause:)``.
    package func text(_ text: String, _ style: TextStyle = TextStyle(), indent: Double = 0) throws(PaperError)
    {
        let layout = try TextLayout(text, style, width: Self.width - indent, on: context)
        let lines = layout.lines
        var first = 0
        while first < lines.count {
            let start = lines[first].top
            func fit() -> Int {
                lines[first...].prefix { $0.top + $0.height - start <= Self.bottom - y }.count
            }
            var count = fit()
            // No line of a paragraph stands alone at the foot of a page.
            if count < min(2, lines.count - first), y > Self.margin {
                nextPage()
                count = fit()
            }
            count = max(1, count)
            set(style.color)
            layout.draw(lines: first..<first + count, Self.margin + indent, y, on: context)
            first += count
            let end = first < lines.count ? lines[first].top : layout.size.height
            y += end - start
            if first < lines.count { nextPage() }
        }
    }

    /// Writes a heading with a line under it, and keeps it with what follows.
    ///
    /// - Throws: ``PaperError/drawing(cause:)``.
    package func heading(_ text: String) throws(PaperError) {
        need(90)
        gap(y > Self.margin ? 14 : 0)
        try self.text(text, TextStyle(size: 13, isBold: true))
        gap(2)
        rule(thickness: 1.2)
        gap(6)
    }

    private func rule(thickness: Double = 0.5) {
        set(.ink)
        cairo_set_line_width(context, thickness)
        cairo_move_to(context, Self.margin, y)
        cairo_line_to(context, Self.margin + Self.width, y)
        cairo_stroke(context)
    }

    /// Writes a text in a frame, with a bar at its left.
    ///
    /// - Throws: ``PaperError/drawing(cause:)``.
    package func framed(_ text: String, color: InkColor) throws(PaperError) {
        let style = TextStyle(size: 10.5, isBold: true)
        let layout = try TextLayout(text, style, width: Self.width - 24, on: context)
        let height = layout.size.height + 14
        need(height)
        let (red, green, blue) = color.components
        cairo_set_source_rgba(context, red, green, blue, 0.08)
        cairo_rectangle(context, Self.margin, y, Self.width, height)
        cairo_fill(context)
        set(color)
        cairo_rectangle(context, Self.margin, y, 5, height)
        cairo_fill(context)
        set(.ink)
        layout.draw(Self.margin + 15, y + 7, on: context)
        y += height + 6
    }

    /// Draws a line for a hand to write on, with what is to be written below it.
    ///
    /// - Throws: ``PaperError/drawing(cause:)``.
    package func blank(_ text: String) throws(PaperError) {
        need(60)
        gap(34)
        rule()
        gap(3)
        try self.text(text, TextStyle(size: 8, color: .faint))
    }

    // MARK: - Tables

    /// Writes a row of cells, each in lines of its column's width. One that fits on no page goes on on the next.
    ///
    /// - Parameters:
    ///   - cells: with their looks.
    ///   - widths: of the columns, in parts of the whole.
    ///   - head: the table's heads, which are written again where the row begins a page.
    ///   - hasRule: whether a line is drawn below it.
    /// - Throws: ``PaperError/drawing(cause:)``.
    package func row(
        _ cells: [(text: String, style: TextStyle)], widths: [Double],
        under head: [(text: String, style: TextStyle)] = [], hasRule: Bool = true
    ) throws(PaperError) {
        let total = widths.reduce(0, +)
        var columns: [(x: Double, layout: TextLayout, lines: [(top: Double, height: Double)], next: Int)] = []
        var x = Self.margin
        for (cell, width) in zip(cells, widths) {
            let points = Self.width * width / total
            let layout = try TextLayout(cell.text, cell.style, width: points - 8, on: context)
            columns.append((x, layout, layout.lines, 0))
            x += points
        }
        let height = columns.map(\.layout.size.height).max() ?? 0
        // A row is kept whole where a page can hold it.
        let before = page
        need(min(height + 6, 220))
        if page != before, !head.isEmpty { try row(head, widths: widths) }
        while columns.contains(where: { $0.next < $0.lines.count }) {
            var used = 0.0
            for index in columns.indices where columns[index].next < columns[index].lines.count {
                let column = columns[index]
                let start = column.lines[column.next].top
                let count = max(
                    1,
                    column.lines[column.next...]
                        .prefix { $0.top + $0.height - start <= Self.bottom - y }.count)
                set(cells[index].style.color)
                column.layout.draw(lines: column.next..<column.next + count, column.x, y, on: context)
                columns[index].next += count
                let last = column.lines[column.next + count - 1]
                used = max(used, last.top + last.height - start)
            }
            y += used
            if columns.contains(where: { $0.next < $0.lines.count }) { nextPage() }
        }
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

    // MARK: - Pictures

    /// A picture file to be put on a page.
    package struct Picture {
        var bytes: [UInt8]
        var isJPEG: Bool
        var width: Int
        var height: Int
        var caption: String

        /// A JPEG file, which is put into the PDF as it is.
        package init(jpeg: [UInt8], width: Int, height: Int, caption: String) {
            (bytes, isJPEG) = (jpeg, true)
            (self.width, self.height, self.caption) = (width, height, caption)
        }

        /// A PNG file.
        package init(png: [UInt8]) {
            (bytes, isJPEG, caption) = (png, false, "")
            (width, height) = (0, 0)
        }
    }

    /// Draws a PNG file over the whole width.
    ///
    /// - Throws: ``PaperError/drawing(cause:)``.
    package func wide(_ picture: Picture) throws(PaperError) {
        let image = try PaperImage(picture)
        let height = Self.width * Double(image.height) / Double(max(1, image.width))
        need(height)
        image.draw(Self.margin, y, Self.width, min(height, Self.bottom - Self.margin), on: context)
        gap(height + 6)
    }

    /// Draws pictures in rows of three, each with its words below.
    ///
    /// - Throws: ``PaperError/drawing(cause:)``.
    package func sheet(_ pictures: [Picture]) throws(PaperError) {
        let across = 3
        let space = 10.0
        let width = (Self.width - space * Double(across - 1)) / Double(across)
        var rest = pictures[...]
        while !rest.isEmpty {
            let row = rest.prefix(across)
            rest = rest.dropFirst(across)
            var laid: [(PaperImage, TextLayout, Double)] = []
            for picture in row {
                let image = try PaperImage(picture)
                let caption = try TextLayout(picture.caption, TextStyle(size: 7.5), width: width, on: context)
                // A picture that stands upright must not take a page.
                let height = min(width * Double(image.height) / Double(max(1, image.width)), 240)
                laid.append((image, caption, height))
            }
            let height = laid.map { $0.2 + 3 + $0.1.size.height }.max() ?? 0
            need(height)
            for (number, (image, caption, pictureHeight)) in laid.enumerated() {
                let x = Self.margin + Double(number) * (width + space)
                let drawn = pictureHeight * Double(image.width) / Double(max(1, image.height))
                image.draw(x, y, min(width, drawn), pictureHeight, on: context)
                set(.ink)
                caption.draw(x, y + pictureHeight + 3, on: context)
            }
            gap(height + 9)
        }
    }
}

/// Where cairo writes a file to.
private final class PageSink {
    var bytes: [UInt8] = []

    static let write: cairo_write_func_t = { closure, data, length in
        guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
        Unmanaged<PageSink>.fromOpaque(closure).takeUnretainedValue()
            .bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
        return CAIRO_STATUS_SUCCESS
    }
}
