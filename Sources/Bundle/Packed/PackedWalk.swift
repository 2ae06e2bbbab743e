import Files
import Glibc
import SystemPackage

/// Walks all that lies in a folder or an archive, and in an archive that lies in that one, as mail programs make them.
enum PackedWalk {
    /// How many archives may lie in each other: `mail.zip` with a `bundle.tar.gz` in it.
    static let mostArchives = 2
    /// How deep folders are looked into.
    private static let mostFolders = 8

    /// Is given each file, and says whether there is need to go on.
    typealias Visit = (PackedFile, PackedContent) throws -> Bool

    /// Comes to each file. An archive within is entered instead of being come to.
    ///
    /// - Throws: ``FileError``, ``PackedBundleError``, and what `visit` throws.
    static func forEachFile(in path: String, budget: ReadingBudget? = nil, _ visit: Visit) throws {
        do {
            if isFolder(path) {
                let folder: OutsideFolder
                do { folder = try OutsideFolder(path) } catch { throw FileError(error, path) }
                _ = try walk(
                    folder, "", path, 0, budget ?? ReadingBudget(bytes: .max, files: ReadingBudget.mostFiles),
                    visit)
            } else {
                let (descriptor, size) = try RegularFile.open(path)
                let budget = budget ?? ReadingBudget(unpacking: size)
                let archive = try ArchiveFiles(descriptor, budget: budget)
                _ = try walk(archive, "", [], budget, visit)
            }
        } catch let error as ArchiveFiles.Unreadable {
            throw PackedBundleError(error, path)
        } catch is ReadingBudget.Exceeded {
            throw PackedBundleError.unpacksToTooMuch(path: path)
        }
    }

    static func isFolder(_ path: String) -> Bool {
        (try? OutsideFile.status(of: path)).map { FileKind(mode: $0.st_mode) == .folder } ?? false
    }

    // MARK: - Archives

    private static func walk(
        _ archive: ArchiveFiles, _ stem: String, _ around: [[String]], _ budget: ReadingBudget,
        _ visit: Visit
    ) throws -> Bool {
        while let (file, content) = try archive.next() {
            let archives = around + [archive.layers]
            guard !file.path.split(separator: "/").contains("..") else {
                throw ArchiveFiles.Unreadable.damaged("a path in it leads out of it")
            }
            let path = stem + file.path
            if file.kind == .file, archives.count < mostArchives, BagPlace(path) == nil,
                ArchiveFiles.begins(try content.peek(TarHeader.blockSize)),
                let entered = try enter(content, budget)
            {
                guard try walk(entered, path + "/", archives, budget, visit) else { return false }
                continue
            }
            let found = PackedFile(
                path: path, kind: file.kind, size: file.size, layers: archives.flatMap(\.self))
            guard try visit(found, content) else {
                return false
            }
        }
        return true
    }

    /// Opens an archive within; nil where it is none after all.
    private static func enter(_ content: PackedContent, _ budget: ReadingBudget) throws -> ArchiveFiles? {
        do { return try ArchiveFiles(in: content, budget: budget) } catch ArchiveFiles.Unreadable.unknown {
            return nil
        }
    }

    // MARK: - Folders

    private static func walk(
        _ folder: OutsideFolder, _ stem: String, _ root: String, _ depth: Int, _ budget: ReadingBudget,
        _ visit: Visit
    ) throws -> Bool {
        let names: (texts: [String], unnamed: [String])
        do { names = try folder.names() } catch { throw FileError(error, "\(root)/\(stem)") }
        for name in names.texts {
            try budget.takeFile()
            let path = stem + name
            guard let status = try? OutsideFile.status(of: name, in: folder.descriptor, followsLink: false)
            else { continue }
            let kind = FileKind(mode: status.st_mode)
            if kind == .folder {
                guard depth < mostFolders else { continue }
                let inner: OutsideFolder
                do { inner = try folder.folder(name) } catch { throw FileError(error, "\(root)/\(path)") }
                guard try walk(inner, path + "/", root, depth + 1, budget, visit) else { return false }
                continue
            }
            let content = FileContent(name, in: folder, called: "\(root)/\(path)")
            let file = PackedFile(
                path: path, kind: kind == .file ? .file : kind == .link ? .link : .other,
                size: UInt64(max(0, status.st_size)), layers: [])
            guard try visit(file, PackedContent(content.next)) else { return false }
        }
        return true
    }
}

/// The bytes of a file in a folder, which is opened when the first are asked for.
private final class FileContent {
    private let name: String
    private let folder: OutsideFolder
    private let path: String
    private var descriptor: Int32?
    private var buffer = UnsafeMutableRawBufferPointer(start: nil, count: 0)

    init(_ name: String, in folder: OutsideFolder, called path: String) {
        (self.name, self.folder, self.path) = (name, folder, path)
    }

    deinit {
        if let descriptor { close(descriptor) }
        buffer.deallocate()
    }

    func next() throws -> UnsafeRawBufferPointer {
        let open: Int32
        if let descriptor {
            open = descriptor
        } else {
            do {
                open = try OutsideFile.open(name, in: folder.descriptor, followsLink: false).descriptor
            } catch {
                throw FileError(error, path)
            }
            descriptor = open
            buffer = .allocate(byteCount: 1 << 20, alignment: 4096)
        }
        while true {
            let count = read(open, buffer.baseAddress, buffer.count)
            if count >= 0 { return UnsafeRawBufferPointer(rebasing: buffer[..<count]) }
            guard errno == EINTR else {
                throw FileError.inputNotReadable(path: path, cause: Errno(rawValue: errno))
            }
        }
    }
}
