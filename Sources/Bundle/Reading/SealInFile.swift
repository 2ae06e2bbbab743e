import Files
import Records
import Sealing
import SystemPackage

/// The seal that lies in a file: it tells which bundle the file says it is.
///
/// Only the headers and the seal are read, so that a thousand files are looked at at once. That the seal is signed with the key it
/// names is checked; that the rest of the file is what it seals is not.
package struct SealInFile: Sendable, Hashable {
    /// What it says.
    package let seal: Seal
    /// The SHA-256 of its payload, by which custody entries and receipts refer to it.
    package let digest: SHA256Digest
    /// The SHA-256 of the timestamp that lies behind the seal; nil where none does.
    package let timestamp: SHA256Digest?
    /// Whether the file has the shape of a whole bundle: behind the seal stands what belongs there and nothing else, a timestamp where
    /// the seal says so, and the file ends where its own headers say it does. What lies between the headers is not looked at.
    package let hasWholeShape: Bool
    /// The SHA-256 of the bundle's encrypted record, by the word of the seal.
    package var record: SHA256Digest? { seal.subjects.first { $0.name == Seal.recordName }?.sha256 }

    /// Reads the seal in a file.
    ///
    /// - Returns: nil where the file is not there, is no bundle, or its seal cannot be used.
    package init?(_ path: String) {
        guard let (descriptor, size) = try? RegularFile.open(path) else { return nil }
        defer { try? descriptor.close() }
        guard let (offset, length) = Self.place(in: descriptor, size: size),
            let file = Self.read(descriptor, at: offset, count: Int(length)),
            let read = try? Seal.read(file: file)
        else { return nil }
        (seal, digest) = (read.seal, read.payloadDigest)
        let end = Self.end(in: descriptor, size: size, behindSeal: offset + length)
        timestamp = end.timestamp
        hasWholeShape = end.isInPlace && read.seal.isTimestamped == (end.timestamp != nil)
    }

    /// What stands behind the seal: the timestamp, where there is one, and whether the file ends as a bundle does behind it.
    private static func end(
        in descriptor: FileDescriptor, size: UInt64, behindSeal position: UInt64
    ) -> (timestamp: SHA256Digest?, isInPlace: Bool) {
        var previous = BundleLayout.sealName
        var position = aligned(position)
        var timestamp: SHA256Digest?
        while true {
            let expected = BundleLayout.successors(of: previous, objects: 0)
            if expected.isEmpty { break }
            guard let header = read(descriptor, at: position, count: TarHeader.blockSize),
                let fields = header.withUnsafeBytes(TarHeader.Fields.init),
                let name = expected.first(where: { fields.name.hasSuffix("/" + $0) }),
                fields.size <= BundleLayout.maximumSize(of: name) ?? 0
            else { return (timestamp, false) }
            position += UInt64(TarHeader.blockSize)
            if name == BundleLayout.timestampName {
                timestamp = read(descriptor, at: position, count: Int(fields.size)).flatMap {
                    try? SHA256Digest.of($0)
                }
                guard timestamp != nil else { return (nil, false) }
            }
            position = aligned(position + fields.size)
            previous = name
        }
        let count = 2 * TarHeader.blockSize
        guard size == position + UInt64(count), let blocks = read(descriptor, at: position, count: count)
        else {
            return (timestamp, false)
        }
        return (timestamp, blocks.allSatisfy { $0 == 0 })
    }

    /// The place of the next header behind data that ends there.
    private static func aligned(_ position: UInt64) -> UInt64 {
        position + UInt64(TarHeader.padding(afterDataOf: position))
    }

    /// Where the seal lies, by the headers that stand before it.
    private static func place(
        in descriptor: FileDescriptor, size: UInt64
    ) -> (offset: UInt64, length: UInt64)? {
        let block = UInt64(TarHeader.blockSize)
        var position: UInt64 = 0
        // Two for each object, and what stands beside them.
        for _ in 0..<(2 * Seal.maximumObjects + 16) {
            guard var header = read(descriptor, at: position, count: TarHeader.blockSize) else { return nil }
            position += block
            // A large member has two blocks more before its own (TarHeader).
            if header[156] == UInt8(ascii: "x") {
                guard let own = read(descriptor, at: position + block, count: TarHeader.blockSize) else {
                    return nil
                }
                header = own
                position += 2 * block
            }
            guard let fields = header.withUnsafeBytes(TarHeader.Fields.init), position <= size,
                fields.size <= size - position
            else { return nil }
            if fields.name.hasSuffix("/" + BundleLayout.sealName) {
                return fields.size <= UInt64(Seal.maximumFileBytes) ? (position, fields.size) : nil
            }
            position += fields.size + UInt64(TarHeader.padding(afterDataOf: fields.size))
        }
        return nil
    }

    /// As many bytes from a place on; nil where the file has fewer, or cannot be read.
    private static func read(_ descriptor: FileDescriptor, at offset: UInt64, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let read = try? bytes.withUnsafeMutableBytes {
                try descriptor.read(
                    fromAbsoluteOffset: Int64(offset) + Int64(filled),
                    into: UnsafeMutableRawBufferPointer(rebasing: $0[filled...]))
            }
            guard let read, read > 0 else { return nil }
            filled += read
        }
        return bytes
    }
}
