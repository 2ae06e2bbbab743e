import Sealing

/// A file with the sums of all others in an opened folder, in the form that `sha256sum -c` and its like read (GNU coreutils,
/// text mode: the sum, two spaces, the name, a line feed).
///
/// Each has exactly one text: that of the signed list and of its own file, by name.
package enum SumsFile: String, Sendable, CaseIterable {
    case sha256 = "SHA256SUMS"
    case sha1 = "SHA1SUMS"
    case md5 = "MD5SUMS"

    /// Its text.
    ///
    /// - Parameter files: the sums of each file beside it, these files of sums not among them.
    package func text(_ files: [(name: String, sums: FileSums)]) -> [UInt8] {
        Array(
            files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }.map {
                "\(sum(of: $0.sums))  \($0.name)\n"
            }.joined().utf8)
    }

    private func sum(of sums: FileSums) -> String {
        switch self {
        case .sha256: sums.sha256.hex
        case .sha1: sums.sha1
        case .md5: sums.md5
        }
    }
}
