import Statements
import Sealing

/// What an owner is bound to of a whole recording, without a word about its content.
///
/// One RFC 6962 Merkle tree for each track over its access units in decoding order, and one over the tracks and the
/// evidence of the start (docs/spec/commitment.md). The salts in its leaves keep anyone from confirming a guess about
/// what was not handed over.
package struct SourceCommitment: Sendable, Hashable, Codable {
    /// What the salts depend on besides the owner's secret: 32 random lower-case hexadecimal digits.
    package var id: String
    /// The root over ``tracks`` and ``evidence``.
    package var root: SHA256Digest
    /// Every track of the recording, in the order of its file.
    package var tracks: [CommittedTrack]
    /// What the name and the container say of the start.
    package var evidence: CommittedEvidence

    /// The commitment to these tracks.
    package init(id: String, tracks: [CommittedTrack], evidence: CommittedEvidence) throws(SealingError) {
        self.id = id
        self.tracks = tracks
        self.evidence = evidence
        root = try Self.root(of: tracks, evidence)
    }

    /// The root that tracks and the evidence of the start have together.
    package static func root(
        of tracks: [CommittedTrack], _ evidence: CommittedEvidence
    ) throws(SealingError) -> SHA256Digest {
        let hasher = try MerkleHasher()
        var leaves: [SHA256Digest] = []
        for track in tracks { leaves.append(try hasher.leaf(track.leafData)) }
        leaves.append(try hasher.leaf(try evidence.digest().bytes))
        return try hasher.root(ofLeaves: leaves)
    }

    /// The same, with the salted facts of only these tracks shown.
    ///
    /// - Parameters:
    ///   - described: whose description is shown, with their times.
    ///   - timed: whose times are shown.
    package func showing(described: Set<Int>, timed: Set<Int>) -> SourceCommitment {
        var shown = self
        shown.tracks = tracks.map { track in
            var track = track
            if !described.contains(track.index) { track.descriptionSalt = nil }
            if !described.contains(track.index), !timed.contains(track.index) { track.times = nil }
            return track
        }
        return shown
    }
}

/// What an owner is bound to of one track.
package struct CommittedTrack: Sendable, Hashable, Codable {
    /// The ``SourceTrack/index`` of the track.
    package var index: Int
    /// How many access units it has.
    package var count: UInt64
    /// The root over them.
    package var root: SHA256Digest
    /// Over ``CommittedTimes/times``, salted.
    package var timesDigest: SHA256Digest
    /// Over the ``TrackDescription``, salted; zeros where there is none.
    package var descriptionDigest: SHA256Digest
    /// When it begins, with the salt; nil where that is not shown.
    package var times: CommittedTimes?
    /// The salt of its description; nil where that is not shown, and where there is none.
    package var descriptionSalt: SHA256Digest?

    private enum CodingKeys: String, CodingKey {
        case index, count, root, times
        case timesDigest = "times_digest"
        case descriptionDigest = "description_digest"
        case descriptionSalt = "description_salt"
    }

    /// A committed track from its parts.
    ///
    /// - Parameter description: what a viewing of it depends on, with its salt; nil where no object can hold it.
    package init(
        index: Int, count: UInt64, root: SHA256Digest, times: CommittedTimes,
        description: (facts: TrackDescription, salt: SHA256Digest)? = nil
    ) throws(SealingError) {
        self.index = index
        self.count = count
        self.root = root
        self.times = times
        timesDigest = try times.digest()
        descriptionSalt = description?.salt
        if let description {
            descriptionDigest = try SaltedFacts.digest(description.facts, salt: description.salt)
        } else {
            descriptionDigest = .zero
        }
    }

    /// What the leaf over the track is made of.
    package var leafData: [UInt8] {
        var data: [UInt8] = []
        data.appendBigEndian(UInt32(clamping: index))
        data.appendBigEndian(count)
        data += root.bytes
        data += timesDigest.bytes
        data += descriptionDigest.bytes
        return data
    }
}

