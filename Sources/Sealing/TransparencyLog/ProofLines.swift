/// The lines of a file with a proof: some of its own, hashes, an empty one, and a signed checkpoint.
struct ProofLines {
    private var rest: ArraySlice<Substring>

    /// - Throws: ``SealingError/note(_:)`` for what is no text, or too long for a proof.
    init(_ bytes: [UInt8]) throws(SealingError) {
        guard bytes.count <= TransparencyLogProof.maximumBytes,
            let text = String(validating: bytes, as: UTF8.self)
        else { throw .note("it is no proof from a log") }
        rest = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    }

    /// The next line.
    mutating func next() -> Substring? { rest.popFirst() }

    /// The rest of the next line where it begins so; nil, and the line stays, where it does not.
    mutating func next(after name: String) -> Substring? {
        guard let line = rest.first, line.hasPrefix(name + " ") else { return nil }
        rest = rest.dropFirst()
        return line.dropFirst(name.count + 1)
    }

    /// What is left: hashes in base64, one a line, an empty line, and the checkpoint.
    ///
    /// - Throws: ``SealingError/note(_:)``.
    mutating func ending() throws(SealingError) -> (path: [SHA256Digest], checkpoint: SignedCheckpoint) {
        var path: [SHA256Digest] = []
        while let line = rest.popFirst(), !line.isEmpty {
            guard path.count < 64, let bytes = Base64.decode(line.utf8, padding: .required),
                let hash = SHA256Digest(bytes: bytes)
            else { throw .note("a line of its way to the root is no hash") }
            path.append(hash)
        }
        return (path, try SignedCheckpoint(Array(rest.joined(separator: "\n").utf8)))
    }

    /// The hashes and the checkpoint as ``ending()`` reads them.
    static func ending(_ path: [SHA256Digest], _ checkpoint: SignedCheckpoint) -> [UInt8] {
        let hashes = path.map { Base64.encodeString($0.bytes, padding: .required) + "\n" }
        return Array("\(hashes.joined())\n".utf8) + checkpoint.bytes
    }
}
