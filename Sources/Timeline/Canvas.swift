import Viewing
import CCairo

/// A page to draw on, of vectors (SVG) or of points (PNG): one `cairo_surface_t` and the `cairo_t` that draws on it.
///
/// Lengths are in points of the page; a PNG has `scale` pixels to one. Not `Sendable`: one function draws it.
final class Canvas {
    enum Format {
        case svg
        case png(scale: Double)
    }

    enum Alignment { case left, middle, right }

    let width: Double
    let height: Double
    private let surface: OpaquePointer
    private let context: OpaquePointer
    private let format: Format
    private let sink = ByteSink()

    /// - Throws: ``TimelineError/drawing(cause:)``.
    init(width: Double, height: Double, format: Format) throws(TimelineError) {
        self.width = width
        self.height = height
        self.format = format
        let made: OpaquePointer?
        switch format {
        case .svg:
            made = cairo_svg_surface_create_for_stream(
                ByteSink.write, Unmanaged.passUnretained(sink).toOpaque(), width, height)
            cairo_svg_surface_set_document_unit(made, CAIRO_SVG_UNIT_PX)
        case .png(let scale):
            made = cairo_image_surface_create(
                CAIRO_FORMAT_RGB24, Int32(width * scale), Int32(height * scale))
            cairo_surface_set_device_scale(made, scale, scale)
        }
        guard let made, cairo_surface_status(made) == CAIRO_STATUS_SUCCESS, let context = cairo_create(made)
        else {
            if let made { cairo_surface_destroy(made) }
            throw .drawing(cause: "a picture of \(Int(width)) × \(Int(height)) cannot be begun")
        }
        surface = made
        self.context = context
        cairo_select_font_face(context, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL)
        fill(0, 0, width, height, .paper)
    }

    deinit {
        cairo_destroy(context)
        // An SVG surface writes its end into the sink when it is finished.
        cairo_surface_finish(surface)
        cairo_surface_destroy(surface)
    }

    /// Ends the drawing and gives the file's bytes.
    func finish() throws(TimelineError) -> [UInt8] {
        switch format {
        case .svg: cairo_surface_finish(surface)
        case .png:
            cairo_surface_flush(surface)
            _ = cairo_surface_write_to_png_stream(
                surface, ByteSink.write, Unmanaged.passUnretained(sink).toOpaque())
        }
        let status = cairo_surface_status(surface)
        guard status == CAIRO_STATUS_SUCCESS, !sink.bytes.isEmpty else {
            throw .drawing(cause: String(cString: cairo_status_to_string(status)))
        }
        return sink.bytes
    }

    // MARK: - Shapes

    private func set(_ color: Color, opacity: Double = 1) {
        cairo_set_source_rgba(context, color.red, color.green, color.blue, opacity)
    }

    func fill(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ color: Color, opacity: Double = 1
    ) {
        set(color, opacity: opacity)
        cairo_rectangle(context, x, y, width, height)
        cairo_fill(context)
    }

    func outline(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ color: Color, thickness: Double = 1
    ) {
        set(color)
        cairo_set_line_width(context, thickness)
        cairo_rectangle(
            context, x + thickness / 2, y + thickness / 2, max(0, width - thickness),
            max(0, height - thickness))
        cairo_stroke(context)
    }

