import Glibc

/// Whom the rights of a file are for, where the mode alone does not tell.
package enum FileRights {
    /// Whether a group is the private one that many systems give each user, in the user's name and without other members:
    /// what it may do, nobody else may.
    package static func isOwn(group: gid_t) -> Bool {
        guard let found = getgrgid(group), let user = getpwuid(geteuid()), user.pointee.pw_gid == group,
            strcmp(found.pointee.gr_name, user.pointee.pw_name) == 0
        else { return false }
        return found.pointee.gr_mem.map { $0.pointee == nil } ?? true
    }

    /// Whether the file system that a file lies on keeps a file's owner and rights: FAT and exFAT do not, nor does much of
    /// what a memory stick or another system's disk is mounted with.
    ///
    /// - Parameter device: of the file, as in `st_dev`.
    package static func areKept(onDevice device: dev_t) -> Bool {
        guard let mounts = fopen("/proc/self/mountinfo", "re") else { return true }
        defer { fclose(mounts) }
        var line: UnsafeMutablePointer<CChar>?
        var room = 0
        defer { free(line) }
        while getline(&line, &room, mounts) > 0, let line {
            if let kept = areKept(onDevice: device, mount: String(cString: line)[...]) { return kept }
        }
        return true
    }

    /// What one line of `/proc/self/mountinfo` (proc_pid_mountinfo(5)) says of it; nil where it is of another device.
    package static func areKept(onDevice device: dev_t, mount line: Substring) -> Bool? {
        let major = (device >> 8) & 0xFFF | (device >> 32) & ~0xFFF
        let minor = device & 0xFF | (device >> 12) & ~0xFF
        // Number, parent, major:minor, …, a hyphen, the type.
        let fields = line.split(whereSeparator: { $0 == " " || $0 == "\n" })
        guard fields.count > 2, fields[2] == "\(major):\(minor)", let hyphen = fields.firstIndex(of: "-"),
            hyphen + 1 < fields.count
        else { return nil }
        return !fileSystemsWithoutRights.contains(fields[hyphen + 1])
    }

    /// As Linux names them; `fuseblk` is what ntfs-3g and the older exFAT are.
    private static let fileSystemsWithoutRights: Set<Substring> = [
        "msdos", "vfat", "exfat", "ntfs", "ntfs3", "fuseblk", "cifs", "smb3", "9p",
    ]
}
