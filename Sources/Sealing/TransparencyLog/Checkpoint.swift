/// The state of a log: how many entries it has, and the root of the tree over them (C2SP tlog-checkpoint).
package struct Checkpoint: Sendable, Hashable {
    /// Which log it is of.
    package var origin: String
    /// How many entries the log had.
    package var size: UInt64
    /// The root of the RFC 6962 tree over them.
    package var root: SHA256Digest

    /// A checkpoint from its parts.
    package init(origin: String, size: UInt64, root: SHA256Digest) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// The text that is signed.
    package var text: String {
        "\(origin)\n\(size)\n\(Base64.encodeString(root.bytes, padding: .required))\n"
    }

    /// Reads the text of a note. Lines after the third are passed over, as they mean nothing here.
    ///
    /// - Throws: ``SealingError/note(_:)``.
    package init(text: String) throws(SealingError) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.popLast() == "", lines.count >= 3, !lines.contains("") else {
            throw .note("it is not the checkpoint of a log")
        }
        // No log has more entries, and none of the sums of its tree can overflow then.
        guard let size = UInt64(plain: lines[1]), size <= UInt64(Int64.max) else {
            throw .note("“\(lines[1].prefix(40))” is no number of entries")
        }
        guard let bytes = Base64.decode(lines[2].utf8, padding: .required),
            let root = SHA256Digest(bytes: bytes)
        else {
            throw .note("“\(lines[2].prefix(60))” is no root of a tree")
        }
        self.init(origin: String(lines[0]), size: size, root: root)
    }
}

/// A checkpoint with the note it was signed as.
package struct SignedCheckpoint: Sendable, Hashable {
    /// The note.
    package let note: SignedNote
    /// What its text says.
    package let checkpoint: Checkpoint

    /// Reads a checkpoint file. No signature is checked.
    ///
    /// - Throws: ``SealingError/note(_:)``.
    package init(_ bytes: [UInt8]) throws(SealingError) {
        note = try SignedNote(bytes)
        checkpoint = try Checkpoint(text: note.text)
    }

    /// Signs a checkpoint under the log's own name.
    ///
    /// - Throws: ``SealingError/note(_:)``, and ``SealingError/cryptoLibrary(operation:cause:)``.
    package static func signing(
        _ checkpoint: Checkpoint, with key: SigningKey
    ) throws(SealingError) -> SignedCheckpoint {
        try SignedCheckpoint(SignedNote.signing(checkpoint.text, name: checkpoint.origin, with: key).bytes)
    }

    /// Whether a key has signed it under the log's own name.
    package func isSigned(by key: VerifyingKey) -> Bool {
        guard let key = try? NoteKey(name: checkpoint.origin, key: key) else { return false }
        return note.isSigned(by: key)
    }

    /// The checkpoint as it is written to a file.
    package var bytes: [UInt8] { note.bytes }
}

extension UInt64 {
    /// ASCII decimal digits without leading zeroes.
    init?(plain text: Substring) {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), text == "0" || text.first != "0" else {
            return nil
        }
        self.init(text)
    }
}