    func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ color: Color, thickness: Double = 1,
        dashes: [Double] = []
    ) {
        set(color)
        cairo_set_line_width(context, thickness)
        cairo_set_dash(context, dashes, Int32(dashes.count), 0)
        cairo_move_to(context, x1, y1)
        cairo_line_to(context, x2, y2)
        cairo_stroke(context)
        cairo_set_dash(context, nil, 0, 0)
    }

    /// Fills a rectangle with slanted lines.
    func hatch(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ color: Color, spacing: Double = 7,
        thickness: Double = 1.4, leansLeft: Bool = false
    ) {
        cairo_save(context)
        cairo_rectangle(context, x, y, width, height)
        cairo_clip(context)
        set(color)
        cairo_set_line_width(context, thickness)
        // Counted from the page's edge, so that neighbours' lines meet.
        var start = ((x - height) / spacing).rounded(.down) * spacing
        while start < x + width {
            cairo_move_to(context, leansLeft ? start : start + height, y)
            cairo_line_to(context, leansLeft ? start + height : start, y + height)
            start += spacing
        }
        cairo_stroke(context)
        cairo_restore(context)
    }

    /// A triangle that points up to a place.
    func pointer(_ x: Double, _ y: Double, size: Double, _ color: Color) {
        set(color)
        cairo_move_to(context, x, y)
        cairo_line_to(context, x - size * 0.6, y + size)
        cairo_line_to(context, x + size * 0.6, y + size)
        cairo_close_path(context)
        cairo_fill(context)
    }

    // MARK: - Words and pictures

    private func setFont(_ size: Double, bold: Bool) {
        cairo_select_font_face(
            context, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL,
            bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
        cairo_set_font_size(context, size)
    }

    /// How wide a text is.
    func width(of text: String, size: Double, bold: Bool = false) -> Double {
        setFont(size, bold: bold)
        var extents = cairo_text_extents_t()
        cairo_text_extents(context, text, &extents)
        return extents.x_advance
    }

    /// The text, or as much of it as fits, with an ellipsis.
    func fitted(_ text: String, size: Double, bold: Bool = false, width: Double) -> String {
        guard self.width(of: text, size: size, bold: bold) > width else { return text }
        var short = text
        while !short.isEmpty, self.width(of: short + "…", size: size, bold: bold) > width {
            short.removeLast()
        }
        return short + "…"
    }

    /// Writes a text; `y` is the line it stands on.
    func text(
        _ text: String, _ x: Double, _ y: Double, size: Double, bold: Bool = false, color: Color = .ink,
        align: Alignment = .left
    ) {
        let shift: Double =
            switch align {
            case .left: 0
            case .middle: width(of: text, size: size, bold: bold) / 2
            case .right: width(of: text, size: size, bold: bold)
            }
        setFont(size, bold: bold)
        set(color)
        cairo_move_to(context, x - shift, y)
        cairo_show_text(context, text)
    }

    /// Draws a small picture.
    func picture(_ picture: Thumbnail, _ x: Double, _ y: Double, _ width: Double, _ height: Double) {
        guard picture.width > 0, picture.height > 0,
            picture.pixels.count == picture.width * picture.height * 4,
            let image = cairo_image_surface_create(
                CAIRO_FORMAT_RGB24, Int32(picture.width), Int32(picture.height))
        else { return }
        defer { cairo_surface_destroy(image) }
        guard let rows = cairo_image_surface_get_data(image) else { return }
        // RGB24 keeps a pixel as one native 32-bit number, blue lowest: the thumbnail's own order on this processor.
        let stride = Int(cairo_image_surface_get_stride(image))
        cairo_surface_flush(image)
        picture.pixels.withUnsafeBytes { pixels in
            for row in 0..<picture.height {
                UnsafeMutableRawBufferPointer(start: rows + row * stride, count: picture.width * 4)
                    .copyMemory(
                        from: UnsafeRawBufferPointer(
                            rebasing: pixels[row * picture.width * 4..<(row + 1) * picture.width * 4]))
            }
        }
        cairo_surface_mark_dirty(image)
        cairo_save(context)
        cairo_translate(context, x, y)
        cairo_scale(context, width / Double(picture.width), height / Double(picture.height))
        cairo_set_source_surface(context, image, 0, 0)
        cairo_paint(context)
        cairo_restore(context)
    }
}

/// Where cairo writes a file to.
private final class ByteSink {
    var bytes: [UInt8] = []

    static let write: cairo_write_func_t = { closure, data, length in
        guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
        Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
            .bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
        return CAIRO_STATUS_SUCCESS
    }
}
