/// The one form in which a bundle's tar announces a member (docs/spec/bundle.md, Headers).
///
/// The form leaves nothing to choose, so a reader takes name and size out of a header, writes the header
/// anew and compares: a changed bit anywhere in it is found, and no parser meets hostile bytes.
package enum TarHeader {
    /// The unit everything in a tar is a multiple of.
    package static let blockSize = 512
    /// The largest size eleven octal digits hold; what is larger needs an extended header (pax `size`).
    package static let maximumPlainSize: UInt64 = (1 << 33) - 1
    /// The largest member: what libarchive writes with twelve octal digits beside the pax `size`.
    package static let maximumSize: UInt64 = (1 << 36) - 1

    /// What stands before a member's data: one block, or three with the extended header of a large member.
    ///
    /// - Parameters:
    ///   - name: the whole path, ASCII, at most 90 bytes, with at least one folder.
    ///   - size: of the data, in bytes, at most ``maximumSize``.
    package static func bytes(name: String, size: UInt64) -> [UInt8] {
        guard size > maximumPlainSize else { return block(name: name, size: size, type: "0") }
        let record = paxSize(size)
        let padding = [UInt8](repeating: 0, count: blockSize - record.count)
        return block(name: extendedName(name), size: UInt64(record.count), type: "x") + record + padding
            + block(name: name, size: size, type: "0")
    }

    /// Zero bytes between a member's data and the next block.
    package static func padding(afterDataOf size: UInt64) -> Int {
        (blockSize - Int(size % UInt64(blockSize))) % blockSize
    }

    /// What a header block says, as far as the canonical form leaves it open.
    package struct Fields {
        package let name: String
        package let size: UInt64
        package let type: UInt8

        /// Takes the fields out of a block without believing any of it.
        ///
        /// - Returns: nil where name or size cannot be those of a canonical block.
        package init?(_ block: UnsafeRawBufferPointer) {
            guard block.count == blockSize else { return nil }
            let nameBytes = block[0..<100].prefix { $0 != 0 }
            guard !nameBytes.isEmpty, nameBytes.allSatisfy({ (0x21...0x7E).contains($0) })
            else { return nil }
            var size: UInt64 = 0
            // Eleven digits and a space, or twelve digits.
            for (index, byte) in block[124..<136].enumerated() {
                if index == 11, byte == 0x20 { break }
                guard (0x30...0x37).contains(byte) else { return nil }
                size = size << 3 | UInt64(byte - 0x30)
            }
            name = String(decoding: nameBytes, as: UTF8.self)
            self.size = size
            type = block[156]
        }
    }

    /// The pax record of a size (POSIX.1-2017 pax, "pax Extended Header"): `19 size=9663676416` and a line feed.
    private static func paxSize(_ size: UInt64) -> [UInt8] {
        // A size in this range has ten or eleven digits, so the length itself always has two.
        let rest = " size=\(size)\n"
        return Array("\(rest.utf8.count + 2)\(rest)".utf8)
    }

    /// Where libarchive files an extended header: in a folder `PaxHeader` beside the member.
    private static func extendedName(_ name: String) -> String {
        let slash = name.lastIndex(of: "/") ?? name.startIndex
        return "\(name[..<slash])/PaxHeader\(name[slash...])"
    }

    private static func block(name: String, size: UInt64, type: Character) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: blockSize)
        func put(_ text: String, at offset: Int) {
            block.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
        }
        put(name, at: 0)
        put("000644 ", at: 100)
        put("000000 ", at: 108)  // owner
        put("000000 ", at: 116)  // group
        put(size > maximumPlainSize ? octal(size, digits: 12) : octal(size, digits: 11) + " ", at: 124)
        put("00000000000 ", at: 136)  // time of last change: 1970
        put("        ", at: 148)  // what the checksum counts in its own place
        put(String(type), at: 156)
        put("ustar\0", at: 257)
        put("00", at: 263)
        put("000000 ", at: 329)  // device numbers
        put("000000 ", at: 337)
        let sum = block.reduce(0) { $0 + UInt64($1) }
        put(octal(sum, digits: 6) + "\0 ", at: 148)
        return block
    }

    private static func octal(_ value: UInt64, digits: Int) -> String {
        let text = String(value, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
