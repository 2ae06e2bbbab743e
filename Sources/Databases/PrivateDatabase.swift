import Files
import GRDB
import Glibc

/// An open database of ours: in a place nobody else can reach into, with exactly the tables it should have, synced
/// before anything counts. Where nothing can be written, one that is there is opened to be read, and writing to it fails.
package struct PrivateDatabase: Sendable {
    /// The database.
    package let queue: DatabaseQueue
    /// What the person is told of the place; nil where there is nothing.
    package let caution: String?
    /// Whether it can only be read, as nothing can be written where it lies.
    package let isReadOnly: Bool
    /// What is strange about its tables; nil where nothing is. Only with ``Opening/toBeChecked``.
    package let strangeness: String?

    /// How a database is opened.
    package enum Opening: Sendable {
        /// Begun where there is none.
        case orBegun
        /// Begun; whatever is there already is refused with `EEXIST`.
        case new
        /// Not opened unless it is there, and opened also where its tables are strange, which the caller then says
        /// instead of reading from it.
        case toBeChecked
    }

    /// The file cannot be made or looked at: the system's error.
    package struct SystemFailure: Error, Sendable, Hashable, CustomStringConvertible {
        /// The number of the error.
        package let number: Int32
        /// The same in words.
        package var description: String { SystemCause.inWords(number) }
    }

    /// Opens a database. Nothing is written to one, and nothing read from its tables, before it was found to be ours.
    ///
    /// - Parameters:
    ///   - path: of the database; its folder must be there.
    ///   - layout: what it must consist of.
    ///   - label: what it is called in reports of SQLite's.
    ///   - patience: how long another process's lock is waited for, in seconds.
    ///   - isLocked: whether it is only read although it could be written to; without, where nothing can be written.
    /// - Throws: ``DatabasePlace/NotPrivate``, ``DatabaseLayout/Foreign``, ``DatabaseLayout/Strange``, ``SystemFailure``,
    ///   GRDB's `DatabaseError`, and where nothing can be written, that rows lie beside which cannot be read.
    package init(
        _ path: String, _ layout: DatabaseLayout, label: String, patience: Double, opening: Opening,
        isLocked: Bool = false
    ) throws {
        let place = try DatabasePlace(path)
        let isReadOnly = isLocked || place.isReadOnly
        switch opening {
        case .orBegun where isReadOnly: break
        case .orBegun: try Self.make(place.path, orFind: true)
        case .new: try Self.make(place.path, orFind: false)
        case .toBeChecked: break
        }
        var configuration = Configuration()
        configuration.label = label
        configuration.busyMode = .timeout(patience)
        configuration.readonly = isReadOnly
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA synchronous = FULL")
            if try !DatabaseLayout.isEmpty(database) {
                do { try layout.check(database) } catch let error as DatabaseLayout.Strange {
                    guard case .toBeChecked = opening else { throw error }
                    return
                }
            } else if case .toBeChecked = opening {
                throw DatabaseLayout.Foreign(version: nil, isEarlier: false)
            }
            if !isReadOnly { try database.execute(sql: "PRAGMA journal_mode = WAL") }
        }
        queue = try DatabaseQueue(
            path: try isReadOnly ? ReadOnlyDatabase.location(of: place.path) : place.path,
            configuration: configuration)
        caution = place.caution
        self.isReadOnly = isReadOnly
        if case .toBeChecked = opening {
            strangeness = try queue.read { try layout.strangeness(in: $0) }
        } else {
            strangeness = nil
            if !isReadOnly { try queue.write(layout.prepare) }
        }
    }

    /// Makes the file, for its owner only: SQLite would create it for everybody to read, and gives its other files the
    /// permissions of this one.
    ///
    /// The file is not opened: closing it would take away every lock this process has on it, SQLite's among them
    /// (POSIX `fcntl`).
    private static func make(_ path: String, orFind mayBeThere: Bool) throws {
        if mknod(path, S_IFREG | 0o600, 0) == 0 { return }
        guard mayBeThere, errno == EEXIST else { throw SystemFailure(number: errno) }
    }
}
