import Statements
import Sealing

/// One row of a journal. Rows are only added, and each is bound to all before it.
struct JournalRow: Sendable, Hashable {
    /// What a row notes, beside the statements of ``JournalEntry/Kind``.
    enum Event: String, Sendable {
        /// A statement that is there already was seen again.
        case again
        /// A bundle is about to be made.
        case begun
        /// A bundle was made; what left is signed by the owner.
        case sealed
        /// A bundle that was begun was not made.
        case abandoned
        /// What lies beside the identity knew of rows that were not here.
        case missing
    }

    /// Its place, from 1.
    var number: UInt64
    /// When it was noted.
    var noted: WallTime
    /// A ``JournalEntry/Kind`` or an ``Event``.
    var kind: String
    /// The payload digest of the statement it notes; empty where it notes none.
    var digest: [UInt8] = []
    /// The payload digest of what that is about; empty where it is about nothing.
    var about: [UInt8] = []
    /// The statement as JSON, or what the event's kind needs.
    var content: [UInt8] = []
    /// The link that binds it to the rows before it.
    var link: [UInt8] = []

    /// The link it must have behind another (docs/spec/journal.md, Chain).
    func link(after previous: [UInt8]) throws(SealingError) -> [UInt8] {
        let hash = try SHA256Hasher()
        try hash.update(Self.prefix + [1] + previous)
        try hash.update(Self.bigEndian(number) + Self.bigEndian(UInt64(bitPattern: noted.nanoseconds)))
        for part in [Array(kind.utf8), digest, about, content] {
            try hash.update(Self.bigEndian(UInt64(part.count)))
            try hash.update(part)
        }
        return try hash.finalize().bytes
    }

    /// The link that stands for no row of a journal.
    static func firstLink(of origin: String) throws(SealingError) -> [UInt8] {
        try SHA256Digest.of(prefix + [0] + Array(origin.utf8)).bytes
    }

    private static let prefix = Array("proffer-journal-v1".utf8)

    private static func bigEndian(_ value: UInt64) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }
}

/// Holds the rows of a journal against each other, in order, and against what lies beside identities.
struct JournalChain {
    /// How many rows were read.
    private(set) var count: UInt64 = 0
    /// What does not hold, in words.
    private(set) var faults: [String] = []
    /// The links at the sizes asked for, as far as there are rows.
    private(set) var links: [UInt64: [UInt8]] = [:]
    private var last: [UInt8]
    private var next: UInt64 = 1
    private let sizes: Set<UInt64>

    /// A chain without rows.
    ///
    /// - Parameter sizes: of the heads that the rows will be held against.
    init(of origin: String, sizes: Set<UInt64>) throws(SealingError) {
        last = try JournalRow.firstLink(of: origin)
        self.sizes = sizes
        if sizes.contains(0) { links[0] = last }
    }

    /// Takes note of the next row.
    mutating func add(_ row: JournalRow) throws(SealingError) {
        count += 1
        guard (1...Self.maximumNumber).contains(row.number) else {
            say("a row has the number \(Int64(bitPattern: row.number))")
            return
        }
        if row.number > next {
            say(
                row.number == next + 1
                    ? "row \(next) was taken out" : "rows \(next) to \(row.number - 1) were taken out")
        } else if try row.link(after: last) != row.link {
            say(
                "row \(row.number), noted as \(row.kind.prefix(20)), or the one before it, is not what was noted"
            )
        }
        last = row.link
        next = row.number + 1
        if sizes.contains(row.number) { links[row.number] = row.link }
    }

    /// More rows than any journal has.
    private static let maximumNumber: UInt64 = 1 << 62
    /// The most faults that are told one by one.
    private static let maximumFaults = 50

    private mutating func say(_ fault: String) {
        if faults.count < Self.maximumFaults { faults.append(fault) }
    }

    /// Whether a head is of this chain: the rows up to its size are those it was signed for.
    func agrees(with head: Checkpoint) -> Bool { links[head.size] == head.root.bytes }
}
