import Objects
import Recordings
import Records
import Statements
import CFFmpeg
import Sealing

/// Proves of masters that they are runs of a recording committed to before, by reading what lies around them.
///
/// All that is read is held against the nodes that were kept, so a recording that is no longer the one committed to is
/// found out wherever it matters.
package struct PrecommittedPass {
    /// What was kept does not lead to the place in the file; the recording has to be read whole.
    package struct NotFound: Error, Sendable, Hashable {}

    private let recording: Recording
    private let kept: Precommitment
    private let cuts: [CutPlan]

    /// A pass over a recording.
    ///
    /// - Parameters:
    ///   - recording: the recording.
    ///   - kept: the commitment to it.
    ///   - cuts: the cuts of it that masters are made of.
    package init(of recording: Recording, _ kept: Precommitment, cuts: [CutPlan]) {
        self.recording = recording
        self.kept = kept
        self.cuts = cuts
    }

    /// The proofs of each cut, by the position of the track in the recording's file.
    ///
    /// - Parameter goOn: is asked at every access unit whether to go on.
    /// - Throws: ``FootageError``, ``FootageError/notAsCommitted(path:committed:)`` where the recording is not what was
    ///   committed to; ``NotFound``; `CancellationError` when it was told to give up.
    package func proofs(goOn: () -> Bool = { true }) throws -> [[Int: ProvenRun]] {
        try cuts.map { cut in
            var proofs: [Int: ProvenRun] = [:]
            for track in kept.tracks {
                guard let span = cut.span(ofTrack: track.index), let proof = try proof(cut, track, span, goOn)
                else {
                    continue
                }
                proofs[track.index] = proof
            }
            return proofs
        }
    }

    /// That a recording is not what was committed to.
    package static func changed(_ path: String, since committed: WallTime) -> FootageError {
        .notAsCommitted(path: path, committed: committed)
    }

    /// The access units that each derivative of a cut stands for, by the place of the object in ``CutPlan/objects``.
    ///
    /// - Throws: as ``proofs(goOn:)``.
    package func units(goOn: () -> Bool = { true }) throws -> [[Int: UnitsProof]] {
        try cuts.map { cut in
            var proofs: [Int: UnitsProof] = [:]
            guard let index = cut.picture?.track, let track = kept.tracks.first(where: { $0.index == index })
            else { return proofs }
            for (place, made) in try cut.unitsProvers(ofTrack: index) {
                guard let span = try cut.unitsSpan(ofObject: place) else { continue }
                var prover = made
                _ = try walk(
                    track, around: span, beside: 1, goOn,
                    add: { try prover.add($1, of: $2, $3) }, skip: { try prover.skip($0, level: $1, $2) })
                guard let proof = prover.proof else { throw NotFound() }
                proofs[place] = proof
            }
            return proofs
        }
    }

    private func proof(
        _ cut: CutPlan, _ source: SourceTrack, _ span: Range<Int64>, _ goOn: () -> Bool
    ) throws -> ProvenRun? {
        var prover = RangeProver()
        let tally = try OtherBytesTally(source.description)
        let tree = try walk(
            source, around: span, goOn, tally: { cut.takes($0) ? tally : nil },
            add: { try prover.add($1, of: $2, isHandedOver: cut.takes($0), $3) },
            skip: { try prover.skip($0, level: $1, $2) })
        return try prover.proof(tree).map { ProvenRun(proof: $0, other: tally.table) }
    }

    /// Makes the leaves of the blocks around a span of a track and finds its root from them and the nodes kept.
    ///
    /// - Parameters:
    ///   - beside: how many blocks more are read on either side.
    ///   - tally: what counts the other bytes of a packet; nil where nobody does.
    ///   - add: is given each packet read with its leaf.
    ///   - skip: is given each node that stands for what was not read.
    /// - Returns: what makes the salts of the track.
    private func walk(
        _ source: SourceTrack, around span: Range<Int64>, beside: Int = 0, _ goOn: () -> Bool,
        tally: (Packet) -> OtherBytesTally? = { _ in nil },
        add: (Packet, SHA256Digest, CommittedUnit, MerkleHasher) throws -> Void,
        skip passOver: (SHA256Digest, Int, MerkleHasher) throws -> Void
    ) throws -> SaltTree {
        guard let blocks = kept.blocks[source.index],
            let committed = kept.commitment.tracks.first(where: { $0.index == source.index }),
            blocks.fits(committed.count), let found = blocks.ends(around: span)
        else { throw NotFound() }
        let ends =
            max(0, found.lowerBound - beside)..<min(found.upperBound + beside, blocks.marks.count)
        let hasher = try MerkleHasher()
        var root = CompactRange(begin: 0)
        func skip(_ numbers: Range<Int>) throws {
            for number in numbers {
                try passOver(blocks.nodes[number], CommittedBlocks.level, hasher)
                try root.append(blocks.nodes[number], level: CommittedBlocks.level, with: hasher)
            }
        }
        try skip(0..<ends.lowerBound)
        let first = UInt64(ends.lowerBound) * CommittedBlocks.leafCount
        let end = min(UInt64(ends.upperBound) * CommittedBlocks.leafCount, committed.count)
        let tree = try kept.key.salts(ofTrack: source.index)
        let behind =
            blocks.marks.indices.contains(ends.upperBound) ? blocks.marks[ends.upperBound].dts : 1 << 56
        let begin = Begin(mark: blocks.marks[ends.lowerBound], sets: blocks.sets(before: ends.lowerBound))
        let clock = LeafClock(source)
        try read(source, tree, begin, until: behind, first..<end) { packet, units, node in
            guard goOn() else { throw CancellationError() }
            let unit = try units.unit(of: packet, clock, under: node, tally: tally(packet))
            let leaf = try unit.leaf(track: source.index, hasher)
            try root.append(leaf, with: hasher)
            try add(packet, leaf, unit, hasher)
        }
        // Where packets are missing, no node that was kept has its place.
        guard root.end == end else { throw Self.changed(recording.path, since: kept.committed) }
        if end < committed.count {
            try skip(ends.upperBound..<blocks.nodes.count)
            let behind = UInt64(blocks.nodes.count) * CommittedBlocks.leafCount
            for (node, hash) in zip(Subtree.cover(of: behind..<committed.count), blocks.tail) {
                try passOver(hash, node.level, hasher)
                try root.append(hash, level: node.level, with: hasher)
            }
        }
        guard root.end == committed.count, try root.root(with: hasher) == committed.root else {
            throw Self.changed(recording.path, since: kept.committed)
        }
        return tree
    }

    /// Where reading begins: the packet, and the parameter sets in force before it.
    private struct Begin {
        let mark: CommittedBlocks.Mark
        let sets: ParameterSets
    }

    /// Reads the access units with these places, the first of which is where a mark says.
    ///
    /// - Parameter end: a decoding time that none of them reaches.
    private func read(
        _ source: SourceTrack, _ tree: SaltTree, _ begin: Begin, until end: Int64, _ places: Range<UInt64>,
        _ body: (Packet, UnitHasher, SHA256Digest) throws -> Void
    ) throws {
        let mark = begin.mark
        guard mark.dts < .max else { throw NotFound() }
        let input = try MediaInput(
            recording.open(), index: .around([source.index: mark.dts..<max(mark.dts + 1, end)]))
        guard source.index < input.trackCount else { throw NotFound() }
        try input.select([source.index])
        try input.seek(track: source.index, atOrBefore: mark.dts)
        let packet = try Packet()
        repeat {
            guard try next(of: input, into: packet), (packet.dts ?? .min) <= mark.dts else {
                throw NotFound()
            }
        } while CommittedBlocks.Mark(packet) != mark
        let units = try UnitHasher(
            CanonicalBytes(try input.parameters(source.index)), codec: source.codec, sets: begin.sets)
        let seeds = Subtree.cover(of: places)
        let salts = try SaltTree.Salts(
            zip(try tree.seeds(of: seeds), seeds).map { (seed: $0, level: $1.level) })
        for place in places {
            if place > places.lowerBound {
                // Should packets be missing, the leaves end too early, which is found behind.
                guard try next(of: input, into: packet) else { return }
            }
            guard let node = try salts.next() else { return }
            try body(packet, units, node)
        }
    }

    private func next(of input: MediaInput, into packet: Packet) throws -> Bool {
        do { return try input.read(into: packet) } catch FootageError.truncated { return false }
    }
}

