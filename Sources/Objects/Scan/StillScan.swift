import Sealing
import Records

/// What a still really holds.
package struct ScannedStill: Sendable, Hashable {
    /// Its size in pixels.
    package internal(set) var width: UInt32
    /// Its size in pixels.
    package internal(set) var height: UInt32
    /// Bits of each of its three colours.
    package internal(set) var depth: Int
    /// Its size in bytes, padding included.
    package internal(set) var size: UInt64
    /// How many of them are padding.
    package internal(set) var padding: UInt64
}

/// Reads a still back while its bytes pass by.
///
/// A still is the signature, one `IHDR` of plain red, green and blue, `IDAT` chunks of a fixed size, a `paDd` of zeros, and
/// an empty `IEND` that is the end of the file (docs/spec/derivatives.md, Stills). Its samples are unpacked and packed again,
/// and the first byte that differs is refused: so the file says its picture and nothing else. Memory is bounded by a few
/// blocks.
///
/// What unpacks to more than it is worth is refused as well: a picture of another size than the record says is not
/// unpacked at all (docs/spec/record.md, Limits).
///
/// Not `Sendable`: one stage feeds it.
package final class StillScan {
    private var state = State.signature
    private var buffer: [UInt8] = []
    private var consumed: UInt64 = 0
    private var sum = CRC()
    private var samples: InflateScan?
    private var result: ScannedStill?
    private var last = StillScan.nothing
    /// What the samples are packed to again, and what of either stream the other has not come to yet.
    private var packer: StillPacker?
    private var given: [UInt8] = []
    private var made: [UInt8] = []
    /// How many bytes the last chunk of samples has.
    private var lastSamples = StillPacker.chunkBytes
    /// What the record says of the picture; nil where nothing is said of it yet.
    private let expected: StillFacts?

    private enum State {
        case signature
        case head
        case data(type: BoxType, left: UInt64)
        case sum(type: BoxType)
        case done
    }

    /// Where no chunk has stood yet.
    private static let nothing = BoxType(0)
    /// A side of a picture no camera has.
    private static let longestSide: UInt32 = 1 << 16
    /// How far what is given may run ahead of what is made again: a block of the longest codes, and what it takes to
    /// tell where one begins.
    private static let furthestAhead = 4 * StillPacker.pieceBytes

    /// Begins a scan.
    ///
    /// - Parameter expected: what the record says the still is; another picture is refused before it is unpacked.
    package init(expecting expected: StillFacts? = nil) { self.expected = expected }

    /// Looks at the next bytes of the still.
    ///
    /// - Throws: ``FootageError/objectNotUnderstood(reason:)``.
    package func update(_ bytes: UnsafeRawBufferPointer) throws {
        consumed += UInt64(bytes.count)
        var rest = bytes
        while !rest.isEmpty {
            let used: Int
            switch state {
            case .signature:
                used = gather(rest, 8)
                guard buffer.count == 8 else { break }
                guard buffer == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] else {
                    throw BoxReader.damaged("it is no PNG")
                }
                begin(.head)
            case .head:
                used = gather(rest, 8)
                guard buffer.count == 8 else { break }
                try beginChunk()
            case .data(let type, let left):
                used = Int(min(left, UInt64(rest.count)))
                let part = UnsafeRawBufferPointer(rebasing: rest[..<used])
                sum.add(part)
                try look(at: part, of: type)
                state = left == UInt64(used) ? try ending(type) : .data(type: type, left: left - UInt64(used))
            case .sum(let type):
                used = gather(rest, 4)
                guard buffer.count == 4 else { break }
                guard buffer.reduce(0, { $0 << 8 | UInt32($1) }) == sum.value else {
                    throw BoxReader.damaged("the checksum of its “\(type)” is wrong")
                }
                begin(type == "IEND" ? .done : .head)
            case .done:
                throw BoxReader.damaged("something stands behind its end")
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[used...])
        }
    }

    /// Ends the scan.
    ///
    /// - Throws: ``FootageError/objectNotUnderstood(reason:)`` where the still ends early.
    package func finish() throws -> ScannedStill {
        guard case .done = state, var result else { throw BoxReader.damaged("it ends in the middle") }
        result.size = consumed
        return result
    }

    private func begin(_ next: State) {
        buffer.removeAll(keepingCapacity: true)
        state = next
    }

    private func gather(_ bytes: UnsafeRawBufferPointer, _ count: Int) -> Int {
        let used = min(count - buffer.count, bytes.count)
        buffer += bytes[..<used]
        return used
    }

    // MARK: - Chunks

    private func beginChunk() throws {
        var reader = BoxReader(buffer)
        let length: UInt32 = try reader.integer()
        let type = try reader.code()
        switch (type, last) {
        case ("IHDR", Self.nothing) where length == 13: break
        case ("IDAT", "IHDR") where length > 0, ("IDAT", "IDAT") where length > 0:
            // All are full but the last.
            guard lastSamples == StillPacker.chunkBytes, length <= StillPacker.chunkBytes else {
                throw BoxReader.damaged("its samples are not cut into the chunks that a still has")
            }
            lastSamples = Int(length)
        case ("paDd", "IDAT"): result?.padding = UInt64(length) + 12
        case ("IEND", "IDAT") where length == 0, ("IEND", "paDd") where length == 0: break
        default: throw BoxReader.damaged("a chunk “\(type)” stands where none may stand")
        }
        guard length < 1 << 31 else { throw BoxReader.damaged("chunk “\(type)” is too large") }
        if last == "IDAT", type != "IDAT" { try endSamples() }
        last = type
        sum = CRC()
        buffer.withUnsafeBytes { sum.add(UnsafeRawBufferPointer(rebasing: $0[4...])) }
        begin(.data(type: type, left: UInt64(length)))
        if length == 0 { state = try ending(type) }
    }

    private func look(at bytes: UnsafeRawBufferPointer, of type: BoxType) throws {
        switch type {
        case "IHDR": buffer += bytes
        case "IDAT":
            given += bytes
            try samples?.update(bytes)
            try compare()
        default:
            guard bytes.allSatisfy({ $0 == 0 }) else { throw BoxReader.damaged("its padding is not empty") }
        }
    }

    /// Packs what was unpacked again and holds both streams against each other.
    private func compare() throws {
        if let fresh = samples?.takeFresh(), !fresh.isEmpty { packer?.add(fresh) }
        made += packer?.takeOutput() ?? []
        let count = min(given.count, made.count)
        guard given.prefix(count).elementsEqual(made.prefix(count)), given.count - count <= Self.furthestAhead
        else { throw BoxReader.damaged("its samples are packed in another way than a still's are") }
        given.removeFirst(count)
        made.removeFirst(count)
    }

    private func endSamples() throws {
        try samples?.finish()
        try compare()
        guard given.isEmpty, made.isEmpty else {
            throw BoxReader.damaged("its samples are packed in another way than a still's are")
        }
    }

    private func ending(_ type: BoxType) throws -> State {
        if type == "IHDR" { try readHeader() }
        buffer.removeAll(keepingCapacity: true)
        return .sum(type: type)
    }

    /// ISO/IEC 15948 §11.2.2.
    private func readHeader() throws {
        var reader = BoxReader(buffer)
        let (width, height) = (try reader.integer(UInt32.self), try reader.integer(UInt32.self))
        let depth = try reader.integer(UInt8.self)
        guard (1...Self.longestSide).contains(width), (1...Self.longestSide).contains(height),
            depth == 8 || depth == 16, reader.rest == [2, 0, 0, 0]
        else { throw BoxReader.damaged("it is not a plain picture of red, green and blue") }
        guard UInt64(width) * UInt64(height) <= RecordLimits.pixelsOfStill else {
            throw BoxReader.damaged("it has more than \(RecordLimits.pixelsOfStill) pixels")
        }
        if let expected,
            (expected.width, expected.height, expected.depth) != (Int(width), Int(height), Int(depth))
        {
            throw BoxReader.damaged(
                "it has \(width)x\(height) pixels of \(depth) bits, the record says "
                    + "\(expected.width)x\(expected.height) of \(expected.depth)")
        }
        result = ScannedStill(width: width, height: height, depth: Int(depth), size: 0, padding: 0)
        let row = 1 + UInt64(width) * 3 * UInt64(depth) / 8
        samples = InflateScan(rows: UInt64(height), of: row)
        packer = StillPacker(byteCount: UInt64(height) * row)
    }

    /// The checksum of a chunk (ISO/IEC 15948 §5.5, ISO 3309).
    private struct CRC {
        private var register = UInt32.max

        var value: UInt32 { ~register }

        mutating func add(_ bytes: UnsafeRawBufferPointer) {
            for byte in bytes {
                register = Self.table[Int(UInt8(truncatingIfNeeded: register) ^ byte)] ^ register >> 8
            }
        }

        private static let table: [UInt32] = (0..<256).map { byte in
            (0..<8).reduce(UInt32(byte)) { value, _ in
                value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1
            }
        }
    }
}

extension StillScan {
    /// The digest over the table of times of one picture at time 0 (docs/spec/record.md, Table of times).
    package static func timesSHA256() throws -> SHA256Digest {
        try SHA256Digest.of([UInt8](repeating: 0, count: 16))
    }
}
