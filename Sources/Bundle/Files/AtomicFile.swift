import Glibc
import SystemPackage

/// An output file that appears whole, synced and under its name, or not at all.
///
/// The bytes go into a file without a name (`O_TMPFILE`) that the kernel forgets if we die; where the
/// file system has no such thing, into a hidden `.name.partial-…` beside the output, removed on error.
/// Only ``commit()`` gives the file its name. An instance dropped without it leaves nothing behind.
///
/// Not `Sendable`: one stage writes it, from the first byte to the commit.
public final class AtomicFile {
    /// Where the file will appear.
    public let path: String
    /// How many bytes were written so far.
    public private(set) var bytesWritten: UInt64 = 0

    private let name: String
    private let replaceExisting: Bool
    private let directory: FileDescriptor
    private let descriptor: FileDescriptor
    /// The hidden name the bytes lie under; nil while they have none.
    private var partialName: String?
    private var isOpen = true
    private var writebackStarted: UInt64 = 0
    private static let writebackStep: UInt64 = 16 << 20

    /// Begins an output.
    ///
    /// - Parameters:
    ///   - path: where it shall appear; its folder must exist.
    ///   - replaceExisting: whether an ordinary file already there may be replaced. It stays as it is
    ///     until the commit. Anything but an ordinary file is never replaced.
    ///   - permissions: of the new file, before the umask.
    /// - Throws: ``FileError/outputExists(path:)``, ``FileError/outputNotAFile(path:)`` or
    ///   ``FileError/cannotWrite(path:cause:)``.
    public convenience init(
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
        let folder = location.removingLastComponent()

        var status = stat()
        if lstat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFREG else { throw .outputNotAFile(path: path) }
            guard replaceExisting else { throw .outputExists(path: path) }
        }

