import Glibc

/// An open folder. What lies in it is reached by its descriptor, so that nobody can put another folder in its place
/// between a look and the next.
package final class OutsideFolder: Sendable {
    /// The open folder.
    package let descriptor: Int32

    /// O_PATH, which the C library shows to GNU sources only: to pass through a folder without reading it.
    private static let pathOnly: Int32 = 0o10_000_000

    /// The descriptor belongs to this object from now on.
    private init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Opens a folder by its path, as a person named it: links are followed.
    ///
    /// - Throws: ``OutsideFile/Refusal``; one that is no folder is ``OutsideFile/Refusal/kind(_:)``.
    package convenience init(_ path: String) throws(OutsideFile.Refusal) {
        self.init(descriptor: try Self.open(path, in: AT_FDCWD, 0))
    }

    /// Opens a folder by a path in which no part is a link.
    ///
    /// - Parameter reading: whether its names are to be read; without, one need only be allowed to pass through it.
    /// - Throws: as ``init(_:)``; a link is ``OutsideFile/Refusal/kind(_:)``.
    package convenience init(withoutLinks path: String, reading: Bool = true) throws(OutsideFile.Refusal) {
        let parts = path.split(separator: "/").map(String.init)
        var place = OutsideFolder(
            descriptor: try Self.open(
                path.hasPrefix("/") ? "/" : ".", in: AT_FDCWD, parts.isEmpty && reading ? 0 : Self.pathOnly))
        for (number, part) in parts.enumerated() {
            // On the way a folder need not be readable, as long as one may pass through it.
            let flags = O_NOFOLLOW | (reading && number == parts.count - 1 ? 0 : Self.pathOnly)
            place = OutsideFolder(descriptor: try Self.open(part, in: place.descriptor, flags))
        }
        let copy = fcntl(place.descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw .failed(code: errno) }
        self.init(descriptor: copy)
    }

    /// Opens a folder in this one, which is no link.
    ///
    /// - Throws: as ``init(_:)``; a link is ``OutsideFile/Refusal/kind(_:)``.
    package func folder(_ name: String) throws(OutsideFile.Refusal) -> OutsideFolder {
        OutsideFolder(descriptor: try Self.open(name, in: descriptor, O_NOFOLLOW))
    }

    /// What the system says of the folder itself.
    ///
    /// - Throws: ``OutsideFile/Refusal/failed(code:)``.
    package func status() throws(OutsideFile.Refusal) -> stat {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .failed(code: errno) }
        return status
    }

    private static func open(
        _ path: String, in folder: Int32, _ flags: Int32
    ) throws(OutsideFile.Refusal) -> Int32 {
        let descriptor = openat(folder, path, O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC | flags)
        if descriptor >= 0 { return descriptor }
        let code = errno
        guard code == ENOTDIR || code == ELOOP,
            let status = try? OutsideFile.status(of: path, in: folder, followsLink: flags & O_NOFOLLOW == 0)
        else { throw OutsideFile.Refusal(code: code) }
        let kind = FileKind(mode: status.st_mode)
        throw kind == .folder ? .failed(code: code) : .kind(kind)
    }

    /// A name in a folder, and what its entry says it is; nil where the file system does not tell.
    package struct Name: Sendable {
        /// Its bytes as text; nil where they are no UTF-8.
        package let text: String?
        /// The name with what is no UTF-8 replaced, to be shown.
        package let shown: String
        /// What it is.
        package let kind: FileKind?
    }

    /// Comes to every name in the folder but `.` and `..`, in no order.
    ///
    /// - Throws: ``OutsideFile/Refusal/failed(code:)``.
    package func forEachName(_ body: (Name) -> Void) throws(OutsideFile.Refusal) {
        // A descriptor of its own: reading moves the place in it, and closing the stream closes it.
        let copy = try Self.open(".", in: descriptor, 0)
        guard let stream = fdopendir(copy) else {
            let code = errno
            close(copy)
            throw .failed(code: code)
        }
        defer { closedir(stream) }
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw .failed(code: errno) }
                return
            }
            if let name = Self.name(of: entry) { body(name) }
        }
    }

    /// The names in a folder, sorted by their bytes; and, to be shown, those that are no UTF-8, which no text names.
    ///
    /// - Throws: as ``forEachName(_:)``.
    package func names() throws(OutsideFile.Refusal) -> (texts: [String], unnamed: [String]) {
        var names: (texts: [String], unnamed: [String]) = ([], [])
        try forEachName { name in
            if let text = name.text { names.texts.append(text) } else { names.unnamed.append(name.shown) }
        }
        names.texts.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return names
    }

    private static func name(of entry: UnsafeMutablePointer<dirent>) -> Name? {
        guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return nil }
        let bytes = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
        let point = CChar(bitPattern: UInt8(ascii: "."))
        if bytes[0] == point, bytes[1] == 0 || (bytes[1] == point && bytes[2] == 0) { return nil }
        let kind: FileKind? =
            switch Int(entry.pointee.d_type) {
            case Int(DT_REG): .file
            case Int(DT_DIR): .folder
            case Int(DT_LNK): .link
            case Int(DT_FIFO): .pipe
            case Int(DT_SOCK): .socket
            case Int(DT_CHR), Int(DT_BLK): .device
            default: nil
            }
        let text = String(validatingCString: bytes)
        return Name(text: text, shown: text ?? String(cString: bytes), kind: kind)
    }

    /// Why a folder could not be made, and which of those on the way to it.
    package struct NotMade: Error, Sendable, Hashable {
        /// The part of the path.
        package let path: String
        /// The cause.
        package let refusal: OutsideFile.Refusal

        package init(path: String, refusal: OutsideFile.Refusal) {
            self.path = path
            self.refusal = refusal
        }
    }

    /// Makes a folder and those above it that are not there.
    ///
    /// - Parameter mode: of those that are made, before the umask.
    /// - Throws: ``NotMade``.
    package static func make(_ path: String, mode: mode_t = 0o777) throws(NotMade) {
        var place = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            place += (place.isEmpty || place.hasSuffix("/") ? "" : "/") + part
            if mkdir(place, mode) == 0 { continue }
            let code = errno
            // Where a folder is there already, the system may say anything, as that it may not be written to.
            guard let status = try? OutsideFile.status(of: place) else {
                throw NotMade(path: place, refusal: .failed(code: code))
            }
            let kind = FileKind(mode: status.st_mode)
            guard kind == .folder else { throw NotMade(path: place, refusal: .kind(kind)) }
        }
    }
}
