import Databases
import Foundation
import GRDB
import Sealing
import Statements

/// What a custodian's machine remembers of the bundles that came: which they are, where their files lie, the last entry of
/// each chain, and private labels. One SQLite file.
///
/// It proves nothing to anybody and nothing of it is sent: what counts are chains, receipts and the ledger. It is what
/// finds that a bundle is there already, under another name or in another folder. Whoever loses it loses the labels, and
/// no evidence. What was noted is synced before the call returns. Several processes may use it at once. Format:
/// docs/spec/register.md.
package final class Register {
    /// The file.
    package let path: String
    /// What the person is told of the place, in one line; nil where there is nothing.
    package let caution: String?
    private let queue: DatabaseQueue

    /// How long another program's lock is waited for, in seconds.
    private static let patience: TimeInterval = 15

    /// Where a register lies unless somebody says otherwise: `$XDG_DATA_HOME/proffer/register.sqlite`, by default under
    /// `~/.local/share` (XDG Base Directory Specification); nil for a person without a home folder.
    package static func standardPath(in environment: [String: String]) -> String? {
        // The specification has relative paths ignored.
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
            return data + "/proffer/register.sqlite"
        }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return home + "/.local/share/proffer/register.sqlite"
    }

    /// Whether there is a register at a path.
    package static func exists(at path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// Opens a register, or begins one.
    ///
    /// - Throws: ``RegisterError/notUsable(path:cause:)``, also where somebody else could reach into it.
    package init(path: String) throws(RegisterError) {
        self.path = path
        do {
            let folder = (path as NSString).deletingLastPathComponent
            if !folder.isEmpty {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            }
            let database = try PrivateDatabase(
                path, RegisterTables.layout, label: "register", patience: Self.patience, opening: .orBegun)
            (queue, caution) = (database.queue, database.caution)
        } catch {
            throw .notUsable(path: path, cause: Self.cause(error))
        }
    }

    // MARK: - Noting

    /// Keeps what was seen of bundles, all of it or nothing.
    ///
    /// - Throws: ``RegisterError/failed(path:cause:)``.
    package func note(_ seen: [BundleSeen], at moment: WallTime = .now()) throws(RegisterError) {
        try writing { database in
            for bundle in seen { try RegisterTables.note(bundle, at: moment, in: database) }
        }
    }

    /// Changes the private label of a bundle that is known.
    ///
    /// - Returns: the label from then on; nil where the bundle is not known.
    /// - Throws: ``RegisterError/failed(path:cause:)``.
    package func label(
        _ key: BundleKey, _ change: (inout PrivateLabel) -> Void
    ) throws(RegisterError) -> PrivateLabel? {
        try writing { database in
            guard let known = try RegisterTables.bundles(.key(key), in: database).first else { return nil }
            var label = known.label
            change(&label)
            try RegisterTables.label(label, key, in: database)
            return label
        }
    }

    // MARK: - Reading

    /// All that is known, in the order in which it was noted.
    package func bundles() throws(RegisterError) -> [RegisteredBundle] { try reading(.all) }

    /// What is known of a bundle; nil where nothing is.
    package func bundle(_ key: BundleKey) throws(RegisterError) -> RegisteredBundle? {
        try reading(.key(key)).first
    }

    /// The bundle whose file lay under a path when it was seen last.
    package func bundle(at path: String) throws(RegisterError) -> RegisteredBundle? {
        try reading(.path(path)).first
    }

    /// Bundles of that id. Ids are random, so that two seals with one are no accident.
    package func bundles(id: String) throws(RegisterError) -> [RegisteredBundle] { try reading(.id(id)) }

    /// Bundles with that very encrypted record in them.
    package func bundles(record: SHA256Digest) throws(RegisterError) -> [RegisteredBundle] {
        try reading(.record(record))
    }

    // MARK: - SQLite

    private func reading(_ which: RegisterTables.Which) throws(RegisterError) -> [RegisteredBundle] {
        do { return try queue.read { try RegisterTables.bundles(which, in: $0) } } catch {
            throw .failed(path: path, cause: Self.cause(error))
        }
    }

    private func writing<Value>(_ body: (Database) throws -> Value) throws(RegisterError) -> Value {
        do { return try queue.write(body) } catch { throw .failed(path: path, cause: Self.cause(error)) }
    }

    /// Without the statement and its arguments.
    private static func cause(_ error: any Error) -> String {
        switch error {
        case is DatabaseLayout.Foreign: "it is of another program, or of another version of this one"
        case let error as DatabaseLayout.Strange:
            "somebody has changed it: \(error); keep it as it is, and move it away to begin anew"
        case let error as DatabaseError where error.resultCode == .SQLITE_BUSY:
            "another program has locked it"
        case let error as DatabaseError: error.message ?? "SQLite says \(error.resultCode.rawValue)"
        case is RowDecodingError: "a row of it is damaged"
        default: "\(error)"
        }
    }
}
