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
