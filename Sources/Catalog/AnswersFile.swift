import Files
import Foundation
import Sealing
import Starts

/// The small file in which an owner's answers about starts are remembered from one command to the next: JSON, for its owner to
/// read (docs/spec/start.md, Remembered). It lies with the owner's other things, and never beside footage.
package struct AnswersFile {
    /// Where it lies, be it there or not.
    package let path: String

    /// The most it may measure, in bytes: thousands of answers.
    private static let maximumBytes = 4 << 20
    /// How long another program's lock is waited for, in nanoseconds.
    private static let patience: UInt64 = 5_000_000_000

    package init(path: String) { self.path = path }

    /// Where it lies unless somebody says otherwise: `$XDG_DATA_HOME/proffer/answers.json`, by default under
    /// `~/.local/share`; nil for a person without a home folder.
    package static var standardPath: String? {
        Journal.standardPath.map { String($0.dropLast("journal.sqlite".count)) + "answers.json" }
    }

    private struct Content: Codable {
        static let currentType = "urn:proffer:start-answers:v1"
        var type: String
        var answers: [RememberedAnswer]
        var starts: [RememberedStart]
    }

    /// What is remembered; nothing where there is no file.
    ///
    /// - Throws: ``CatalogError/damaged(path:cause:)``, and what reading a file throws.
    package func read() throws -> RememberedStarts {
        guard FileManager.default.fileExists(atPath: path) else { return RememberedStarts() }
        let bytes = try bytes()
        let content: Content
        do {
            content = try StrictJSON.decode(Content.self, from: bytes, maximumBytes: Self.maximumBytes)
        } catch {
            throw CatalogError.damaged(path: path, cause: "\(error)")
        }
        guard content.type == Content.currentType else {
            throw CatalogError.damaged(path: path, cause: "it is not of this version")
        }
        return RememberedStarts(answers: content.answers, starts: content.starts)
    }

    /// Changes what is remembered; the file is replaced whole, while nobody else does.
    ///
    /// - Returns: whether anything changed.
    /// - Throws: as ``read()``, and what writing a file throws; then it is as it was.
    @discardableResult
    package func change(_ body: (inout RememberedStarts) -> Void) throws -> Bool {
        let lock = try FileLock(path: path, patience: Self.patience)
        defer { lock?.release() }
        let before = try read()
        var after = before
        body(&after)
        guard after != before else { return false }
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        do {
            try OutsideFolder.make(folder, mode: 0o700)
        } catch {
            throw FileError(error.refusal, error.path)
        }
        let content = Content(type: Content.currentType, answers: after.answers, starts: after.starts)
        let file = try AtomicFile(
            path: path, replaceExisting: true, permissions: [.ownerReadWrite])
        try file.write(try StrictJSON.encodePretty(content))
        try file.commit()
        return true
    }

    private func bytes() throws -> [UInt8] {
        let (descriptor, size) = try RegularFile.open(path)
        return try descriptor.closeAfter {
            guard size <= UInt64(Self.maximumBytes) else {
                throw FileError.inputTooLarge(path: path, limitBytes: Self.maximumBytes)
            }
            var content: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 64 << 10)
            while content.count <= Self.maximumBytes {
                let count = try buffer.withUnsafeMutableBytes { try descriptor.read(into: $0) }
                if count == 0 { break }
                content.append(contentsOf: buffer[..<count])
            }
            return content
        }
    }
}
