import Cutting
import Recordings
import Records
import Statements
import Databases
import Files
import Foundation
import GRDB
import Glibc
import Sealing

/// A folder in which an owner keeps the commitments made before anybody asked: one SQLite database.
///
/// What is in it proves later that footage existed, and makes the salts of it: it is as private as an identity, is
/// readable by its owner only, and has to be kept as long as the footage is. Everything is written whole or not at
/// all, and synced before it counts, so a process may be killed at any moment.
package final class CommitmentStore {
    /// The folder.
    package let path: String
    /// What the person is told of the place, in one line; nil where there is nothing.
    package let caution: String?
    private let queue: DatabaseQueue

    private static let name = "commitments.sqlite"

    /// Where a store lies unless somebody says otherwise: `$XDG_DATA_HOME/proffer/commitments`, by default under
    /// `~/.local/share` (XDG Base Directory Specification); nil for a person without a home folder.
    package static var standardPath: String? {
        let environment = ProcessInfo.processInfo.environment
        // The specification has relative paths ignored.
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
            return data + "/proffer/commitments"
        }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return home + "/.local/share/proffer/commitments"
    }

    /// Whether a folder is a store already.
    package static func exists(at path: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(path)/\(name)")
    }

    /// Opens a store, or begins one.
    ///
    /// - Throws: ``CatalogError/storeNotUsable(path:cause:)``, also where somebody else could reach into it.
    package init(path: String) throws(CatalogError) {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let database = try PrivateDatabase(
                "\(path)/\(Self.name)", CommitmentTables.layout, label: "commitments", patience: 10,
                opening: .orBegun)
            (queue, caution) = (database.queue, database.caution)
        } catch {
            throw .storeNotUsable(path: path, cause: DatabaseCause.words(error))
        }
    }

    /// Keeps others from committing into the store while the lock is held.
    ///
    /// - Throws: ``CatalogError/storeBusy(path:)`` where somebody else does, and
    ///   ``CatalogError/storeNotUsable(path:cause:)`` where that cannot be found out.
    func lock() throws(CatalogError) -> StoreLock { try StoreLock(path: "\(path)/lock", of: path) }

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
        WrittenOutputs.added(commitments.count, to: path)
    }

    /// Keeps that folders were committed to as such.
    func add(folders: [String]) throws(CatalogError) {
        try writing { try CommitmentTables.insert(folders: folders.map(StoredPath.init), in: $0) }
    }

    /// The commitments that may be of a file as it is now, whatever it was called and wherever it lay when it was committed
    /// to: by path, size, times and number where these are as they were, and otherwise by its size and its ends.
    ///
    /// No file is read for it but the ends. The same bytes committed to several times are one commitment: the oldest that
    /// has a timestamp, else the oldest. What is in the store is believed only as far as it agrees with itself: the nodes
    /// with the roots, the row with the timestamp, the times with each other.
    ///
    /// - Parameter moment: now.
    /// - Returns: the commitments, the most telling first, none where none holds or the file has changed since; of several,
    ///   and of one that was found by content, only what is read of the recording shows which it is. And what was not
    ///   believed, in words.
    /// - Throws: ``FootageError`` where the file cannot be looked at, and ``CatalogError``.
    package func commitments(
        to file: String, at moment: WallTime = .now()
    ) throws -> (kept: [Precommitment], notes: [String]) {
        let stamp = try FileStamp(of: file)
        let path = StoredPath(file)
        let asItWas: Result<CommitmentTables.Content?, CommitmentTables.NotBelieved> = try reading {
            database in
            do { return .success(try CommitmentTables.content(of: path, stamp, in: database)) } catch let
                error
                as CommitmentTables.NotBelieved
            { return .failure(error) }
        }
        switch asItWas {
        case .failure(let error): return ([], [error.description])
        case .success(let content?):
            let found = try reading {
                try CommitmentTables.commitment(
                    to: content, stamp, isFoundByContent: false, at: moment, in: $0)
            }
            if found.kept != nil || !found.notes.isEmpty {
                return ([found.kept].compactMap(\.self), found.notes)
            }
        case .success(nil): break
        }
        // Renamed, moved, copied, touched: it is found by its content.
        guard try reading({ try CommitmentTables.knows(size: stamp.size, in: $0) }) else { return ([], []) }
        let opened = try SourceFile(path: file)
        // Another file since it was looked at is none of those that were asked for.
        guard opened.size == UInt64(max(0, stamp.size)) else { return ([], []) }
        let ends = try opened.ends()
        return try reading { database in
            let contents = try CommitmentTables.contents(size: stamp.size, ends: ends, in: database)
            var (kept, notes): ([Precommitment], [String]) = ([], [])
            for content in contents {
                let found = try CommitmentTables.commitment(
                    to: content, stamp, isFoundByContent: true, at: moment, in: database)
                if let commitment = found.kept { kept.append(commitment) }
                notes += found.notes
            }
            return (kept, notes)
        }
    }

    /// Whether a file was committed to at any time, as it is now or as it was.
    package func knows(_ file: String) throws(CatalogError) -> Bool {
        try reading { try CommitmentTables.knows(StoredPath(file), in: $0) }
    }

    /// Whether a file lies in a folder that was committed to, or in one with a recording in it that was: then one would
    /// expect that it was committed to as well.
    package func knowsFolder(of file: String) throws(CatalogError) -> Bool {
        try reading { try CommitmentTables.holdsFolder(of: StoredPath(file), in: $0) }
    }

    /// How many recordings have been committed to, and how many of them have no timestamp yet.
    package func counts() throws(CatalogError) -> (all: Int, unstamped: Int) {
        try reading { try CommitmentTables.counts(in: $0) }
    }

    // MARK: - Timestamps

    /// Has everything stamped that has no timestamp yet, all together.
    ///
    /// - Parameter stamp: asks an authority for a token over a digest.
    /// - Returns: how many recordings that were, and the token; nil where there were none.
    /// - Throws: ``CatalogError``, and what the closure throws; then they stay without a timestamp.
    package func stampNew(
        _ stamp: (SHA256Digest) throws -> TimeStampToken
    ) throws -> (count: Int, token: TimeStampToken)? {
        let waiting = try reading(CommitmentTables.unstamped)
        guard !waiting.isEmpty else { return nil }
        let hasher = try MerkleHasher()
        let tree = try MerkleTree(leaves: try waiting.map { try BatchStamp.leaf($0.root, hasher) })
        let token = try stamp(tree.root)
        try writing { try CommitmentTables.stamp(waiting.map(\.row), tree, token, in: $0) }
        return (waiting.count, token)
    }

    // MARK: - SQLite

    private func failure(_ error: any Error) -> CatalogError {
        let cause = DatabaseCause.words(error)
        return DatabaseCause.isDamage(error)
            ? .damaged(path: path, cause: cause) : .storeFailed(path: path, cause: cause)
    }

    private func reading<Value>(_ body: (Database) throws -> Value) throws(CatalogError) -> Value {
        do { return try queue.read(body) } catch {
            throw failure(error)
        }
    }

    private func writing(_ body: (Database) throws -> Void) throws(CatalogError) {
        do { try queue.write(body) } catch {
            throw failure(error)
        }
    }
}

/// A lock on a store that goes away with its owner, however that ends.
final class StoreLock {
    private let descriptor: Int32

    /// Takes the lock.
    ///
    /// - Throws: ``CatalogError/storeBusy(path:)`` only where another process has it.
    init(path: String, of store: String) throws(CatalogError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
        guard descriptor >= 0 else { throw Self.failure(path, store, errno) }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let cause = errno
            if cause == EINTR { continue }
            close(descriptor)
            throw cause == EWOULDBLOCK ? .storeBusy(path: store) : Self.failure(path, store, cause)
        }
        self.descriptor = descriptor
    }

    private static func failure(_ path: String, _ store: String, _ cause: Int32) -> CatalogError {
        .storeNotUsable(
            path: store, cause: "its lock, \(path), cannot be taken: \(SystemCause.inWords(cause))")
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