/// One access unit as a commitment sees it.
package struct CommittedUnit: Sendable, Hashable {
    /// What stands for a time that the container does not have.
    package static let unknownTime = Int64.min

    /// Presentation time, in the unit of the track's leaves.
    package var pts: Int64
    /// Decoding time, in the same unit.
    package var dts: Int64
    /// What kind of access unit it is (docs/spec/commitment.md, Flags).
    package var flags: UInt8
    /// Over the picture or sound, salted.
    package var picture: SHA256Digest
    /// Over the parameter sets that its slices name, salted; zeros where there are none.
    package var sets: SHA256Digest
    /// Over all other bytes that say something, salted; zeros where there are none.
    package var rest: SHA256Digest

    /// An access unit from its parts.
    package init(
        pts: Int64, dts: Int64, flags: UInt8, picture: SHA256Digest, sets: SHA256Digest = .zero,
        rest: SHA256Digest = .zero
    ) {
        self.pts = pts
        self.dts = dts
        self.flags = flags
        self.picture = picture
        self.sets = sets
        self.rest = rest
    }

    /// The hash of its leaf.
    package func leaf(track: Int, _ hasher: MerkleHasher) throws(SealingError) -> SHA256Digest {
        // With the prefix of a leaf that is 118 bytes, two blocks of the hash.
        var data: [UInt8] = []
        data.reserveCapacity(117)
        data.appendBigEndian(UInt32(clamping: track))
        data.append(flags)
        data.appendBigEndian(pts)
        data.appendBigEndian(dts)
        data += picture.bytes
        data += sets.bytes
        data += rest.bytes
        return try hasher.leaf(data)
    }
}

/// What makes the salts of one commitment. Its description never shows the secret.
package struct CommitmentKey: Sendable {
    /// The commitment's id.
    package let id: String
    private let secret: [UInt8]
    private let idBytes: [UInt8]

    /// How many random bytes an id has.
    private static let idByteCount = 16

    /// How many bytes a secret has.
    package static let secretByteCount = 32

    /// The key of a commitment of an owner; nil where the id is not 32 lower-case hexadecimal digits.
    package init?(id: String, owner: Identity) { self.init(id: id, secret: owner.signingKey.seed) }

    /// The key of a commitment with a secret of its own; nil where id or secret is none.
    package init?(id: String, secret: [UInt8]) {
        guard let bytes = Self.bytes(ofID: id), secret.count == Self.secretByteCount else { return nil }
        self.id = id
        idBytes = bytes
        self.secret = secret
    }

    /// The key of a new commitment.
    ///
    /// - Throws: Sealing's error when the machine has no randomness.
    package init(newFor owner: Identity) throws(SealingError) { try self.init(new: owner.signingKey.seed) }

    /// The key of a new commitment with a random secret of its own, made where no owner's identity is at hand.
    ///
    /// - Throws: Sealing's error when the machine has no randomness.
    package init() throws(SealingError) { try self.init(new: try SecureRandom.bytes(Self.secretByteCount)) }

    private init(new secret: [UInt8]) throws(SealingError) {
        idBytes = try SecureRandom.bytes(Self.idByteCount)
        id = idBytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count < 2 ? "0" + digits : digits
        }.joined()
        self.secret = secret
    }

    /// The secret, for whoever keeps the key: a store of the owner's, or the record, encrypted to the owner alone.
    package func withSecret<Result>(_ body: ([UInt8]) throws -> Result) rethrows -> Result {
        try body(secret)
    }

    /// The salts of a track.
    package func salts(ofTrack track: Int) throws(SealingError) -> SaltTree {
        try SaltTree(secret: secret, commitment: idBytes, track: track)
    }

    /// The salt of something known of the file or of a track of it: `evidence`, `times 0`, `description 0`.
    package func salt(ofFact name: String) throws(SealingError) -> SHA256Digest {
        try SaltTree.salt(ofFact: name, secret: secret, commitment: idBytes)
    }

    private static func bytes(ofID id: String) -> [UInt8]? {
        let digits = Array(id.utf8)
        guard digits.count == 2 * idByteCount,
            digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        return stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
        }
    }
}

extension CommitmentKey: CustomStringConvertible, CustomDebugStringConvertible {
    /// The id only.
    package var description: String { "CommitmentKey(\(id))" }
    /// The id only.
    package var debugDescription: String { description }
}

extension [UInt8] {
    fileprivate mutating func appendBigEndian(_ value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }
}
