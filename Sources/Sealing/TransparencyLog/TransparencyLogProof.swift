/// A file that shows offline that an entry is in a log (C2SP tlog-proof): the way from the entry to the root, and the
/// signed checkpoint that has this root.
package struct TransparencyLogProof: Sendable, Hashable {
    /// How such a file is called: `.tlog-proof`.
    package static let ending = "tlog-proof"
    /// The most such a file may measure, in bytes.
    package static let maximumBytes = SignedNote.maximumBytes + (1 << 13)
    private static let firstLine = "c2sp.org/tlog-proof@v1"

    /// The entry's place in the log, from 0.
    package let index: UInt64
    /// The hashes from the leaf's sibling upwards.
    package let path: [SHA256Digest]
    /// The log's checkpoint.
    package let checkpoint: SignedCheckpoint

    /// A proof from its parts.
    package init(index: UInt64, path: [SHA256Digest], checkpoint: SignedCheckpoint) {
        self.index = index
        self.path = path
        self.checkpoint = checkpoint
    }

    /// Reads a file. A line `extra` is passed over: nobody vouches for it.
    ///
    /// - Throws: ``SealingError/note(_:)``.
    package init(_ bytes: [UInt8]) throws(SealingError) {
        var lines = try ProofLines(bytes)
        guard lines.next() == Self.firstLine[...] else {
            throw .note("it does not begin with “\(Self.firstLine)”")
        }
        _ = lines.next(after: "extra")
        guard let index = lines.next(after: "index").flatMap(UInt64.init(plain:)) else {
            throw .note("it does not say at which place of the log the entry is")
        }
        let (path, checkpoint) = try lines.ending()
        self.init(index: index, path: path, checkpoint: checkpoint)
    }

    /// The proof as it is written to a file.
    package var bytes: [UInt8] {
        Array("\(Self.firstLine)\nindex \(index)\n".utf8) + ProofLines.ending(path, checkpoint)
    }

    /// Whether an entry is at this place of the log that the key signs for.
    ///
    /// - Parameters:
    ///   - entry: the exact bytes that were logged.
    ///   - key: of whoever keeps the log.
    /// - Throws: ``SealingError/cryptoLibrary(operation:cause:)``.
    package func holds(of entry: [UInt8], by key: VerifyingKey) throws(SealingError) -> Bool {
        guard checkpoint.isSigned(by: key) else { return false }
        let hasher = try MerkleHasher()
        let inclusion = InclusionProof(place: index, count: checkpoint.checkpoint.size, path: path)
        return try inclusion.root(ofLeaf: hasher.leaf(entry), with: hasher) == checkpoint.checkpoint.root
    }
}
