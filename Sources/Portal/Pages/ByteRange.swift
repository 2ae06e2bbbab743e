/// Which bytes of a file a browser asks for, by its `Range` header (RFC 9110 §14).
package enum ByteRange: Equatable, Sendable {
    /// All of it: nothing was asked for that is understood, or several parts at once, which a server may answer with all.
    case whole
    /// One part of it.
    case part(Range<UInt64>)
    /// A part that the file has not.
    case beyond

    /// - Parameters:
    ///   - header: as it came; nil where there is none.
    ///   - size: of the file.
    package init(_ header: String?, size: UInt64) {
        self = .whole
        guard let header, header.lowercased().hasPrefix("bytes=") else { return }
        let text = header.dropFirst("bytes=".count).filter { $0 != " " && $0 != "\t" }
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        func isNumber(_ text: Substring) -> Bool {
            text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        guard ends.count == 2, ends.allSatisfy(isNumber), !(ends[0].isEmpty && ends[1].isEmpty) else {
            return
        }
        // More digits than a file can have bytes are more than it has.
        if ends[0].isEmpty {
            let last = min(UInt64(ends[1]) ?? .max, size)
            self = last == 0 ? .beyond : .part(size - last..<size)
            return
        }
        let from = UInt64(ends[0]) ?? .max
        let to = ends[1].isEmpty ? UInt64.max : UInt64(ends[1]) ?? .max
        guard to >= from else { return }
        self = from >= size ? .beyond : .part(from..<(to >= size ? size : to + 1))
    }

    /// The bytes that are given of a file of a size; none of a part that it has not.
    func of(_ size: UInt64) -> Range<UInt64> {
        switch self {
        case .whole: 0..<size
        case .part(let range): range
        case .beyond: size..<size
        }
    }
}
