import Files
import Footage
import Foundation
import GRDB
import Glibc

/// The index of footage files this machine has seen: what a glance at each told, so that none is opened twice.
///
/// One SQLite file in the person's cache folder, readable by nobody else, as it tells what was filmed when. It is a hint
/// and proves nothing: any program of that person may have written it, so that it is asked only by who looks at the file
/// itself before anything is decided by it. It holds nothing that could not be found out again: a file that is no such
/// index, is damaged, is strange or is of another version is set aside and begun anew; where others could write to it,
/// nothing is remembered. None of that is an error, and ``notes`` says it. Several processes may use it at once.
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

    /// What there is to say of the index, a sentence each.
    public private(set) var notes: [String]

    private let place: FootageIndexFile
    /// Nil once it proved to be no use.
    private var queue: DatabaseQueue?
    /// How many rows are handed out at a time.
    private static let page = 4096

    /// Opens an index, or begins one.
    ///
    /// - Parameter saying: is told why there is none, where a person can do something about it.
    /// - Returns: nil where it can neither be read nor written, or where others could write to it.
    public init?(path: String, saying: (String) -> Void = { _ in }) {
        notes = []
        do {
            place = try FootageIndexFile(path)
        } catch {
            if let note = error.note { saying(note) }
            return nil
        }
        do {
            queue = try Self.open(place)
        } catch {
            guard !Self.isBusy(error) else { return nil }
            begin(anew: error)
            guard queue != nil else { return nil }
        }
    }

    private static func open(_ place: FootageIndexFile) throws -> DatabaseQueue {
        // Before SQLite opens it, as that may change what is not ours.
        try place.prepare()
        var configuration = Configuration()
        configuration.label = "footage index"
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            FootageIndexTable.limit(database)
            // After a power cut the index may lack what was last written, and is whole.
            try database.execute(sql: "PRAGMA synchronous = NORMAL")
        }
        let queue = try DatabaseQueue(path: place.path, configuration: configuration)
        try queue.write(FootageIndexTable.prepare)
        // Readers and a writer side by side. Where another process is at it just now, it does so.
        try? queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
        return queue
    }

    /// Moves what is no index of ours out of the way, and begins one.
    private func begin(anew reason: any Error) {
        queue = nil
        guard place.setAside() else { return }
        queue = try? Self.open(place)
        if (reason as? FootageIndexFile.Strange) != .older {
            let cause = (reason as? FootageIndexFile.Strange)?.cause ?? "it is damaged"
            notes.append(
                "the index of footage \(place.path) was begun anew: \(cause); it only saves time, and nothing is lost"
            )
        }
    }

    private static func isBusy(_ error: any Error) -> Bool {
        guard let error = error as? DatabaseError else { return false }
        return [.SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_INTERRUPT].contains(error.resultCode)
    }

    /// See ``GlanceMemory/remembered(after:before:)``.
    public func remembered(after path: String, before end: String) -> [RememberedFile] {
        do {
            return try queue?.read { database in
                try FootageIndexTable.rows(of: database, after: path, before: end, limit: Self.page)
            } ?? []
        } catch {
            if !Self.isBusy(error) { begin(anew: error) }
            return []
        }
    }

    /// See ``GlanceMemory/update(remembering:forgetting:)``.
    public func update(remembering files: [RememberedFile], forgetting paths: [String]) {
        try? queue?.write { database in
            try FootageIndexTable.forget(paths, in: database)
            try FootageIndexTable.remember(files, in: database)
        }
    }
}
