import Files
import Records
import SystemPackage

/// What the first block of a file says of it, without a look at the rest: whether it begins as a bundle does, and which it
/// says it is. Whoever walks a folder asks this of every file; nothing of it is checked.
package enum BundleHead: Sendable, Hashable {
    /// It begins as a bundle, whole or damaged; its id by the name of its top folder, where that can be read.
    case bundle(id: String?)
    /// It is an archive of some kind, in which a bundle may lie that somebody packed anew.
    case archive
    /// It is something else.
    case other

    /// Reads the first block of an ordinary file.
    ///
    /// - Throws: ``FileError`` for what is no ordinary file, or cannot be read.
    package static func of(_ path: String) throws(FileError) -> BundleHead {
        let (descriptor, _) = try RegularFile.open(path)
        defer { try? descriptor.close() }
        return BundleHead(try firstBlock(descriptor, path))
    }

    /// The id that a file says to be of, unchecked; nil where it is no bundle, says none, or cannot be read.
    package static func id(of path: String) -> String? {
        if case .bundle(let id)? = try? of(path) { id } else { nil }
    }

    /// Whether a file begins as every bundle does, byte for byte; false also where it cannot be read.
    package static func isInForm(_ path: String) -> Bool {
        guard let (descriptor, _) = try? RegularFile.open(path) else { return false }
        defer { try? descriptor.close() }
        return (try? begins(descriptor, path)) ?? false
    }

    /// Whether a file begins with the one header that every bundle begins with, byte for byte: it is a bundle then, whole or
    /// damaged, and none that was packed anew.
    ///
    /// - Throws: ``FileError``.
    static func begins(_ descriptor: FileDescriptor, _ path: String) throws(FileError) -> Bool {
        let block = try firstBlock(descriptor, path)
        guard case .bundle(let id?) = BundleHead(block) else { return false }
        let name = "\(BundleLayout.folder(of: id))/\(Seal.declarationName)"
        return block == TarHeader.bytes(name: name, size: UInt64(BundleLayout.declaration.count))
    }

    /// Fewer bytes than a block only where the file has no more.
    private static func firstBlock(_ descriptor: FileDescriptor, _ path: String) throws(FileError) -> [UInt8]
    {
        var block = [UInt8](repeating: 0, count: TarHeader.blockSize)
        var filled = 0
        do {
            while filled < block.count {
                let read = try block.withUnsafeMutableBytes {
                    try descriptor.read(
                        fromAbsoluteOffset: Int64(filled),
                        into: UnsafeMutableRawBufferPointer(rebasing: $0[filled...]))
                }
                if read == 0 { break }
                filled += read
            }
        } catch {
            throw .inputNotReadable(path: path, cause: error as? Errno ?? .ioError)
        }
        return Array(block[..<filled])
    }

    /// What a first block says. Either of two marks is enough, so that no single changed byte makes a bundle look like
    /// something else.
    init(_ block: [UInt8]) {
        let name = block.prefix(100).prefix { $0 != 0 }
        let isNamed = Self.isNamed(block)
        let hasDeclaration = Self.isTar(block) && name.suffix(10).elementsEqual("/bagit.txt".utf8)
        guard isNamed || hasDeclaration else {
            self = PackedBundle.canLie(inFileBeginning: block) ? .archive : .other
            return
        }
        let folder = String(decoding: name.prefix { $0 != UInt8(ascii: "/") }, as: UTF8.self)
        self = .bundle(id: BundleLayout.bundle(of: folder))
    }

    /// Whether it begins with the name of a bundle's folder; one of the digits may be spoiled. A journal's head begins with
    /// `proffer-` as well.
    private static func isNamed(_ block: [UInt8]) -> Bool {
        let prefix = Array(BundleLayout.folder(of: "").utf8)
        let digits = block.dropFirst(prefix.count).prefix(32)
        let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) }
        return block.starts(with: prefix) && digits.count(where: isDigit) >= 31
    }

    /// Whether a first block is that of a tar (POSIX.1-2017 ustar).
    static func isTar(_ block: [UInt8]) -> Bool {
        block.count >= 262 && block[257..<262].elementsEqual("ustar".utf8)
    }
}
