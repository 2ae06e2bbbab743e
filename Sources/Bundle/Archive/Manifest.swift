import Sealing

/// Manifest and tag manifest of a bag (RFC 8493 §2.1.3, §2.2.1), in the one form we write and read.
package enum Manifest {
    /// A file of the bag and its hash.
    package struct Entry: Hashable {
        package let name: String
        package let sha256: SHA256Digest

        package init(name: String, sha256: SHA256Digest) {
            self.name = name
            self.sha256 = sha256
        }
    }

    /// A manifest or tag manifest: one line a file, as `sha256sum` writes it.
    package static func text(_ entries: [Entry]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(entries.count * 90)
        for entry in entries { text += "\(entry.sha256.hex)  \(entry.name)\n".utf8 }
        return text
    }

    /// Reads the lines of a manifest; nil where it has another form than ``text(_:)`` gives.
    static func entries(of text: [UInt8]) -> [Entry]? {
        guard text.isEmpty || text.last == UInt8(ascii: "\n") else { return nil }
        var entries: [Entry] = []
        for line in text.dropLast().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            guard line.count > 66, line.allSatisfy({ (0x20...0x7E).contains($0) }),
                let digest = SHA256Digest(hex: String(decoding: line.prefix(64), as: UTF8.self)),
                line.dropFirst(64).prefix(2).elementsEqual("  ".utf8)
            else { return nil }
            entries.append(Entry(name: String(decoding: line.dropFirst(66), as: UTF8.self), sha256: digest))
        }
        return entries
    }
}
