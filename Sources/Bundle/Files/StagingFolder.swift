import Foundation
import Glibc
import SystemPackage

/// A folder that appears whole under its name, or not at all: until then its files lie in a hidden one beside it.
///
/// Not `Sendable`: one stage fills it. An instance dropped without ``commit()`` leaves nothing behind; after
/// a kill the hidden folder, `.name.partial-…`, stays and can be removed.
final class StagingFolder {
    private let path: String
    private let hidden: String
    private var isOpen = true

    /// - Throws: ``FileError/folderExists(path:)`` where something has the name, ``FileError/cannotWrite(path:cause:)``.
    init(for path: String) throws(FileError) {
        var trimmed = path
        while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
        self.path = trimmed
        var status = stat()
        guard lstat(trimmed, &status) != 0 else { throw .folderExists(path: path) }
        let location = FilePath(trimmed)
        guard let name = location.lastComponent, name.kind == .regular else {
            throw .outputNotAFile(path: path)
        }
        let random = String(UInt64.random(in: 0 ... .max), radix: 36)
        let parent = location.removingLastComponent()
        hidden = parent.appending(".\(name.string.prefix(60)).partial-\(random)").string
        // What is opened is for the eyes of who opened it.
        guard mkdir(hidden, 0o700) == 0 else { throw .cannotWrite(path: path, cause: Errno(rawValue: errno)) }
    }

    deinit { if isOpen { try? FileManager.default.removeItem(atPath: hidden) } }

    /// Begins a file of the folder.
    func begin(_ name: String) throws(FileError) -> AtomicFile {
        try AtomicFile(path: "\(hidden)/\(name)", permissions: [.ownerReadWrite])
    }

    /// Where a file of the folder lies until ``commit()``.
    func location(of name: String) -> String { "\(hidden)/\(name)" }

    /// Writes a small file of the folder.
    func write(_ bytes: [UInt8], as name: String) throws(FileError) {
        try StatementFile.write(bytes, to: "\(hidden)/\(name)", permissions: [.ownerReadWrite])
    }

    /// Gives the folder its name.
    ///
    /// - Throws: ``FileError/folderExists(path:)`` where somebody else took it meanwhile.
    func commit() throws(FileError) {
        // rename replaces an empty folder in silence, and nothing else.
        var status = stat()
        guard lstat(path, &status) != 0 else { throw .folderExists(path: path) }
        guard rename(hidden, path) == 0 else {
            let cause = Errno(rawValue: errno)
            throw cause == .fileExists || cause == .directoryNotEmpty
                ? .folderExists(path: path) : .writeFailed(path: path, cause: cause)
        }
        isOpen = false
        let parent = FilePath(path).removingLastComponent()
        if let folder = try? FileDescriptor.open(
            parent.isEmpty ? "." : parent, .readOnly, options: [.directory, .closeOnExec])
        {
            // Some network file systems cannot sync a folder. The name is there either way.
            _ = fsync(folder.rawValue)
            try? folder.close()
        }
    }
}
