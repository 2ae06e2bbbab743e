import Files
import Glibc

/// A name the walk came to, in the open folder it lies in.
struct WalkedName: Sendable {
    let folder: WalkedFolder
    let name: String
    let path: String

    /// - Parameter place: the folder's path with a slash behind it.
    init(folder: WalkedFolder, place: String, name: String) {
        self.folder = folder
        self.name = name
        path = place + name
    }

    /// A file by a path without links.
    ///
    /// - Throws: ``OutsideFile/Refusal``.
    init(withoutLinks path: String) throws(OutsideFile.Refusal) {
        self.path = path
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let place = slash.map { String(path[...$0]) } ?? "."
        name = slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path
        // A folder on the way need not be readable: it is only passed through.
        folder = try WalkedFolder(try OutsideFolder(withoutLinks: place, reading: false))
    }

    /// What the system says of it, a link itself and not what it leads to.
    ///
    /// - Throws: ``OutsideFile/Refusal``.
    func status() throws(OutsideFile.Refusal) -> stat {
        try OutsideFile.status(of: name, in: folder.open.descriptor, followsLink: false)
    }

    /// Whether nothing is where a link leads.
    var isDead: Bool {
        do { _ = try OutsideFile.status(of: name, in: folder.open.descriptor) } catch {
            return error == .missing
        }
        return false
    }

    /// Whether a link leads to a folder.
    var leadsToFolder: Bool {
        guard let status = try? OutsideFile.status(of: name, in: folder.open.descriptor) else { return false }
        return FileKind(mode: status.st_mode) == .folder
    }
}

extension WalkedName {
    /// What a link says, as it was written; nil where it cannot be read.
    var target: String? {
        let length = 4096
        let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, filled in
            filled = buffer.withMemoryRebound(to: CChar.self) { characters in
                guard let start = characters.baseAddress else { return 0 }
                return max(0, readlinkat(folder.open.descriptor, name, start, length))
            }
        }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }
}

/// A folder that is open while something in it is looked at.
final class WalkedFolder: Sendable {
    let open: OutsideFolder
    let identity: FileIdentity
    /// Whether a change of a file in it may leave the file's times as they were.
    let hasCoarseTimes: Bool

    /// - Throws: ``OutsideFile/Refusal``.
    init(_ folder: OutsideFolder) throws(OutsideFile.Refusal) {
        open = folder
        identity = FileIdentity(try folder.status())
        hasCoarseTimes = !folder.fileSystem.tellsChanges
    }
}
