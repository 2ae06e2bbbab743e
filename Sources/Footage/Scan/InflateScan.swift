/// Unpacks a zlib stream (RFC 1950, RFC 1951) as its bytes pass by, to see that it holds so many bytes and no more.
///
/// What is unpacked is not kept but for the 32 KiB that the format refers back to. A second stream or a word behind
/// the end of the first would be found by nobody who looks at the picture, so both are refused.
struct InflateScan {
    private var input: [UInt8] = []
    private var position = 0
    private var bits: UInt64 = 0
    private var bitCount = 0
    private var state = State.start
    private var isLastBlock = false
    private var window = [UInt8](repeating: 0, count: 1 << 15)
    private var sums: (low: UInt32, high: UInt32) = (1, 0)

    /// How many bytes were unpacked.
    private(set) var produced: UInt64 = 0
    /// How many there must be.
    private let expected: UInt64
    /// Looks at every byte that is unpacked, with its offset.
    private let look: (UInt8, UInt64) throws -> Void

    private enum State {
        case start
        case block
        case stored(left: Int)
        case coded(literals: Code, distances: Code)
        case sum
        case done
    }

    /// More bits than the longest block header has (RFC 1951 §3.2.7), and than the longest symbol.
    private static let headerBits = 5000
    private static let symbolBits = 48

    init(expected: UInt64, look: @escaping (UInt8, UInt64) throws -> Void) {
        self.expected = expected
        self.look = look
    }

    /// Unpacks as far as the next bytes allow.
    mutating func update(_ bytes: some Sequence<UInt8>) throws {
        input += bytes
        try run(isLast: false)
        input.removeFirst(position)
        position = 0
    }

    /// Ends the stream.
    mutating func finish() throws {
        try run(isLast: true)
        guard case .done = state, produced == expected else { throw Self.damaged("its samples end early") }
    }

    static func damaged(_ reason: String) -> FootageError { BoxReader.damaged(reason) }

    // MARK: - Blocks

    private var available: Int { bitCount + 8 * (input.count - position) }

    private mutating func run(isLast: Bool) throws {
        while true {
            switch state {
            case .start:
                guard isLast || available >= 16 else { return }
                let header = try take(8) << 8 | take(8)
                guard header & 0x8F20 == 0x0800, header % 31 == 0 else {
                    throw Self.damaged("its samples are not packed as PNG has them")
                }
                state = .block
            case .block:
                guard isLast || available >= Self.headerBits else { return }
                try beginBlock()
            case .stored(let left):
                guard left > 0 else {
                    endBlock()
                    continue
                }
                guard available >= 8 || isLast else { return }
                try put(UInt8(try take(8)))
                state = .stored(left: left - 1)
            case .coded(let literals, let distances):
                guard isLast || available >= Self.symbolBits else { return }
                try unpack(literals, distances, isLast: isLast)
            case .sum:
                guard isLast || available >= 32 + 7 else { return }
                _ = try take(bitCount % 8)
                var sum: UInt32 = 0
                for _ in 0..<4 { sum = sum << 8 | UInt32(try take(8)) }
                guard sum == sums.high << 16 | sums.low else {
                    throw Self.damaged("the checksum of its samples is wrong")
                }
                state = .done
            case .done:
                guard available == 0 else { throw Self.damaged("something stands behind its samples") }
                return
            }
        }
    }

    private mutating func endBlock() { state = isLastBlock ? .sum : .block }

    private mutating func beginBlock() throws {
        isLastBlock = try take(1) == 1
        switch try take(2) {
        case 0:
            _ = try take(bitCount % 8)
            let length = try take(16)
            guard try take(16) == ~length & 0xFFFF else { throw Self.damaged("its samples are damaged") }
            state = .stored(left: length)
        case 1:
            let lengths =
                (0..<288).map { UInt8($0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8) }
            state = .coded(
                literals: try Code(lengths), distances: try Code([UInt8](repeating: 5, count: 30)))
        case 2: try beginDynamicBlock()
        default: throw Self.damaged("its samples are damaged")
        }
    }

