/// A file that shows offline that a log only grew since a checkpoint of it: the body of a request to a witness
/// (C2SP tlog-witness, add-checkpoint).
package struct GrowthProof: Sendable, Hashable {
    /// How many entries the log had.
    package let since: UInt64
    /// The hashes between.
    package let path: [SHA256Digest]
    /// The log's later checkpoint.
    package let checkpoint: SignedCheckpoint

    /// A proof from its parts.
    package init(since: UInt64, path: [SHA256Digest], checkpoint: SignedCheckpoint) {
        self.since = since
        self.path = path
        self.checkpoint = checkpoint
    }

    /// Reads a file.
    ///
    /// - Throws: ``SealingError/note(_:)``.
    package init(_ bytes: [UInt8]) throws(SealingError) {
        var lines = try ProofLines(bytes)
        guard let since = lines.next(after: "old").flatMap(UInt64.init(plain:)) else {
            throw .note("it does not say since when the log is to have grown")
        }
        let (path, checkpoint) = try lines.ending()
        self.init(since: since, path: path, checkpoint: checkpoint)
    }

    /// The proof as it is written to a file.
    package var bytes: [UInt8] { Array("old \(since)\n".utf8) + ProofLines.ending(path, checkpoint) }

    /// Whether the log of the earlier checkpoint grew into that of the later one by appending alone, and the key signs
    /// for both.
    ///
    /// - Throws: ``SealingError/cryptoLibrary(operation:cause:)``.
    package func holds(since earlier: SignedCheckpoint, by key: VerifyingKey) throws(SealingError) -> Bool {
        let (before, after) = (earlier.checkpoint, checkpoint.checkpoint)
        guard before.size == since, before.origin == after.origin, earlier.isSigned(by: key),
            checkpoint.isSigned(by: key)
        else { return false }
        return try ConsistencyProof(from: since, to: after.size, path: path)
            .holds(from: before.root, to: after.root, with: try MerkleHasher())
    }
}
