import CLinux
import Glibc
import SystemPackage

/// A folder that something is written into, opened once and from then on used by its descriptor.
///
/// A name can lead elsewhere from one moment to the next where others may change the folder around it; a descriptor
/// cannot. Not `Sendable`: one stage uses it.
package final class OutputFolder {
    package let descriptor: Int32

    /// Opens a folder that a person named; links on the way are followed.
    package init(_ path: FilePath) throws(Errno) {
        descriptor = open(path.isEmpty ? "." : path.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Errno(rawValue: errno) }
    }

    /// Makes a folder that only its owner can enter, holds it (`flock(2)`), and makes sure that what was opened under the
    /// name is what was made.
    ///
    /// - Returns: nil where it was taken away again meanwhile, so that another name is to be tried.
    /// - Throws: `Errno.permissionDenied` where somebody else's folder lies under the name by now.
    init?(making name: String, in parent: OutputFolder) throws(Errno) {
        guard mkdirat(parent.descriptor, name, 0o700) == 0 else { throw Errno(rawValue: errno) }
        descriptor = openat(
            parent.descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw Errno(rawValue: errno) }
        guard isOurs(in: parent) else { throw .permissionDenied }
        // Where locks are not known, nobody takes it for left behind either.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else { return nil }
        guard isStill(under: name, in: parent) else { return nil }
    }

    deinit { close(descriptor) }

    // MARK: - What lies in it

    /// Type and permissions of what has a name in it, of a link its own; nil where nothing has.
    func mode(of name: String) -> mode_t? {
        var status = stat()
        return fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status.st_mode : nil
    }

    package func remove(_ name: String) { unlinkat(descriptor, name, 0) }

    func removeFolder(_ name: String) { unlinkat(descriptor, name, AT_REMOVEDIR) }

    /// Gives a file or folder of it another name in it, in place of what may have that.
    func rename(_ from: String, replacing name: String) throws(Errno) {
        guard renameat(descriptor, from, descriptor, name) == 0 else { throw Errno(rawValue: errno) }
    }

    /// Gives a file or folder of it another name in it, unless that is taken.
    ///
    /// - Throws: `Errno.fileExists` where it is taken.
    func rename(_ from: String, unlessTaken name: String) throws(Errno) {
        if proffer_renameat_noreplace(descriptor, from, descriptor, name) == 0 { return }
        let cause = Errno(rawValue: errno)
        // What old kernels and some file systems answer, which know no such rename. Between this look and the rename
        // another process could take the name; nothing better is to be had there.
        guard [.invalidArgument, .noFunction, .notSupported].contains(cause) else { throw cause }
        guard mode(of: name) == nil else { throw .fileExists }
        try rename(from, replacing: name)
    }

    /// Syncs its names. Some network file systems cannot; the names are there either way.
    func sync() { _ = fsync(descriptor) }

    // MARK: - Which folder it is

    /// Whether a name leads to this very folder.
    func isStill(under name: String, in parent: OutputFolder) -> Bool {
        var (own, named) = (stat(), stat())
        return fstat(descriptor, &own) == 0
            && fstatat(parent.descriptor, name, &named, AT_SYMLINK_NOFOLLOW) == 0
            && own.st_dev == named.st_dev && own.st_ino == named.st_ino
    }

    /// Whether it is ours and nobody else's to enter, or on a file system that does not know such a thing.
    private func isOurs(in parent: OutputFolder) -> Bool {
        var (own, around) = (stat(), stat())
        guard fstat(descriptor, &own) == 0, fstat(parent.descriptor, &around) == 0,
            own.st_dev == around.st_dev
        else { return false }
        return own.st_uid == geteuid() && own.st_mode & 0o077 == 0 || !parent.knowsOwners
    }

    /// Whether its file system keeps an owner and permissions for each file. Where it does not, whoever may use the
    /// medium may read all that is on it, and nothing here can change that.
    var knowsOwners: Bool {
        var system = statfs()
        guard fstatfs(descriptor, &system) == 0 else { return true }
        // linux/magic.h and the file systems' own sources: FAT, exFAT, NTFS (three drivers), SMB and CIFS, 9P, VirtualBox.
        let without: Set<UInt32> = [
            0x4d44, 0x2011_bab0, 0x5346_544e, 0x7366_746e, 0x6573_5546, 0x517b, 0xff53_4d42, 0xfe53_4d42,
            0x0102_1997, 0x786f_4256,
        ]
        return !without.contains(UInt32(truncatingIfNeeded: system.f_type))
    }
}