        do {
            directory = try FileDescriptor.open(
                folder.isEmpty ? "." : folder, .readOnly, options: [.directory, .closeOnExec])
        } catch {
            throw .cannotWrite(path: path, cause: error as? Errno ?? .ioError)
        }
        do throws(Errno) {
            (descriptor, partialName) = try Self.openNameless(
                in: directory, besides: name, permissions: permissions, nameless: nameless)
        } catch {
            try? directory.close()
            throw .cannotWrite(path: path, cause: error)
        }
    }

    deinit { abandon() }

    /// Appends bytes.
    ///
    /// - Throws: ``FileError/writeFailed(path:cause:)``, after which only ``abandon()`` is of use.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        guard isOpen else { throw .writeFailed(path: path, cause: .badFileDescriptor) }
        var rest = bytes
        while !rest.isEmpty {
            let written = Glibc.write(descriptor.rawValue, rest.baseAddress, rest.count)
            if written < 0 {
                let cause = Errno(rawValue: errno)
                if cause == .interrupted { continue }
                throw .writeFailed(path: path, cause: cause)
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            bytesWritten += UInt64(written)
        }
        startWriteback()
    }

    /// Lets the disk begin with what was written, so that the sync at the end waits for little.
    ///
    /// The kernel begins by itself only when a tenth of the memory is dirty. Linux answers this advice by
    /// starting to write (mm/fadvise.c); `sync_file_range` would say it better, but Swift does not import it.
    private func startWriteback() {
        guard bytesWritten - writebackStarted >= Self.writebackStep else { return }
        posix_fadvise(
            descriptor.rawValue, Int(writebackStarted), Int(bytesWritten - writebackStarted),
            POSIX_FADV_DONTNEED)
        writebackStarted = bytesWritten
    }

    /// Appends bytes.
    ///
    /// - Throws: ``FileError/writeFailed(path:cause:)``.
    public func write(_ bytes: [UInt8]) throws(FileError) {
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(FileError) in try write(buffer) }
        }
        try result.get()
    }

    /// Syncs the content, gives the file its name and syncs the folder. Writing ends here.
    ///
    /// - Throws: ``FileError/outputExists(path:)`` if somebody else made the output meanwhile, or
    ///   ``FileError/writeFailed(path:cause:)``. Either way nothing of ours is left.
    public func commit() throws(FileError) {
        guard isOpen else { throw .writeFailed(path: path, cause: .badFileDescriptor) }
        defer { abandon() }
        guard fsync(descriptor.rawValue) == 0 else {
            throw .writeFailed(path: path, cause: Errno(rawValue: errno))
        }
        do throws(Errno) {
            if replaceExisting { try publishReplacing() } else { try publishNew() }
        } catch {
            if error == .fileExists { throw .outputExists(path: path) }
            throw .writeFailed(path: path, cause: error)
        }
        // Some network file systems cannot sync a folder. The name is there either way.
        _ = fsync(directory.rawValue)
    }

    /// Gives up: whatever was written is gone. Does nothing after a commit.
    public func abandon() {
        guard isOpen else { return }
        isOpen = false
        if let partialName { unlinkat(directory.rawValue, partialName, 0) }
        try? descriptor.close()
        try? directory.close()
    }

    // MARK: - Names

    /// Gives the content its final name unless that is taken.
    private func publishNew() throws(Errno) {
        guard let partialName else {
            try linkNameless(as: name)
            return
        }
        // link, unlike rename, refuses a name that is taken.
        if linkat(directory.rawValue, partialName, directory.rawValue, name, 0) == 0 {
            unlinkat(directory.rawValue, partialName, 0)
        } else {
            let cause = Errno(rawValue: errno)
            // What FAT and exFAT answer, which have no links. Between this look and the rename another
            // process could create the name; nothing better is to be had there.
            guard cause == .notPermitted || cause == .notSupported else { throw cause }
            guard faccessat(directory.rawValue, name, F_OK, 0) != 0 else { throw .fileExists }
            try rename(partialName)
        }
        self.partialName = nil
    }

    /// Gives the content its final name, in place of what has it now.
    private func publishReplacing() throws(Errno) {
        if partialName == nil {
            // linkat never replaces, so the file first gets a hidden name to be renamed from.
            let hidden = Self.hiddenName(for: name)
            try linkNameless(as: hidden)
            partialName = hidden
        }
        guard let partialName else { return }
        try rename(partialName)
        self.partialName = nil
    }

    private func rename(_ from: String) throws(Errno) {
        guard renameat(directory.rawValue, from, directory.rawValue, name) == 0 else {
            throw Errno(rawValue: errno)
        }
    }

    private func linkNameless(as name: String) throws(Errno) {
        let source = "/proc/self/fd/\(descriptor.rawValue)"
        guard linkat(AT_FDCWD, source, directory.rawValue, name, AT_SYMLINK_FOLLOW) == 0 else {
            throw Errno(rawValue: errno)
        }
    }

    private static func hiddenName(for name: String) -> String {
        // A name has at most 255 bytes; ours must not outgrow that.
        let random = String(UInt64.random(in: 0 ... .max), radix: 36)
        return ".\(String(decoding: name.utf8.prefix(200), as: UTF8.self)).partial-\(random)"
    }

    private static func openNameless(
        in directory: FileDescriptor, besides name: String, permissions: FilePermissions, nameless: Bool
    ) throws(Errno) -> (FileDescriptor, partialName: String?) {
        // O_TMPFILE (asm-generic/fcntl.h) is a compound macro, which Swift does not import. Without
        // /proc a nameless file could never be named.
        let temporaryFile = 0o20_000_000 | O_DIRECTORY
        if nameless, access("/proc/self/fd", X_OK) == 0 {
            let raw = openat(
                directory.rawValue, ".", temporaryFile | O_WRONLY | O_CLOEXEC, permissions.rawValue)
            if raw >= 0 { return (FileDescriptor(rawValue: raw), nil) }
            let cause = Errno(rawValue: errno)
            // EISDIR is how kernels and file systems that do not know O_TMPFILE answer.
            guard [.notSupported, .isDirectory, .invalidArgument, .noSuchFileOrDirectory].contains(cause)
            else { throw cause }
        }
        let hidden = hiddenName(for: name)
        let raw = openat(
            directory.rawValue, hidden, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, permissions.rawValue)
        guard raw >= 0 else { throw Errno(rawValue: errno) }
        return (FileDescriptor(rawValue: raw), hidden)
    }
}
