/// The file key of an age file that somebody handed over to others: the header that they would find before its payload.
///
/// Who could open the file wraps its key anew (``OpenedHeader/wrapped(for:)``); the payload stays where it is. Which file a key
/// is of, only that file tells: ``AgeDecryptor/init(key:source:)``. Its description shows no secret.
package struct HandedKey: Sendable {
    /// The header, from its first byte up to and including the line of its MAC.
    package let headerBytes: [UInt8]
    let fileKey: FileKey
    private let header: Header

    /// Opens the header.
    ///
    /// - Throws: ``SealingError/ageHeader(_:)`` for what is no header or has something behind it,
    ///   ``SealingError/ageNoMatch(_:)`` where it is for others, ``SealingError/ageHeaderMAC``.
    package init(opening bytes: [UInt8], with identities: [AgeIdentity]) throws {
        var position = 0
        let source = AgeSource { buffer in
            let count = min(buffer.count, bytes.count - position)
            buffer.copyBytes(from: bytes[position..<position + count])
            position += count
            return count
        }
        header = try Header.parse(source)
        guard source.consumed == UInt64(bytes.count) else {
            throw SealingError.ageHeader("something stands behind the header")
        }
        headerBytes = bytes
        fileKey = try AgeIdentity.fileKey(of: header, with: identities).key
    }

    /// Whether the header is, byte for byte, the one that its file key makes for these recipients: it hands the key to them and
    /// to nobody else.
    package func isMade(for recipients: [AgeRecipient]) throws(SealingError) -> Bool {
        try OpenedHeader(header, fileKey).wrapped(for: recipients) == headerBytes
    }

    /// Names the file key without showing it, so that one that is used twice is found.
    package var keyName: OpenedHeader.KeyName { OpenedHeader(header, fileKey).keyName }
}

extension HandedKey: CustomStringConvertible, CustomDebugStringConvertible {
    /// Names the types of its stanzas only.
    package var description: String { "HandedKey(\(header.stanzas.map(\.type).prefix(8)))" }
    /// As ``description``.
    package var debugDescription: String { description }
}

extension Age {
    /// How many bytes the header of an age file has, its line of the MAC included: behind it stand the nonce and the payload.
    ///
    /// - Parameter source: gives the file's bytes in order.
    /// - Throws: ``SealingError/ageHeader(_:)``, and what `source` throws.
    package static func headerBytes(of source: @escaping AgeDecryptor.Source) throws -> UInt64 {
        let source = AgeSource(read: source)
        _ = try Header.parse(source)
        return source.consumed
    }

    /// Opens a small file, armored or not, and tells whom it is for.
    ///
    /// - Throws: as ``decrypt(_:with:)``.
    package static func opened(
        _ file: [UInt8], with identities: [AgeIdentity]
    ) throws -> (plaintext: [UInt8], header: OpenedHeader) {
        let binary = Armor.isArmored(file) ? try Armor.decode(file) : file
        var position = 0
        let decryptor = try AgeDecryptor(identities: identities) { buffer in
            let count = min(buffer.count, binary.count - position)
            buffer.copyBytes(from: binary[position..<position + count])
            position += count
            return count
        }
        return (try decryptor.readAll(expecting: binary.count), decryptor.header)
    }
}

extension AgeDecryptor {
    /// All that is still to be read.
    ///
    /// - Parameter count: how many bytes that may be, to begin with.
    fileprivate func readAll(expecting count: Int) throws -> [UInt8] {
        var plaintext: [UInt8] = []
        plaintext.reserveCapacity(count)
        var block = [UInt8](repeating: 0, count: PayloadStream.chunkSize)
        while true {
            let count = try block.withUnsafeMutableBytes { try read(into: $0) }
            if count == 0 { return plaintext }
            plaintext += block[..<count]
        }
    }
}
