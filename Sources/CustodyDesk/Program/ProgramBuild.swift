import CCommit
import Files
import Glibc
import Sealing

/// Which build of the program it is that runs: a version number alone does not tell one build from another.
package enum ProgramBuild {
    /// The commit it was built from, 40 or 64 hexadecimal digits, with `-changed` behind them where files were changed
    /// since; nil where the build was not told.
    package static let commit: String? = {
        let commit = String(cString: proffer_commit())
        return commit.isEmpty ? nil : commit
    }()

    /// The SHA-256 of the file this process was started from, also where another lies in its place by now, in hexadecimal;
    /// nil where it cannot be read.
    ///
    /// It is read once, when it is first asked for: only records, reports and who asks for the version name it.
    package static let digest: String? = try? digest(of: "/proc/self/exe").hex

    /// The SHA-256 of a file.
    private static func digest(of path: String) throws -> SHA256Digest {
        let descriptor = try OutsideFile.open(path).descriptor
        defer { close(descriptor) }
        let hasher = try SHA256Hasher()
        // Small: once a block that glibc had mapped is freed, it takes all of that size from the heap, which stays large.
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw OutsideFile.Refusal.failed(code: errno) }
            guard count > 0 else { return try hasher.finalize() }
            try buffer.withUnsafeBytes { bytes in
                try hasher.update(UnsafeRawBufferPointer(rebasing: bytes.prefix(count)))
            }
        }
    }
}
