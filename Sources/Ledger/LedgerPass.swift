import Records
import Foundation
import GRDB
import Sealing

/// One pass over a ledger's entries, which makes the tree anew and holds what is stored against it.
struct LedgerPass {
    /// How many entries were read.
    private(set) var count: UInt64 = 0
    /// The roots at the sizes asked for, as far as there are entries.
    private(set) var roots: [UInt64: SHA256Digest] = [:]
    private(set) var order: Verdict = .ok
    private(set) var content: Verdict = .ok
    private(set) var tree: Verdict = .ok

    init(_ database: Database, sizes: Set<UInt64>) throws {
        let hasher = try MerkleHasher()
        var range = CompactRange(begin: 0)
        var nodes = StoredNodes(database)
        if sizes.contains(0) { roots[0] = try hasher.emptyRoot() }
        try LedgerTables.eachEntry(in: database) { place, leaf, entry in
            if order == .ok, place != count {
                order = .failed(
                    reason: place > count && place < 1 << 62
                        ? "entry \(count) is not there; the next is \(place)"
                        : "an entry has the place \(place)")
            }
            let hash = try hasher.leaf(entry)
            if content == .ok, hash.bytes != leaf {
                content = .failed(reason: "entry \(place) is not what was logged: it was altered")
            }
            try range.append(hash, with: hasher)
            if tree == .ok, let wrong = try nodes.wrong(behind: count, hash, with: hasher) {
                tree = .failed(reason: wrong)
            }
            count += 1
            if sizes.contains(count) { roots[count] = try range.root(with: hasher) }
        }
        if tree == .ok, let wrong = try nodes.left() { tree = .failed(reason: wrong) }
    }
}

/// The stored nodes, level by level, each read once as the entries below it have been.
private struct StoredNodes {
    private let database: Database
    private var levels: [RowCursor] = []
    private var edge: [(level: Int, hash: SHA256Digest)] = []
    private var read = 0

    init(_ database: Database) { self.database = database }

    /// Makes the nodes that an entry completes, and says what is wrong with the stored ones; nil where nothing is.
    mutating func wrong(
        behind place: UInt64, _ leaf: SHA256Digest, with hasher: MerkleHasher
    ) throws -> String? {
        var node = (level: 0, hash: leaf)
        while let left = edge.last, left.level == node.level {
            edge.removeLast()
            node = (node.level + 1, try hasher.node(left.hash, node.hash))
            if levels.count < node.level {
                levels.append(try LedgerTables.nodes(level: node.level, in: database))
            }
            guard let row = try levels[node.level - 1].next() else {
                return "the node over the entries up to \(place) is not there (level \(node.level))"
            }
            let its = try row.decode(Int64.self, atIndex: 0)
            let hash = try row.decode(Data.self, atIndex: 1)
            guard UInt64(bitPattern: its) == place >> UInt64(node.level), [UInt8](hash) == node.hash.bytes
            else {
                return
                    "the node over the entries up to \(place) is not that of the entries (level \(node.level))"
            }
            read += 1
        }
        edge.append(node)
        return nil
    }

    /// What is wrong where all nodes of the entries have been read.
    func left() throws -> String? {
        let stored = try LedgerTables.nodeCount(in: database)
        return stored == read ? nil : "there are \(stored - read) nodes more than the entries have"
    }
}
