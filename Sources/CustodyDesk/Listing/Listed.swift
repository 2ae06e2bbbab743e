import Bundle
import Outcomes
import Records
import Register
import Sealing
import Statements
import Threads

/// The rows of a listing, before they are filtered.
struct Listed {
    var rows: [ListedBundle]

    /// - Parameter now: the time by this machine's clock.
    init(
        _ places: [CustodyListing.Place], _ known: [RegisteredBundle], _ trust: Trust, at now: WallTime
    ) {
        let known = KnownBundles(known)
        rows = places.concurrentMap { place in
            let read = PlaceRead(place)
            return ListedBundle(read, known.bundle(of: read), known, trust, at: now)
        }
    }

    /// Says of every two files of one bundle that they are, and whether their chains tell the same.
    mutating func compareChains() {
        let groups = Dictionary(grouping: rows.indices.filter { rows[$0].key != nil }) { rows[$0].key }
        for group in groups.values where group.count > 1 {
            if let whole = group.compactMap({ rows[$0].wholeByChain }).first {
                for index in group { rows[index].tellDamage(besides: whole) }
            }
            for index in group {
                for other in group where other != index { rows[index].compare(with: rows[other]) }
            }
        }
        let listed = Set(rows.map(\.chainFile))
        for index in rows.indices { rows[index].conclude(besides: listed) }
    }
}

/// The bundles of a register, by what tells which a file is, and by what another seal may have in common with theirs.
struct KnownBundles: Sendable {
    private var byKey: [BundleKey: RegisteredBundle] = [:]
    private var byPath: [String: RegisteredBundle] = [:]
    private let byID: [String?: [RegisteredBundle]]
    private let byRecord: [SHA256Digest?: [RegisteredBundle]]

    init(_ known: [RegisteredBundle]) {
        for bundle in known {
            byKey[bundle.seen.key] = bundle
            for file in bundle.files { byPath[file.path] = bundle }
        }
        let sealed = known.filter(\.seen.key.isSeal)
        byID = Dictionary(grouping: sealed, by: \.seen.id)
        byRecord = Dictionary(grouping: sealed, by: \.seen.record)
    }

    /// What the register has of the bundle at a place; nil where it has nothing.
    func bundle(of read: PlaceRead) -> RegisteredBundle? {
        if let key = read.place.wasOf, let known = byKey[key] { return known }
        let seal = read.seal?.digest ?? read.chain?.seal
        if let seal, let known = byKey[BundleKey(seal: seal)] { return known }
        guard let known = byPath[RegisteredPath.of(read.place.file)] else { return nil }
        // Under a path that is known another bundle may lie by now.
        return read.seal != nil && known.seen.key.isSeal ? nil : known
    }

    /// Whether this machine saw the very file, by its place and its size, and found it too damaged for its seal to be used.
    func sawDamaged(_ read: PlaceRead) -> Bool {
        let path = RegisteredPath.of(read.place.file)
        guard let known = byPath[path], !known.seen.key.isSeal else { return false }
        return known.files.contains { $0.path == path && $0.archive.size == read.size }
    }

    /// What is found of a bundle under a seal: another seal with its id, or over its record.
    func findings(of seal: SHA256Digest?, id: String?, record: SHA256Digest?) -> [BundleFinding] {
        guard let seal else { return [] }
        func other(_ bundles: [RegisteredBundle]?) -> RegisteredBundle? {
            bundles?.first { $0.seen.key.digest != seal }
        }
        var findings: [BundleFinding] = []
        if id != nil, let other = other(byID[id]) {
            findings.append(.idOfAnother(file: other.fileAtHand?.path))
        }
        if record != nil, let other = other(byRecord[record]) {
            findings.append(.sealedTwice(file: other.fileAtHand?.path))
        }
        return findings
    }
}
