import Files
import Records
import Sealing
import SystemPackage

/// A bundle that was read once, every byte of it, and is well-formed.
///
/// Well-formed means that the file consists of exactly the members a bundle has, in their order, in the one
/// form they may have, and of nothing else. Whether hashes and signatures agree is what
/// ``KeylessVerification`` looks at.
///
/// The file is opened once, and every byte of it that is read again to be decrypted or hashed is one that was read then
/// (``OnceReadFile``): whoever can write to it meanwhile cannot have one bundle checked and another opened.
package final class BundleArchive: Sendable {
    /// A file in the bundle.
    package struct Member: Sendable, Hashable {
        /// Its path below the top folder: `data/0001.age`.
        package let name: String
        /// Where its data begins in the archive, in bytes.
        package let offset: UInt64
        /// How many bytes of data it has.
        package let size: UInt64
        /// The SHA-256 of its data, as it was read.
        package let sha256: SHA256Digest
    }

    /// Where the bundle was opened.
    package let path: String
    /// The bundle's id, as its top folder gives it.
    package let bundle: String
    /// All members in order.
    package let members: [Member]
    /// The archive's size in bytes.
    package let size: UInt64
    /// The size and SHA-256 of the whole file, as it was read from its first byte to its last.
    package let facts: ArchiveFacts

    private let tagFiles: [String: [UInt8]]
    /// The members by name: a reader may ask for each of ten thousand.
    private let places: [String: Int]
    private let file: OnceReadFile

    /// Reads a bundle from its first byte to its last, hashing all of it; memory stays constant.
    ///
    /// - Parameters:
    ///   - path: an ordinary file, not a pipe: it is read again when something is opened.
    ///   - progress: is told now and then how many bytes were read.
    /// - Throws: ``FileError`` when the file cannot be read, ``BundleError/notABundle(path:reason:)`` when it
    ///   is something else, ``BundleError/packedAnew(path:)`` when it is a bundle that was, ``BundleError/damaged(path:member:reason:)`` or
    ///   ``BundleError/wrongMember(path:member:reason:)`` when it is not as a bundle must be.
    package static func read(_ path: String, progress: ((UInt64) -> Void)? = nil) throws -> BundleArchive {
        if PackedWalk.isFolder(path), PackedBundle.isOne(path) { throw BundleError.packedAnew(path: path) }
        let (descriptor, size) = try RegularFile.open(path)
        do {
            if try !BundleHead.begins(descriptor, path), PackedBundle.isOne(path) {
                throw BundleError.packedAnew(path: path)
            }
            let scanner = try ArchiveScanner(
                path: path, descriptor: descriptor, fileSize: size, progress: progress)
            let found = try scanner.scan()
            return BundleArchive(
                try OnceReadFile(path: path, size: size, descriptor, found.key, found.tags), found)
        } catch {
            try? descriptor.close()
            throw error
        }
    }

    private init(_ file: OnceReadFile, _ found: ArchiveScanner.Result) {
        self.file = file
        (path, size) = (file.path, file.size)
        facts = ArchiveFacts(sha256: found.sha256, size: file.size)
        bundle = found.bundle
        members = found.members
        tagFiles = found.tagFiles
        places = Dictionary(found.members.enumerated().map { ($1.name, $0) }) { first, _ in first }
    }

    /// The encrypted files: the objects in order, their facts, then the record.
    package var payload: [Member] { members.filter { $0.name.hasPrefix("data/") } }

    /// The encrypted objects, without their facts and the record.
    package var objects: [Member] { members.filter { Seal.objectNumber($0.name) != nil } }

    /// The encrypted facts of the objects, in the same order.
    package var objectFacts: [Member] { members.filter { Seal.factsNumber($0.name) != nil } }

    /// The files that a seal covers, in order: all but the seal and what comes after it.
    package var sealed: [Member] {
        members.prefix { $0.name != BundleLayout.sealName }
    }

    /// The member of that name below the top folder, or nil.
    package func member(_ name: String) -> Member? { places[name].map { members[$0] } }

    /// The content of a file beside the payload, such as `bag-info.txt`; nil when it is none.
    package func tagFile(_ name: String) -> [UInt8]? { tagFiles[name] }

    /// Decrypts a file of the payload from its beginning to its end.
    ///
    /// - Parameters:
    ///   - file: `data/0001.age`, `data/0001.facts.age` or `data/record.age`.
    ///   - identities: tried in order.
    ///   - place: which recipient of the file to try; nil tries all.
    /// - Throws: ``BundleError/noSuchMember(path:member:)``, `SealingError.ageNoMatch` when none of the
    ///   identities opens it, and what `AgeDecryptor` throws. It and its decryptor throw
    ///   ``BundleError/changedMeanwhile(path:)`` in the place of bytes that are not those that were hashed.
    package func decryptor(
        for file: String, identities: [AgeIdentity], at place: Int? = nil
    ) throws -> AgeDecryptor {
        let member = try payloadMember(file)
        var position: UInt64 = 0
        return try AgeDecryptor(identities: identities, at: place) { [self] buffer in
            let count = try read(member, at: position, into: buffer)
            position += UInt64(count)
            return count
        }
    }

    /// Decrypts a file of the payload by a key that somebody handed over.
    ///
    /// - Throws: as ``decryptor(for:identities:at:)``; `SealingError.ageOtherKey` where the key is not this file's.
    package func decryptor(for file: String, key: HandedKey) throws -> AgeDecryptor {
        let member = try payloadMember(file)
        var position: UInt64 = 0
        return try AgeDecryptor(key: key) { [self] buffer in
            let count = try read(member, at: position, into: buffer)
            position += UInt64(count)
            return count
        }
    }

    /// Gives what of a file of the payload stands behind its header: the nonce and the encrypted content, as they are.
    ///
    /// - Throws: ``BundleError/noSuchMember(path:member:)``, `SealingError.ageHeader`, and what `sink` throws.
    package func payload(
        behindHeaderOf file: String, sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let member = try payloadMember(file)
        var position: UInt64 = 0
        var offset = try Age.headerBytes { [self] buffer in
            let count = try read(member, at: position, into: buffer)
            position += UInt64(count)
            return count
        }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
        defer { buffer.deallocate() }
        while true {
            let count = try read(member, at: offset, into: buffer)
            if count == 0 { return }
            try sink(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            offset += UInt64(count)
        }
    }

    /// Decrypts any part of a file of the payload; its last chunk is authenticated first.
    ///
    /// - Throws: as ``decryptor(for:identities:)``.
    package func randomAccessDecryptor(
        for file: String, identities: [AgeIdentity]
    ) throws -> AgeRandomAccessDecryptor {
        let member = try payloadMember(file)
        return try AgeRandomAccessDecryptor(identities: identities, size: member.size) {
            [self] buffer, offset in
            try read(member, at: offset, into: buffer)
        }
    }

    private func payloadMember(_ file: String) throws(BundleError) -> Member {
        guard file.hasPrefix("data/"), let member = member(file) else {
            throw .noSuchMember(path: path, member: file)
        }
        return member
    }

    /// Reads a member's bytes, never beyond its end; 0 is its end.
    private func read(
        _ member: Member, at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer
    ) throws -> Int {
        guard offset < member.size else { return 0 }
        let wanted = Int(min(UInt64(buffer.count), member.size - offset))
        return try file.read(
            at: member.offset + offset, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
    }
}
