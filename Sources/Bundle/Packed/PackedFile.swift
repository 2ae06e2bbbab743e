/// A file that lies in a folder or an archive, as whoever walks that comes to it.
struct PackedFile {
    /// What it is.
    enum Kind {
        case file
        case folder
        /// A link of either kind: an archive's hard links stand for a file that came before.
        case link
        /// A device, a pipe, a socket.
        case other
    }

    /// Where it lies: parts joined by `/`, without `.` and empty parts. A file of an archive that lies in another has the
    /// inner archive's own path in front.
    let path: String
    let kind: Kind
    /// How many bytes it is said to have; nil where that is not said beforehand.
    let size: UInt64?
    /// How it is packed, the outermost first: `gzip`, `GNU tar format`; empty in a folder.
    let layers: [String]
}

/// The bytes of one packed file, from the first to the last.
final class PackedContent {
    private let more: () throws -> UnsafeRawBufferPointer
    private var held: [UInt8] = []
    private var given: UnsafeMutableRawBufferPointer?
    private var isAtEnd = false

    /// - Parameter more: gives the next bytes, valid until it is called again; none at the end.
    init(_ more: @escaping () throws -> UnsafeRawBufferPointer) { self.more = more }

    deinit { given?.deallocate() }

    /// The first bytes, which are given once more by ``next()``; fewer only where there are no more.
    func peek(_ count: Int) throws -> [UInt8] {
        while held.count < count, !isAtEnd {
            let bytes = try more()
            isAtEnd = bytes.isEmpty
            held.append(contentsOf: bytes)
        }
        return Array(held.prefix(count))
    }

    /// The next bytes, valid until the next call; none at the end.
    func next() throws -> UnsafeRawBufferPointer {
        guard held.isEmpty else {
            given?.deallocate()
            let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: held.count, alignment: 16)
            copy.copyBytes(from: held)
            given = copy
            held = []
            return UnsafeRawBufferPointer(copy)
        }
        guard !isAtEnd else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        let bytes = try more()
        isAtEnd = bytes.isEmpty
        return bytes
    }

    /// Reads to the end, and says how many bytes there were.
    func drain() throws -> UInt64 {
        var count: UInt64 = 0
        while true {
            let bytes = try next()
            if bytes.isEmpty { return count }
            count += UInt64(bytes.count)
        }
    }

    /// All bytes; nil where there are more than so many.
    func all(atMost limit: UInt64) throws -> [UInt8]? {
        var all: [UInt8] = []
        while true {
            let bytes = try next()
            if bytes.isEmpty { return all }
            guard UInt64(all.count + bytes.count) <= limit else { return nil }
            all.append(contentsOf: bytes)
        }
    }
}

/// How much may still be read while something packed is walked, so that what unpacks without end is left alone.
///
/// What lies in a bundle is encrypted, and that becomes no smaller by packing: what unpacks to many times its own size is no
/// bundle.
final class ReadingBudget {
    /// It is used up.
    struct Exceeded: Error {}

    private var bytes: UInt64
    private var files: Int

    init(bytes: UInt64, files: Int) {
        self.bytes = bytes
        self.files = files
    }

    /// For a file of that size that is to be unpacked to its end.
    convenience init(unpacking size: UInt64) {
        self.init(bytes: min(size, 1 << 50) * 16 + (64 << 20), files: Self.mostFiles)
    }

    /// More than the members of the largest bundle, each with a file of somebody's system beside it.
    static let mostFiles = 100_000

    /// - Throws: ``Exceeded``.
    func take(bytes count: UInt64) throws {
        guard count <= bytes else { throw Exceeded() }
        bytes -= count
    }

    /// - Throws: ``Exceeded``.
    func takeFile() throws {
        guard files > 0 else { throw Exceeded() }
        files -= 1
    }
}
