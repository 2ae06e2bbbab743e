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

    /// Says how many bytes there will be at least, before anything is written.
    ///
    /// - Throws: ``FileError/diskFull(path:neededBytes:freeBytes:isBegun:)`` where there is no room for them.
    package func expect(bytes: UInt64) throws(FileError) {
        try DiskRoom.require(bytes, for: path, in: folder.descriptor)
        file.expectedBytes = bytes
    }

    private let name: String
    private let replaceExisting: Bool
    private let isOutput: Bool
    private let folder: OutputFolder
    private let file: UnnamedFile

    /// Begins an output.
    ///
    /// - Parameters:
    ///   - path: where it shall appear; its folder must exist.
    ///   - replaceExisting: whether an ordinary file already there may be replaced. It stays as it is
    ///     until the commit. Anything but an ordinary file is never replaced.
    ///   - permissions: of the new file, before the umask.
    ///   - isOutput: whether a person who stops the program is told of it, as of all but what it keeps for itself.
    /// - Throws: ``FileError/outputExists(path:)``, ``FileError/outputNotAFile(path:)`` or
    ///   ``FileError/cannotWrite(path:cause:)``.
    package convenience init(
        path: String, replaceExisting: Bool = false,
        permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead], isOutput: Bool = true
    ) throws(FileError) {
        try self.init(
            path: path, replaceExisting: replaceExisting, permissions: permissions, nameless: true,
            isOutput: isOutput)
    }

    /// Begins an output, on request the way it is done where the file system knows no `O_TMPFILE`.
    package init(
        path: String, replaceExisting: Bool, permissions: FilePermissions, nameless: Bool,
        isOutput: Bool = true
    ) throws(FileError) {
        let location = FilePath(path)
        guard let last = location.lastComponent, last.kind == .regular, !path.hasSuffix("/") else {
            throw .outputNotAFile(path: path)
        }
        self.path = path
        self.replaceExisting = replaceExisting
        self.isOutput = isOutput
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

    /// Writes bytes to a place in the file, whatever was written before it; what is left out between is zero.
    ///
    /// - Throws: ``FileError/writeFailed(path:cause:)``, after which only ``abandon()`` is of use.
    package func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(FileError) {
        try file.write(bytes, at: offset)
    }

    /// Writes bytes to a place in the file.
    ///
    /// - Throws: ``FileError/writeFailed(path:cause:)``.
    package func write(_ bytes: [UInt8], at offset: UInt64) throws(FileError) {
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(FileError) in try file.write(buffer, at: offset) }
        }
        try result.get()
    }

    /// Reads back what was written: fills a buffer from a byte offset on and says how far; 0 means that nothing is there.
    ///
    /// - Throws: ``FileError/writeFailed(path:cause:)``.
    package func read(
        into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64
    ) throws(FileError) -> Int { try file.read(into: buffer, at: offset) }

    /// Syncs what was written so far, so that ``commit()`` waits for little.
    ///
    /// - Throws: ``FileError/writeFailed(path:cause:)``, after which only ``abandon()`` is of use.
    package func sync() throws(FileError) { try file.sync() }

    /// Asks the system to forget what it remembers of the content, so that what is read comes from the disk. It is asked in vain
    /// where the disk is memory.
    package func forgetRead() { file.forgetRead() }

    /// Syncs the content, gives the file its name and syncs the folder. Writing ends here.
    ///
    /// - Throws: ``FileError/outputExists(path:)`` if somebody else made the output meanwhile, or
    ///   ``FileError/writeFailed(path:cause:)``. Either way nothing of ours is left.
    package func commit() throws(FileError) {
        defer { abandon() }
        try file.sync()
        do throws(Errno) {
            if replaceExisting { try file.prepareToReplace(name) }
            try WrittenOutputs.naming(isOutput ? path : nil) { () throws(Errno) in
                if replaceExisting {
                    try file.publish(replacing: name)
                } else {
                    try file.publish(as: name, in: folder)
                }
            }
            file.isPublished()
        } catch {
            if error == .fileExists { throw .outputExists(path: path) }
            throw .writeFailed(path: path, cause: error)
        }
        folder.sync()
    }

    /// Gives up: whatever was written is gone. Does nothing after a commit.
    package func abandon() { file.abandon() }
}
