import Files
import Objects
import Statements
import Glibc

/// What the file system says, at one moment, of all that a look at files and folders comes to, without a file being opened. Two
/// looks with the same stamp, in one run of a program, find the same: a file that came, went, was renamed or was changed changes it.
package struct FootageStamp: Sendable, Hashable {
    private let value: Int

    /// Asks the file system of every file that a listing would come to.
    ///
    /// - Parameters:
    ///   - paths: files and folders.
    ///   - settling: how long everything must have been left alone, in nanoseconds.
    /// - Returns: nil where a later change might not show: something was changed of late, a clock of the file system knows whole
    ///   seconds only, a folder cannot be looked into, or a path has a link in it.
    package init?(
        of paths: [String], at now: WallTime = .now(), settling: Int64 = FileTimes.settling
    ) {
        var hasher = Hasher()
        var seen: Set<FileIdentity> = []
        func take(_ name: WalkedName) -> Bool {
            guard let status = try? name.status() else { return false }
            let stamp = FileStamp(status)
            hasher.combine(name.path)
            hasher.combine(stamp)
            hasher.combine(UInt64(status.st_dev))
            return FileTimes.tell(stamp, at: now.nanoseconds, settling: settling)
        }
        for path in paths {
            guard let named = try? NamedPath(path), named.link == nil else { return nil }
            guard named.kind == .folder else {
                guard let name = try? WalkedName(withoutLinks: named.real), take(name) else { return nil }
                continue
            }
            var walk = FolderWalk(named.real, endings: FootageSearch.extensions, seen: &seen)
            while let step = walk.next(seen: &seen) {
                switch step {
                case .file(let name): guard take(name) else { return nil }
                case .link(let name): hasher.combine(name.path)
                case .noFootage(let folder): hasher.combine("\(folder)")
                case .unreadable: return nil
                }
            }
        }
        value = hasher.finalize()
    }
}
