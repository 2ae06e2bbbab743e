import Starts
import Objects
import Recordings
import Records
import CFFmpeg
import Sealing

/// One pass over a recording that commits to every access unit of every track, and proves of masters that
/// they are runs of it.
///
/// Its memory does not grow with the recording, but for the index that the demuxer reads.
package struct CommitmentPass {
    /// What came of a pass.
    package struct Outcome: Sendable {
        /// The commitment to the whole recording.
        package let commitment: SourceCommitment
        /// For each cut its proofs, by the position of the track in the recording's file.
        package let proofs: [[Int: ProvenRun]]
        /// For each cut the access units of its derivatives, by the place of the object in ``CutPlan/objects``.
        package let units: [[Int: UnitsProof]]
        /// What a viewing of each track depends on, by its position; none of a track that no object can hold.
        package let descriptions: [Int: TrackDescription]
        /// What has to be kept of each track to prove a run of it later without reading the rest.
        package let blocks: [Int: CommittedBlocks]
    }

    private static let bytesBetweenAnswers = 512 << 10

    private let path: String
    private let key: CommitmentKey
    private let cuts: [CutPlan]
    private let input: MediaInput
    private let traces: StartTraces
    private let edits: EditLists
    private var tracks: [Int: Track] = [:]

    /// A pass over a recording.
    ///
    /// - Parameters:
    ///   - file: the recording.
    ///   - sources: its tracks.
    ///   - cuts: the cuts of it that masters are made of.
    ///   - key: makes the salts.
    ///   - parts: the file's name and the folders before it, where it was committed to under others than it has now.
    /// - Throws: ``FootageError`` where it cannot be opened.
    package init(
        of file: SourceFile, _ sources: [SourceTrack], cuts: [CutPlan], key: CommitmentKey,
        committedAs parts: [String]? = nil
    ) throws {
        path = file.path
        self.key = key
        self.cuts = cuts
        input = try MediaInput(file)
        // Describing a track may lose the place that is read from.
        let describing = try MediaInput(file, index: .around([:]))
        edits = try EditLists(of: file, input)
        let creationTime = input.metadata["creation_time"]
        traces =
            parts.map { StartTraces(parts: $0, creationTime: creationTime) }
            ?? StartTraces(path: path, creationTime: creationTime)
        for source in sources {
            guard source.index < input.trackCount else {
                throw FootageError.notARecording(path: path, cause: "it has no track \(source.index)")
            }
            tracks[source.index] = try Track(
                source, canonical: CanonicalBytes(try input.parameters(source.index)),
                description: describing.description(of: source), salts: key.salts(ofTrack: source.index),
                cuts: cuts)
        }
    }

    /// Reads the recording to its end.
    ///
    /// A recording that is cut short is committed to as far as it goes: what is missing cannot be handed over.
    ///
    /// - Parameter goOn: is told now and then how many bytes more were hashed, and answers whether to go on.
    /// - Throws: ``FootageError``, and `CancellationError` when it was told to give up.
    package func run(goOn: (_ bytes: Int) -> Bool = { _ in true }) throws -> Outcome {
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
            commitment: try SourceCommitment(
                id: key.id, tracks: try ended.map { try $0.committed(edits, key) },
                evidence: CommittedEvidence(traces, salt: try key.salt(ofFact: "evidence"))),
            proofs: try cuts.indices.map { cut in
                var proofs: [Int: ProvenRun] = [:]
                for track in ended { proofs[track.index] = try track.proof(ofCut: cut) }
                return proofs
            },
            units: cuts.indices.map { cut in
                ended.reduce(into: [:]) { units, track in
                    for (object, prover) in track.derivatives[cut] { units[object] = prover.proof }
                }
            }, descriptions: tracks.compactMapValues(\.description), blocks: tracks.mapValues(\.blocks))
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
        let description: TrackDescription?
        private let timeBase: TimeBase
        private let clock: LeafClock
        private let units: UnitHasher
        private let cuts: [CutPlan]
        private let tree: SaltTree
        private let salts: SaltTree.Salts
        private let hasher: MerkleHasher
        private var range = CompactRange(begin: 0)
        private var provers: [RangeProver]
        /// Of each cut, those of its derivatives.
        private(set) var derivatives: [[(object: Int, prover: UnitsProver)]]
        private let tallies: [OtherBytesTally]
        private var first = FirstTimes()
        private var marks: [CommittedBlocks.Mark] = []
        private var sets: [CommittedBlocks.Sets] = []
        private var nodes: [SHA256Digest] = []
        /// The leaves of the block that is not full yet.
        private var block = CompactRange(begin: 0)

        init(
            _ source: SourceTrack, canonical: CanonicalBytes, description: TrackDescription?, salts: SaltTree,
            cuts: [CutPlan]
        ) throws {
            index = source.index
            timeBase = source.timeBase
            clock = LeafClock(source)
            self.description = description
            units = try UnitHasher(canonical, codec: source.codec, sets: ParameterSets(description))
            self.cuts = cuts
            tree = salts
            self.salts = try salts.salts()
            hasher = try MerkleHasher()
            provers = cuts.map { _ in RangeProver() }
            derivatives = try cuts.map { try $0.unitsProvers(ofTrack: source.index) }
            tallies = try cuts.map { _ in try OtherBytesTally(description) }
        }

        func add(_ packet: Packet) throws {
            guard let node = try salts.next() else {
                throw FootageError.notCuttable(path: "", reason: "a track of it has too many packets")
            }
            first.add(pts: packet.pts, dts: packet.dts)
            if block.begin == block.end {
                if sets.last?.sets != units.sets {
                    sets.append(CommittedBlocks.Sets(block: marks.count, sets: units.sets))
                }
                marks.append(CommittedBlocks.Mark(packet))
            }
            let takers = cuts.indices.filter { cuts[$0].takes(packet) }
            let unit = try units.unit(
                of: packet, clock, under: node, tally: takers.first.map { tallies[$0] })
            let leaf = try unit.leaf(track: index, hasher)
            try block.append(leaf, with: hasher)
            if block.end - block.begin == CommittedBlocks.leafCount, let node = block.hashes.first {
                nodes.append(node)
                try range.append(node, level: CommittedBlocks.level, with: hasher)
                block = CompactRange(begin: block.end)
            }
            for cut in cuts.indices {
                try provers[cut].add(leaf, of: unit, isHandedOver: takers.contains(cut), hasher)
                for object in derivatives[cut].indices {
                    try derivatives[cut][object].prover.add(leaf, of: unit, hasher)
                }
            }
        }

        var blocks: CommittedBlocks {
            CommittedBlocks(nodes: nodes, tail: block.hashes, marks: marks, sets: sets)
        }

        func committed(_ edits: EditLists, _ key: CommitmentKey) throws -> CommittedTrack {
            let tail = Subtree.cover(of: block.begin..<block.end)
            for (node, hash) in zip(tail, block.hashes) {
                try range.append(hash, level: node.level, with: hasher)
            }
            return try CommittedTrack(
                index: index, count: range.end, root: try range.root(with: hasher),
                times: CommittedTimes(
                    edits.times(ofTrack: index, timeBase, first),
                    salt: try key.salt(ofFact: "times \(index)")),
                description: try description.map { ($0, try key.salt(ofFact: "description \(index)")) })
        }

        func proof(ofCut cut: Int) throws -> ProvenRun? {
            try provers[cut].proof(tree).map { ProvenRun(proof: $0, other: tallies[cut].table) }
        }
    }
}

/// That a master's track is a run of the recording, and how much of it is no picture or sound.
package struct ProvenRun: Sendable, Hashable {
    /// The proof.
    package let proof: RangeProof
    /// By kind.
    package let other: [OtherBytes]
}

extension UnitHasher {
    /// A packet of a recording as its leaf has it.
    func unit(
        of packet: Packet, _ clock: LeafClock, under node: SHA256Digest, tally: OtherBytesTally?
    ) throws -> CommittedUnit {
        CommittedUnit(
            try parts(of: packet.bytes, under: node, tally: tally), pts: clock.time(ofSource: packet.pts),
            dts: clock.time(ofSource: packet.dts))
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
