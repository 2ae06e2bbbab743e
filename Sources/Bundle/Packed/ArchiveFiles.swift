import CArchive
import Files
import Glibc
import SystemPackage

/// Comes to the files of an archive that somebody made of a bundle: a tar of any dialect or a zip, packed by gzip, xz, bzip2 or
/// Zstandard.
///
/// libarchive reads it. What it says is believed of nothing: names are only compared with those a bundle has, nothing is
/// written by them, and what counts of the content are the digests that the bundle itself lists.
///
/// Not `Sendable`: it lives for one walk.
final class ArchiveFiles {
    /// Why an archive cannot be read.
    enum Unreadable: Error {
        /// It is of no kind that is read here.
        case unknown
        /// It is damaged, in libarchive's words.
        case damaged(String)
        /// It is locked by a password.
        case locked
    }

    /// How it is packed, the outermost first: `gzip`, `GNU tar format`.
    private(set) var layers: [String] = []

    private let archive: OpaquePointer
    private let descriptor: FileDescriptor?
    private let source: Source?
    private let budget: ReadingBudget
    private var entry: OpaquePointer?
    private var position: Int64 = 0
    private var isEntryAtEnd = true
    private var unpacked: UInt64 = 0

    /// Opens an ordinary file.
    ///
    /// - Parameter descriptor: open for reading; closed with this object.
    /// - Throws: ``Unreadable``.
    init(_ descriptor: FileDescriptor, budget: ReadingBudget) throws {
        guard let archive = archive_read_new() else {
            try? descriptor.close()
            throw Errno.noMemory
        }
        (self.archive, self.descriptor, self.budget) = (archive, descriptor, budget)
        source = nil
        Self.enableFormats(of: archive)
        guard archive_read_open_fd(archive, descriptor.rawValue, 1 << 20) == ARCHIVE_OK else {
            throw reason()
        }
    }

    /// Opens an archive that lies in another.
    ///
    /// - Throws: ``Unreadable``, and what reading the other throws.
    init(in content: PackedContent, budget: ReadingBudget) throws {
        guard let archive = archive_read_new() else { throw Errno.noMemory }
        let source = Source(content)
        (self.archive, self.source, self.budget) = (archive, source, budget)
        descriptor = nil
        Self.enableFormats(of: archive)
        let opened = archive_read_open(
            archive, Unmanaged.passUnretained(source).toOpaque(), nil,
            { archive, context, buffer in
                guard let context, let buffer else { return -1 }
                let source = Unmanaged<Source>.fromOpaque(context).takeUnretainedValue()
                do {
                    let bytes = try source.content.next()
                    buffer.pointee = bytes.baseAddress
                    return bytes.count
                } catch {
                    source.failure = error
                    proffer_archive_set_error(archive, Int32(EIO), "the archive around it cannot be read")
                    return -1
                }
            }, nil)
        guard opened == ARCHIVE_OK else { throw reason() }
    }

    deinit {
        archive_read_free(archive)
        try? descriptor?.close()
    }

    /// What an archive within another is read from, and why that failed.
    private final class Source {
        let content: PackedContent
        var failure: (any Error)?
        init(_ content: PackedContent) { self.content = content }
    }

    // MARK: - Kinds

    /// A way of packing.
    private enum Filter: CaseIterable {
        case gzip, xz, bzip2, zstandard

        func enable(for archive: OpaquePointer) -> Int32 {
            switch self {
            case .gzip: archive_read_support_filter_gzip(archive)
            case .xz: archive_read_support_filter_xz(archive)
            case .bzip2: archive_read_support_filter_bzip2(archive)
            case .zstandard: archive_read_support_filter_zstd(archive)
            }
        }

        /// Those that this libarchive reads by itself: for others it would run programs.
        static let own = allCases.filter { filter in
            guard let trial = archive_read_new() else { return false }
            defer { archive_read_free(trial) }
            return filter.enable(for: trial) == ARCHIVE_OK
        }
    }

    private static func enableFormats(of archive: OpaquePointer) {
        for filter in Filter.own { _ = filter.enable(for: archive) }
        archive_read_support_format_tar(archive)
        archive_read_support_format_zip(archive)
    }

