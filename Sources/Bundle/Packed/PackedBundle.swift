import Files
import Records
import Sealing

/// A bundle that somebody packed anew, or unpacked: nothing in it need have changed, and it is not the file that was sealed.
///
/// Such a file is never verified, opened or receipted: what is said of a bundle is said of its one form. It is recognised, and
/// the bundle can be put back: as its form leaves nothing to choose, the same members make the same bytes
/// ([decision 165](docs/decisions/0165-a-bundle-packed-anew-is-put-back.md)).
package struct PackedBundle {
    /// Where the folder or the archive lies.
    package let path: String
    /// The id of the bundle in it.
    package let bundle: String
    /// The day it was sealed, in UTC, as its bag says.
    package let day: String
    /// How it is packed, the outermost first: `gzip`, `GNU tar format`; empty for a folder.
    package let layers: [String]
    /// What lies there beside the bundle's own files, and is left out.
    package let leftOut: [String]
    /// How many members the bundle has.
    package var members: Int { plan.tagFiles + plan.payload.count }

    private let folder: String
    private let plan: BundlePlan

    /// Walks a folder or an archive, and finds out whether the members of one bundle are there, each once.
    ///
    /// - Throws: ``PackedBundleError``, ``FileError``.
    package init(at path: String) throws {
        let survey = try PackedSurvey(of: path)
        let (folder, bag) = try survey.onlyBag(of: path)
        let plan = try BundlePlan(of: bag, in: path)
        (self.path, self.folder, self.plan) = (path, folder, plan)
        (bundle, day) = (plan.bundle, plan.day)
        (layers, leftOut) = (bag.layers, survey.others)
    }

    /// Writes the bundle. Every member has to have the digest that the bundle's own manifest lists; else nothing is written.
    /// Whether that manifest is the one that was sealed is for who verifies the file that is made.
    ///
    /// What was packed is walked once more, as members may lie in any order, and each is written to its place.
    ///
    /// - Returns: the file that was written, as it was read back.
    /// - Throws: ``PackedBundleError``, ``FileError``.
    package func write(to output: String, replaceExisting: Bool) throws -> ArchiveFacts {
        let file = try AtomicFile(path: output, replaceExisting: replaceExisting)
        try file.expect(bytes: plan.size)
        for (offset, bytes) in plan.rest { try file.write(bytes, at: offset) }
        var awaited = Dictionary(plan.payload.map { ($0.name, $0) }) { first, _ in first }
        try PackedWalk.forEachFile(in: path) { packed, content in
            guard packed.kind == .file, let place = BagPlace(packed.path), place.folder == folder,
                let member = awaited.removeValue(forKey: place.name)
            else { return true }
            try copy(content, of: member, to: file)
            return !awaited.isEmpty
        }
        if let missing = plan.payload.first(where: { awaited[$0.name] != nil }) {
            throw PackedBundleError.member(
                path: path, member: missing.name, reason: "is not there any more; it was changed meanwhile")
        }
        let written = try ArchiveFacts { buffer, offset in try file.read(into: buffer, at: offset) }
        try file.commit()
        return written
    }

    private func copy(_ content: PackedContent, of member: BundlePlan.Member, to file: AtomicFile) throws {
        func wrong(_ reason: String) -> PackedBundleError {
            .member(path: path, member: member.name, reason: reason)
        }
        let hasher = try SHA256Hasher()
        var size: UInt64 = 0
        while true {
            let bytes = try content.next()
            if bytes.isEmpty { break }
            guard UInt64(bytes.count) <= member.size - size else {
                throw wrong("is longer than it was said to be")
            }
            try hasher.update(bytes)
            try file.write(bytes, at: member.offset + size)
            size += UInt64(bytes.count)
        }
        guard size == member.size else { throw wrong("is cut short") }
        guard try hasher.finalize() == member.sha256 else {
            throw wrong("the content is not what \(Seal.manifestName) says (SHA-256)")
        }
    }
}

extension PackedBundle {
    /// How much of an archive is looked at to recognise what is in it.
    private static let glance = (bytes: UInt64(256) << 20, files: 8_192)
    /// The same where many files are looked through.
    private static let shortGlance = (bytes: UInt64(16) << 20, files: 512)

    /// Whether a folder or a file is a bundle that was unpacked or packed anew. Nothing of it is checked.
    ///
    /// - Parameter isShort: whether less of it is looked at, as where a folder is walked.
    package static func isOne(_ path: String, isShort: Bool = false) -> Bool {
        let glance = isShort ? shortGlance : glance
        let budget = ReadingBudget(bytes: glance.bytes, files: glance.files)
        var isFound = false
        // What cannot be read is recognised as nothing.
        _ = try? PackedWalk.forEachFile(in: path, budget: budget) { file, _ in
            if file.kind == .file, let place = BagPlace(file.path), place.tells { isFound = true }
            return !isFound
        }
        return isFound
    }

    /// Whether a folder with these names in it is the bag of a bundle.
    package static func isBag(names: some Collection<String>) -> Bool {
        names.contains(Seal.declarationName) && names.contains(BundleLayout.sealName)
    }

    /// Whether a file begins as an archive of a kind that is looked into.
    package static func canLie(inFileBeginning head: [UInt8]) -> Bool { ArchiveFiles.begins(head) }
}
