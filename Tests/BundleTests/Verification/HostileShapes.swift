import Objects
import Records
import Foundation
import Sealing

/// Objects that promise much and hold little, each made from an honest one: what a stranger sends who wants a custodian's
/// machine to be busy.
struct HostileShapes {
    /// What stands before the first fragment of a film with one track, and that track's number.
    let header: [UInt8]
    let track = 1
    private let form: MovieForm

    /// - Parameters:
    ///   - film: a derivative, which has pictures alone.
    ///   - place: where it stands in the record.
    init(_ film: [UInt8], _ place: Int, of record: Record) throws {
        form = try RemadeMaster.form(of: place, in: record)
        var end = 0
        while String(decoding: film[end + 4..<end + 8], as: UTF8.self) != "moof" {
            end += film[end..<end + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        header = Array(film[..<end])
    }

    // MARK: - Films

    /// A fragment of runs.
    ///
    /// - Parameters:
    ///   - size: of every sample.
    ///   - runs: how many samples each has.
    func fragment(_ runs: [Int], size: Int, data: [UInt8]? = nil) -> [UInt8] {
        let bytes = data ?? [UInt8](repeating: 0x55, count: size * runs.reduce(0, +))
        func parts(_ start: Int) -> [UInt8] {
            var offset = start
            return runs.flatMap { count -> [UInt8] in
                defer { offset += count * size }
                return Self.box(
                    "trun",
                    Self.number(UInt32(1)) + Self.number(UInt32(count)) + Self.number(UInt32(offset)))
            }
        }
        func head(_ start: Int) -> [UInt8] {
            // default-base-is-moof; duration 0, size, flags of a key frame.
            let tfhd =
                Self.number(UInt32(0x02_0038)) + Self.number(UInt32(track)) + Self.number(UInt32(0))
                + Self.number(UInt32(size)) + Self.number(UInt32(0x0200_0000))
            let tfdt = Self.number(UInt32(0x0100_0000)) + Self.number(UInt64(0))
            return Self.box(
                "moof",
                Self.box("mfhd", Self.number(UInt64(1)))
                    + Self.box("traf", Self.box("tfhd", tfhd) + Self.box("tfdt", tfdt) + parts(start)))
        }
        return head(head(0).count + 8) + Self.box("mdat", bytes)
    }

    /// A film of fragments.
    func film(_ fragment: [UInt8], times count: Int) -> [UInt8] {
        header + Array([[UInt8]](repeating: fragment, count: count).joined())
    }

    /// Honest samples of 4,000 bytes, up to a size.
    func film(bytes: Int) throws -> [UInt8] {
        var film: [UInt8] = []
        let writer = try MovieWriter(form) { film += $0 }
        let data = [UInt8](repeating: 0x55, count: 4_000)
        for number in 0..<max(1, bytes / (data.count + 16)) {
            let sample = StoredSample(
                track: 1, dts: Int64(number), pts: Int64(number), size: UInt64(data.count), isKey: false)
            try data.withUnsafeBytes { try writer.write(sample, $0) }
        }
        _ = try writer.finish(lastDuration: 1) { $0 + 8 }
        return film
    }

    // MARK: - Stills

    /// A still whose samples are packed as given.
    static func still(width: Int, height: Int, chunks: [[UInt8]]) -> [UInt8] {
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        file += chunk("IHDR", number(UInt32(width)) + number(UInt32(height)) + [8, 2, 0, 0, 0])
        for part in chunks { file += chunk("IDAT", part) }
        return file + chunk("IEND", [])
    }

    /// Blocks that hold nothing, and whose headers make a reader build tables (RFC 1951 §3.2.7).
    static func emptyBlocks(bytes: Int) -> [UInt8] {
        var bits = BitWriter()
        let one: [(Int, Int)] =
            [(0, 1), (2, 2), (0, 5), (0, 5), (14, 4)]
            + ([0, 0, 1] + [Int](repeating: 0, count: 14) + [1]).map { ($0, 3) }
            + [(1, 1), (127, 7), (1, 1), (107, 7), (0, 1), (0, 1), (0, 1)]
        // Four of them end at a byte's end.
        for _ in 0..<4 { for (value, count) in one { bits.put(value, count) } }
        return [0x78, 0x9C]
            + Array([[UInt8]](repeating: bits.bytes, count: bytes / bits.bytes.count).joined())
    }

    /// Zeros as one block of the fixed code (RFC 1951 §3.2.6): a hundred and fifty times as long unpacked as packed.
    static func zeros(_ count: Int) -> [UInt8] {
        var bits = BitWriter()
        bits.put(1, 1)
        bits.put(1, 2)
        let literals = count % 258 == 0 ? 258 : count % 258
        // Codes are written from their highest bit on: 0 is 00110000, 258 bytes of one before are 11000101 00000.
        for _ in 0..<literals { bits.put(0b0000_1100, 8) }
        for _ in 0..<(count - literals) / 258 { bits.put(0b1010_0011, 13) }
        bits.put(0, 7)
        bits.put(0, 7)
        // Adler-32 of zeros.
        return [0x78, 0x9C] + bits.bytes + number(UInt32(count % 65_521) << 16 | 1)
    }

    private struct BitWriter {
        private(set) var bytes: [UInt8] = []
        private var value = 0
        private var count = 0

        mutating func put(_ bits: Int, _ length: Int) {
            value |= bits << count
            count += length
            while count >= 8 {
                bytes.append(UInt8(value & 0xFF))
                value >>= 8
                count -= 8
            }
        }
    }

    // MARK: - Bytes

    static func box(_ type: String, _ content: [UInt8]) -> [UInt8] {
        number(UInt32(content.count + 8)) + Array(type.utf8) + content
    }

    static func number(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { [UInt8]($0) }
    }

    static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + data
        return number(UInt32(data.count)) + body + number(checksum(body))
    }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in
            value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1
        }
    }

    /// ISO 3309.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
    }
}