extension CommittedBlocks {
    /// Whether it is of so many access units, with a mark for each block: what comes from a store may be of any other number.
    fileprivate func fits(_ count: UInt64) -> Bool {
        !marks.isEmpty && count <= SaltTree.leafCount
            && Self.fits(
                nodes: nodes.count, tail: tail.count, each: 1, marks: marks.count, each: 1, count: count)
            && marks.allSatisfy { $0.dts.magnitude < MediaTicks.limit }
    }

    /// The blocks that hold everything decoded in a span; nil where the marks do not tell, or nothing was kept.
    func ends(around span: Range<Int64>) -> Range<Int>? {
        guard !marks.isEmpty, zip(marks, marks.dropFirst()).allSatisfy({ $0.dts < $1.dts }),
            marks[0].dts != CommittedUnit.unknownTime
        else { return nil }
        let first = marks.lastIndex { $0.dts <= span.lowerBound } ?? 0
        let end = marks.firstIndex { $0.dts >= span.upperBound } ?? marks.count
        return first..<max(first + 1, end)
    }
}

extension CutPlan {
    /// A span of decoding times, in the track's unit, that holds whatever a master takes of a track; nil where it takes
    /// nothing.
    func span(ofTrack track: Int) -> Range<Int64>? {
        guard objects.contains(where: { $0.role == .master }) else { return nil }
        if let picture, picture.track == track {
            guard let master = picture.master else { return nil }
            return master.firstDTS..<max(master.firstDTS + 1, master.endDTS ?? .max)
        }
        guard let window = sound.first(where: { $0.track == track })?.window else { return nil }
        return window.lowerBound..<max(window.lowerBound + 1, window.upperBound)
    }
}
