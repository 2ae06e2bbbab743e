/// A Huffman code (RFC 1951 §3.2.2).
///
/// Short codes are looked up, long ones are counted through, so that making one costs little more than reading its lengths
/// does: a hostile stream has a code every few bytes.
struct HuffmanCode {
    /// The longest code there is, in bits.
    static let longest = 15
    private static let lookupBits = 9

    /// The codes of up to nine bits by the next bits of the stream: `symbol << 4 | length`, 0 for none.
    private var short: [UInt16]
    /// How many codes there are of each length, and all symbols in the order of their codes.
    private var counts = [UInt16](repeating: 0, count: Self.longest + 1)
    private var symbols: [UInt16] = []

    /// A code by how long that of each symbol is; nil for lengths that no code has.
    init?(_ lengths: some Sequence<UInt8>) {
        let lengths = Array(lengths)
        for length in lengths { counts[Int(length)] += 1 }
        counts[0] = 0
        var places = [Int](repeating: 0, count: Self.longest + 2)
        var left = 1
        for length in 1...Self.longest {
            left = left << 1 - Int(counts[length])
            guard left >= 0 else { return nil }
            places[length + 1] = places[length] + Int(counts[length])
        }
        symbols = [UInt16](repeating: 0, count: places[Self.longest + 1])
        for (symbol, length) in lengths.enumerated() where length > 0 {
            symbols[places[Int(length)]] = UInt16(symbol)
            places[Int(length)] += 1
        }
        short = [UInt16](repeating: 0, count: 1 << Self.lookupBits)
        var (code, index) = (0, 0)
        for length in 1...Self.lookupBits {
            for _ in 0..<Int(counts[length]) {
                // Codes are read from their highest bit on, bits of a byte from the lowest.
                var place = Self.reversed(code, length)
                while place < short.count {
                    short[place] = symbols[index] << 4 | UInt16(length)
                    place += 1 << length
                }
                (code, index) = (code + 1, index + 1)
            }
            code <<= 1
        }
    }

    /// A code whose lengths are known to be those of one.
    init(complete lengths: [UInt8]) {
        self = HuffmanCode(lengths) ?? HuffmanCode()
    }

    private init() { short = [UInt16](repeating: 0, count: 1 << Self.lookupBits) }

    /// The symbol whose code comes next, and how many bits that has; nil where none does.
    func symbol(in bits: UInt64) -> (symbol: Int, length: Int)? {
        let entry = short[Int(truncatingIfNeeded: bits) & (short.count - 1)]
        if entry > 0 { return (Int(entry >> 4), Int(entry & 15)) }
        // Counted through as in RFC 1951 §3.2.2: the codes of one length follow each other.
        var (code, first, index) = (0, 0, 0)
        for length in 1...Self.longest {
            code |= Int(truncatingIfNeeded: bits >> UInt64(length - 1)) & 1
            let count = Int(counts[length])
            if code - first < count { return (Int(symbols[index + code - first]), length) }
            index += count
            first = (first + count) << 1
            code <<= 1
        }
        return nil
    }

    private static func reversed(_ code: Int, _ length: Int) -> Int {
        (0..<length).reduce(0) { $0 | (code >> $1 & 1) << (length - 1 - $1) }
    }
}
