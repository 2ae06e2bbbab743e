import Sealing

/// Which access units of a recording the pictures of a derivative stand for: their times, proven by the recording's
/// commitment, and nothing of their content (docs/spec/derivatives.md, Units).
package struct UnitsProof: Sendable, Hashable, Codable {
    /// The place of the first row's access unit in the track, from 0.
    package var first: UInt64
    /// Every access unit of the stretch, in decoding order; places count from 0 in the stretch.
    package var rows: [RangeProof.LeftOut]
    /// The nodes before the stretch, in order.
    package var before: [SHA256Digest]
    /// The nodes behind it, in order.
    package var after: [SHA256Digest]
    /// The places of units that have no picture of their own: second fields, and what no decoder delivers.
    package var withoutPicture: [UInt64]

    private enum CodingKeys: String, CodingKey {
        case first, rows, before, after
        case withoutPicture = "without_picture"
    }

    /// The most rows there may be.
    package static let maximumRows = 32_768

    /// A proof from its parts.
    package init(
        first: UInt64, rows: [RangeProof.LeftOut], before: [SHA256Digest], after: [SHA256Digest],
        withoutPicture: [UInt64] = []
    ) {
        self.first = first
        self.rows = rows
        self.before = before
        self.after = after
        self.withoutPicture = withoutPicture
    }

    /// The same proof where these pictures could be made: the units without one are named.
    ///
    /// - Parameters:
    ///   - pictures: presentation times in the source track.
    ///   - span: which times the derivative is for.
    package func naming(pictures: Set<Int64>, in span: UnitSpan) -> UnitsProof {
        var proof = self
        proof.withoutPicture = rows.filter { span.contains($0.unit.pts) && !pictures.contains($0.unit.pts) }
            .map(\.place)
        return proof
    }
}

/// The times in the source track that a derivative's pictures are for.
package struct UnitSpan: Sendable, Hashable {
    /// What a derivative is, as far as its stretch of access units depends on it.
    package enum Kind: Sendable, Hashable {
        /// Begins beside the first access unit in it, none of which may be a place to begin a master at.
        case leadIn
        /// Begins behind a master's run; likewise.
        case leadOut
        /// One picture, of whatever access unit.
        case still
    }

    /// What the derivative is.
    package var kind: Kind
    /// The first presentation time in it; means nothing for a lead-out.
    package var from: Int64
    /// The first that is outside again.
    package var end: Int64

    /// A span from its parts, in the unit of the source track.
    package init(_ kind: Kind, from: Int64, end: Int64) {
        self.kind = kind
        self.from = from
        self.end = end
    }

    /// Whether what is shown at a time belongs to it.
    package func contains(_ pts: Int64) -> Bool { pts < end && (kind == .leadOut || pts >= from) }
}

extension UnitsProof {
    /// Holds the rows against a committed track and the rules of their stretch.
    ///
    /// - Parameters:
    ///   - track: the committed track.
    ///   - span: the times that the derivative is for, by the record.
    ///   - masterEnds: the places behind the runs of masters of the same track.
    /// - Returns: the times of the units there must be a picture of, in order.
    /// - Throws: ``RangeVerifier/Flaw``.
    package func times(
        in track: CommittedTrack, _ span: UnitSpan, masterEnds: some Collection<UInt64>
    ) throws -> [Int64] {
        let (end, overflow) = first.addingReportingOverflow(UInt64(rows.count))
        guard !rows.isEmpty, rows.count <= Self.maximumRows, !overflow, end <= track.count,
            track.count <= SaltTree.leafCount
        else { throw RangeVerifier.Flaw(reason: "its access units are none that the recording has") }
        try checkOrder()
        try checkStretch(span, isAtEnd: end == track.count, masterEnds)
        guard zip(withoutPicture, withoutPicture.dropFirst()).allSatisfy(<) else {
            throw RangeVerifier.Flaw(reason: "what it has no picture of is not in order")
        }
        let times = try pictureTimes(span)
        try checkRoot(of: track, end: end)
        return times
    }

