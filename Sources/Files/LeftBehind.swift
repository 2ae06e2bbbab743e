import Glibc

/// What a run that was killed left behind beside its output, where the file system knows no files without a name.
///
/// Its maker holds it (`flock(2)`) for as long as it lives. So what carries such a name, is ours and is held by nobody is
/// of a run that has died, and the next run that writes to the same folder removes it.
package enum LeftBehind {
    private static let start = ".proffer."
    private static let middle = ".partial-"
    private static let randomLength = 13

    /// A hidden name for what will be called `name`.
    package static func hiddenName(for name: String) -> String {
        // A name has at most 255 bytes; ours must not outgrow that.
        let random = String(UInt64.random(in: 0 ... .max), radix: 36)
        let padded = String(repeating: "0", count: max(0, randomLength - random.count)) + random
        return start + String(decoding: name.utf8.prefix(200), as: UTF8.self) + middle + padded
    }

    /// Whether a name is one that ``hiddenName(for:)`` makes.
    static func isHiddenName(_ name: String) -> Bool {
        let end = name.utf8.suffix(randomLength)
        return name.hasPrefix(start) && end.count == randomLength
            && end.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
            && name.dropLast(randomLength).hasSuffix(middle)
    }

    /// Removes what dead runs of ours left in a folder. What cannot be removed stays.
    static func remove(from folder: OutputFolder) {
        for name in names(in: folder.descriptor) where isHiddenName(name) {
            let descriptor = openat(
                folder.descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            guard let mode = mode(ofOurs: descriptor, in: folder), flock(descriptor, LOCK_EX | LOCK_NB) == 0,
                leads(name, in: folder, to: descriptor)
            else { continue }
            if mode & S_IFMT == S_IFDIR {
                for file in names(in: descriptor) { unlinkat(descriptor, file, 0) }
                folder.removeFolder(name)
            } else {
                folder.remove(name)
            }
        }
    }

    /// Removes what this very run has under a hidden name: a file, or a folder with the files in it.
    static func remove(_ name: String, in folder: Int32) {
        guard unlinkat(folder, name, 0) != 0 else { return }
        let descriptor = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        for file in names(in: descriptor) { unlinkat(descriptor, file, 0) }
        unlinkat(folder, name, AT_REMOVEDIR)
    }

    /// Type and permissions, where it is a file or folder that we made; nil otherwise.
    private static func mode(ofOurs descriptor: Int32, in folder: OutputFolder) -> mode_t? {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_uid == geteuid() || !folder.knowsOwners else {
            return nil
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return status.st_mode
        case S_IFDIR: return status.st_mode & 0o077 == 0 || !folder.knowsOwners ? status.st_mode : nil
        default: return nil
        }
    }

    private static func leads(_ name: String, in folder: OutputFolder, to descriptor: Int32) -> Bool {
        var (open, named) = (stat(), stat())
        return fstat(descriptor, &open) == 0
            && fstatat(folder.descriptor, name, &named, AT_SYMLINK_NOFOLLOW) == 0
            && open.st_dev == named.st_dev && open.st_ino == named.st_ino
    }

    private static func names(in folder: Int32) -> [String] {
        // A descriptor of its own: a folder's position is shared by all that were duplicated.
        let own = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard own >= 0 else { return [] }
        guard let stream = fdopendir(own) else {
            close(own)
            return []
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(
                    to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)
                ) {
                    String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
