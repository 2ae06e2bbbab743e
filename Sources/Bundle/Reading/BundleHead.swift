import Files
import SystemPackage

/// What the first block of a file says of it, without a look at the rest: whether it begins as a bundle does, and which it
/// says it is. Whoever walks a folder asks this of every file; nothing of it is checked.
package enum BundleHead: Sendable, Hashable {
    /// It begins as a bundle, whole or damaged; its id by the name of its top folder, where that can be read.
    case bundle(id: String?)
    /// It is something else.
    case other

    /// Reads the first block of an ordinary file.
    ///
    /// - Throws: ``FileError`` for what is no ordinary file, or cannot be read.
    package static func of(_ path: String) throws(FileError) -> BundleHead {
        let (descriptor, _) = try RegularFile.open(path)
        var block = [UInt8](repeating: 0, count: TarHeader.blockSize)
        do {
            let count = try descriptor.closeAfter { () throws -> Int in
                var filled = 0
                while filled < block.count {
                    let read = try block.withUnsafeMutableBytes {
                        try descriptor.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[filled...]))
                    }
                    if read == 0 { break }
                    filled += read
                }
                return filled
            }
            return BundleHead(Array(block[..<count]))
        } catch {
            throw .inputNotReadable(path: path, cause: error as? Errno ?? .ioError)
        }
    }

    /// What a first block says. Either of two marks is enough, so that no single changed byte makes a bundle look like
    /// something else.
    init(_ block: [UInt8]) {
        let name = block.prefix(100).prefix { $0 != 0 }
        let isNamed = block.starts(with: "proffer-".utf8)
        let hasDeclaration = Self.isTar(block) && name.suffix(10).elementsEqual("/bagit.txt".utf8)
        guard isNamed || hasDeclaration else {
            self = .other
            return
        }
        let folder = String(decoding: name.prefix { $0 != UInt8(ascii: "/") }, as: UTF8.self)
        self = .bundle(id: BundleLayout.bundle(of: folder))
    }

    /// Whether a first block is that of a tar (POSIX.1-2017 ustar).
    static func isTar(_ block: [UInt8]) -> Bool {
        block.count >= 262 && block[257..<262].elementsEqual("ustar".utf8)
    }
}
