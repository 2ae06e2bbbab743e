import Recordings
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
package final class FootageIndex: GlanceMemory {
    /// Where it lies unless somebody says otherwise: `$XDG_CACHE_HOME/proffer/footage-index.sqlite`, by default under
    /// `~/.cache` (XDG Base Directory Specification); nil for a person without a home folder.
    package static var standardPath: String? {
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
    package private(set) var notes: [String]

    private let place: FootageIndexFile
    /// Nil once it proved to be no use.
    private var queue: DatabaseQueue?
    /// How many rows are handed out at a time.
    private static let page = 4096

    /// Opens an index, or begins one.
    ///
    /// - Parameter saying: is told why there is none, where a person can do something about it.
    /// - Returns: nil where it can neither be read nor written, or where others could write to it.
    package init?(path: String, saying: (String) -> Void = { _ in }) {
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
            switch Self.use(after: error) {
            case .anew:
                begin(anew: error)
                guard queue != nil else { return nil }
            case .none(let cause):
                if let cause { saying(Self.doneWithout(place.path, cause)) }
                return nil
            }
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

    /// What is done with an index after an error of it.
    private enum Use {
        /// It is not what it should be: it is begun anew.
        case anew
        /// It is done without, which is worth saying where there is a cause.
        case none(cause: String?)
    }

    private static func use(after error: any Error) -> Use {
        guard let error = error as? DatabaseError else { return .anew }
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_INTERRUPT: return .none(cause: nil)
        // Nothing is wrong with the file: the disk is full, or does not answer, or the file may not be written.
        case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_NOMEM:
            return .none(cause: error.message ?? "SQLite's code \(error.resultCode.rawValue)")
        default: return .anew
        }
    }

    private static func doneWithout(_ path: String, _ cause: String) -> String {
        "the index of footage \(path) is done without: \(cause); it only saves time, and nothing is lost"
    }

    /// See ``GlanceMemory/remembered(after:before:)``.
    package func remembered(after path: String, before end: String) -> [RememberedFile] {
        do {
            return try queue?.read { database in
                try FootageIndexTable.rows(of: database, after: path, before: end, limit: Self.page)
            } ?? []
        } catch {
            switch Self.use(after: error) {
            case .anew: begin(anew: error)
            case .none(let cause):
                queue = nil
                if let cause { notes.append(Self.doneWithout(place.path, cause)) }
            }
            return []
        }
    }

    /// See ``GlanceMemory/update(remembering:forgetting:)``.
    package func update(remembering files: [RememberedFile], forgetting paths: [String]) {
        try? queue?.write { database in
            try FootageIndexTable.forget(paths, in: database)
            try FootageIndexTable.remember(files, in: database)
        }
    }
}
