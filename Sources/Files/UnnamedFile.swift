import CLinux
import Glibc
import SystemPackage

/// A file that is being written and has no name yet.
///
/// The bytes go into a file without a name (`O_TMPFILE`), which the kernel forgets if we die. Where the file system has no
/// such thing they go into a hidden one, held while we live and removed by ``LeftBehind`` when we died. An instance
/// dropped before it was published leaves nothing behind.
///
/// Not `Sendable`: one stage writes it.
final class UnnamedFile {
    /// What errors call it.
    let path: String
    /// How many bytes were written so far.
    private(set) var bytesWritten: UInt64 = 0
    /// How many there will be at least, where that is known.
    var expectedBytes: UInt64 = 0

    private let folder: OutputFolder
    private let descriptor: Int32
    /// The hidden name the bytes lie under; nil while they have none.
    private var hiddenName: String?
    private var isOpen = true
    private var writebackStarted: UInt64 = 0
    private static let writebackStep: UInt64 = 16 << 20

    /// Begins a file.
    ///
    /// - Parameters:
    ///   - folder: on the file system where it will get its name; the hidden name, if there has to be one, lies in it.
    ///   - name: which it will get, for a hidden name that a person recognises.
    ///   - path: what errors call it.
    ///   - permissions: before the umask.
    ///   - nameless: false has it done the way it is where the file system knows no `O_TMPFILE`.
    /// - Throws: ``FileError/cannotWrite(path:cause:)``.
    init(
        in folder: OutputFolder, besides name: String, path: String, permissions: FilePermissions,
        nameless: Bool
    ) throws(FileError) {
        self.folder = folder
        self.path = path
        do throws(Errno) {
            if nameless, let descriptor = try Self.openNameless(in: folder, permissions) {
                self.descriptor = descriptor
            } else {
                LeftBehind.remove(from: folder)
                (descriptor, hiddenName) = try Self.openHidden(in: folder, besides: name, permissions)
            }
        } catch {
            throw .cannotWrite(path: path, cause: error)
        }
    }

    deinit { abandon() }

    /// Whether it has no name at all.
    var isNameless: Bool { hiddenName == nil }

    /// A path under which this process, and nobody else, can open it for reading.
    var location: String { "/proc/self/fd/\(descriptor)" }

    /// Whether files of a folder can do without a name.
    static func canBeNameless(in folder: OutputFolder) -> Bool {
        guard let descriptor = try? openNameless(in: folder, [.ownerReadWrite]) else { return false }
        close(descriptor)
        return true
    }

    // MARK: - Writing

    /// Appends bytes.
    ///
    /// - Throws: ``FileError/writeFailed(path:cause:)``, after which only ``abandon()`` is of use.
    func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        guard isOpen else { throw .writeFailed(path: path, cause: .badFileDescriptor) }
        var rest = bytes
        while !rest.isEmpty {
            let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if written < 0 {
                let cause = Errno(rawValue: errno)
                if cause == .interrupted { continue }
                throw failure(cause)
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
            descriptor, Int(writebackStarted), Int(bytesWritten - writebackStarted), POSIX_FADV_DONTNEED)
        writebackStarted = bytesWritten
    }

