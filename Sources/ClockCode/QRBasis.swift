/// Every code of a length of text, taken apart so that a few lines of script can put any of them together.
///
/// Error correction of QR codes is linear: each bit of the text turns always the same squares, whatever the other
/// bits are. So the squares that one bit turns are found by drawing, with libqrencode, two texts that differ in
/// that bit; and the code of any text is that of the empty bits with the squares of its bits turned. The mask, which
/// libqrencode chooses for each text anew, is taken off before comparing and is one and the same afterwards: a
/// reader finds in the code which it is (ISO/IEC 18004 §7.9), and takes any.
struct QRBasis: Sendable {
    /// Squares a side.
    let size: Int
    /// The code for bits that are all 0, packed as ``QRMatrix/packed``.
    let base: [UInt8]
    /// For each bit of the text, in the order of the alphanumeric mode, the squares it turns.
    let turned: [[UInt8]]

    /// - Parameter length: characters of the texts.
    /// - Throws: ``ClockCodeError/notDrawable(text:cause:)``.
    init(length: Int) throws(ClockCodeError) {
        let alphabet = QRMatrix.alphabet
        let zeros = [UInt8](repeating: alphabet[0], count: length)
        let empty = try QRMatrix(String(decoding: zeros, as: UTF8.self))
        var plain = empty
        plain.apply(mask: empty.mask)
        size = empty.size
        base = empty.packed
        var turned: [[UInt8]] = []
        for start in stride(from: 0, to: length, by: 2) {
            // Two characters are one number of 11 bits, a last one alone is one of 6 (ISO/IEC 18004 §7.4.4).
            let isPair = start + 1 < length
            for bit in (0..<(isPair ? 11 : 6)).reversed() {
                var text = zeros
                let value = 1 << bit
                if isPair {
                    text[start] = alphabet[value / alphabet.count]
                    text[start + 1] = alphabet[value % alphabet.count]
                } else {
                    text[start] = alphabet[value]
                }
                var code = try QRMatrix(String(decoding: text, as: UTF8.self))
                code.apply(mask: code.mask)
                // The format information differs with the mask, and is the base's.
                let data = zip(zip(code.dark, plain.dark), code.holdsData).map { ($0.0 != $0.1) && $1 }
                turned.append(QRMatrix.packed(data))
            }
        }
        self.turned = turned
    }
}
