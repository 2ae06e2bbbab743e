import CLinux
import SystemPackage

/// Whether there is room for an output, and what is said where there is none.
package enum DiskRoom {
    /// How many bytes this account can still write to the file system of a folder; nil where that is not told. What quotas
    /// leave of it is told by nobody beforehand.
    static func freeBytes(in folder: Int32) -> UInt64? {
        var system = statfs()
        // File systems made of something else than blocks, as those over a network may be, tell zeros.
        guard fstatfs(folder, &system) == 0, system.f_blocks > 0, system.f_bsize > 0 else { return nil }
        let (bytes, isTooMuch) = UInt64(system.f_bavail).multipliedReportingOverflow(
            by: UInt64(system.f_bsize))
        return isTooMuch ? .max : bytes
    }

    /// Refuses what there is no room for.
    ///
    /// - Throws: ``FileError/diskFull(path:neededBytes:freeBytes:isBegun:)``.
    static func require(_ bytes: UInt64, for path: String, in folder: Int32) throws(FileError) {
        guard let free = freeBytes(in: folder), free < bytes else { return }
        throw .diskFull(path: path, neededBytes: bytes, freeBytes: free, isBegun: false)
    }

    /// The error of a write that failed midway.
    ///
    /// - Parameters:
    ///   - written: how many bytes of the file are there.
    ///   - expected: how many there would be at least, where that is known.
    package static func failure(
        _ path: String, _ cause: Errno, written: UInt64, expected: UInt64 = 0, in folder: Int32
    ) -> FileError {
        guard cause == .noSpace || cause == Errno(rawValue: 122), let free = freeBytes(in: folder) else {
            return .writeFailed(path: path, cause: cause)
        }
        // What was written is given back, so it counts as free; of what is needed all that is known is that it is more.
        let (sum, isTooMuch) = free.addingReportingOverflow(written)
        return .diskFull(
            path: path, neededBytes: max(expected, written &+ 1), freeBytes: isTooMuch ? free : sum,
            isBegun: true)
    }

    /// `812 MB`, `3.4 GB`: with two figures at least, so that what is needed never looks like what is free.
    static func inWords(_ bytes: UInt64, isRoundedUp: Bool) -> String {
        let units: [(size: UInt64, name: String)] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1000, "kB")]
        guard let unit = units.first(where: { bytes >= $0.size }) else { return "\(bytes) bytes" }
        let tenth = unit.size / 10
        let tenths = bytes / tenth + (isRoundedUp && bytes % tenth > 0 ? 1 : 0)
        return tenths % 10 == 0 ? "\(tenths / 10) \(unit.name)" : "\(tenths / 10).\(tenths % 10) \(unit.name)"
    }
}
