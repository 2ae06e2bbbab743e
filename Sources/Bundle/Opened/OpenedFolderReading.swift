import Files
import Glibc
import Records
import Sealing
import SystemPackage
import Threads

/// The folder a bundle was opened into, as it lies there now: its names, and what its files are.
///
/// It is reached by its descriptor, no link in it is followed, and nothing is opened that is no ordinary file.
struct OpenedFolderReading {
    /// What became of a file since the folder was written.
    enum State: Equatable {
        case asWritten
        case missing
        /// It is something else now, in words.
        case changed(String)
        /// Nobody can tell, in words.
        case unread(String)
    }

    private let folder: OutsideFolder
    /// Everything that lies there, by name.
    let names: [String]
    /// Names that are no UTF-8, as they can be shown.
    let unnamed: [String]

    /// - Throws: ``OutsideFile/Refusal``.
    init(_ path: String) throws(OutsideFile.Refusal) {
        folder = try OutsideFolder(path)
        (names, unnamed) = try folder.names()
    }

    /// A small file; nil where nothing has the name.
    ///
    /// - Throws: ``OutsideFile/Refusal``; `EFBIG` as its code where the file is larger than it may be.
    func small(_ name: String, maximumBytes: Int) throws(OutsideFile.Refusal) -> [UInt8]? {
        let opened: OutsideFile.Opened
        do { opened = try OutsideFile.open(name, in: folder.descriptor, followsLink: false) } catch {
            if error == .missing { return nil }
            throw error
        }
        let descriptor = FileDescriptor(rawValue: opened.descriptor)
        defer { try? descriptor.close() }
        guard opened.status.st_size <= maximumBytes else { throw .failed(code: EFBIG) }
        do { return try Self.content(of: descriptor, maximumBytes: maximumBytes) } catch {
            throw .failed(code: (error as? Errno ?? .ioError).rawValue)
        }
    }

    private static func content(of descriptor: FileDescriptor, maximumBytes: Int) throws -> [UInt8] {
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = try buffer.withUnsafeMutableBytes { try descriptor.read(into: $0) }
            if count == 0 { return content }
            guard content.count + count <= maximumBytes else { throw Errno.fileTooLarge }
            content.append(contentsOf: buffer[..<count])
        }
    }

    /// What became of each file of a list, worked out on all cores.
    func states(of files: [ListedFile]) -> [State] {
        let folder = folder
        return files.concurrentMap { Self.state(of: $0, in: folder) }
    }

    private static func state(of file: ListedFile, in folder: OutsideFolder) -> State {
        let opened: OutsideFile.Opened
        do { opened = try OutsideFile.open(file.name, in: folder.descriptor, followsLink: false) } catch {
            return switch error {
            case .missing: .missing
            case .kind(let kind): .changed("it is \(kind.inWords), not a file")
            case .failed: .unread(error.inWords)
            }
        }
        let descriptor = FileDescriptor(rawValue: opened.descriptor)
        defer { try? descriptor.close() }
        let size = UInt64(clamping: opened.status.st_size)
        guard size == file.sums.size else {
            return .changed("it has \(size) bytes, and had \(file.sums.size)")
        }
        do {
            return try sha256(of: descriptor) == file.sums.sha256
                ? .asWritten : .changed("it has another SHA-256")
        } catch {
            return .unread(SystemCause.inWords((error as? Errno ?? .ioError).rawValue))
        }
    }

    private static func sha256(of descriptor: FileDescriptor) throws -> SHA256Digest {
        let hasher = try SHA256Hasher()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
        defer { buffer.deallocate() }
        while true {
            let count = try descriptor.read(into: buffer)
            if count == 0 { return try hasher.finalize() }
            try hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }
}

extension OpenedFolderReading {
    /// The code of a file that is larger than it may be.
    static let tooLarge = EFBIG
}
