import Custody
import Sealing
import SystemPackage

/// A bundle that was read once, every byte of it, and is well-formed.
///
/// Well-formed means that the file consists of exactly the members a bundle has, in their order, in the one
/// form they may have, and of nothing else. Whether hashes and signatures agree is what
/// ``KeylessVerification`` looks at.
///
/// The file is opened once; what is decrypted later comes from that same open file, so nobody can put
/// another in its place between verifying and opening.
public final class BundleArchive: Sendable {
    /// A file in the bundle.
    public struct Member: Sendable, Hashable {
        /// Its path below the top folder: `data/0001.age`.
        public let name: String
        /// Where its data begins in the archive, in bytes.
        public let offset: UInt64
        /// How many bytes of data it has.
        public let size: UInt64
        /// The SHA-256 of its data, as it was read.
        public let sha256: SHA256Digest
    }

    /// Where the bundle was opened.
    public let path: String
    /// The bundle's id, as its top folder gives it.
    public let bundle: String
    /// All members in order.
    public let members: [Member]
    /// The archive's size in bytes.
    public let size: UInt64

    private let tagFiles: [String: [UInt8]]
    /// The members by name: a reader may ask for each of ten thousand.
    private let places: [String: Int]
    private let descriptor: FileDescriptor

    /// Reads a bundle from its first byte to its last, hashing all of it; memory stays constant.
    ///
    /// - Parameters:
    ///   - path: an ordinary file, not a pipe: it is read again when something is opened.
    ///   - progress: is told now and then how many bytes were read.
    /// - Throws: ``FileError`` when the file cannot be read, ``BundleError/notABundle(path:reason:)`` when it
    ///   is something else, ``BundleError/damaged(path:member:reason:)`` or
    ///   ``BundleError/wrongMember(path:member:reason:)`` when it is not as a bundle must be.
    public static func read(_ path: String, progress: ((UInt64) -> Void)? = nil) throws -> BundleArchive {
        let (descriptor, size) = try RegularFile.open(path)
        do {
            let scanner = try ArchiveScanner(
                path: path, descriptor: descriptor, fileSize: size, progress: progress)
            let found = try scanner.scan()
            return BundleArchive(path: path, size: size, descriptor: descriptor, found: found)
        } catch {
            try? descriptor.close()
            throw error
        }
    }

    private init(path: String, size: UInt64, descriptor: FileDescriptor, found: ArchiveScanner.Result) {
        self.path = path
        self.size = size
        self.descriptor = descriptor
        bundle = found.bundle
        members = found.members
        tagFiles = found.tagFiles
        places = Dictionary(found.members.enumerated().map { ($1.name, $0) }) { first, _ in first }
    }

    deinit { try? descriptor.close() }

    /// The encrypted files: the objects in order, then the record.
    public var payload: [Member] { members.filter { $0.name.hasPrefix("data/") } }

    /// The encrypted objects, without the record.
    public var objects: [Member] { payload.filter { $0.name != Seal.recordName } }

    /// The member of that name below the top folder, or nil.
    public func member(_ name: String) -> Member? { places[name].map { members[$0] } }

    /// The content of a file beside the payload, such as `bag-info.txt`; nil when it is none.
    public func tagFile(_ name: String) -> [UInt8]? { tagFiles[name] }

    /// Decrypts a file of the payload from its beginning to its end.
    ///
    /// - Parameters:
    ///   - file: `data/0001.age` or `data/record.age`.
    ///   - identities: tried in order.
    ///   - place: which recipient of the file to try; nil tries all.
    /// - Throws: ``BundleError/noSuchMember(path:member:)``, `SealingError.ageNoMatch` when none of the
    ///   identities opens it, and what `AgeDecryptor` throws.
    public func decryptor(
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

    /// Decrypts any part of a file of the payload; its last chunk is authenticated first.
    ///
    /// - Throws: as ``decryptor(for:identities:)``.
    public func randomAccessDecryptor(
        for file: String, identities: [AgeIdentity]
    ) throws -> AgeRandomAccessDecryptor {
        let member = try payloadMember(file)
        return try AgeRandomAccessDecryptor(identities: identities, size: member.size) {
            [self] buffer, offset in
            try read(member, at: offset, into: buffer)
        }
    }

    /// The size and SHA-256 of the whole file that was read, from its first byte to its last.
    ///
    /// - Throws: ``FileError/inputNotReadable(path:cause:)``.
    public func facts() throws -> ArchiveFacts {
        try ArchiveFacts(reading: descriptor, path: path)
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
    ) throws(FileError) -> Int {
        guard offset < member.size else { return 0 }
        let wanted = Int(min(UInt64(buffer.count), member.size - offset))
        do {
            let count = try descriptor.read(
                fromAbsoluteOffset: Int64(member.offset + offset),
                into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
            // Since it was read whole the file was cut short.
            guard count > 0 else { throw Errno.ioError }
            return count
        } catch {
            throw .inputNotReadable(path: path, cause: error as? Errno ?? .ioError)
        }
    }
}
