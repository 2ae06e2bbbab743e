import Custody
import Footage
import Foundation
import GRDB
import Glibc
import Sealing

/// A folder in which an owner keeps the commitments made before anybody asked: one SQLite database.
///
/// What is in it proves later that footage existed, and makes the salts of it: it is as private as an identity, is
/// readable by its owner only, and has to be kept as long as the footage is. Everything is written whole or not at
/// all, and synced before it counts, so a process may be killed at any moment.
public final class CommitmentStore {
    /// The folder.
    public let path: String
    private let queue: DatabaseQueue

    private static let name = "commitments.sqlite"

    /// Where a store lies unless somebody says otherwise: `$XDG_DATA_HOME/proffer/commitments`, by default under
    /// `~/.local/share` (XDG Base Directory Specification); nil for a person without a home folder.
    public static var standardPath: String? {
        let environment = ProcessInfo.processInfo.environment
        // The specification has relative paths ignored.
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
            return data + "/proffer/commitments"
        }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return home + "/.local/share/proffer/commitments"
    }

    /// Whether a folder is a store already.
    public static func exists(at path: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(path)/\(name)")
    }

    /// Opens a store, or begins one.
    ///
    /// - Throws: ``CatalogError/storeNotUsable(path:cause:)``.
    public init(path: String) throws(CatalogError) {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let file = "\(path)/\(Self.name)"
            if let cause = DatabaseFile.prepare(file) {
                throw CatalogError.storeNotUsable(path: path, cause: cause)
            }
            var configuration = Configuration()
            configuration.label = "commitments"
            configuration.busyMode = .timeout(10)
            configuration.prepareDatabase { database in
                try database.execute(sql: "PRAGMA journal_mode = WAL")
                try database.execute(sql: "PRAGMA synchronous = FULL")
            }
            queue = try DatabaseQueue(path: file, configuration: configuration)
            try queue.write(CommitmentTables.prepare)
        } catch let error as CatalogError {
            throw error
        } catch is CommitmentTables.Foreign {
            throw .storeNotUsable(path: path, cause: "it is of another program or a newer version")
        } catch {
            throw .storeNotUsable(path: path, cause: Self.cause(error))
        }
    }

    /// Keeps others from committing into the store while the lock is held.
    ///
    /// - Throws: ``CatalogError/storeBusy(path:)`` where somebody else does.
    func lock() throws(CatalogError) -> StoreLock {
        guard let lock = StoreLock(path: "\(path)/lock") else { throw .storeBusy(path: path) }
        return lock
    }

    // MARK: - Commitments

    /// Whether the file at a path, as it is now, has been committed to.
    func holds(_ file: String, _ stamp: FileStamp) throws(CatalogError) -> Bool {
        try reading { try CommitmentTables.holds(StoredPath(file), stamp, in: $0) }
    }

    /// Keeps commitments, all of them or none.
    func add(_ commitments: [(path: String, commitment: Precommitment)]) throws(CatalogError) {
        guard !commitments.isEmpty else { return }
        try writing { database in
            for (path, commitment) in commitments {
                try CommitmentTables.insert(commitment, StoredPath(path), in: database)
            }
        }
    }

    /// The commitment to a file as it is now; nil where there is none, or the file has changed since.
    ///
    /// - Throws: ``FootageError`` where the file cannot be looked at, and ``CatalogError``.
    public func commitment(to file: String) throws -> Precommitment? {
        let stamp = try FileStamp(of: file)
        return try reading { try CommitmentTables.commitment(to: StoredPath(file), stamp, in: $0) }
    }

    /// Whether a file was committed to at any time, as it is now or as it was.
    public func knows(_ file: String) throws(CatalogError) -> Bool {
        try reading { try CommitmentTables.knows(StoredPath(file), in: $0) }
    }

    /// How many recordings have been committed to, and how many of them have no timestamp yet.
    public func counts() throws(CatalogError) -> (all: Int, unstamped: Int) {
        try reading { try CommitmentTables.counts(in: $0) }
    }

    // MARK: - Timestamps

    /// Has everything stamped that has no timestamp yet, all together.
    ///
    /// - Parameter stamp: asks an authority for a token over a digest.
    /// - Returns: how many recordings that were, and the token; nil where there were none.
    /// - Throws: ``CatalogError``, and what the closure throws; then they stay without a timestamp.
    public func stampNew(
        _ stamp: (SHA256Digest) throws -> TimeStampToken
    ) throws -> (count: Int, token: TimeStampToken)? {
        let waiting = try reading(CommitmentTables.unstamped)
        guard !waiting.isEmpty else { return nil }
        let hasher = try MerkleHasher()
        let tree = try MerkleTree(leaves: try waiting.map { try BatchStamp.leaf($0.root, hasher) })
        let token = try stamp(tree.root)
        try writing { try CommitmentTables.stamp(waiting.map(\.row), root: tree.root, token, in: $0) }
        return (waiting.count, token)
    }

    // MARK: - SQLite

    private func reading<Value>(_ body: (Database) throws -> Value) throws(CatalogError) -> Value {
        do { return try queue.read(body) } catch {
            throw .storeFailed(path: path, cause: Self.cause(error))
        }
    }

    private func writing(_ body: (Database) throws -> Void) throws(CatalogError) {
        do { try queue.write(body) } catch { throw .storeFailed(path: path, cause: Self.cause(error)) }
    }

    /// Without the statement and its arguments, among which are secrets.
    private static func cause(_ error: any Error) -> String {
        guard let error = error as? DatabaseError else { return "\(error)" }
        return error.message ?? "SQLite says \(error.resultCode.rawValue)"
    }
}

/// A lock on a store that goes away with its owner, however that ends.
final class StoreLock {
    private let descriptor: Int32

    init?(path: String) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return nil }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
    }

    deinit { close(descriptor) }
}

/// A path by which a file is found again, whatever folder one is in: without links.
struct StoredPath {
    let text: String

    init(_ path: String) {
        guard let resolved = realpath(path, nil) else {
            text = path
            return
        }
        defer { free(resolved) }
        text = String(cString: resolved)
    }
}
