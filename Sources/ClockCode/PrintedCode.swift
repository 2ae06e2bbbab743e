import CQREncode

/// A text as a QR code to print (ISO/IEC 18004), in the smallest size that holds it.
package struct PrintedCode: Sendable, Equatable {
    /// Squares a side, without the light edge of four that belongs around it.
    package let size: Int
    /// Dark squares are true; rows from top to bottom, each from left to right.
    package let dark: [Bool]

    /// The most bytes of one code. More fit, but a telephone reads small squares from paper badly.
    package static let maximumBytes = 420

    /// Draws a text at level M, which makes good a seventh of the squares.
    ///
    /// - Throws: ``ClockCodeError/notDrawable(text:cause:)``.
    package init(_ text: String) throws(ClockCodeError) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.count <= Self.maximumBytes else {
            throw .notDrawable(text: text, cause: "it is empty, or longer than \(Self.maximumBytes) bytes")
        }
        guard let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M) else {
            throw .notDrawable(text: text, cause: "the library draws no code of it")
        }
        defer { QRcode_free(code) }
        size = Int(code.pointee.width)
        // Bit 0 of each square tells whether it is dark.
        dark = UnsafeBufferPointer(start: code.pointee.data, count: size * size).map { $0 & 0x01 != 0 }
    }

    /// The dark squares as the path of an SVG whose view box begins in the corner of the light edge and measures ``size`` + 8.
    package var path: String {
        var path = ""
        for row in 0..<size {
            var column = 0
            while column < size {
                guard dark[row * size + column] else {
                    column += 1
                    continue
                }
                var end = column
                while end < size, dark[row * size + end] { end += 1 }
                path += "M\(column + 4) \(row + 4)h\(end - column)v1H\(column + 4)z"
                column = end
            }
        }
        return path
    }
}
