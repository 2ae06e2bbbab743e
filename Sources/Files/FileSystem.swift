import CLinux

/// The kind of file system something lies in.
package struct FileSystem: Sendable, Hashable {
    /// `f_type` of `statfs(2)`; nil where the system does not tell.
    private let type: UInt32?

    /// A kind by its number.
    package init(type: UInt32?) { self.type = type }

    /// File systems of Linux that keep times of their own to less than a second.
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

    /// Whether a change of a file shows in its times. All that are not known keep them coarsely (FAT, exFAT), have them
    /// from another machine whose clock and caches nobody here knows (NFS, SMB), or may say anything (FUSE).
    package var tellsChanges: Bool { type.map(Self.fine.contains) ?? false }
}

extension OutsideFolder {
    /// The file system this folder lies in.
    package var fileSystem: FileSystem {
        var status = statfs()
        guard fstatfs(descriptor, &status) == 0 else { return FileSystem(type: nil) }
        return FileSystem(type: UInt32(truncatingIfNeeded: status.f_type))
    }
}
