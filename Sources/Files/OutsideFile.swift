import Glibc

/// Opens files that come from outside, the one place that does: an ordinary file, or nothing.
///
/// Whoever may write to a folder can put a pipe into it that nobody writes to, or a device, and opening one waits for
/// ever or does something. So nothing is opened that is not an ordinary file, and nothing that is opened waits.
package enum OutsideFile {
    /// Why something was not opened.
    package enum Refusal: Error, Sendable, Hashable {
        /// There is nothing under that path.
        case missing
        /// It is of another kind than an ordinary file; a link where links are not followed.
        case kind(FileKind)
        /// The system's reason (`errno(3)`).
        case failed(code: Int32)
    }

    /// An open file, which the caller closes, and what the system says of it.
    package typealias Opened = (descriptor: Int32, status: stat)

    /// How long somebody else's lease on a file may hold us up (`fcntl(2)`, F_SETLEASE; file servers take them), in
    /// steps of so many microseconds.
    private static let leasePatience = (steps: 50, microseconds: useconds_t(20_000))

    /// Opens an ordinary file for reading.
    ///
    /// - Parameters:
    ///   - path: the file; relative to the folder where one is given.
    ///   - folder: the open folder it lies in.
    ///   - followsLink: whether the file itself may be a link. Links in the way to it are followed in any case.
    /// - Throws: ``Refusal``.
    package static func open(
        _ path: String, in folder: Int32 = AT_FDCWD, followsLink: Bool = true
    ) throws(Refusal) -> Opened {
        // Asked before it is opened, as opening a device can do something; and again of what was opened.
        let kind = FileKind(mode: try status(of: path, in: folder, followsLink: followsLink).st_mode)
        guard kind == .file else { throw .kind(kind) }
        let descriptor = try descriptor(path, folder, followsLink ? 0 : O_NOFOLLOW)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let code = errno
            close(descriptor)
            throw .failed(code: code)
        }
        let opened = FileKind(mode: status.st_mode)
        guard opened == .file else {
            close(descriptor)
            throw .kind(opened)
        }
        return (descriptor, status)
    }

    /// Opens what a person named as an input: an ordinary file, or a pipe, a terminal or a socket that this process was
    /// given open: `/dev/stdin`, `/dev/fd/63` (process substitution), `/proc/self/fd/63`. Reading such a one waits
    /// for who writes to it, as was meant.
    ///
    /// - Throws: ``Refusal``.
    package static func openInput(_ path: String) throws(Refusal) -> Int32 {
        if let given = givenDescriptor(path) {
            var status = stat()
            guard fstat(given, &status) == 0 else { throw .missing }
            // An ordinary file is opened by its path, to be read from its start.
            if ![.file, .folder].contains(FileKind(mode: status.st_mode)) {
                let copy = fcntl(given, F_DUPFD_CLOEXEC, 3)
                guard copy >= 0 else { throw .failed(code: errno) }
                return copy
            }
        }
        return try open(path).descriptor
    }

    /// What the system says of what lies under a path, which is not opened.
    ///
    /// - Throws: ``Refusal/missing`` and ``Refusal/failed(code:)``.
    package static func status(
        of path: String, in folder: Int32 = AT_FDCWD, followsLink: Bool = true
    ) throws(Refusal) -> stat {
        var status = stat()
        let flags = (followsLink ? 0 : AT_SYMLINK_NOFOLLOW) | noAutomount
        guard fstatat(folder, path, &status, flags) == 0 else { throw Refusal(code: errno) }
        return status
    }

    /// AT_NO_AUTOMOUNT, which the C library shows to GNU sources only: a look mounts nothing.
    private static let noAutomount: Int32 = 0x800

    private static func descriptor(_ path: String, _ folder: Int32, _ flags: Int32) throws(Refusal) -> Int32 {
        for step in 0... {
            let descriptor = openat(folder, path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | flags)
            if descriptor >= 0 { return descriptor }
            switch errno {
            case EINTR: continue
            // A file server's lease on the file is being taken back.
            case EWOULDBLOCK where step < leasePatience.steps: usleep(leasePatience.microseconds)
            // A link that was none a moment ago.
            case ELOOP where flags & O_NOFOLLOW != 0: throw .kind(.link)
            case let code: throw Refusal(code: code)
            }
        }
        throw .failed(code: EWOULDBLOCK)
    }

    /// The number in a path that names an open descriptor of this process.
    private static func givenDescriptor(_ path: String) -> Int32? {
        if path == "/dev/stdin" { return STDIN_FILENO }
        for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
            return Int32(path.dropFirst(folder.count)).flatMap { $0 >= 0 ? $0 : nil }
        }
        return nil
    }
}

extension OutsideFile.Refusal {
    /// The refusal for a system's code.
    package init(code: Int32) { self = code == ENOENT || code == ENOTDIR ? .missing : .failed(code: code) }

    /// What follows `X: `, as `it is a pipe, not a file`.
    package var inWords: String {
        switch self {
        case .missing: "there is nothing under that name"
        case .kind(let kind): "it is \(kind.inWords), not a file"
        case .failed(let code): SystemCause.inWords(code)
        }
    }
}
