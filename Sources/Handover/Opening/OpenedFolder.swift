import Bundle
import Files
import Records
import Sealing
import Statements

/// The folder that a bundle is opened into, with the list of what is written there.
///
/// What goes into the list is taken while a file is written, so that nothing is read a second time. It appears whole under its
/// name, or not at all (``StagingFolder``).
///
/// Not `Sendable`: one stage fills it.
final class OpenedFolder {
    private let staging: StagingFolder
    /// What was written, in order; the list and the files of sums are not in it.
    private(set) var files: [ListedFile] = []
    /// The names of all files, in order.
    private(set) var names: [String] = []

    /// - Throws: ``FileError``.
    init(for path: String) throws(FileError) { staging = try StagingFolder(for: path) }

    /// Makes sure that there is room for so many bytes.
    ///
    /// - Throws: ``FileError/diskFull(path:neededBytes:freeBytes:isBegun:)``.
    func expect(bytes: UInt64) throws(FileError) { try staging.expect(bytes: bytes) }

    /// Under which path this process can read a file that was kept.
    func location(of name: String) -> String { staging.location(of: name) }

    /// A file while it is written.
    final class File {
        fileprivate let staged: StagedFile
        fileprivate let tally = FileTally()
        fileprivate let hasher: SHA256Hasher

        fileprivate init(_ staged: StagedFile) throws {
            self.staged = staged
            hasher = try SHA256Hasher()
        }

        /// How many bytes were written so far.
        var bytesWritten: UInt64 { staged.bytesWritten }

        /// Appends bytes.
        func write(_ bytes: UnsafeRawBufferPointer) throws {
            try hasher.update(bytes)
            tally.add(bytes)
            try staged.write(bytes)
        }
    }

    /// Begins a file, which ``keep(_:as:_:)`` takes when it is whole.
    func begin(_ name: String) throws -> File { try File(try staging.begin(name)) }

    /// Takes a file that was written to its end.
    @discardableResult
    func keep(_ file: File, as name: String, _ kind: ListedFile.Kind) throws -> FileSums {
        try staging.keep(file.staged, as: name)
        let sums = file.tally.sums(sha256: try file.hasher.finalize())
        add(ListedFile(name: name, kind: kind, sums: sums))
        return sums
    }

    /// Writes a small file.
    func write(_ bytes: [UInt8], as name: String, _ kind: ListedFile.Kind) throws {
        try staging.write(bytes, as: name)
        add(ListedFile(name: name, kind: kind, sums: try FileSums.of(bytes)))
    }

    /// Writes an object, whose SHA-256 is taken by whoever inspects it and holds it against the record: where it is another,
    /// nothing of the folder appears.
    func write(
        _ object: ObjectFacts,
        inspecting body: (_ sink: (UnsafeRawBufferPointer) throws -> Void) throws -> ObjectInspection
    ) throws -> ObjectInspection {
        let file = try staging.begin(object.name)
        let tally = FileTally()
        let inspection = try body { bytes in
            tally.add(bytes)
            try file.write(bytes)
        }
        try staging.keep(file, as: object.name)
        add(
            ListedFile(
                name: object.name, kind: .init(object.role), sums: tally.sums(sha256: object.sha256)))
        return inspection
    }

    /// Says of the file written last what it is made from.
    func describeLast(still: RecipientsStill? = nil, frames: FrameSumsFacts? = nil) {
        guard let last = files.indices.last else { return }
        (files[last].still, files[last].frames) = (still, frames)
    }

    private func add(_ file: ListedFile) {
        files.append(file)
        names.append(file.name)
    }

    /// Writes the signed list of all that was written, and the files of sums of that and of the list.
    ///
    /// - Parameters:
    ///   - disclosure: the payload digest of the disclosure it was opened by; nil where there is none.
    ///   - exhibits: the first reference; the clips and stills get it and those that follow it, those by whoever opens last.
    /// - Throws: ``FileError``, `StatementError`.
    func sign(
        _ facts: VerificationFacts, by identity: Identity, disclosure: SHA256Digest? = nil,
        report: VerificationReport, exhibits first: ExhibitReference?
    ) throws -> OpenedList {
        if let first {
            for (place, reference) in first.numbering(files.map(\.kind)).enumerated() {
                files[place].exhibit = reference
            }
        }
        let list = OpenedList(
            facts, by: identity.card, disclosure: disclosure, report: report, files: files)
        let signed = try list.signed(by: identity).json() + [0x0A]
        try staging.write(signed, as: OpenedList.fileName)
        names.append(OpenedList.fileName)
        let sums = files.map { ($0.name, $0.sums) } + [(OpenedList.fileName, try FileSums.of(signed))]
        for file in SumsFile.allCases {
            try staging.write(file.text(sums), as: file.rawValue)
            names.append(file.rawValue)
        }
        return list
    }

    /// Gives the folder its name.
    ///
    /// - Throws: as ``StagingFolder/commit()``.
    func commit() throws(FileError) { try staging.commit() }
}