    /// Appends bytes.
    ///
    /// - Throws: ``FileError/writeFailed(path:cause:)``.
    func write(_ bytes: [UInt8]) throws(FileError) {
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(FileError) in try write(buffer) }
        }
        try result.get()
    }

    /// Writes bytes to a place in the file, which ``write(_:)-(UnsafeRawBufferPointer)`` does not move on from.
    ///
    /// - Throws: ``FileError/writeFailed(path:cause:)``, after which only ``abandon()`` is of use.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(FileError) {
        guard isOpen else { throw .writeFailed(path: path, cause: .badFileDescriptor) }
        var (rest, place) = (bytes, offset)
        while !rest.isEmpty {
            let written = pwrite(descriptor, rest.baseAddress, rest.count, Int(clamping: place))
            if written < 0 {
                let cause = Errno(rawValue: errno)
                if cause == .interrupted { continue }
                throw failure(cause)
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            place += UInt64(written)
            bytesWritten += UInt64(written)
        }
    }

    /// Fills a buffer with what was written from a byte offset on, and says how far; 0 means that nothing is there.
    ///
    /// - Throws: ``FileError/writeFailed(path:cause:)``: what cannot be read back was not written.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(FileError) -> Int {
        guard isOpen else { throw .writeFailed(path: path, cause: .badFileDescriptor) }
        while true {
            let count = pread(descriptor, buffer.baseAddress, buffer.count, Int(clamping: offset))
            if count >= 0 { return count }
            let cause = Errno(rawValue: errno)
            if cause != .interrupted { throw .writeFailed(path: path, cause: cause) }
        }
    }

    /// Asks the system to forget what it remembers of the content, which was synced before.
    func forgetRead() {
        guard isOpen else { return }
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
    }

    /// Syncs the content.
    func sync() throws(FileError) {
        guard isOpen else { throw .writeFailed(path: path, cause: .badFileDescriptor) }
        guard fsync(descriptor) == 0 else { throw failure(Errno(rawValue: errno)) }
    }

    private func failure(_ cause: Errno) -> FileError {
        DiskRoom.failure(
            path, cause, written: bytesWritten, expected: expectedBytes, in: folder.descriptor)
    }

    /// Gives up: whatever was written is gone, unless it was published. Calling it again changes nothing.
    func abandon() {
        guard isOpen else { return }
        isOpen = false
        if let hiddenName {
            folder.remove(hiddenName)
            forget(hiddenName)
        }
        close(descriptor)
    }

    // MARK: - Names

    /// Gives the content its name in a folder of the same file system, unless that is taken. ``isPublished()`` comes after it.
    ///
    /// - Parameter target: where a file that has a hidden name lies already.
    func publish(as name: String, in target: OutputFolder) throws(Errno) {
        guard let hiddenName else { return try linkNameless(as: name, in: target) }
        // link, unlike rename, refuses a name that is taken.
        if linkat(folder.descriptor, hiddenName, target.descriptor, name, 0) == 0 {
            folder.remove(hiddenName)
        } else {
            let cause = Errno(rawValue: errno)
            // What FAT and exFAT answer, which have no links.
            guard cause == .notPermitted || cause == .notSupported else { throw cause }
            try folder.rename(hiddenName, unlessTaken: name)
        }
    }

    /// Makes ready for ``publish(replacing:)``: linkat never replaces, so a file without a name first gets a hidden one to be
    /// renamed from.
    func prepareToReplace(_ name: String) throws(Errno) {
        guard hiddenName == nil else { return }
        LeftBehind.remove(from: folder)
        _ = flock(descriptor, LOCK_EX | LOCK_NB)
        let hidden = LeftBehind.hiddenName(for: name)
        try WrittenOutputs.hiding(hidden, in: folder.descriptor) { () throws(Errno) in
            try linkNameless(as: hidden, in: folder)
        }
        hiddenName = hidden
    }

    /// Gives the content its name, in place of what has it now. ``isPublished()`` comes after it.
    func publish(replacing name: String) throws(Errno) {
        guard let hiddenName else { throw .noSuchFileOrDirectory }
        try folder.rename(hiddenName, replacing: name)
    }

    /// Notes that the content has its name and lies under no hidden one.
    func isPublished() {
        if let hiddenName { forget(hiddenName) }
        hiddenName = nil
    }

    private func forget(_ hidden: String) {
        WrittenOutputs.isHiddenNoMore(hidden, in: folder.descriptor)
    }

    private func linkNameless(as name: String, in target: OutputFolder) throws(Errno) {
        guard linkat(AT_FDCWD, location, target.descriptor, name, AT_SYMLINK_FOLLOW) == 0 else {
            throw Errno(rawValue: errno)
        }
    }

    /// - Returns: nil where the file system knows no files without a name. Without /proc one could never be named.
    private static func openNameless(
        in folder: OutputFolder, _ permissions: FilePermissions
    ) throws(Errno) -> Int32? {
        guard access("/proc/self/fd", X_OK) == 0 else { return nil }
        let descriptor = openat(
            folder.descriptor, ".", proffer_O_TMPFILE | O_RDWR | O_CLOEXEC, permissions.rawValue)
        if descriptor >= 0 { return descriptor }
        let cause = Errno(rawValue: errno)
        // EISDIR is how kernels and file systems that do not know O_TMPFILE answer.
        guard [.notSupported, .isDirectory, .invalidArgument, .noSuchFileOrDirectory].contains(cause) else {
            throw cause
        }
        return nil
    }

    private static func openHidden(
        in folder: OutputFolder, besides name: String, _ permissions: FilePermissions
    ) throws(Errno) -> (Int32, String) {
        while true {
            let hidden = LeftBehind.hiddenName(for: name)
            var descriptor: Int32 = -1
            try WrittenOutputs.hiding(hidden, in: folder.descriptor) { () throws(Errno) in
                descriptor = openat(
                    folder.descriptor, hidden, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                    permissions.rawValue)
                guard descriptor >= 0 else { throw Errno(rawValue: errno) }
            }
            var status = stat()
            // Before it was held, another run could take it for left behind.
            let isHeld = flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
            if isHeld, fstat(descriptor, &status) == 0, status.st_nlink > 0 { return (descriptor, hidden) }
            WrittenOutputs.isHiddenNoMore(hidden, in: folder.descriptor)
            close(descriptor)
        }
    }
}
