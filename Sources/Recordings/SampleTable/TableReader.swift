import Objects

/// Where a table of numbers lies in a file: entries of equal size, fields of equal size in them.
struct TablePlace: Sendable, Hashable {
    /// The first entry's offset in the file, in bytes.
    var offset: UInt64
    var count: Int
    /// Fields of an entry.
    var fields = 1
    /// Bytes of a field: 1, 2, 4 or 8.
    var width = 4

    var entryBytes: Int { fields * width }
}

/// Reads the entries of a table by number, keeping one block of it, so that neither a table's length nor where in
/// it is read costs memory.
///
/// Not `Sendable`: one stage reads it.
final class TableReader {
    let place: TablePlace
    private let file: SourceBytes
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: blockBytes, alignment: 16)
    /// The entries in the buffer.
    private var loaded = 0..<0

    private static let blockBytes = 64 << 10

    init(_ place: TablePlace, in file: SourceBytes) {
        self.place = place
        self.file = file
    }

    deinit { buffer.deallocate() }

    /// A field of an entry.
    ///
    /// - Throws: ``FootageError/notARecording(path:cause:)`` where the table is not there.
    func number(_ entry: Int, _ field: Int = 0) throws(FootageError) -> UInt64 {
        if !loaded.contains(entry) { try load(entry) }
        let place = (entry - loaded.lowerBound) * place.entryBytes + field * place.width
        switch self.place.width {
        case 1: return UInt64(buffer[place])
        case 2: return UInt64(UInt16(bigEndian: buffer.loadUnaligned(fromByteOffset: place, as: UInt16.self)))
        case 4: return UInt64(UInt32(bigEndian: buffer.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
        default: return UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        }
    }

    /// The sum of entries of one field, and all their bits.
    func sum(_ entries: Range<Int>) throws(FootageError) -> (total: UInt64, bits: UInt64) {
        var (total, bits): (UInt64, UInt64) = (0, 0)
        var entry = entries.lowerBound
        while entry < entries.upperBound {
            if !loaded.contains(entry) { try load(entry) }
            let end = min(entries.upperBound, loaded.upperBound)
            if place.width == 4 {
                let start = (entry - loaded.lowerBound) * 4
                for offset in stride(from: start, to: start + (end - entry) * 4, by: 4) {
                    let value = UInt64(
                        UInt32(bigEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
                    total &+= value
                    bits |= value
                }
            } else {
                for number in entry..<end {
                    let value = try self.number(number)
                    total &+= value
                    bits |= value
                }
            }
            entry = end
        }
        return (total, bits)
    }

    /// An entry lent to a closure, whose fields have 32 bits.
    struct Entry {
        fileprivate let bytes: UnsafeRawPointer

        subscript(field: Int) -> UInt32 {
            UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: field * 4, as: UInt32.self))
        }
    }

    /// Lends each entry of a table with fields of 32 bits to a closure, in order, until that says no.
    ///
    /// A day has millions of entries, so this is the fast way.
    ///
    /// - Returns: whether it said yes to all.
    @inline(__always)
    func walk(_ isGood: (Entry) -> Bool) throws(FootageError) -> Bool {
        var entry = 0
        while entry < place.count {
            try load(entry)
            guard let base = buffer.baseAddress else { return false }
            for number in 0..<loaded.count {
                guard isGood(Entry(bytes: base + number * place.entryBytes)) else { return false }
            }
            entry = loaded.upperBound
        }
        return true
    }

    private func load(_ entry: Int) throws(FootageError) {
        guard (0..<place.count).contains(entry) else { throw missing }
        let count = min(Self.blockBytes / place.entryBytes, place.count - entry)
        let block = UnsafeMutableRawBufferPointer(rebasing: buffer[..<(count * place.entryBytes)])
        let filled = try file.read(at: place.offset + UInt64(entry * place.entryBytes), into: block)
        guard filled == block.count else { throw missing }
        loaded = entry..<entry + count
    }

    private var missing: FootageError {
        .notARecording(path: file.path, cause: "a table of its samples ends early")
    }
}
