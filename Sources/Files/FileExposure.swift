import Glibc
import SystemPackage

/// What others than its owner can do with a file or folder that is to be one person's own.
///
/// Nothing is refused for it: it is said, with what to type. Rule: docs/spec/identity.md, Who may read and change it.
package struct FileExposure: Sendable, Hashable {
    /// What a file is for.
    package enum Use: Sendable, Hashable {
        /// An identity or a passphrase: others may neither read nor change it.
        case secret
        /// A trust folder or what lies in it: others may not change it.
        case trusted
    }

    /// What others can do.
    package enum Finding: Sendable, Hashable {
        /// Others may read it.
        case readable
        /// Others may change it.
        case writable
        /// Others may put another in its place, as they may change the folder.
        case replaceable(folder: String)
        /// It belongs to another user.
        case foreign(user: UInt32)
        /// The file system keeps no rights, so nobody can say who may do what.
        case noRights
    }

    /// What the file system says, which the findings are drawn from.
    package struct Status: Sendable, Hashable {
        /// The permission bits.
        let mode: UInt32
        /// Whose it is.
        let user: UInt32
        /// Whether its group has nobody in it but the person who runs this.
        let isOwnGroup: Bool
        /// Whether it is a folder.
        let isFolder: Bool
        /// Whether the file system keeps rights.
        let keepsRights: Bool

        package init(
            mode: UInt32, user: UInt32, isOwnGroup: Bool = false, isFolder: Bool = false,
            keepsRights: Bool = true
        ) {
            self.mode = mode
            self.user = user
            self.isOwnGroup = isOwnGroup
            self.isFolder = isFolder
            self.keepsRights = keepsRights
        }
    }

    /// The file or folder.
    package let path: String
    /// What it is for.
    package let use: Use
    /// What others can do; at least one.
    package let findings: [Finding]
    private let isFolder: Bool

    /// Looks at a file or folder; nil where nothing is to be said, or where it is not there or neither.
    package init?(of path: String, _ use: Use) {
        guard let status = Status(path) else { return nil }
        let folder = Self.folder(of: path)
        self.init(path, use, status, in: Status(folder), named: folder, runBy: geteuid())
    }

    /// - Parameters:
    ///   - folder: of the folder it lies in; nil where nothing is known of that.
    ///   - user: who runs this.
    package init?(
        _ path: String, _ use: Use, _ status: Status, in folder: Status?, named folderName: String,
        runBy user: UInt32
    ) {
        var findings: [Finding] = []
        if status.keepsRights {
            if status.user != user, status.user != 0 { findings.append(.foreign(user: status.user)) }
            if use == .secret, status.othersMay(4) { findings.append(.readable) }
            if status.othersMay(2) { findings.append(.writable) }
            if let folder, folder.othersMay(2), folder.mode & UInt32(S_ISVTX) == 0 {
                findings.append(.replaceable(folder: folderName))
            }
        } else {
            findings.append(.noRights)
        }
        guard !findings.isEmpty else { return nil }
        self.path = path
        self.use = use
        self.findings = findings
        isFolder = status.isFolder
    }

    /// The words of a command that ends it, one command after the other; none where no command does.
    package var remedies: [[String]] {
        var remedies: [[String]] = []
        if findings.contains(where: { $0 == .readable || $0 == .writable }) {
            let mode = use == .trusted ? "go-w" : isFolder ? "700" : "600"
            remedies.append(["chmod", mode, path])
        }
        for case .replaceable(let folder) in findings { remedies.append(["chmod", "go-w", folder]) }
        return remedies
    }

    private static func folder(of path: String) -> String {
        let path = FilePath(path)
        let folder = path.removingLastComponent()
        return folder.isEmpty ? "." : folder.string
    }
}

extension FileExposure.Status {
    /// The status of an ordinary file or folder; nil for anything else, a pipe for one.
    fileprivate init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        let kind = status.st_mode & S_IFMT
        guard kind == S_IFREG || kind == S_IFDIR else { return nil }
        let mode = status.st_mode & 0o7777
        self.init(
            mode: mode, user: status.st_uid,
            // Only where it decides: it may ask over the network.
            isOwnGroup: mode & 0o060 != 0 && FileRights.isOwn(group: status.st_gid),
            isFolder: kind == S_IFDIR,
            keepsRights: FileRights.areKept(onDevice: status.st_dev))
    }

    /// Whether somebody but the owner has a right: 4 reads, 2 writes.
    fileprivate func othersMay(_ right: UInt32) -> Bool {
        mode & right != 0 || (!isOwnGroup && mode & (right << 3) != 0)
    }
}
