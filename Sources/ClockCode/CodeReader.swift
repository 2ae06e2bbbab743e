import Viewing
import CZBar

/// Owns a scanner that finds QR codes in pictures, wherever they are and however they are turned.
///
/// Not `Sendable`: one stage reads.
final class CodeReader {
    private let scanner: OpaquePointer
    private let image: OpaquePointer
    /// The picture at twice its size, reused.
    private var enlarged: [UInt8] = []
    /// How many pictures were searched, all of them and since the last with a code.
    private var searched = 0
    private var sinceLastCode = Int.max

    /// Pictures up to so many pixels are also searched at twice their size, where squares of two pixels become
    /// readable (docs/spec/clock-code.md, Reading). Larger ones show a code larger as well.
    private static let enlargedPixels = 1280 * 720

    init() throws(ClockCodeError) {
        guard let scanner = zbar_image_scanner_create() else { throw .reader(cause: "out of memory") }
        guard let image = zbar_image_create() else {
            zbar_image_scanner_destroy(scanner)
            throw .reader(cause: "out of memory")
        }
        (self.scanner, self.image) = (scanner, image)
        // Nothing but QR codes: the other symbologies cost time, and would find bars in a fence.
        zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0)
        zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1)
        zbar_image_set_format(image, proffer_zbar_Y800)
    }

    deinit {
        zbar_image_destroy(image)
        zbar_image_scanner_destroy(scanner)
    }

    /// The clock codes in a picture; other codes are passed over.
    func codes(in picture: GreyPicture) throws(ClockCodeError) -> [ShownTime] {
        searched &+= 1
        var found = try scan(picture.samples, width: picture.width, height: picture.height, everyLine: 1)
        if found.isEmpty, picture.width * picture.height <= Self.enlargedPixels, isWorthALook {
            enlarge(picture)
            found = try scan(enlarged, width: picture.width * 2, height: picture.height * 2, everyLine: 2)
        }
        sinceLastCode = found.isEmpty ? min(sinceLastCode, Int.max - 1) + 1 : 0
        return found
    }

    /// Where no code is, a look at every fifth picture finds out when one comes; where one was, each counts.
    private var isWorthALook: Bool { sinceLastCode < 50 || searched % 5 == 1 }

    private func scan(
        _ samples: [UInt8], width: Int, height: Int, everyLine: Int32
    ) throws(ClockCodeError) -> [ShownTime] {
        zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_X_DENSITY, everyLine)
        zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_Y_DENSITY, everyLine)
        zbar_image_set_size(image, UInt32(width), UInt32(height))
        // The samples are lent for the call alone: without a handler the library does not free them.
        let code = samples.withUnsafeBytes { bytes in
            zbar_image_set_data(image, bytes.baseAddress, UInt(bytes.count), nil)
            defer { zbar_image_set_data(image, nil, 0, nil) }
            return zbar_scan_image(scanner, image)
        }
        guard code >= 0 else { throw .reader(cause: "the library gives code \(code)") }
        var times: [ShownTime] = []
        var symbol = zbar_image_first_symbol(image)
        while let current = symbol {
            if let data = zbar_symbol_get_data(current) {
                let bytes = UnsafeRawBufferPointer(
                    start: data, count: Int(zbar_symbol_get_data_length(current)))
                if let time = ShownTime(text: String(decoding: bytes, as: UTF8.self)) { times.append(time) }
            }
            symbol = zbar_symbol_next(current)
        }
        return times
    }

    /// Each pixel becomes four, between its neighbours.
    private func enlarge(_ picture: GreyPicture) {
        let (width, height) = (picture.width, picture.height)
        if enlarged.count != width * height * 4 { enlarged = .init(repeating: 0, count: width * height * 4) }
        let samples = picture.samples
        enlarged.withUnsafeMutableBufferPointer { target in
            samples.withUnsafeBufferPointer { source in
                for y in 0..<height {
                    let below = min(y + 1, height - 1) * width
                    for x in 0..<width {
                        let right = min(x + 1, width - 1)
                        let (a, b) = (Int(source[y * width + x]), Int(source[y * width + right]))
                        let (c, d) = (Int(source[below + x]), Int(source[below + right]))
                        let place = y * 2 * width * 2 + x * 2
                        target[place] = UInt8(a)
                        target[place + 1] = UInt8((a + b) / 2)
                        target[place + 2 * width] = UInt8((a + c) / 2)
                        target[place + 2 * width + 1] = UInt8((a + b + c + d) / 4)
                    }
                }
            }
        }
    }
}
