import Records
import Sealing
import SystemPackage

/// Goes through a bundle's bytes once, from the first to the last, and accepts only the one form they may have.
///
/// Not `Sendable`: it lives for one call of ``BundleArchive/read(_:progress:)``.
final class ArchiveScanner {
    /// What was found: every byte of the file was looked at or hashed.
    struct Result {
        let bundle: String
        let members: [BundleArchive.Member]
        let tagFiles: [String: [UInt8]]
        /// What the file is recognised by when it is read again.
        let key: BlockAuthenticator.Key
        let tags: [BlockAuthenticator.Tag]
        /// Of the whole file.
        let sha256: SHA256Digest
    }

    private let path: String
    private let fileSize: UInt64
    private let source: ReadAhead
    private let key: BlockAuthenticator.Key
    private let progress: ((UInt64) -> Void)?
    /// What is left of the block read last.
    private var rest = UnsafeRawBufferPointer(start: nil, count: 0)
    private var position: UInt64 = 0
    private var members: [BundleArchive.Member] = []
    private var objects = 0
    private var tagFiles: [String: [UInt8]] = [:]
    private var bundle: String?

    init(path: String, descriptor: FileDescriptor, fileSize: UInt64, progress: ((UInt64) -> Void)?) throws {
        self.path = path
        self.fileSize = fileSize
        self.progress = progress
        key = try BlockAuthenticator.Key()
        source = try ReadAhead(path: path, descriptor: descriptor, key: key)
    }

    func scan() throws -> Result {
        while true {
            let expected = BundleLayout.successors(of: members.last?.name, objects: objects)
            if expected.isEmpty { break }
            let (name, size) = try header(expected: expected)
            try member(name, size: size)
        }
        try end()
        let (tags, sha256) = try source.finish()
        return Result(
            bundle: bundle ?? "", members: members, tagFiles: tagFiles, key: key, tags: tags, sha256: sha256)
    }

    // MARK: - Members

    /// Reads a header and compares it with the form it must have.
    private func header(expected: [String]) throws -> (name: String, size: UInt64) {
        let isFirst = members.isEmpty
        // What may be missing is not what a break is at.
        let next = expected.first { $0 != BundleLayout.optionalName } ?? expected[0]
        var bytes = try take(TarHeader.blockSize, within: next, mayBeShort: isFirst)
        if isFirst { try checkIsABundle(bytes) }
        if bytes.allSatisfy({ $0 == 0 }) {
            throw BundleError.wrongMember(
                path: path, member: expected.last ?? expected[0],
                reason: "is missing; the archive ends before it")
        }
        // A large member has two blocks more before its own (TarHeader).
        if bytes[156] == UInt8(ascii: "x") {
            bytes += try take(2 * TarHeader.blockSize, within: next)
        }
        let fields = bytes.suffix(TarHeader.blockSize).withUnsafeBytes(TarHeader.Fields.init)
        guard let fields else { throw damaged(next, "its header is not that of a bundle's member") }
        let name = try self.name(in: fields, expected: expected)
        guard bytes == TarHeader.bytes(name: fields.name, size: fields.size) else {
            throw damaged(name, "its header says more or other things than name and size")
        }
        if let limit = BundleLayout.maximumSize(of: name), fields.size > limit {
            throw damaged(name, "it is larger than the \(limit) bytes it may have")
        }
        guard fields.size <= fileSize - position else {
            throw damaged(name, "the file is cut short: it ends before this member does")
        }
        return (name, fields.size)
    }

    /// The member's name without the top folder, when it may stand here.
    private func name(in fields: TarHeader.Fields, expected: [String]) throws -> String {
        let shown = fields.name
        func wrong(_ reason: String) -> BundleError {
            .wrongMember(path: path, member: shown, reason: reason)
        }
        let parts = shown.split(separator: "/", omittingEmptySubsequences: false)
        guard !shown.hasPrefix("/"), !parts.contains("..") else { throw wrong("leads out of the bundle") }
        switch fields.type {
        case UInt8(ascii: "0"): break
        case UInt8(ascii: "1"), UInt8(ascii: "2"): throw wrong("is a link, and a bundle has none")
        case UInt8(ascii: "5"): throw wrong("is a folder; a bundle lists files only")
        default: throw wrong("is no ordinary file")
        }
        guard parts.count > 1, let bundle = BundleLayout.bundle(of: parts[0]) else {
            throw wrong("is not in a folder proffer-…")
        }
        guard self.bundle == nil || self.bundle == bundle else { throw wrong("is in a second top folder") }
        let name = parts.dropFirst().joined(separator: "/")
        guard expected.contains(name) else {
            if members.contains(where: { $0.name == name }) { throw wrong("is there twice") }
            guard
                BundleLayout.maximumSize(of: name) != nil || name == Seal.recordName
                    || Seal.objectNumber(name) != nil || Seal.factsNumber(name) != nil
            else { throw wrong("does not belong into a bundle") }
            let missing =
                Seal.objectNumber(name) != nil ? expected[0] : expected[expected.count - 1]
            throw BundleError.wrongMember(
                path: path, member: missing, reason: "is missing, or not in its place: there is \(name)")
        }
        self.bundle = bundle
        return name
    }

