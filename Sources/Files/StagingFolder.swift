import Glibc
import SystemPackage

/// A folder that appears whole under its name, or not at all.
///
/// Until ``commit()`` its files have no names and are gone if we die, and there is no folder. Where the file system knows
/// no such files, or more are wanted than may be open at once, they lie in a hidden folder that only its owner can enter,
/// and that the next run removes if we died. Every folder is used by descriptor: whoever may change the folder around it
/// can take it away, and gets nothing.
///
/// Not `Sendable`: one stage fills it. An instance dropped without ``commit()`` leaves nothing behind.
package final class StagingFolder {
    private let path: String
    private let name: String
    private let parent: OutputFolder
    private let nameless: Bool
    /// How many files without a name may be open.
    private let room: Int
    private var waiting: [(name: String, file: UnnamedFile)] = []
    private var hidden: (name: String, folder: OutputFolder)?
    /// The files that have their names in the hidden folder.
    private var placed: [String] = []
    private var isOpen = true

    /// - Throws: ``FileError/folderExists(path:)`` where something has the name, ``FileError/cannotWrite(path:cause:)``.
    package convenience init(for path: String) throws(FileError) { try self.init(for: path, nameless: true) }

    /// The same, on request the way it is done where the file system knows no `O_TMPFILE`.
    package init(for path: String, nameless: Bool) throws(FileError) {
        var trimmed = path
        while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
        self.path = trimmed
        let location = FilePath(trimmed)
        guard let last = location.lastComponent, last.kind == .regular else {
            throw .outputNotAFile(path: path)
        }
        name = last.string
        do { parent = try OutputFolder(location.removingLastComponent()) } catch {
            throw .cannotWrite(path: path, cause: error)
        }
        guard parent.mode(of: name) == nil else { throw .folderExists(path: path) }
        LeftBehind.remove(from: parent)
        self.nameless = nameless && UnnamedFile.canBeNameless(in: parent)
        var limit = rlimit()
        let isKnown = getrlimit(.init(RLIMIT_NOFILE.rawValue), &limit) == 0
        // What reading the bundle and the libraries open beside them.
        room = isKnown ? Int(clamping: limit.rlim_cur) - 128 : 0
        // Whoever may not write here is to know it before anything is decrypted.
        if !self.nameless { _ = try hiddenFolder() }
    }

    deinit { abandon() }

    // MARK: - Files

    /// Makes sure that there is room for so many bytes, before anything is written.
    ///
    /// - Throws: ``FileError/diskFull(path:neededBytes:freeBytes:isBegun:)``.
    package func expect(bytes: UInt64) throws(FileError) {
        try DiskRoom.require(bytes, for: path, in: parent.descriptor)
    }

    /// Begins a file of the folder, which ``keep(_:as:)`` takes when it is whole.
    package func begin(_ name: String) throws(FileError) -> StagedFile {
        StagedFile(
            try UnnamedFile(
                in: nameless ? parent : try hiddenFolder(), besides: name, path: "\(path)/\(name)",
                permissions: [.ownerReadWrite], nameless: nameless))
    }

    /// Takes a file that was written to its end.
    package func keep(_ file: StagedFile, as name: String) throws(FileError) {
        try file.file.sync()
        if file.file.isNameless, waiting.count < room {
            waiting.append((name, file.file))
        } else {
            try place(file.file, as: name)
        }
    }

    /// Writes a small file of the folder.
    package func write(_ bytes: [UInt8], as name: String) throws(FileError) {
        let file = try begin(name)
        try file.file.write(bytes)
        try keep(file, as: name)
    }

    /// Under which path this process, and nobody else, can read a file that was kept, until ``commit()``.
    package func location(of name: String) -> String {
        if let file = waiting.first(where: { $0.name == name })?.file { return file.location }
        return "/proc/self/fd/\(hidden?.folder.descriptor ?? -1)/\(name)"
    }

    private func place(_ file: UnnamedFile, as name: String) throws(FileError) {
        let folder = try hiddenFolder()
        do throws(Errno) {
            try WrittenOutputs.undisturbed { () throws(Errno) in try file.publish(as: name, in: folder) }
        } catch {
            throw .writeFailed(path: file.path, cause: error)
        }
        file.isPublished()
        placed.append(name)
        file.abandon()
    }

    private func hiddenFolder() throws(FileError) -> OutputFolder {
        if let hidden { return hidden.folder }
        do throws(Errno) {
            while true {
                let name = LeftBehind.hiddenName(for: self.name)
                var made: OutputFolder?
                try WrittenOutputs.hiding(name, in: parent.descriptor) { () throws(Errno) in
                    made = try OutputFolder(making: name, in: parent)
                }
                guard let folder = made else {
                    WrittenOutputs.isHiddenNoMore(name, in: parent.descriptor)
                    continue
                }
                hidden = (name, folder)
                return folder
            }
        } catch {
            throw .cannotWrite(path: path, cause: error)
        }
    }

    // MARK: - The end

    /// Gives the folder its name.
    ///
    /// - Throws: ``FileError/folderExists(path:)`` where somebody else took it meanwhile,
    ///   ``FileError/folderExchanged(path:)`` where somebody put another folder in its place, and
    ///   ``FileError/writeFailed(path:cause:)``. Then nothing of ours is left.
    package func commit() throws(FileError) {
        defer { abandon() }
        let folder = try hiddenFolder()
        while let (name, file) = waiting.first {
            try place(file, as: name)
            waiting.removeFirst()
        }
        folder.sync()
        guard let hidden, folder.isStill(under: hidden.name, in: parent) else {
            throw .folderExchanged(path: path)
        }
        do throws(Errno) {
            try WrittenOutputs.naming(path) { () throws(Errno) in
                try parent.rename(hidden.name, unlessTaken: name)
            }
            WrittenOutputs.isHiddenNoMore(hidden.name, in: parent.descriptor)
        } catch {
            throw error == .fileExists || error == .directoryNotEmpty
                ? .folderExists(path: path) : .writeFailed(path: path, cause: error)
        }
        // Between the look above and the rename somebody could put another folder under the hidden name.
        guard folder.isStill(under: name, in: parent) else { throw .folderExchanged(path: path) }
        isOpen = false
        parent.sync()
    }

    /// Gives up: whatever was written is gone, wherever the folder lies by now. Does nothing after a commit.
    package func abandon() {
        guard isOpen else { return }
        isOpen = false
        for (_, file) in waiting { file.abandon() }
        guard let hidden else { return }
        for file in placed { hidden.folder.remove(file) }
        if hidden.folder.isStill(under: hidden.name, in: parent) { parent.removeFolder(hidden.name) }
        WrittenOutputs.isHiddenNoMore(hidden.name, in: parent.descriptor)
    }
}

/// A file of a ``StagingFolder`` while it is written.
package final class StagedFile {
    fileprivate let file: UnnamedFile

    fileprivate init(_ file: UnnamedFile) { self.file = file }

    /// How many bytes were written so far.
    package var bytesWritten: UInt64 { file.bytesWritten }

    /// Appends bytes.
    ///
    /// - Throws: ``FileError/writeFailed(path:cause:)``.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) { try file.write(bytes) }
}
