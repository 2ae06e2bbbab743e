/// The part of a file that a browser asks for, as a player does: one range of bytes (RFC 9110 §14.1.2).
package struct AskedRange: Equatable, Sendable {
    /// The first and the last byte.
    package let range: ClosedRange<UInt64>

    /// - Parameters:
    ///   - header: as in `bytes=0-499`, `bytes=500-` or `bytes=-500`.
    ///   - size: of the file, in bytes.
    /// - Returns: nil for several ranges, for what is none, and for one behind the end.
    package init?(_ header: String, of size: UInt64) {
        guard header.hasPrefix("bytes="), size > 0 else { return nil }
        let parts = header.dropFirst("bytes=".count)
            .split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        if parts[0].isEmpty {
            guard let count = UInt64(parts[1]), count > 0 else { return nil }
            range = (size - min(size, count))...(size - 1)
        } else {
            guard let first = UInt64(parts[0]), first < size else { return nil }
            let last = parts[1].isEmpty ? size - 1 : min(size - 1, UInt64(parts[1]) ?? size - 1)
            guard first <= last else { return nil }
            range = first...last
        }
    }
}
