import Custody
import Foundation
import GRDB
import Glibc
import Sealing

/// An owner's journal: every request seen, what was answered, what left, what came back. One SQLite file.
///
/// It is for the owner's eyes: it is readable by nobody else and is never sent. Statements are kept as they were
/// signed, and only those that hold. Everything is written whole or not at all, and synced before it counts, so a
/// process may be killed at any moment. Several processes may use it at once. Format: docs/spec/journal.md.
public final class Journal {
    /// The file.
    public let path: String
    private let queue: DatabaseQueue

    /// How many bytes the facts of one bundle may have.
    static let maximumFactBytes = 16 << 20
    /// How long another program's lock is waited for, in seconds.
    private static let patience: TimeInterval = 5

    /// Where a journal lies unless somebody says otherwise: `$XDG_DATA_HOME/proffer/journal.sqlite`, by default under
    /// `~/.local/share` (XDG Base Directory Specification); nil for a person without a home folder.
    public static var standardPath: String? {
        let environment = ProcessInfo.processInfo.environment
        // The specification has relative paths ignored.
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
            return data + "/proffer/journal.sqlite"
        }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return home + "/.local/share/proffer/journal.sqlite"
    }

    /// Whether there is a journal at a path.
    public static func exists(at path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// Opens a journal, or begins one.
    ///
    /// - Throws: ``CatalogError/journalNotUsable(path:cause:)``, also after five seconds of another program's lock.
    public init(path: String) throws(CatalogError) {
        self.path = path
        do {
            let folder = (path as NSString).deletingLastPathComponent
            if !folder.isEmpty {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            }
            if let cause = DatabaseFile.prepare(path) {
                throw CatalogError.journalNotUsable(path: path, cause: cause)
            }
            var configuration = Configuration()
            configuration.label = "journal"
            configuration.busyMode = .timeout(Self.patience)
            configuration.prepareDatabase { database in
                try database.execute(sql: "PRAGMA journal_mode = WAL")
                try database.execute(sql: "PRAGMA synchronous = FULL")
            }
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.write(JournalTables.prepare)
        } catch let error as CatalogError {
            throw error
        } catch is JournalTables.Foreign {
            throw .journalNotUsable(path: path, cause: "it is of another program or a newer version")
        } catch {
            throw .journalNotUsable(path: path, cause: Self.cause(error))
        }
    }

    // MARK: - Noting

    /// Notes statements, all of them or none. What is there already is only said to have been seen again.
    ///
    /// - Throws: ``CatalogError/notForJournal(reason:)`` for a revocation of a consent, or a receipt of a bundle, that
    ///   is not in the journal; ``CatalogError/journalFailed(path:cause:)``.
    public func note(_ entries: [JournalEntry], at moment: WallTime = .now()) throws(CatalogError) {
        try writing { database in
            for entry in entries {
                try Self.requireKnown(entry, database)
                try JournalTables.note(entry, at: moment, in: database)
            }
        }
    }

    private static func requireKnown(_ entry: JournalEntry, _ database: Database) throws {
        let wanted: JournalEntry.Kind
        switch entry.kind {
        case .revocation: wanted = .consent
        case .receipt: wanted = .seal
        default: return
        }
        guard let about = entry.about,
            try JournalTables.envelope(of: about, kind: wanted, in: database) != nil
        else {
            throw CatalogError.notForJournal(
                reason: "the \(entry.kind.rawValue) is about a \(wanted.rawValue) that is not in the journal")
        }
    }

    /// Notes, before anything is made, that a bundle is about to be.
    ///
    /// So that what left is never missing: whoever is interrupted between making a bundle and noting it finds here that
    /// there may be one.
    ///
    /// - Parameters:
    ///   - request: what was asked for.
    ///   - consent: what was answered.
    ///   - file: the name of the bundle's file.
    /// - Returns: to be given to ``endSealing(_:_:seal:at:)`` or ``forgetSealing(_:)``.
    /// - Throws: ``CatalogError/journalFailed(path:cause:)``; then no bundle should be made.
    public func beginSealing(
        request: DSSEEnvelope, consent: DSSEEnvelope, file: String, at moment: WallTime = .now()
    ) throws(CatalogError) -> Int64 {
        var row: Int64 = 0
        try writing { database in
            try JournalTables.note(
                JournalEntry(kind: .request, envelope: request, about: nil), at: moment, in: database)
            try JournalTables.note(
                JournalEntry(kind: .consent, envelope: consent, about: request.payloadDigest), at: moment,
                in: database)
            row = try JournalTables.begin(
                request: request.payloadDigest, consent: consent.payloadDigest, file: file, at: moment,
                in: database)
        }
        return row
    }

    /// Notes that a bundle was made, and what is in it.
    ///
    /// - Throws: ``CatalogError/journalFailed(path:cause:)``. The bundle is there all the same, and the journal goes on
    ///   saying that it was begun.
    public func endSealing(
        _ sealing: Int64, _ facts: SealedFacts, seal: DSSEEnvelope, consent: SHA256Digest,
        at moment: WallTime = .now()
    ) throws(CatalogError) {
        try writing { database in
            try JournalTables.note(
                JournalEntry(kind: .seal, envelope: seal, about: consent), at: moment, in: database)
            try JournalTables.end(sealing, facts, seal: seal.payloadDigest, at: moment, in: database)
        }
    }

    /// Forgets a bundle that was begun and not made.
    ///
    /// - Throws: ``CatalogError/journalFailed(path:cause:)``; then the journal goes on saying that it was begun.
    public func forgetSealing(_ sealing: Int64) throws(CatalogError) {
        try writing { try JournalTables.forget(sealing, in: $0) }
    }

    // MARK: - Reading

    /// A statement of a kind by its payload digest; nil where it is not in the journal.
    ///
    /// - Throws: ``CatalogError/journalFailed(path:cause:)``.
    public func statement(_ digest: SHA256Digest, _ kind: JournalEntry.Kind) throws(CatalogError)
        -> DSSEEnvelope?
    {
        let bytes = try reading { try JournalTables.envelope(of: digest, kind: kind, in: $0) }
        return bytes.flatMap { try? DSSEEnvelope(json: [UInt8]($0)) }
    }

    /// Everything in it, by request.
    ///
    /// - Throws: ``CatalogError/journalFailed(path:cause:)``.
    public func history() throws(CatalogError) -> JournalHistory {
        try reading { database in
            JournalHistory(
                statements: try JournalTables.statements(in: database),
                sealings: try JournalTables.sealings(in: database))
        }
    }

    // MARK: - SQLite

    private func reading<Value>(_ body: (Database) throws -> Value) throws(CatalogError) -> Value {
        do { return try queue.read(body) } catch {
            throw .journalFailed(path: path, cause: Self.cause(error))
        }
    }

    private func writing(_ body: (Database) throws -> Void) throws(CatalogError) {
        do {
            try queue.write(body)
        } catch let error as CatalogError {
            throw error
        } catch {
            throw .journalFailed(path: path, cause: Self.cause(error))
        }
    }

    /// Without the statement and its arguments, which are nobody else's business.
    private static func cause(_ error: any Error) -> String {
        guard let error = error as? DatabaseError else { return "\(error)" }
        if error.resultCode == .SQLITE_BUSY { return "another program has locked it" }
        return error.message ?? "SQLite says \(error.resultCode.rawValue)"
    }
}
