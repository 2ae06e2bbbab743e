import Statements
import Sealing

/// That a recording was committed to before anybody asked for it, and the proof (docs/spec/commitment.md,
/// Pre-commitment).
package struct PrecommitmentFacts: Sendable, Hashable, Codable {
    /// When, by the owner's own clock.
    package var committed: WallTime
    /// What makes the salts of the recording's commitment: an age file for the owner alone, armored. A record with another
    /// text is not read (``Record/secretFlaw``).
    package var secret: String
    /// The timestamp over the batch of recordings that were committed to together; nil where there is none.
    package var stamp: BatchStamp?
    /// Whether the SHA-256 of the recording is of the file as it was at ``committed``, of which only what lies around the
    /// window was read again for the seal. False where the whole file was read for the seal.
    package var isDigestAsCommitted: Bool

    private enum CodingKeys: String, CodingKey {
        case committed, secret, stamp
        case isDigestAsCommitted = "sha256_as_committed"
    }

    /// The facts from their parts.
    package init(
        committed: WallTime, secret: String, stamp: BatchStamp? = nil, isDigestAsCommitted: Bool
    ) {
        self.committed = committed
        self.secret = secret
        self.stamp = stamp
        self.isDigestAsCommitted = isDigestAsCommitted
    }

    /// The key of a commitment with this id, where the identity is the owner's.
    ///
    /// - Throws: Sealing's error where it is not, and for what is no secret.
    package func key(id: String, owner: Identity) throws(SealingError) -> CommitmentKey {
        let secret = try Age.decrypt(Array(secret.utf8), with: owner.ageIdentities)
        guard let key = CommitmentKey(id: id, secret: secret) else {
            throw .misuse("what is kept as the secret of a commitment is none")
        }
        return key
    }
}

extension CommitmentKey {
    /// The secret as an armored age file that an owner alone can open.
    ///
    /// - Throws: Sealing's error where that cannot be made.
    package func sealedSecret(for owner: Identity) throws(SealingError) -> String {
        let secret = withSecret { $0 }
        return String(
            decoding: try Age.encrypt(secret, to: ReaderKeys(of: owner.card).keys, armored: true),
            as: UTF8.self)
    }
}

/// One RFC 3161 timestamp over the commitments to many recordings, and the way from one of them to it.
package struct BatchStamp: Sendable, Hashable, Codable {
    /// The root over the batch: what was stamped.
    package var root: SHA256Digest
    /// The recording's place in the batch, from 0.
    package var place: UInt64
    /// How many recordings the batch has.
    package var count: UInt64
    /// From the recording's leaf to the root.
    package var path: [SHA256Digest]
    /// The token, in DER, in base64.
    package var token: String

    /// A stamp from its parts.
    package init(_ proof: InclusionProof, root: SHA256Digest, token: TimeStampToken) {
        self.root = root
        place = proof.place
        count = proof.count
        path = proof.path
        self.token = token.base64
    }

    /// The leaf of a batch for a recording: over the root of its commitment.
    package static func leaf(_ root: SHA256Digest, _ hasher: MerkleHasher) throws(SealingError)
        -> SHA256Digest
    {
        try hasher.leaf(root.bytes)
    }

    /// The token, found to be of a batch that holds a commitment. Whom it is from is not checked.
    ///
    /// - Parameter commitment: the root of the commitment.
    /// - Throws: ``SealingError/timestamp(_:)``.
    package func token(of commitment: SHA256Digest) throws(SealingError) -> TimeStampToken {
        try check(commitment)
        let token = try TimeStampToken(base64: self.token)
        guard token.digest == root else { throw .timestamp("it is of another batch") }
        return token
    }

    /// Checks that the batch holds a commitment, without looking at the token.
    ///
    /// - Parameter commitment: the root of the commitment.
    /// - Throws: ``SealingError/timestamp(_:)``.
    package func check(_ commitment: SHA256Digest) throws(SealingError) {
        let hasher = try MerkleHasher()
        let proof = InclusionProof(place: place, count: count, path: path)
        guard path.count <= 64,
            try proof.root(ofLeaf: Self.leaf(commitment, hasher), with: hasher) == root
        else { throw .timestamp("the recording's commitment is not in the batch it names") }
    }
}
