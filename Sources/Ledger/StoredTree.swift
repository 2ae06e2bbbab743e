import GRDB
import Sealing

/// The RFC 6962 tree over a ledger's first entries, read node by node from its tables.
struct StoredTree {
    private let database: Database

    init(_ database: Database) { self.database = database }

    /// The root over the first `size` entries (§2.1).
    func root(of size: UInt64) throws -> SHA256Digest {
        let hasher = try MerkleHasher()
        return size == 0 ? try hasher.emptyRoot() : try hash(of: 0..<size, hasher)
    }

    /// The hashes from an entry's sibling up to the root's child (§2.1.1).
    func path(to place: UInt64, of size: UInt64) throws -> [SHA256Digest] {
        let hasher = try MerkleHasher()
        var path: [SHA256Digest] = []
        var range = 0..<size
        while range.upperBound - range.lowerBound > 1 {
            let middle = split(range)
            if place < middle {
                path.append(try hash(of: middle..<range.upperBound, hasher))
                range = range.lowerBound..<middle
            } else {
                path.append(try hash(of: range.lowerBound..<middle, hasher))
                range = middle..<range.upperBound
            }
        }
        return path.reversed()
    }

    /// The hashes that show the growth from `old` entries to `new` (§2.1.2).
    func growth(from old: UInt64, to new: UInt64) throws -> [SHA256Digest] {
        guard old > 0, old < new else { return [] }
        let hasher = try MerkleHasher()
        var path: [SHA256Digest] = []
        var range = 0..<new
        var isWhole = true
        while range.upperBound != old {
            let middle = split(range)
            if old <= middle {
                path.append(try hash(of: middle..<range.upperBound, hasher))
                range = range.lowerBound..<middle
            } else {
                path.append(try hash(of: range.lowerBound..<middle, hasher))
                range = middle..<range.upperBound
                isWhole = false
            }
        }
        // The old root itself is known to whoever asks.
        if !isWhole { path.append(try hash(of: range, hasher)) }
        return path.reversed()
    }

    /// Where a range is divided: behind as many leaves as the largest power of two below its length.
    private func split(_ range: Range<UInt64>) -> UInt64 {
        let length = range.upperBound - range.lowerBound
        return range.lowerBound + 1 << UInt64(63 - (length - 1).leadingZeroBitCount)
    }

    private func hash(of range: Range<UInt64>, _ hasher: MerkleHasher) throws -> SHA256Digest {
        let length = range.upperBound - range.lowerBound
        if length & (length - 1) == 0 {
            let level = length.trailingZeroBitCount
            return try LedgerTables.node(level: level, at: range.lowerBound >> UInt64(level), in: database)
        }
        let middle = split(range)
        return try hasher.node(
            hash(of: range.lowerBound..<middle, hasher), hash(of: middle..<range.upperBound, hasher))
    }
}
