/// Packs the rows of a still into the one zlib stream that they have (docs/spec/derivatives.md, Stills).
///
/// No choice is left to a compressor: runs of a byte, a code made from counts, blocks of a fixed size. So whoever has the
/// samples can tell whether a file holds anything else, whatever library made it. Memory is bounded by one block.
package struct StillPacker {
    /// Bytes of rows in a block.
    static let pieceBytes = 65_536
    /// Bytes of the stream in a chunk.
    package static let chunkBytes = 65_536

    private var piece: [UInt8] = []
    /// The byte before the piece.
    private var previous: UInt8?
    /// How many bytes of rows are still to come.
    private var left: UInt64
    private var bits = BitWriter()
    private var sum = Adler()

    /// A packer of so many bytes of rows.
    package init(byteCount: UInt64) {
        left = byteCount
        // Deflate with a window of 32 KiB, packed at the lowest level (RFC 1950 §2.2).
        bits.bytes = [0x78, 0x01]
        piece.reserveCapacity(Self.pieceBytes)
    }

    /// Takes the next bytes of rows; no more than there were said to be.
    package mutating func add(_ bytes: some Collection<UInt8>) {
        var rest = bytes[...]
        while !rest.isEmpty, left > 0 {
            let room = Int(min(UInt64(Self.pieceBytes - piece.count), left))
            let part = rest.prefix(room)
            piece += part
            left -= UInt64(part.count)
            rest = rest.dropFirst(part.count)
            if piece.count == Self.pieceBytes || left == 0 { pack() }
        }
    }

    /// What has been packed since this was asked last.
    package mutating func takeOutput() -> [UInt8] {
        defer { bits.bytes.removeAll(keepingCapacity: true) }
        return bits.bytes
    }

    private mutating func pack() {
        var symbols: [Symbol] = []
        symbols.reserveCapacity(piece.count + 1)
        var counts = [UInt32](repeating: 0, count: Self.symbolCount)
        var at = 0
        var before = previous
        piece.withUnsafeBufferPointer { piece in
            while at < piece.count {
                var run = 0
                if let before {
                    let most = min(Self.longestRun, piece.count - at)
                    while run < most, piece[at + run] == before { run += 1 }
                }
                let symbol = run >= 3 ? Symbol(run: run) : Symbol(byte: piece[at])
                symbols.append(symbol)
                counts[Int(symbol.code)] += 1
                at += run >= 3 ? run : 1
                before = piece[at - 1]
            }
        }
        counts[Self.endOfBlock] = 1
        write(symbols, CodeLengths.of(counts))
        piece.withUnsafeBytes { sum.add($0) }
        previous = piece.last
        piece.removeAll(keepingCapacity: true)
        if left == 0 { bits.end(with: sum.value) }
    }

    /// One block with a code of its own (RFC 1951 §3.2.7). Lengths of codes are written as they are, in four bits each.
    private mutating func write(_ symbols: [Symbol], _ lengths: [UInt8]) {
        bits.put(left == 0 ? 1 : 0, 1)
        bits.put(2, 2)
        bits.put(UInt32(Self.symbolCount - 257), 5)
        bits.put(0, 5)
        bits.put(15, 4)
        for length in [0, 0, 0] + [UInt32](repeating: 4, count: 16) { bits.put(length, 3) }
        for length in lengths + [1] { bits.put(Self.reversed(UInt32(length), 4), 4) }
        let codes = Self.codes(lengths)
        func put(_ symbol: Int) { bits.put(codes[symbol], Int(lengths[symbol])) }
        for symbol in symbols {
            put(Int(symbol.code))
            guard symbol.code > Self.endOfBlock else { continue }
            bits.put(UInt32(symbol.extra), Int(symbol.extraBits))
            // Distance 1: the one code there is.
            bits.put(0, 1)
        }
        put(Self.endOfBlock)
    }

    /// The codes of symbols from their lengths, first bit lowest (RFC 1951 §3.2.2).
    private static func codes(_ lengths: [UInt8]) -> [UInt32] {
        var codes = [UInt32](repeating: 0, count: lengths.count)
        var code: UInt32 = 0
        for length in 1...UInt8(CodeLengths.longest) {
            code <<= 1
            for symbol in lengths.indices where lengths[symbol] == length {
                codes[symbol] = reversed(code, Int(length))
                code += 1
            }
        }
        return codes
    }

    private static func reversed(_ value: UInt32, _ count: Int) -> UInt32 {
        var (value, result) = (value, UInt32(0))
        for _ in 0..<count {
            result = result << 1 | value & 1
            value >>= 1
        }
        return result
    }

    // MARK: - Symbols

    private static let symbolCount = 286
    private static let endOfBlock = 256
    private static let longestRun = 258

    /// A byte, or a run of the byte before it (RFC 1951 §3.2.5).
    private struct Symbol {
        var code: UInt16
        var extra: UInt8 = 0
        var extraBits: UInt8 = 0

        init(byte: UInt8) { code = UInt16(byte) }

        init(run: Int) { self = Self.runs[run] }

        private init(code: UInt16, extra: UInt8, extraBits: UInt8) {
            (self.code, self.extra, self.extraBits) = (code, extra, extraBits)
        }

        /// The symbols of runs by their length.
        private static let runs: [Symbol] = {
            var runs = [Symbol](repeating: Symbol(byte: 0), count: 3)
            var code: UInt16 = 257
            while runs.count < longestRun {
                let bits = code < 265 ? 0 : UInt8((code - 261) / 4)
                for extra in 0..<(1 << Int(bits)) where runs.count < longestRun {
                    runs.append(Symbol(code: code, extra: UInt8(extra), extraBits: bits))
                }
                code += 1
            }
            return runs + [Symbol(code: 285, extra: 0, extraBits: 0)]
        }()
    }
}