    private mutating func beginDynamicBlock() throws {
        let literalCount = try take(5) + 257
        let distanceCount = try take(5) + 1
        let lengthCount = try take(4) + 4
        guard literalCount <= 286, distanceCount <= 30 else { throw Self.damaged("its samples are damaged") }
        var order = [UInt8](repeating: 0, count: 19)
        for place in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15].prefix(lengthCount) {
            order[place] = UInt8(try take(3))
        }
        let code = try Code(order)
        var lengths: [UInt8] = []
        while lengths.count < literalCount + distanceCount {
            switch try symbol(code) {
            case let length where length < 16: lengths.append(UInt8(length))
            case 16:
                guard let last = lengths.last else { throw Self.damaged("its samples are damaged") }
                lengths += [UInt8](repeating: last, count: try take(2) + 3)
            case 17: lengths += [UInt8](repeating: 0, count: try take(3) + 3)
            default: lengths += [UInt8](repeating: 0, count: try take(7) + 11)
            }
        }
        guard lengths.count == literalCount + distanceCount, lengths[256] > 0 else {
            throw Self.damaged("its samples are damaged")
        }
        state = .coded(
            literals: try Code(Array(lengths.prefix(literalCount))),
            distances: try Code(Array(lengths.dropFirst(literalCount))))
    }

    private static let lengthBase = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163,
        195,
        227, 258,
    ]
    private static let distanceBase = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073,
        4097, 6145, 8193, 12289, 16385, 24577,
    ]

    private mutating func unpack(_ literals: Code, _ distances: Code, isLast: Bool) throws {
        while isLast || available >= Self.symbolBits {
            let symbol = try symbol(literals)
            if symbol < 256 {
                try put(UInt8(symbol))
                continue
            }
            if symbol == 256 { return endBlock() }
            guard symbol - 257 < Self.lengthBase.count else { throw Self.damaged("its samples are damaged") }
            let lengthCode = symbol - 257
            let length =
                try Self.lengthBase[lengthCode]
                + (lengthCode == 28 || lengthCode < 8 ? 0 : take(lengthCode / 4 - 1))
            let distanceCode = try self.symbol(distances)
            guard distanceCode < Self.distanceBase.count else {
                throw Self.damaged("its samples are damaged")
            }
            let distance =
                try Self.distanceBase[distanceCode] + (distanceCode < 4 ? 0 : take(distanceCode / 2 - 1))
            guard UInt64(distance) <= produced else { throw Self.damaged("its samples are damaged") }
            for _ in 0..<length {
                try put(window[Int(truncatingIfNeeded: produced &- UInt64(distance)) & 0x7FFF])
            }
        }
    }

    private mutating func put(_ byte: UInt8) throws {
        guard produced < expected else { throw Self.damaged("it holds more samples than its picture has") }
        window[Int(truncatingIfNeeded: produced) & 0x7FFF] = byte
        try look(byte, produced)
        produced += 1
        // Adler-32, RFC 1950 §8.2.
        sums.low = (sums.low + UInt32(byte)) % 65521
        sums.high = (sums.high + sums.low) % 65521
    }

    // MARK: - Bits

    private mutating func fill() {
        while bitCount <= 48, position < input.count {
            bits |= UInt64(input[position]) << UInt64(bitCount)
            bitCount += 8
            position += 1
        }
    }

    private mutating func take(_ count: Int) throws -> Int {
        fill()
        guard bitCount >= count else { throw Self.damaged("its samples end early") }
        let value = Int(bits & (1 << UInt64(count) - 1))
        bits >>= UInt64(count)
        bitCount -= count
        return value
    }

    private mutating func symbol(_ code: Code) throws -> Int {
        fill()
        let entry = code.table[Int(bits) & (code.table.count - 1)]
        let length = Int(entry & 15)
        guard length > 0, length <= bitCount else { throw Self.damaged("its samples are damaged") }
        bits >>= UInt64(length)
        bitCount -= length
        return Int(entry >> 4)
    }

    /// A Huffman code (RFC 1951 §3.2.2) as a table over the next 15 bits: `symbol << 4 | length`, 0 for none.
    private struct Code {
        private(set) var table = [UInt16](repeating: 0, count: 1 << 15)

        init(_ lengths: [UInt8]) throws {
            var next = 0
            for length in 1...15 {
                for (symbol, own) in lengths.enumerated() where Int(own) == length {
                    guard next < 1 << 15 else { throw InflateScan.damaged("its samples are damaged") }
                    let entry = UInt16(symbol) << 4 | UInt16(length)
                    // Codes are read from their highest bit on, bits of a byte from the lowest.
                    var place = Self.reversed(next)
                    while place < 1 << 15 {
                        table[place] = entry
                        place += 1 << length
                    }
                    next += 1 << (15 - length)
                }
            }
        }

        private static func reversed(_ value: Int) -> Int {
            (0..<15).reduce(0) { $0 | (value >> $1 & 1) << (14 - $1) }
        }
    }
}
