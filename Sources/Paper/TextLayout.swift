import CPango

/// A text laid out in lines of a width: one `PangoLayout`.
///
/// Not `Sendable`: one function lays out and draws.
final class TextLayout {
    private let layout: OpaquePointer

    /// Lengths are in points.
    ///
    /// - Parameter isOneLine: whether what has no room is left out, with `…` in its place.
    init(
        _ text: String, _ style: TextStyle, width: Double?, isOneLine: Bool = false, on context: OpaquePointer
    ) throws(PaperError) {
        guard let layout = pango_cairo_create_layout(context), let font = pango_font_description_new() else {
            throw .drawing(cause: "out of memory")
        }
        self.layout = layout
        defer { pango_font_description_free(font) }
        pango_font_description_set_family(font, style.isFixed ? "DejaVu Sans Mono" : "DejaVu Sans")
        pango_font_description_set_weight(font, style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_font_description_set_absolute_size(font, style.size * Double(proffer_PANGO_SCALE))
        pango_layout_set_font_description(layout, font)
        if let width {
            pango_layout_set_width(layout, Int32(max(1, width) * Double(proffer_PANGO_SCALE)))
            // A file's name has no space to break at.
            pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
            if isOneLine { pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END) }
        }
        // Nor must a hyphen be put into one.
        if let attributes = pango_attr_list_new() {
            pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(0))
            if let width, !isOneLine {
                // Three quarters of its size is more than a letter commonly takes.
                for part in TextBreaks.unbroken(in: text, atMost: Int(width / (style.size * 0.75))) {
                    Self.insert(pango_attr_allow_breaks_new(0), part, attributes)
                }
            }
            if style.color == .ink {
                let (red, green, blue) = InkColor.faint.components
                for group in TextBreaks.secondGroups(in: text) {
                    Self.insert(
                        pango_attr_foreground_new(
                            UInt16(red * 65535), UInt16(green * 65535), UInt16(blue * 65535)),
                        group, attributes)
                }
            }
            pango_layout_set_attributes(layout, attributes)
            pango_attr_list_unref(attributes)
        }
        pango_layout_set_spacing(layout, Int32(style.size * 0.25 * Double(proffer_PANGO_SCALE)))
        pango_layout_set_text(layout, text, Int32(clamping: text.utf8.count))
    }

    private static func insert(
        _ attribute: UnsafeMutablePointer<PangoAttribute>?, _ bytes: Range<Int>, _ list: OpaquePointer
    ) {
        guard let attribute else { return }
        attribute.pointee.start_index = UInt32(clamping: bytes.lowerBound)
        attribute.pointee.end_index = UInt32(clamping: bytes.upperBound)
        pango_attr_list_insert(list, attribute)
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

    var size: (width: Double, height: Double) {
        var rectangle = PangoRectangle()
        pango_layout_get_extents(layout, nil, &rectangle)
        let scale = Double(proffer_PANGO_SCALE)
        return (Double(rectangle.width) / scale, Double(rectangle.height) / scale)
    }

    /// The lines, each with where it begins below the text's top and how high it is.
    var lines: [(top: Double, height: Double)] {
        let scale = Double(proffer_PANGO_SCALE)
        guard let iterator = pango_layout_get_iter(layout) else { return [] }
        defer { pango_layout_iter_free(iterator) }
        var lines: [(Double, Double)] = []
        repeat {
            var rectangle = PangoRectangle()
            pango_layout_iter_get_line_extents(iterator, nil, &rectangle)
            lines.append((Double(rectangle.y) / scale, Double(rectangle.height) / scale))
        } while pango_layout_iter_next_line(iterator) != 0
        return lines
    }

    /// Draws the whole, its upper left corner at a place.
    func draw(_ x: Double, _ y: Double, on context: OpaquePointer) {
        cairo_move_to(context, x, y)
        pango_cairo_show_layout(context, layout)
    }

    /// Draws lines of it, the first of them with its top at a place.
    func draw(lines range: Range<Int>, _ x: Double, _ y: Double, on context: OpaquePointer) {
        let all = lines
        guard let first = all.indices.contains(range.lowerBound) ? all[range.lowerBound] : nil else { return }
        for number in range {
            guard let line = pango_layout_get_line_readonly(layout, Int32(number)),
                all.indices.contains(number)
            else { continue }
            var rectangle = PangoRectangle()
            pango_layout_line_get_extents(line, nil, &rectangle)
            let ascent = -Double(rectangle.y) / Double(proffer_PANGO_SCALE)
            cairo_move_to(context, x, y + all[number].top - first.top + ascent)
            pango_cairo_show_layout_line(context, line)
        }
    }
}

/// How a text looks.
package struct TextStyle: Sendable, Hashable {
    /// The size of its letters, in points.
    package var size: Double
    /// Whether it is bold.
    package var isBold: Bool
    /// Whether all letters are of one width.
    package var isFixed: Bool
    /// Its colour.
    package var color: InkColor

    /// A style from its parts.
    package init(size: Double = 9.5, isBold: Bool = false, isFixed: Bool = false, color: InkColor = .ink) {
        self.size = size
        self.isBold = isBold
        self.isFixed = isFixed
        self.color = color
    }
}

/// The colours on paper: few, and each dark enough to be read in grey.
package enum InkColor: Sendable, Hashable {
    case ink, faint, good, open, bad

    var components: (red: Double, green: Double, blue: Double) {
        switch self {
        case .ink: (0.1, 0.1, 0.1)
        case .faint: (0.37, 0.37, 0.37)
        case .good: (0, 0.35, 0.25)
        case .open: (0.5, 0.34, 0)
        case .bad: (0.69, 0.23, 0)
        }
    }
}
