import CFFmpeg
import Custody
import Sealing

/// One pass over a recording that commits to every access unit of every track, and proves of masters that
/// they are runs of it.
///
/// Its memory does not grow with the recording, but for the index that the demuxer reads.
public struct CommitmentPass {
    /// What came of a pass.
    public struct Outcome: Sendable {
        /// The commitment to the whole recording.
        public let commitment: SourceCommitment
        /// For each cut its proofs, by the position of the track in the recording's file.
        public let proofs: [[Int: RangeProof]]
        /// For each cut the access units of its derivatives, by the place of the object in ``CutPlan/objects``.
        public let units: [[Int: UnitsProof]]
        /// What has to be kept of each track to prove a run of it later without reading the rest.
        public let blocks: [Int: CommittedBlocks]
    }

    private static let bytesBetweenAnswers = 512 << 10

    private let path: String
    private let key: CommitmentKey
    private let cuts: [CutPlan]
    private let input: MediaInput
    private var tracks: [Int: Track] = [:]

    /// A pass over a recording.
    ///
    /// - Parameters:
    ///   - file: the recording.
    ///   - sources: its tracks.
    ///   - cuts: the cuts of it that masters are made of.
    ///   - key: makes the salts.
    /// - Throws: ``FootageError`` where it cannot be opened.
    public init(of file: SourceFile, _ sources: [SourceTrack], cuts: [CutPlan], key: CommitmentKey) throws {
        path = file.path
        self.key = key
        self.cuts = cuts
        input = try MediaInput(file)
        for source in sources {
            guard source.index < input.trackCount else {
                throw FootageError.notARecording(path: path, cause: "it has no track \(source.index)")
            }
            tracks[source.index] = try Track(
                source, canonical: CanonicalBytes(try input.parameters(source.index)),
                salts: key.salts(ofTrack: source.index), cuts: cuts)
        }
    }

    /// Reads the recording to its end.
    ///
    /// A recording that is cut short is committed to as far as it goes: what is missing cannot be handed over.
    ///
    /// - Parameter goOn: is told now and then how many bytes more were hashed, and answers whether to go on.
    /// - Throws: ``FootageError``, and `CancellationError` when it was told to give up.
    public func run(goOn: (_ bytes: Int) -> Bool = { _ in true }) throws -> Outcome {
        try input.select(Set(tracks.keys))
        let packet = try Packet()
        var unsaid = 0
        while try next(into: packet) {
            unsaid += packet.size
            if unsaid >= Self.bytesBetweenAnswers {
                guard goOn(unsaid) else { throw CancellationError() }
                unsaid = 0
            }
            guard let track = tracks[packet.track] else { continue }
            do {
                try track.add(packet)
            } catch is RangeProver.NotARun {
                throw FootageError.incomplete(
                    path: path, reason: "what would be handed over of track \(packet.track) has a hole in it")
            }
        }
        let ended = tracks.values.sorted { $0.index < $1.index }
        return Outcome(
            commitment: try SourceCommitment(id: key.id, tracks: try ended.map { try $0.committed() }),
            proofs: try cuts.indices.map { cut in
                var proofs: [Int: RangeProof] = [:]
                for track in ended { proofs[track.index] = try track.proof(ofCut: cut) }
                return proofs
            },
            units: cuts.indices.map { cut in
                ended.reduce(into: [:]) { units, track in
                    for (object, prover) in track.units[cut] { units[object] = prover.proof }
                }
            }, blocks: tracks.mapValues(\.blocks))
    }

    private func next(into packet: Packet) throws -> Bool {
        do {
            return try input.read(into: packet)
        } catch FootageError.truncated {
            return false
        }
    }

    /// The state of one track.
    private final class Track {
        let index: Int
        private let clock: LeafClock
        private let canonical: CanonicalBytes
        private let cuts: [CutPlan]
        private let tree: SaltTree
        private let salts: SaltTree.Salts
        private let hasher: MerkleHasher
        private var range = CompactRange(begin: 0)
        private var provers: [RangeProver]
        /// Of each cut, those of its derivatives.
        private(set) var units: [[(object: Int, prover: UnitsProver)]]
        private var marks: [CommittedBlocks.Mark] = []
        private var nodes: [SHA256Digest] = []
        /// The leaves of the block that is not full yet.
        private var block = CompactRange(begin: 0)

        init(_ source: SourceTrack, canonical: CanonicalBytes, salts: SaltTree, cuts: [CutPlan]) throws {
            index = source.index
            clock = LeafClock(source)
            self.canonical = canonical
            self.cuts = cuts
            tree = salts
            self.salts = try salts.salts()
            hasher = try MerkleHasher()
            provers = cuts.map { _ in RangeProver() }
            units = try cuts.map { try $0.unitsProvers(ofTrack: source.index) }
        }

        func add(_ packet: Packet) throws {
            guard let salt = try salts.next() else {
                throw FootageError.notCuttable(path: "", reason: "a track of it has too many packets")
            }
            try hasher.pieces.update(salt.bytes)
            let flags = try canonical.hash(packet.bytes, into: hasher.pieces)
            let unit = CommittedUnit(
                pts: clock.time(ofSource: packet.pts), dts: clock.time(ofSource: packet.dts),
                flags: flags.rawValue, content: try hasher.pieces.finalizeAndRestart())
            let leaf = try unit.leaf(track: index, hasher)
            if block.begin == block.end { marks.append(CommittedBlocks.Mark(packet)) }
            try block.append(leaf, with: hasher)
            if block.end - block.begin == CommittedBlocks.leafCount, let node = block.hashes.first {
                nodes.append(node)
                try range.append(node, level: CommittedBlocks.level, with: hasher)
                block = CompactRange(begin: block.end)
            }
            for cut in cuts.indices {
                try provers[cut].add(
                    leaf, of: unit, isHandedOver: cuts[cut].takes(packet), hasher)
                for object in units[cut].indices {
                    try units[cut][object].prover.add(leaf, of: unit, hasher)
                }
            }
        }

        var blocks: CommittedBlocks { CommittedBlocks(nodes: nodes, tail: block.hashes, marks: marks) }

        func committed() throws -> CommittedTrack {
            let tail = Subtree.cover(of: block.begin..<block.end)
            for (node, hash) in zip(tail, block.hashes) {
                try range.append(hash, level: node.level, with: hasher)
            }
            return CommittedTrack(
                index: index, count: range.end, root: try range.root(with: hasher),
                codecHeaderSHA256: canonical.codecHeader.isEmpty
                    ? nil : try SHA256Digest.of(canonical.codecHeader))
        }

        func proof(ofCut cut: Int) throws -> RangeProof? { try provers[cut].proof(tree) }
    }
}

extension CutPlan {
    /// Whether a packet of the recording is one of the master's, by the same rule as the master is written by.
    func takes(_ packet: Packet) -> Bool {
        guard objects.contains(where: { $0.role == .master }), let pts = packet.pts, let dts = packet.dts
        else { return false }
        if let picture, picture.track == packet.track { return picture.isInMaster(dts: dts, pts: pts) }
        return sound.contains { $0.track == packet.track && $0.takes(packet, pts: pts) }
    }
}