/// The lengths of a code from how often each symbol stands there, ties decided by a rule (docs/spec/derivatives.md,
/// Stills).
enum CodeLengths {
    /// The longest code there may be (RFC 1951 §3.2.7).
    static let longest = 15

    static func of(_ counts: [UInt32]) -> [UInt8] {
        var counts = counts
        while true {
            let lengths = unbounded(counts)
            guard lengths.contains(where: { $0 > longest }) else { return lengths.map(UInt8.init) }
            counts = counts.map { $0 > 0 ? ($0 + 1) / 2 : 0 }
        }
    }

    private static func unbounded(_ counts: [UInt32]) -> [Int] {
        let symbols = counts.indices.filter { counts[$0] > 0 }
            .sorted { (counts[$0], $0) < (counts[$1], $1) }
        // Leaves first, then nodes as they are made; each knows its parent.
        var weights = symbols.map { UInt64(counts[$0]) }
        var parents = [Int](repeating: 0, count: symbols.count)
        var (leaf, node) = (0, symbols.count)
        func take() -> Int {
            if node == weights.count || leaf < symbols.count && weights[leaf] <= weights[node] {
                defer { leaf += 1 }
                return leaf
            }
            defer { node += 1 }
            return node
        }
        while symbols.count - leaf + weights.count - node > 1 {
            let (one, other) = (take(), take())
            parents[one] = weights.count
            parents[other] = weights.count
            weights.append(weights[one] + weights[other])
            parents.append(0)
        }
        var depths = [Int](repeating: 0, count: weights.count)
        for index in depths.indices.dropLast().reversed() { depths[index] = depths[parents[index]] + 1 }
        var lengths = [Int](repeating: 0, count: counts.count)
        for (place, symbol) in symbols.enumerated() { lengths[symbol] = depths[place] }
        return lengths
    }
}

/// Puts bits into bytes, the first lowest (RFC 1951 §3.1.1).
private struct BitWriter {
    var bytes: [UInt8] = []
    private var bits: UInt64 = 0
    private var count = 0

    mutating func put(_ value: UInt32, _ length: Int) {
        bits |= UInt64(value) << UInt64(count)
        count += length
        while count >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: bits))
            bits >>= 8
            count -= 8
        }
    }

    /// Fills up the last byte and adds the checksum.
    mutating func end(with sum: UInt32) {
        if count > 0 { bytes.append(UInt8(truncatingIfNeeded: bits)) }
        (bits, count) = (0, 0)
        for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: sum >> shift)) }
    }
}
