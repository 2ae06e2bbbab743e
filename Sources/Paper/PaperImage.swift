import CPango
import Glibc

/// A picture on the way to a page: one `cairo_surface_t`.
///
/// Of a JPEG file no sample is decoded: the file itself goes into the PDF (`CAIRO_MIME_TYPE_JPEG`).
final class PaperImage {
    let width: Int
    let height: Int
    private let surface: OpaquePointer

    init(_ picture: Paper.Picture) throws(PaperError) {
        let made: OpaquePointer? =
            picture.isJPEG
            ? cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(picture.width), Int32(picture.height))
            : PNGSource(picture.bytes).surface()
        guard let made else { throw .drawing(cause: "out of memory") }
        surface = made
        guard cairo_surface_status(made) == CAIRO_STATUS_SUCCESS else {
            throw .drawing(cause: String(cString: cairo_status_to_string(cairo_surface_status(made))))
        }
        width = Int(cairo_image_surface_get_width(made))
        height = Int(cairo_image_surface_get_height(made))
        guard picture.isJPEG else { return }
        // Freed by cairo, with the surface.
        let count = picture.bytes.count
        guard count > 0, let copy = malloc(count) else { throw .drawing(cause: "out of memory") }
        picture.bytes.withUnsafeBytes { if let base = $0.baseAddress { memcpy(copy, base, count) } }
        let status = cairo_surface_set_mime_data(
            made, CAIRO_MIME_TYPE_JPEG, copy.assumingMemoryBound(to: UInt8.self), UInt(count), { free($0) },
            copy)
        guard status == CAIRO_STATUS_SUCCESS else {
            free(copy)
            throw .drawing(cause: String(cString: cairo_status_to_string(status)))
        }
    }

    deinit { cairo_surface_destroy(surface) }

    func draw(_ x: Double, _ y: Double, _ width: Double, _ height: Double, on context: OpaquePointer) {
        guard self.width > 0, self.height > 0 else { return }
        cairo_save(context)
        cairo_translate(context, x, y)
        cairo_scale(context, width / Double(self.width), height / Double(self.height))
        cairo_set_source_surface(context, surface, 0, 0)
        cairo_paint(context)
        cairo_restore(context)
    }
}

/// Lends cairo the bytes of a PNG file.
private final class PNGSource {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func surface() -> OpaquePointer? {
        cairo_image_surface_create_from_png_stream(
            { closure, data, length in
                guard let closure, let data else { return CAIRO_STATUS_READ_ERROR }
                let source = Unmanaged<PNGSource>.fromOpaque(closure).takeUnretainedValue()
                let count = Int(length)
                guard count <= source.bytes.count - source.position else { return CAIRO_STATUS_READ_ERROR }
                source.bytes.withUnsafeBytes { bytes in
                    if let base = bytes.baseAddress { memcpy(data, base + source.position, count) }
                }
                source.position += count
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(self).toOpaque())
    }
}
