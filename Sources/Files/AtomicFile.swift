import Glibc
import SystemPackage

/// An output file that appears whole, synced and under its name, or not at all.
///
/// Until then it has no name and is gone if we die; where the file system knows no such files, it has a hidden one and the
/// next run removes it. Only ``commit()`` gives the file its name. An instance dropped without it leaves nothing behind.
///
/// Not `Sendable`: one stage writes it, from the first byte to the commit.
package final class AtomicFile {
    /// Where the file will appear.
    package let path: String
    /// How many bytes were written so far.
    package var bytesWritten: UInt64 { file.bytesWritten }

    private let name: String
    private let replaceExisting: Bool
    private let folder: OutputFolder
    private let file: UnnamedFile

    /// Begins an output.
    ///
    /// - Parameters:
    ///   - path: where it shall appear; its folder must exist.
    ///   - replaceExisting: whether an ordinary file already there may be replaced. It stays as it is
    ///     until the commit. Anything but an ordinary file is never replaced.
    ///   - permissions: of the new file, before the umask.
    /// - Throws: ``FileError/outputExists(path:)``, ``FileError/outputNotAFile(path:)`` or
    ///   ``FileError/cannotWrite(path:cause:)``.
    package convenience init(
        path: String, replaceExisting: Bool = false,
        permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead]
    ) throws(FileError) {
        try self.init(
            path: path, replaceExisting: replaceExisting, permissions: permissions, nameless: true)
    }

    /// Begins an output, on request the way it is done where the file system knows no `O_TMPFILE`.
    package init(
        path: String, replaceExisting: Bool, permissions: FilePermissions, nameless: Bool
    ) throws(FileError) {
        let location = FilePath(path)
        guard let last = location.lastComponent, last.kind == .regular, !path.hasSuffix("/") else {
            throw .outputNotAFile(path: path)
        }
        self.path = path
        self.replaceExisting = replaceExisting
        name = last.string
        do { folder = try OutputFolder(location.removingLastComponent()) } catch {
            throw .cannotWrite(path: path, cause: error)
        }
        if let mode = folder.mode(of: name) {
            guard mode & S_IFMT == S_IFREG else { throw .outputNotAFile(path: path) }
            guard replaceExisting else { throw .outputExists(path: path) }
        }
        file = try UnnamedFile(
            in: folder, besides: name, path: path, permissions: permissions, nameless: nameless)
    }

    /// Appends bytes.
    ///
    /// - Throws: ``FileError/writeFailed(path:cause:)``, after which only ``abandon()`` is of use.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) { try file.write(bytes) }

    /// Appends bytes.
    ///
    /// - Throws: ``FileError/writeFailed(path:cause:)``.
    package func write(_ bytes: [UInt8]) throws(FileError) { try file.write(bytes) }

    /// Reads back what was written: fills a buffer from a byte offset on and says how far; 0 means that nothing is there.
    ///
    /// - Throws: ``FileError/writeFailed(path:cause:)``.
    package func read(
        into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64
    ) throws(FileError) -> Int { try file.read(into: buffer, at: offset) }

    /// Syncs the content, gives the file its name and syncs the folder. Writing ends here.
    ///
    /// - Throws: ``FileError/outputExists(path:)`` if somebody else made the output meanwhile, or
    ///   ``FileError/writeFailed(path:cause:)``. Either way nothing of ours is left.
    package func commit() throws(FileError) {
        defer { abandon() }
        try file.sync()
        do throws(Errno) {
            if replaceExisting {
                try file.publish(replacing: name)
            } else {
                try file.publish(as: name, in: folder)
            }
        } catch {
            if error == .fileExists { throw .outputExists(path: path) }
            throw .writeFailed(path: path, cause: error)
        }
        folder.sync()
    }

    /// Gives up: whatever was written is gone. Does nothing after a commit.
    package func abandon() { file.abandon() }
}
