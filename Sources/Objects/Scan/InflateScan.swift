/// Unpacks the zlib stream (RFC 1950, RFC 1951) of a picture's rows as its bytes pass by, to see that it holds these rows
/// and no more.
///
/// What is unpacked is lent once and then not kept but for the 32 KiB that the format refers back to. That the stream is
/// the one that the rows have is found by packing them again (``StillScan``); before that, blocks of nothing and more
/// blocks than rows of a size need are refused, as a few bytes could hold any number of them.
struct InflateScan {
    private var input: [UInt8] = []
    private var position = 0
    private var bits: UInt64 = 0
    private var bitCount = 0
    private var state = State.start
    private var isLastBlock = false
    /// How many blocks were begun, and how much had been unpacked when the last of them was.
    private var blocks: UInt64 = 0
    private var blockStart: UInt64 = 0
    private var window = [UInt8](repeating: 0, count: 1 << 15)
    private var sum = Adler()

    /// What was unpacked since it was taken last.
    private var fresh: [UInt8] = []

    /// How many bytes were unpacked.
    private(set) var produced: UInt64 = 0
    /// How many there must be.
    private let expected: UInt64
    /// How many bytes a row has, the byte before it that says how it is packed included, and where the next one begins.
    private let row: UInt64
    private var nextRow: UInt64 = 0

    private enum State {
        case start
        case block
        case stored(left: Int)
        case coded(literals: HuffmanCode, distances: HuffmanCode)
        case sum
        case done
    }

    /// More bits than the longest block header has (RFC 1951 §3.2.7), and than the longest symbol.
    private static let headerBits = 5000
    private static let symbolBits = 48
    /// Blocks that a stream may have whatever it unpacks to.
    private static let freeBlocks: UInt64 = 16
    /// Bytes that were unpacked for each block more.
    private static let bytesPerBlock: UInt64 = 1024

    /// - Parameters:
    ///   - rows: how many rows there must be.
    ///   - row: how many bytes each has, with the byte before it (ISO/IEC 15948 §9).
    init(rows: UInt64, of row: UInt64) {
        expected = rows * row
        self.row = row
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

    /// What was unpacked since this was asked last.
    mutating func takeFresh() -> [UInt8] {
        defer { fresh.removeAll(keepingCapacity: true) }
        return fresh
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
                    try endBlock()
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
                var stated: UInt32 = 0
                for _ in 0..<4 { stated = stated << 8 | UInt32(try take(8)) }
                guard stated == sum.value else { throw Self.damaged("the checksum of its samples is wrong") }
                state = .done
            case .done:
                guard available == 0 else { throw Self.damaged("something stands behind its samples") }
                return
            }
        }
    }

    private mutating func endBlock() throws {
        guard isLastBlock || produced > blockStart else {
            throw Self.damaged("its samples are packed in blocks that hold none")
        }
        state = isLastBlock ? .sum : .block
    }

    private mutating func beginBlock() throws {
        blocks += 1
        blockStart = produced
        guard blocks <= Self.freeBlocks + produced / Self.bytesPerBlock else {
            throw Self.damaged("its samples are packed in more blocks than they fill")
        }
        isLastBlock = try take(1) == 1
        switch try take(2) {
        case 0:
            _ = try take(bitCount % 8)
            let length = try take(16)
            guard try take(16) == ~length & 0xFFFF else { throw Self.damaged("its samples are damaged") }
            state = .stored(left: length)
        case 1: state = .coded(literals: Self.fixedLiterals, distances: Self.fixedDistances)
        case 2: try beginDynamicBlock()
        default: throw Self.damaged("its samples are damaged")
        }
    }

    /// RFC 1951 §3.2.6.
    private static let fixedLiterals = HuffmanCode(
        complete: (0..<288).map { UInt8($0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8) })
    private static let fixedDistances = HuffmanCode(complete: [UInt8](repeating: 5, count: 30))

    private mutating func beginDynamicBlock() throws {
        let literalCount = try take(5) + 257
        let distanceCount = try take(5) + 1
        let lengthCount = try take(4) + 4
        guard literalCount <= 286, distanceCount <= 30 else { throw Self.damaged("its samples are damaged") }
        var order = [UInt8](repeating: 0, count: 19)
        for place in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15].prefix(lengthCount) {
            order[place] = UInt8(try take(3))
        }
        let code = try Self.code(order)
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
            literals: try Self.code(lengths.prefix(literalCount)),
            distances: try Self.code(lengths.dropFirst(literalCount)))
    }

    private static func code(_ lengths: some Sequence<UInt8>) throws -> HuffmanCode {
        guard let code = HuffmanCode(lengths) else { throw damaged("its samples are damaged") }
        return code
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

    private mutating func unpack(
        _ literals: HuffmanCode, _ distances: HuffmanCode, isLast: Bool
    ) throws {
        while isLast || available >= Self.symbolBits {
            let symbol = try symbol(literals)
            if symbol < 256 {
                try put(UInt8(symbol))
                continue
            }
            if symbol == 256 { return try endBlock() }
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
        if produced == nextRow {
            guard byte == 4 else { throw Self.damaged("a row of it is not filtered by Paeth") }
            nextRow += row
        }
        window[Int(truncatingIfNeeded: produced) & 0x7FFF] = byte
        fresh.append(byte)
        produced += 1
        sum.add(byte)
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
        if bitCount < count { fill() }
        guard bitCount >= count else { throw Self.damaged("its samples end early") }
        let value = Int(bits & (1 << UInt64(count) - 1))
        bits >>= UInt64(count)
        bitCount -= count
        return value
    }

    private mutating func symbol(_ code: HuffmanCode) throws -> Int {
        if bitCount < HuffmanCode.longest { fill() }
        guard let (symbol, length) = code.symbol(in: bits), length <= bitCount else {
            throw Self.damaged("its samples are damaged")
        }
        bits >>= UInt64(length)
        bitCount -= length
        return symbol
    }
}