    /// Holds the rows against the beginning of a committed track, of which nothing before the last one is a place to begin
    /// decoding at (docs/spec/derivatives.md, Units).
    ///
    /// - Returns: the place of the last row.
    /// - Throws: ``RangeVerifier/Flaw``.
    package func beginning(of track: CommittedTrack) throws -> UInt64 {
        guard first == 0, !rows.isEmpty, rows.count <= Self.maximumRows, UInt64(rows.count) <= track.count,
            track.count <= SaltTree.leafCount, withoutPicture.isEmpty
        else { throw RangeVerifier.Flaw(reason: "its access units are not the recording's first") }
        try checkOrder()
        guard rows.dropLast().allSatisfy({ $0.unit.flags & 1 == 0 }) else {
            throw RangeVerifier.Flaw(reason: "decoding can start at one of its access units")
        }
        try checkRoot(of: track, end: UInt64(rows.count))
        return UInt64(rows.count) - 1
    }

    private func checkOrder() throws {
        var last: Int64?
        for (place, row) in rows.enumerated() {
            guard row.place == UInt64(place), row.unit.dts > CommittedUnit.unknownTime,
                row.unit.pts > CommittedUnit.unknownTime, last.map({ $0 < row.unit.dts }) ?? true
            else { throw RangeVerifier.Flaw(reason: "its access units are not in decoding order") }
            last = row.unit.dts
        }
    }

    private func checkStretch(
        _ span: UnitSpan, isAtEnd: Bool, _ masterEnds: some Collection<UInt64>
    ) throws {
        if span.kind == .leadOut {
            guard masterEnds.contains(first) else {
                throw RangeVerifier.Flaw(reason: "its access units do not follow those of a master")
            }
        } else {
            let begin = rows.firstIndex { span.contains($0.unit.pts) }
            guard begin == 1 || begin == 0 && first == 0 else {
                throw RangeVerifier.Flaw(
                    reason: "its access units do not begin beside the first that is shown in it")
            }
        }
        let behind = rows.firstIndex { $0.unit.dts >= span.end }
        guard behind == rows.count - 1 || behind == nil && isAtEnd else {
            throw RangeVerifier.Flaw(reason: "its access units do not end where nothing more is shown in it")
        }
    }

    private func pictureTimes(_ span: UnitSpan) throws -> [Int64] {
        var without = withoutPicture[...]
        var times: [Int64] = []
        for row in rows where span.contains(row.unit.pts) {
            // Flag bit 0 (docs/spec/commitment.md, Flags).
            guard span.kind == .still || row.unit.flags & 1 == 0 else {
                throw RangeVerifier.Flaw(
                    reason:
                        "the recording has an access unit there that decoding can start at, so the originals "
                        + "from it on could have been handed over")
            }
            if without.first == row.place {
                without = without.dropFirst()
            } else {
                times.append(row.unit.pts)
            }
        }
        guard without.isEmpty else {
            throw RangeVerifier.Flaw(reason: "what it has no picture of is not among its access units")
        }
        times.sort()
        guard zip(times, times.dropFirst()).allSatisfy(<) else {
            throw RangeVerifier.Flaw(reason: "two of its access units are shown at the same time")
        }
        return times
    }

    private func checkRoot(of track: CommittedTrack, end: UInt64) throws {
        let (front, back) = (Subtree.cover(of: 0..<first), Subtree.cover(of: end..<track.count))
        guard front.count == before.count, back.count == after.count else {
            throw RangeVerifier.Flaw(reason: "its proof has not the nodes that one of its access units has")
        }
        let hasher = try MerkleHasher()
        var range = CompactRange(begin: 0)
        for (subtree, node) in zip(front, before) {
            try range.append(node, level: subtree.level, with: hasher)
        }
        for row in rows { try range.append(row.unit.leaf(track: track.index, hasher), with: hasher) }
        for (subtree, node) in zip(back, after) {
            try range.append(node, level: subtree.level, with: hasher)
        }
        guard try range.root(with: hasher) == track.root else {
            throw RangeVerifier.Flaw(reason: "its access units are not the ones the owner committed to")
        }
    }
}