    /// Whether a beginning is that of an archive that is read here.
    static func begins(_ head: [UInt8]) -> Bool {
        let marks: [[UInt8]] = [
            [0x1F, 0x8B], Array("BZh".utf8), [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], [0x28, 0xB5, 0x2F, 0xFD],
            [0x50, 0x4B, 3, 4], [0x50, 0x4B, 7, 8],
        ]
        // The oldest tars have no mark of their own.
        return marks.contains { head.starts(with: $0) } || head.starts(with: "proffer-".utf8)
            || head.count >= 262 && head[257..<262].elementsEqual("ustar".utf8)
    }

    // MARK: - Files

    /// The next file, and its bytes, which are there until the one after it is asked for; nil at the end.
    ///
    /// - Throws: ``Unreadable``, ``ReadingBudget/Exceeded``, and what reading an archive around it throws.
    func next() throws -> (file: PackedFile, content: PackedContent)? {
        try passOver()
        try budget.takeFile()
        var found: OpaquePointer?
        let status = archive_read_next_header(archive, &found)
        try countUnpacked()
        if status == ARCHIVE_EOF { return nil }
        guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let found else { throw reason() }
        if layers.isEmpty { layers = nameLayers() }
        guard archive_entry_is_encrypted(found) == 0 else { throw Unreadable.locked }
        entry = found
        position = 0
        isEntryAtEnd = false
        let kind: PackedFile.Kind =
            archive_entry_hardlink(found) != nil
            ? .link : Self.kind(ofType: UInt32(archive_entry_filetype(found)))
        let announced =
            archive_entry_size_is_set(found) != 0 ? UInt64(exactly: archive_entry_size(found)) : nil
        let file = PackedFile(path: Self.path(of: found), kind: kind, size: announced, layers: layers)
        return (file, PackedContent { [unowned self] in try self.block() })
    }

    private static func kind(ofType type: UInt32) -> PackedFile.Kind {
        switch type {
        case proffer_AE_IFREG: .file
        case proffer_AE_IFDIR: .folder
        case proffer_AE_IFLNK: .link
        default: .other
        }
    }

    /// More characters than any path of a bundle has.
    private static let mostPathBytes = 4096

    private static func path(of entry: OpaquePointer) -> String {
        guard let name = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry),
            strnlen(name, mostPathBytes) < mostPathBytes
        else { return "?" }
        var text = String(cString: name)
        // What some programs for Windows write into a zip.
        if !text.contains("/") { text = text.replacing("\\", with: "/") }
        return text.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }

    /// The next bytes of the file that was come to last.
    private func block() throws -> UnsafeRawBufferPointer {
        while !isEntryAtEnd {
            var bytes: UnsafeRawPointer?
            var (count, offset) = (0, Int64(0))
            let status = archive_read_data_block(archive, &bytes, &count, &offset)
            if status == ARCHIVE_EOF {
                isEntryAtEnd = true
                break
            }
            guard status == ARCHIVE_OK || status == ARCHIVE_WARN else { throw reason() }
            guard count > 0 else { continue }
            // Ciphertext has no holes.
            guard offset == position else { throw Unreadable.damaged("it has a file with holes in it") }
            try budget.take(bytes: UInt64(count))
            position += Int64(count)
            return UnsafeRawBufferPointer(start: bytes, count: count)
        }
        return UnsafeRawBufferPointer(start: nil, count: 0)
    }

    /// Reads what is left of a file where libarchive would do that unseen, and so without an end.
    private func passOver() throws {
        guard entry != nil, !isEntryAtEnd, source != nil || archive_filter_count(archive) > 1 else { return }
        while try !block().isEmpty {}
    }

    /// What was unpacked between files counts as well: a million names are long.
    private func countUnpacked() throws {
        guard archive_filter_count(archive) > 1 else { return }
        let now = UInt64(max(0, archive_filter_bytes(archive, 0)))
        let data = UInt64(max(0, position))
        let grown = now - min(now, unpacked)
        unpacked = now
        try budget.take(bytes: grown - min(grown, data))
    }

    private func nameLayers() -> [String] {
        let filters = (0..<max(0, archive_filter_count(archive) - 1)).reversed().compactMap { number in
            archive_filter_name(archive, number).map { String(cString: $0) }
        }
        return filters + [archive_format_name(archive).map { String(cString: $0) } ?? "an archive"]
    }

    private func reason() -> any Error {
        if let failure = source?.failure { return failure }
        let text = archive_error_string(archive).map { String(cString: $0) } ?? "no reason given"
        return archive_format(archive) == 0 && layers.isEmpty && entry == nil
            ? Unreadable.unknown : Unreadable.damaged(text)
    }
}
