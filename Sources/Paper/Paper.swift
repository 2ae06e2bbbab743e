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
    static let margin = 45.0
    static let bottom = pageHeight - 52

    private let surface: OpaquePointer
    let context: OpaquePointer
    private let sink = PageSink()
    private let footer: String
    /// How many pages there will be; nil while they are counted.
    private let pages: Int?
    /// How far down the page what comes next begins.
    var y = margin
    /// The number of the page that is being filled.
    package private(set) var page = 1

    /// Makes a file.
    ///
    /// It is filled twice: how many pages there are, each of them says, and that is known only once all are filled.
    ///
    /// - Parameters:
    ///   - title: what the file calls itself.
    ///   - author: who made it.
    ///   - created: when, as RFC 3339 has it.
    ///   - footer: stands at the foot of every page on one line, before `page 1 of 4`; what of it has no room is left out.
    ///   - fill: puts one thing below the other, the same each time.
    /// - Returns: its bytes.
    /// - Throws: ``PaperError``, and what `fill` throws.
    package static func file(
        title: String, author: String, created: String, footer: String, fill: (Paper) throws -> Void
    ) throws -> [UInt8] {
        let counted = try Paper(title: title, author: author, created: created, footer: footer, pages: nil)
        try fill(counted)
        let paper = try Paper(
            title: title, author: author, created: created, footer: footer, pages: counted.page)
        try fill(paper)
        return try paper.finish()
    }

    private init(
        title: String, author: String, created: String, footer: String, pages: Int?
    ) throws(PaperError) {
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
        self.pages = pages
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
    private func finish() throws(PaperError) -> [UInt8] {
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

    /// Goes to a new page unless so much room is left on this one, or this one is empty.
    package func need(_ height: Double) {
        if y + height > Self.bottom, y > Self.margin { nextPage() }
    }

    func nextPage() {
        endPage()
        page += 1
        y = Self.margin
    }

    private func endPage() {
        let style = TextStyle(size: 7.5, color: .faint)
        let of = pages.map { " of \($0)" } ?? ""
        guard let number = try? TextLayout("page \(page)\(of)", style, width: nil, on: context) else {
            return
        }
        set(.faint)
        let foot = Self.bottom + 16
        if let words = try? TextLayout(
            footer, style, width: Self.width - number.size.width - 12, isOneLine: true, on: context)
        {
            words.draw(Self.margin, foot, on: context)
        }
        number.draw(Self.margin + Self.width - number.size.width, foot, on: context)
        cairo_show_page(context)
    }

    func set(_ color: InkColor) {
        let (red, green, blue) = color.components
        cairo_set_source_rgb(context, red, green, blue)
    }

    // MARK: - Words

    /// Writes a text, going on on the next page where it must.
    ///
    /// - Throws: ``PaperError/drawing(cause:)``.
    package func text(
        _ text: String, _ style: TextStyle = TextStyle(), indent: Double = 0
    ) throws(PaperError) {
        let layout = try TextLayout(text, style, width: Self.width - indent, on: context)
        let lines = layout.lines
        var first = 0
        while first < lines.count {
            let start = lines[first].top
            func fit() -> Int {
                lines[first...].prefix { $0.top + $0.height - start <= Self.bottom - y }.count
            }
            var count = fit()
            let rest = lines.count - first
            // No line of a paragraph stands alone at the foot of a page, nor at the head of the next.
            if count == rest - 1, count > 2 { count -= 1 }
            if count < min(2, rest), y > Self.margin {
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

    /// How high a text is: all of it, or as much as must stand together at the foot of a page.
    ///
    /// - Throws: ``PaperError/drawing(cause:)``.
    package func height(
        of text: String, _ style: TextStyle = TextStyle(), indent: Double = 0, isWhole: Bool
    ) throws(PaperError) -> Double {
        let layout = try TextLayout(text, style, width: Self.width - indent, on: context)
        let lines = layout.lines
        guard !isWhole, lines.count > 3 else { return layout.size.height }
        return lines[1].top + lines[1].height
    }

    private static let headingStyle = TextStyle(size: 13, isBold: true)

    /// Writes a heading with a line under it, on the same page as what follows.
    ///
    /// - Parameter next: how high what must stand below it is.
    /// - Throws: ``PaperError/drawing(cause:)``.
    package func heading(_ text: String, next: Double) throws(PaperError) {
        // Behind a page's head it takes no room above it.
        need(14 + (try height(of: text, Self.headingStyle, isWhole: true)) + 9.2 + min(next, Self.bottom / 2))
        gap(y > Self.margin ? 14 : 0)
        try self.text(text, Self.headingStyle)
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

    private static let framedStyle = TextStyle(size: 10.5, isBold: true)

    /// How high ``framed(_:color:)`` is.
    package func framedHeight(_ text: String) throws(PaperError) -> Double {
        try TextLayout(text, Self.framedStyle, width: Self.width - 24, on: context).size.height + 14
    }

    /// Writes a text in a frame, with a bar at its left.
    ///
    /// - Throws: ``PaperError/drawing(cause:)``.
    package func framed(_ text: String, color: InkColor) throws(PaperError) {
        let layout = try TextLayout(text, Self.framedStyle, width: Self.width - 24, on: context)
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

    /// How high ``blank(_:)`` is.
    package static let blankHeight = 60.0

    /// Draws a line for a hand to write on, with what is to be written below it.
    ///
    /// - Throws: ``PaperError/drawing(cause:)``.
    package func blank(_ text: String) throws(PaperError) {
        need(Self.blankHeight)
        gap(34)
        rule()
        gap(3)
        try self.text(text, TextStyle(size: 8, color: .faint))
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

    /// How high ``wide(_:)`` is.
    package static func wideHeight(_ picture: Picture) throws(PaperError) -> Double {
        let image = try PaperImage(picture)
        return min(width * Double(image.height) / Double(max(1, image.width)), bottom - margin)
    }

    /// Draws a PNG file over the whole width, or as wide as a page is high enough for.
    ///
    /// - Throws: ``PaperError/drawing(cause:)``.
    package func wide(_ picture: Picture) throws(PaperError) {
        let image = try PaperImage(picture)
        let height = try Self.wideHeight(picture)
        need(height)
        let width = height * Double(image.width) / Double(max(1, image.height))
        image.draw(Self.margin, y, width, height, on: context)
        gap(height + 6)
    }

    private static let across = 3
    private static let space = 10.0
    private static let sheetWidth = (width - space * Double(across - 1)) / Double(across)
    private static let captionStyle = TextStyle(size: 7.5)

    /// How high the first row of ``sheet(_:)`` is.
    package func sheetHeight(_ pictures: [Picture]) throws(PaperError) -> Double {
        try laid(pictures.prefix(Self.across)).map { $0.2 + 3 + $0.1.size.height }.max() ?? 0
    }

    private func laid(_ row: ArraySlice<Picture>) throws(PaperError) -> [(PaperImage, TextLayout, Double)] {
        var laid: [(PaperImage, TextLayout, Double)] = []
        for picture in row {
            let image = try PaperImage(picture)
            let caption = try TextLayout(
                picture.caption, Self.captionStyle, width: Self.sheetWidth, on: context)
            // A picture that stands upright must not take a page.
            let height = min(Self.sheetWidth * Double(image.height) / Double(max(1, image.width)), 240)
            laid.append((image, caption, height))
        }
        return laid
    }

    /// Draws pictures in rows of three, each with its words below.
    ///
    /// - Throws: ``PaperError/drawing(cause:)``.
    package func sheet(_ pictures: [Picture]) throws(PaperError) {
        var rest = pictures[...]
        while !rest.isEmpty {
            let laid = try laid(rest.prefix(Self.across))
            rest = rest.dropFirst(Self.across)
            let height = laid.map { $0.2 + 3 + $0.1.size.height }.max() ?? 0
            need(height)
            for (number, (image, caption, pictureHeight)) in laid.enumerated() {
                let x = Self.margin + Double(number) * (Self.sheetWidth + Self.space)
                let drawn = pictureHeight * Double(image.width) / Double(max(1, image.height))
                image.draw(x, y, min(Self.sheetWidth, drawn), pictureHeight, on: context)
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
