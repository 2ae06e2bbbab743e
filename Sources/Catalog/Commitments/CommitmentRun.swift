import Cutting
import Objects
import Recordings
import Statements
import Threads
import Foundation
import Sealing

/// One run over folders that commits to every recording that is new or has changed.
///
/// Killed at any moment it loses at most the recordings it had begun with; the next run finds what is missing.
package struct CommitmentRun: Sendable {
    /// How many recordings were committed to.
    package private(set) var committed = 0
    /// How many bytes these have.
    package private(set) var bytes: UInt64 = 0
    /// How many had been committed to before and have not changed since.
    package private(set) var unchanged = 0
    /// How many were left for the next run because they were written to a moment ago.
    package private(set) var beingWritten = 0
    /// The links that were met.
    package private(set) var links = FootageLinks()
    /// What could not be committed to, with the reason.
    package private(set) var unreadable: [(path: String, error: FootageError)] = []

    /// Who writes to a recording has done so within this time, in nanoseconds.
    private static let quiet = 5 * WallTime.nanosecondsPerSecond
    /// How many recordings are read before what came of them is written, unless they are large.
    private static let batch = 64
    private static let batchBytes: Int64 = 512 << 20

    /// Commits.
    ///
    /// - Parameters:
    ///   - paths: files and folders.
    ///   - followsLinks: whether links in folders are followed.
    ///   - store: where the commitments are kept.
    ///   - quietNanoseconds: files changed more recently are left for the next run.
    ///   - progress: is told of the run so far now and then.
    /// - Throws: ``CatalogError``; ``FootageError`` for a path that was named and cannot be read.
    package init(
        _ paths: [String], followsLinks: Bool = false, into store: CommitmentStore,
        quietNanoseconds: Int64? = nil,
        progress: (CommitmentRun) -> Void = { _ in }
    ) throws {
        let lock = try store.lock()
        defer { withExtendedLifetime(lock) {} }
        try store.add(folders: paths.filter(Self.isFolder))
        let quiet = quietNanoseconds ?? Self.quiet
        var waiting: [String] = []
        var waitingBytes: Int64 = 0
        links = try FootageFiles.forEach(in: paths, followsLinks: followsLinks) { entry in
            switch entry {
            case .unreadable(let path, let error): unreadable.append((path, error))
            case .file(let path, let stamp):
                if try store.holds(path, stamp) {
                    unchanged += 1
                } else if WallTime.now().nanoseconds(since: WallTime(nanoseconds: stamp.changed)) < quiet {
                    beingWritten += 1
                } else {
                    waiting.append(path)
                    waitingBytes = waitingBytes.addingClamped(stamp.size)
                    guard waiting.count == Self.batch || waitingBytes >= Self.batchBytes else { return }
                    try commit(&waiting, store)
                    waitingBytes = 0
                    progress(self)
                }
            }
        }
        try commit(&waiting, store)
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    private mutating func commit(_ paths: inout [String], _ store: CommitmentStore) throws {
        let made = paths.concurrentMap { path in Result { try Precommitment.make(of: path) } }
        var kept: [(path: String, commitment: Precommitment)] = []
        for (path, result) in zip(paths, made) {
            switch result {
            case .success(let commitment): kept.append((path, commitment))
            case .failure(let error as FootageError): unreadable.append((path, error))
            case .failure(let error): throw error
            }
        }
        try store.add(kept)
        committed += kept.count
        bytes = kept.reduce(bytes) { $0.addingClamped(UInt64(max(0, $1.commitment.stamp.size))) }
        paths.removeAll(keepingCapacity: true)
    }
}
