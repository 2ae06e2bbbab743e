import Glibc

/// What lies under a path, in the words of a sentence about it.
package enum FileKind: Sendable, Hashable {
    case file, folder, link, pipe, socket, device

    /// What `stat` says of it (`inode(7)`).
    package init(mode: mode_t) {
        switch mode & S_IFMT {
        case S_IFREG: self = .file
        case S_IFDIR: self = .folder
        case S_IFLNK: self = .link
        case S_IFIFO: self = .pipe
        case S_IFSOCK: self = .socket
        default: self = .device
        }
    }

    /// `a pipe`, `a folder`.
    package var inWords: String {
        switch self {
        case .file: "a file"
        case .folder: "a folder"
        case .link: "a link"
        case .pipe: "a pipe"
        case .socket: "a socket"
        case .device: "a device"
        }
    }
}
