import Files
import CArchive
import Glibc

/// Writes a tar through libarchive into an ``AtomicFile``: members in ``TarHeader``'s form, then two zero blocks.
///
/// libarchive is told not to gather blocks: it then hands our own buffers through without a copy and adds
/// nothing behind the two zero blocks. Each header it writes is compared with the form readers insist on,
/// so a libarchive that writes another one is found out while sealing and not in court.
///
/// Not `Sendable`: one thread at a time.
package final class TarWriter {
    private let output: AtomicFile
    private let archive: OpaquePointer
    private let entry: OpaquePointer
    private var failure: FileError?
    /// What libarchive writes is also kept here while a header is written.
    private var header: [UInt8]?
    private var remaining: UInt64 = 0

    package init(output: AtomicFile) throws {
        guard let archive = archive_write_new() else {
            throw BundleError.archiveLibrary(path: output.path, operation: "starting", cause: "no memory")
        }
        guard let entry = archive_entry_new() else {
            archive_write_free(archive)
            throw BundleError.archiveLibrary(path: output.path, operation: "starting", cause: "no memory")
        }
        self.output = output
        self.archive = archive
        self.entry = entry
        // Restricted: an extended header only where a size needs one.
        try check(archive_write_set_format_pax_restricted(archive), "choosing the format")
        try check(archive_write_set_bytes_per_block(archive, 0), "choosing the block size")
        try check(archive_write_set_bytes_in_last_block(archive, 1), "choosing the block size")
        // Unretained: this object frees the archive, so the archive never outlives it.
        let context = Unmanaged.passUnretained(self).toOpaque()
        try check(
            archive_write_open(
                archive, context, nil,
                { _, context, bytes, count in
                    guard let context else { return -1 }
                    let writer = Unmanaged<TarWriter>.fromOpaque(context).takeUnretainedValue()
                    return writer.emit(UnsafeRawBufferPointer(start: bytes, count: count))
                }, nil), "opening")
    }

    deinit {
        // Freeing an archive that is still open would write its end, which goes nowhere by then.
        archive_write_fail(archive)
        archive_write_free(archive)
        archive_entry_free(entry)
    }

    /// Begins a member; exactly `size` bytes of data must follow.
    package func begin(name: String, size: UInt64) throws {
        guard remaining == 0 else { throw wrongSize(name) }
        guard size <= TarHeader.maximumSize, let entrySize = Int64(exactly: size) else {
            throw BundleError.notWritable(
                path: output.path, member: name,
                reason:
                    "it is larger than the \(TarHeader.maximumSize >> 30) GiB a bundle's member may have; "
                    + "cut a shorter window")
        }
        archive_entry_clear(entry)
        archive_entry_set_pathname(entry, name)
        archive_entry_set_size(entry, entrySize)
        archive_entry_set_filetype(entry, proffer_AE_IFREG)
        archive_entry_set_perm(entry, 0o644)
        archive_entry_set_mtime(entry, 0, 0)
        archive_entry_set_uid(entry, 0)
        archive_entry_set_gid(entry, 0)
        header = []
        defer { header = nil }
        try check(archive_write_header(archive, entry), "writing the header of \(name)")
        // The first bytes can be the zeros behind the member before.
        let expected = TarHeader.bytes(name: name, size: size)
        guard let written = header, written.suffix(expected.count) == expected[...] else {
            throw BundleError.archiveLibrary(
                path: output.path, operation: "writing the header of \(name)",
                cause: "this version writes another form than \(String(cString: archive_version_string()))'s")
        }
        remaining = size
    }

    /// Adds data to the member begun last.
    package func write(_ bytes: UnsafeRawBufferPointer) throws {
        guard UInt64(bytes.count) <= remaining else { throw wrongSize(nil) }
        var rest = bytes
        while !rest.isEmpty {
            let count = archive_write_data(archive, rest.baseAddress, rest.count)
            guard count > 0 else { throw error("writing data") }
            remaining -= UInt64(count)
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    /// Ends the archive with its two zero blocks.
    package func close() throws {
        guard remaining == 0 else { throw wrongSize(nil) }
        try check(archive_write_close(archive), "ending the archive")
    }

    private func emit(_ bytes: UnsafeRawBufferPointer) -> Int {
        header?.append(contentsOf: bytes)
        do throws(FileError) {
            try output.write(bytes)
            return bytes.count
        } catch {
            failure = error
            proffer_archive_set_error(archive, Int32(EIO), error.description)
            return -1
        }
    }

    private func wrongSize(_ name: String?) -> BundleError {
        .notWritable(path: output.path, member: name, reason: "its data has another size than announced")
    }

    private func check(_ status: Int32, _ operation: String) throws {
        guard status == ARCHIVE_OK else { throw error(operation) }
    }

    /// The file system's own words where it is the cause, else libarchive's.
    private func error(_ operation: String) -> any Error {
        if let failure { return failure }
        let text = archive_error_string(archive).map { String(cString: $0) } ?? "no reason given"
        return BundleError.archiveLibrary(path: output.path, operation: operation, cause: text)
    }
}
