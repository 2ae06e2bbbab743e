import Footage
import Foundation
import GRDB
import Glibc

/// The index of footage files this machine has seen: what a glance at each told, so that none is opened twice.
///
/// One SQLite file in the person's cache folder, readable by nobody else, as it tells what was filmed when. It holds
/// nothing that could not be found out again: a file that is no such index, is damaged, or is of another version is set
/// aside and begun anew; a folder that cannot be written to means that nothing is remembered. None of that is an error.
/// Several processes may use it at once.
public final class FootageIndex: GlanceMemory {
    /// Where it lies unless somebody says otherwise: `$XDG_CACHE_HOME/proffer/footage-index.sqlite`, by default under
    /// `~/.cache` (XDG Base Directory Specification); nil for a person without a home folder.
    public static var standardPath: String? {
        let environment = ProcessInfo.processInfo.environment
        // The specification has relative paths ignored.
        if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
            return "\(cache)/proffer/\(name)"
        }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return "\(home)/.cache/proffer/\(name)"
    }

    private static let name = "footage-index.sqlite"

    private let queue: DatabaseQueue
    /// How many rows are handed out at a time.
    private static let page = 4096

    /// Opens an index, or begins one.
    ///
    /// - Returns: nil where it can neither be read nor written.
    public init?(path: String) {
        let folder = (path as NSString).deletingLastPathComponent
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        if let queue = try? Self.open(path) {
            self.queue = queue
            return
        }
        Self.setAside(path)
        guard let queue = try? Self.open(path) else { return nil }
        self.queue = queue
    }

    private static func open(_ path: String) throws -> DatabaseQueue {
        // SQLite would create it for everybody to read; its other files get the permissions of this one.
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteNoPermission) }
        defer { close(descriptor) }
        // Before SQLite opens it, as that may change what is not ours.
        try FootageIndexTable.check(header: descriptor)
        var configuration = Configuration()
        configuration.label = "footage index"
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            // After a power cut the index may lack what was last written, and is whole.
            try database.execute(sql: "PRAGMA synchronous = NORMAL")
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.write(FootageIndexTable.prepare)
        // Readers and a writer side by side. Where another process is at it just now, it does so.
        try? queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
        return queue
    }

    /// Moves a file that is no index of ours out of the way, with what SQLite keeps beside it.
    private static func setAside(_ path: String) {
        for ending in ["", "-wal", "-shm"] { rename(path + ending, path + ".unusable" + ending) }
    }

    /// See ``GlanceMemory/remembered(after:before:)``.
    public func remembered(after path: String, before end: String) -> [RememberedFile] {
        let rows = try? queue.read { database in
            try FootageIndexTable.rows(of: database, after: path, before: end, limit: Self.page)
        }
        return rows ?? []
    }

    /// See ``GlanceMemory/update(remembering:forgetting:)``.
    public func update(remembering files: [RememberedFile], forgetting paths: [String]) {
        try? queue.write { database in
            try FootageIndexTable.forget(paths, in: database)
            try FootageIndexTable.remember(files, in: database)
        }
    }
}
