import Custody
import Files
import Glibc

/// When the times of a file show that it changed.
enum FileTimes {
    /// How old the times must be before what was seen then is remembered, in nanoseconds: clocks of file systems tick
    /// coarsely, and a file that is written to through a mapping gets new times only when its pages are written back,
    /// which Linux does every 30 s.
    static let settling = 60 * WallTime.nanosecondsPerSecond

    /// File systems of Linux that keep their own times to less than a second, by `f_type` of `statfs(2)`. All others
    /// keep them coarsely (FAT, exFAT), have them from another machine whose clock and caches nobody here knows (NFS,
    /// SMB), or may say anything (FUSE).
    private static let fine: Set<UInt32> = [
        0xEF53,  // ext4; ext2 and ext3 give themselves away by times in whole seconds
        0x5846_5342,  // XFS
        0x9123_683E,  // Btrfs
        0xF2F5_2010,  // F2FS
        0xCA45_1A4E,  // bcachefs
        0x2FC1_2FC1,  // ZFS
        0x794C_7630,  // overlayfs
        0x0102_1994,  // tmpfs
    ]

    /// Whether a file system of that kind keeps times that show a change.
    static func areFine(onFileSystemOfType type: UInt32) -> Bool { fine.contains(type) }

    /// Whether the file system a folder lies in does.
    static func areFine(in folder: OutsideFolder) -> Bool {
        var status = statfs()
        guard fstatfs(folder.descriptor, &status) == 0 else { return false }
        return areFine(onFileSystemOfType: UInt32(truncatingIfNeeded: status.f_type))
    }

    /// Whether what was seen in a file may be remembered by its stamp: a later change will show in it.
    static func tell(_ stamp: FileStamp, at now: Int64, settling: Int64) -> Bool {
        let newest = max(stamp.modified, stamp.changed)
        // Whole seconds in both are a clock that knows no others.
        let second = WallTime.nanosecondsPerSecond
        guard stamp.modified % second != 0 || stamp.changed % second != 0 else { return false }
        let (age, overflow) = now.subtractingReportingOverflow(newest)
        return !overflow && age >= settling
    }
}
