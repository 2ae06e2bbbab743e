import Sealing

/// Shows that a master's track is an unbroken run of a committed track, and tells nothing about the rest.
///
/// It has the nodes of the tree before and behind the run, which say nothing but that something is there,
/// and the secrets that the salts of the run's access units are made of, and of no others. Its size is the
/// logarithm of the track's length (docs/spec/commitment.md, Range proof).
package struct RangeProof: Sendable, Hashable, Codable {
    /// The place of the run's first access unit in the track, from 0.
    package var first: UInt64
    /// How many access units the run has, those left out included.
    package var count: UInt64
    /// Leading pictures of the first access unit, which no master has.
    package var leftOut: [LeftOut]
    /// The nodes before the run, in order.
    package var before: [SHA256Digest]
    /// The nodes behind it, in order.
    package var after: [SHA256Digest]
    /// The secrets of the salts of what is not left out, in order.
    package var seeds: [SHA256Digest]

    private enum CodingKeys: String, CodingKey {
        case first, count, before, after, seeds
        case leftOut = "left_out"
    }

    /// The most access units that can be left out: no codec reorders further than this.
    package static let maximumLeftOut = 255

    /// A proof from its parts.
    package init(
        first: UInt64, count: UInt64, leftOut: [LeftOut], before: [SHA256Digest], after: [SHA256Digest],
        seeds: [SHA256Digest]
    ) {
        self.first = first
        self.count = count
        self.leftOut = leftOut
        self.before = before
        self.after = after
        self.seeds = seeds
    }

    /// How many access units are handed over.
    package var handedOver: UInt64 { count - min(count, UInt64(leftOut.count)) }

    /// The subtrees that the salts of the handed over access units are under.
    static func cover(first: UInt64, count: UInt64, leftOut: [UInt64]) -> [Subtree] {
        var cover: [Subtree] = []
        var start = first
        for place in leftOut {
            cover += Subtree.cover(of: start..<first + place)
            start = first + place + 1
        }
        return cover + Subtree.cover(of: start..<first + count)
    }

    /// One access unit of the run that is not handed over: its times, and no more than salted digests.
    package struct LeftOut: Sendable, Hashable, Codable {
        /// Its place in the run, from 0.
        package var place: UInt64
        /// What its leaf is made of.
        package var unit: CommittedUnit

        private enum CodingKeys: String, CodingKey { case place, pts, dts, flags, picture, sets, rest }

        /// One from its parts.
        package init(place: UInt64, unit: CommittedUnit) {
            self.place = place
            self.unit = unit
        }

        /// Reads `{"place", "pts", "dts", "flags", "picture", "sets", "rest"}`.
        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            place = try container.decode(UInt64.self, forKey: .place)
            unit = CommittedUnit(
                pts: try container.decode(Int64.self, forKey: .pts),
                dts: try container.decode(Int64.self, forKey: .dts),
                flags: try container.decode(UInt8.self, forKey: .flags),
                picture: try container.decode(SHA256Digest.self, forKey: .picture),
                sets: try container.decode(SHA256Digest.self, forKey: .sets),
                rest: try container.decode(SHA256Digest.self, forKey: .rest))
        }

        /// Writes `{"place", "pts", "dts", "flags", "picture", "sets", "rest"}`.
        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(place, forKey: .place)
            try container.encode(unit.pts, forKey: .pts)
            try container.encode(unit.dts, forKey: .dts)
            try container.encode(unit.flags, forKey: .flags)
            try container.encode(unit.picture, forKey: .picture)
            try container.encode(unit.sets, forKey: .sets)
            try container.encode(unit.rest, forKey: .rest)
        }
    }
}
