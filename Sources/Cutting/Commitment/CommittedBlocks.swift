import Objects
import Recordings
import Records
import Statements
import Sealing

/// What is kept of a committed track, so that a run of it can be proved later at the cost of the run: the nodes over
/// each 256 access units, and where those begin in the file.
package struct CommittedBlocks: Sendable, Hashable {
    /// The level of the kept nodes.
    package static let level = 8
    /// How many access units a block has.
    package static let leafCount: UInt64 = 1 << UInt64(level)

    /// Where a block begins: its first packet as the demuxer gives it.
    package struct Mark: Sendable, Hashable {
        /// Its decoding time; ``CommittedUnit/unknownTime`` where it has none.
        package var dts: Int64
        /// Its presentation time; the same where it has none.
        package var pts: Int64
        /// Where it lies in the file, in bytes; negative where the container does not tell.
        package var position: Int64

        /// A mark from its parts.
        package init(dts: Int64, pts: Int64, position: Int64) {
            self.dts = dts
            self.pts = pts
            self.position = position
        }

        init(_ packet: Packet) {
            self.init(
                dts: packet.dts ?? CommittedUnit.unknownTime, pts: packet.pts ?? CommittedUnit.unknownTime,
                position: packet.position)
        }
    }

    /// The nodes over the full blocks, in order.
    package var nodes: [SHA256Digest]
    /// The nodes over what is left behind them, in the order of ``Subtree/cover(of:)``; at most 8.
    package var tail: [SHA256Digest]
    /// Where each block begins, the last one that is not full included.
    package var marks: [Mark]
    /// The parameter sets in force where blocks begin: an entry wherever they are others than before, in order.
    package var sets: [Sets]

    /// Blocks from their parts.
    package init(nodes: [SHA256Digest], tail: [SHA256Digest], marks: [Mark], sets: [Sets]) {
        self.nodes = nodes
        self.tail = tail
        self.marks = marks
        self.sets = sets
    }

    /// The parameter sets in force before a block and those behind it, up to the next entry.
    package struct Sets: Sendable, Hashable, Codable {
        /// The block's place, from 0.
        package var block: Int
        /// The sets.
        package var sets: ParameterSets

        /// Sets from a block on.
        package init(block: Int, sets: ParameterSets) {
            self.block = block
            self.sets = sets
        }
    }

    /// The parameter sets in force where a block begins.
    func sets(before block: Int) -> ParameterSets {
        sets.last { $0.block <= block }?.sets ?? ParameterSets()
    }
}

extension CommittedBlocks {
    /// Whether what was kept of a track has the size that a track of `count` access units has, in bytes or in pieces.
    ///
    /// - Parameter marks: one for each block, the last one that is not full included; 0 where none were kept.
    package static func fits(
        nodes: Int, tail: Int, each hash: Int, marks: Int, each mark: Int, count: UInt64
    ) -> Bool {
        // A track has at most 2³² access units (docs/spec/commitment.md), so nothing below overflows.
        guard count <= 1 << 32 else { return false }
        let full = Int(count >> UInt64(level))
        let rest = Int(count & (leafCount - 1))
        return nodes == full * hash && tail == rest.nonzeroBitCount * hash
            && (marks == 0 || marks == (full + (rest > 0 ? 1 : 0)) * mark)
    }

    /// The root that what was kept leads to, of a track of `count` access units; nil where it has another size.
    package func root(of count: UInt64) throws(SealingError) -> SHA256Digest? {
        guard
            Self.fits(
                nodes: nodes.count, tail: tail.count, each: 1, marks: marks.count, each: 1, count: count)
        else { return nil }
        let hasher = try MerkleHasher()
        var range = CompactRange(begin: 0)
        for node in nodes { try range.append(node, level: Self.level, with: hasher) }
        for (subtree, hash) in zip(Subtree.cover(of: range.end..<count), tail) {
            try range.append(hash, level: subtree.level, with: hasher)
        }
        return try range.root(with: hasher)
    }
}

/// A commitment to a recording that was made before anybody asked for it, with all that makes a seal quick later.
package struct Precommitment: Sendable {
    /// The SHA-256 of the file.
    package let sha256: SHA256Digest
    /// That of its ends, by which it is found again (``SourceFile/ends()``).
    package let ends: SHA256Digest
    /// The file as it was.
    package let stamp: FileStamp
    /// Its tracks, with their descriptions.
    package let tracks: [SourceTrack]
    /// The commitment.
    package let commitment: SourceCommitment
    /// What makes its salts.
    package let key: CommitmentKey
    /// What is kept of each track, by its position in the file.
    package let blocks: [Int: CommittedBlocks]
    /// When it was made, by this machine's clock.
    package let committed: WallTime
    /// The timestamp over it; nil where there is none yet.
    package var batch: BatchStamp?
    /// Whether the file was found by its size and its ends, as it has another name, place or time now: only the blocks that
    /// are read show then that it is this recording.
    package var isFoundByContent = false

    /// A commitment from its parts.
    package init(
        sha256: SHA256Digest, ends: SHA256Digest, stamp: FileStamp, tracks: [SourceTrack],
        commitment: SourceCommitment, key: CommitmentKey, blocks: [Int: CommittedBlocks], committed: WallTime,
        batch: BatchStamp? = nil
    ) {
        self.sha256 = sha256
        self.ends = ends
        self.stamp = stamp
        self.tracks = tracks
        self.commitment = commitment
        self.key = key
        self.blocks = blocks
        self.committed = committed
        self.batch = batch
    }

    /// Commits to a file: its digest, and every access unit of it.
    ///
    /// - Parameter isCancelled: is asked now and then whether to give up.
    /// - Throws: ``FootageError``, ``FootageError/incomplete(path:reason:)`` among them where the file changed
    ///   meanwhile, and `CancellationError`.
    package static func make(of path: String, isCancelled: () -> Bool = { false }) throws -> Precommitment {
        let file = try SourceFile(path: path)
        let tracks = try SourceTrack.all(in: file)
        let digest = try file.digest { _ in !isCancelled() }
        let ends = try file.ends()
        let key = try CommitmentKey()
        let outcome = try CommitmentPass(of: file, tracks, cuts: [], key: key).run { _ in !isCancelled() }
        guard try file.isUnchanged() else {
            throw FootageError.incomplete(path: path, reason: "it was written to meanwhile")
        }
        return Precommitment(
            sha256: digest.sha256, ends: ends, stamp: file.stamp,
            tracks: tracks.map { track in
                var track = track
                track.description = outcome.descriptions[track.index]
                return track
            }, commitment: outcome.commitment, key: key, blocks: outcome.blocks, committed: .now())
    }
}
