/// Where a person keeps what they signed for last of each of their logs: one small file a log, beside their identity.
///
/// A log can be taken back to an earlier state together with everything in it: an older copy is restored, or somebody who
/// may write to it takes its end away. What lies beside the identity does not go back with it. The file is a signed
/// checkpoint (C2SP tlog-checkpoint), so other tools read it, and nobody else can make one.
package struct HeadPlace: Sendable {
    /// The path of the identity file, or whatever the files are to be named after.
    package let stem: String
    private let read: @Sendable (String) throws -> [UInt8]?
    private let replace: @Sendable ([UInt8], String) throws -> Void

    /// The largest a head may be, in bytes.
    package static let maximumBytes = 1 << 16

    /// A place.
    ///
    /// - Parameters:
    ///   - stem: what the files are named after.
    ///   - read: gives a file's bytes; nil where there is none.
    ///   - replace: writes a file whole or not at all, synced, for its owner only, in the place of one that may be there.
    package init(
        beside stem: String, read: @escaping @Sendable (String) throws -> [UInt8]?,
        replace: @escaping @Sendable ([UInt8], String) throws -> Void
    ) {
        self.stem = stem
        self.read = read
        self.replace = replace
    }

    /// Something lies where a head should, and is none.
    package struct Spoiled: Error, Sendable, Hashable, CustomStringConvertible {
        /// The file.
        package let path: String
        /// What is wrong, without a full stop.
        package let reason: String

        /// The file, and what is wrong with it.
        package var description: String { "\(path): \(reason)" }
    }

    /// The file for a log.
    ///
    /// - Parameter origin: the log's name, `kind/` and a UUID.
    /// - Throws: ``SealingError/note(_:)`` for a name that is none: it must not lead anywhere else.
    package func path(of origin: String) throws(SealingError) -> String {
        let parts = origin.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.count == 36,
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isPlain) })
        else { throw .note("“\(origin.prefix(80))” is not the name of a log") }
        return "\(stem).\(parts[1]).head"
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
    }

    /// What was signed for last of a log; nil where nothing was yet.
    ///
    /// - Parameter keys: one of which must have signed it; nil where whose it is is for the caller to judge.
    /// - Throws: ``Spoiled``, and what reading throws.
    package func head(of origin: String, signedBy keys: [VerifyingKey]?) throws -> SignedCheckpoint? {
        let path = try path(of: origin)
        guard let bytes = try read(path) else { return nil }
        let head: SignedCheckpoint
        do { head = try SignedCheckpoint(bytes) } catch {
            throw Spoiled(path: path, reason: "it is damaged: \(error)")
        }
        guard head.checkpoint.origin == origin else {
            throw Spoiled(path: path, reason: "it is of another log, \(head.checkpoint.origin.prefix(80))")
        }
        guard keys?.contains(where: head.isSigned) ?? true else {
            throw Spoiled(path: path, reason: "it is not signed by the identity it lies beside")
        }
        return head
    }

    /// Keeps what was signed for last of a log.
    ///
    /// - Throws: what writing throws.
    package func keep(_ head: SignedCheckpoint) throws {
        try replace(head.bytes, try path(of: head.checkpoint.origin))
    }
}