    private func member(_ name: String, size: UInt64) throws {
        let offset = position
        let hasher = try SHA256Hasher()
        var kept: [UInt8]? = BundleLayout.maximumSize(of: name) == nil ? nil : []
        var remaining = size
        while remaining > 0 {
            let piece = try some(atMost: remaining, within: name)
            try hasher.update(piece)
            kept?.append(contentsOf: piece)
            remaining -= UInt64(piece.count)
        }
        if let kept { tagFiles[name] = kept }
        if Seal.objectNumber(name) != nil { objects += 1 }
        members.append(.init(name: name, offset: offset, size: size, sha256: try hasher.finalize()))
        let padding = try take(TarHeader.padding(afterDataOf: size), within: name)
        guard padding.allSatisfy({ $0 == 0 }) else { throw damaged(name, "something was put behind its end") }
    }

    /// Two zero blocks, and then nothing.
    private func end() throws {
        let blocks = try take(2 * TarHeader.blockSize, within: nil)
        guard blocks.allSatisfy({ $0 == 0 }) else {
            let fields = blocks.prefix(TarHeader.blockSize).withUnsafeBytes(TarHeader.Fields.init)
            guard let fields else { throw damaged(nil, "it does not end as a tar must") }
            throw BundleError.wrongMember(
                path: path, member: fields.name, reason: "was added behind the last member")
        }
        if rest.isEmpty { rest = try source.next() }
        guard rest.isEmpty, position == fileSize else {
            guard try zerosFollow() else { throw damaged(nil, "something was added behind its end") }
            // A tar filled up to whole records, as most programs make them.
            throw BundleError.packedAnew(path: path)
        }
    }

    /// Whether nothing but zeros is left, in whole blocks.
    private func zerosFollow() throws -> Bool {
        guard (fileSize - min(fileSize, position)) % UInt64(TarHeader.blockSize) == 0 else { return false }
        while position < fileSize {
            let bytes = try some(atMost: fileSize - position, within: nil)
            guard bytes.allSatisfy({ $0 == 0 }) else { return false }
        }
        return true
    }

    // MARK: - Bytes

    /// Throws when the file has nothing to do with bundles, so that "not a bundle" and "a damaged bundle" differ.
    private func checkIsABundle(_ block: [UInt8]) throws {
        guard case .bundle = BundleHead(block) else {
            throw BundleError.notABundle(
                path: path,
                reason: block.isEmpty
                    ? "the file is empty"
                    : BundleHead.isTar(block)
                        ? "it is a tar of something else" : "it is not a tar with a folder proffer-… in it")
        }
        guard block.count == TarHeader.blockSize else {
            throw damaged(Seal.declarationName, "the file is cut short")
        }
    }

    private func damaged(_ member: String?, _ reason: String) -> BundleError {
        .damaged(path: path, member: member, reason: reason)
    }

    /// Some bytes of what comes next, without a copy; valid until the next call.
    private func some(atMost limit: UInt64, within member: String?) throws -> UnsafeRawBufferPointer {
        if rest.isEmpty {
            progress?(position)
            rest = try source.next()
            guard !rest.isEmpty else { throw damaged(member, "the file is cut short") }
        }
        let count = Int(min(UInt64(rest.count), limit))
        let piece = UnsafeRawBufferPointer(rebasing: rest[..<count])
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        position += UInt64(count)
        return piece
    }

    /// The next bytes, copied; exactly `count` unless the file may end early.
    private func take(_ count: Int, within member: String?, mayBeShort: Bool = false) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            if mayBeShort, fileSize - min(fileSize, position) == 0 { break }
            bytes += try some(atMost: UInt64(count - bytes.count), within: member)
        }
        return bytes
    }
}
