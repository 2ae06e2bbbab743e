import Crypto

/// The sums of a file: its size and SHA-256, by which it is known here, and the SHA-1 and MD5 that other programs and forms
/// still ask for. Nothing rests on the last two: files can be made that share them.
package struct FileSums: Sendable, Hashable {
    /// How many bytes it has.
    package let size: UInt64
    /// Its SHA-256.
    package let sha256: SHA256Digest
    /// Its SHA-1, 40 lower-case hexadecimal digits.
    package let sha1: String
    /// Its MD5, 32 lower-case hexadecimal digits.
    package let md5: String

    /// Sums from their parts; nil where SHA-1 or MD5 are not written as they must be.
    package init?(size: UInt64, sha256: SHA256Digest, sha1: String, md5: String) {
        guard Hexadecimal.decode(sha1)?.count == Insecure.SHA1Digest.byteCount,
            Hexadecimal.decode(md5)?.count == Insecure.MD5Digest.byteCount
        else { return nil }
        (self.size, self.sha256, self.sha1, self.md5) = (size, sha256, sha1, md5)
    }

    fileprivate init(
        size: UInt64, sha256: SHA256Digest, _ sha1: Insecure.SHA1Digest, _ md5: Insecure.MD5Digest
    ) {
        (self.size, self.sha256) = (size, sha256)
        (self.sha1, self.md5) = (Hexadecimal.encode(Array(sha1)), Hexadecimal.encode(Array(md5)))
    }

    /// The sums of bytes in memory.
    package static func of(_ bytes: [UInt8]) throws(SealingError) -> FileSums {
        let tally = FileTally()
        tally.add(bytes)
        return tally.sums(sha256: try SHA256Digest.of(bytes))
    }
}

/// Adds up the size, the SHA-1 and the MD5 of a file as it is written, so that nothing is read a second time. The SHA-256 is
/// taken by whoever checks the bytes on their way.
///
/// Not `Sendable`: one owner feeds it.
package final class FileTally {
    private var size: UInt64 = 0
    private var sha1 = Insecure.SHA1()
    private var md5 = Insecure.MD5()

    package init() {}

    /// Adds bytes.
    package func add(_ bytes: UnsafeRawBufferPointer) {
        size += UInt64(bytes.count)
        sha1.update(bufferPointer: bytes)
        md5.update(bufferPointer: bytes)
    }

    /// Adds bytes.
    package func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { add($0) } }

    /// The sums of all that was added, with its SHA-256.
    package func sums(sha256: SHA256Digest) -> FileSums {
        FileSums(size: size, sha256: sha256, sha1.finalize(), md5.finalize())
    }
}
