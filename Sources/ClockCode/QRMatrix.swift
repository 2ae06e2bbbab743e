import CQREncode

/// The dark and light squares of one QR code (ISO/IEC 18004), without the light edge around it.
package struct QRMatrix: Sendable, Equatable {
    /// Squares a side.
    package let size: Int
    /// Dark squares are true; rows from top to bottom, each from left to right.
    package private(set) var dark: [Bool]
    /// Squares that hold data or its error correction, the same in every code of a size.
    let holdsData: [Bool]

    /// Version 2 has 25 squares a side and takes 38 alphanumeric characters at level M, which makes good a
    /// seventh of the squares. A larger version would have smaller squares on the same screen, and a camera sees
    /// squares of two pixels or not at all.
    static let version: Int32 = 2
    static let capacity = 38
    /// The 45 characters of the alphanumeric mode, each at its value (ISO/IEC 18004, table 5).
    static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)

    /// Draws a text of the alphanumeric mode.
    ///
    /// - Throws: ``ClockCodeError/notDrawable(text:cause:)``.
    package init(_ text: String) throws(ClockCodeError) {
        guard text.utf8.count <= Self.capacity else {
            throw .notDrawable(text: text, cause: "it is longer than \(Self.capacity) characters")
        }
        let code = try QRCodeDrawing(text)
        size = code.size
        let squares = code.squares
        // libqrencode marks each square with what it is for: bit 0 for dark, bit 7 for one of the patterns and
        // information that are no data.
        dark = squares.map { $0 & 0x01 != 0 }
        holdsData = squares.map { $0 & 0x80 == 0 }
    }

    /// Which of the eight masks was laid over the data (ISO/IEC 18004 §7.9): bits 12 to 10 of the format
    /// information, in columns 2 to 4 of row 8, themselves masked with 101.
    package var mask: Int {
        (2...4).reduce(0) { $0 << 1 | (dark[8 * size + $1] ? 1 : 0) } ^ 0b101
    }

    /// Turns the squares that a mask turns (ISO/IEC 18004, table 10): laid on twice, it is gone.
    mutating func apply(mask: Int) {
        for row in 0..<size {
            for column in 0..<size where holdsData[row * size + column] {
                if Self.masks(mask, row, column) { dark[row * size + column].toggle() }
            }
        }
    }

    private static func masks(_ mask: Int, _ row: Int, _ column: Int) -> Bool {
        switch mask {
        case 0: (row + column) % 2 == 0
        case 1: row % 2 == 0
        case 2: column % 3 == 0
        case 3: (row + column) % 3 == 0
        case 4: (row / 2 + column / 3) % 2 == 0
        case 5: row * column % 2 + row * column % 3 == 0
        case 6: (row * column % 2 + row * column % 3) % 2 == 0
        default: ((row + column) % 2 + row * column % 3) % 2 == 0
        }
    }

    /// The squares, eight in a byte, the first in the highest bit.
    var packed: [UInt8] { Self.packed(dark) }

    /// Squares packed in that way.
    static func packed(_ squares: [Bool]) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: (squares.count + 7) / 8)
        for (index, isDark) in squares.enumerated() where isDark { bytes[index / 8] |= 0x80 >> (index % 8) }
        return bytes
    }
}

/// Owns a code as libqrencode draws it.
private final class QRCodeDrawing {
    private let code: UnsafeMutablePointer<QRcode>

    init(_ text: String) throws(ClockCodeError) {
        guard let input = QRinput_new2(QRMatrix.version, QR_ECLEVEL_M) else {
            throw .notDrawable(text: text, cause: "out of memory")
        }
        defer { QRinput_free(input) }
        // Left to itself the library changes to the numeric mode for long runs of digits.
        let bytes = Array(text.utf8)
        guard QRinput_append(input, QR_MODE_AN, Int32(bytes.count), bytes) == 0,
            let code = QRcode_encodeInput(input)
        else { throw .notDrawable(text: text, cause: "it holds what the alphanumeric mode has not") }
        guard code.pointee.version == QRMatrix.version else {
            QRcode_free(code)
            throw .notDrawable(text: text, cause: "it needs a larger code")
        }
        self.code = code
    }

    deinit { QRcode_free(code) }

    var size: Int { Int(code.pointee.width) }
    var squares: [UInt8] { Array(UnsafeBufferPointer(start: code.pointee.data, count: size * size)) }
}
