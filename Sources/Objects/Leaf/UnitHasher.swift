import Records
import Sealing

/// Hashes the access units of one track, in order, to what their leaves have of them: picture or sound, the parameter
/// sets that the slices name, and all the rest (docs/spec/commitment.md, What is hashed of an access unit).
///
/// Not `Sendable`: one stage feeds it, with every access unit from a place of which the parameter sets are known.
package final class UnitHasher {
    /// What a leaf has of an access unit, but for its times.
    package struct Parts: Sendable, Hashable {
        /// What kind of access unit it is.
        package var flags: CanonicalBytes.Flags
        /// Over picture or sound.
        package var picture: SHA256Digest
        /// Over the parameter sets its slices name; zeros where there are none.
        package var sets: SHA256Digest
        /// Over the rest; zeros where there is none.
        package var rest: SHA256Digest
    }

    /// The parameter sets in force behind the last access unit.
    package private(set) var sets: ParameterSets
    private let canonical: CanonicalBytes
    private let otherBytes: Codec.OtherBytes
    private let hasher: SHA256Hasher
    /// What slices named last, as long as no set has come since.
    private var lastNamed: (picture: Int, sets: [ParameterSets.Named])?

    /// - Parameters:
    ///   - canonical: how the track's packets are framed.
    ///   - codec: as libavcodec names it.
    ///   - sets: the parameter sets in force before the first access unit.
    package init(_ canonical: CanonicalBytes, codec: String, sets: ParameterSets) throws {
        self.canonical = canonical
        otherBytes = Codec.named(codec)?.otherBytes ?? .none
        self.sets = sets
        hasher = try SHA256Hasher()
    }

    /// For an object's track, of which a player knows its description and nothing else.
    package convenience init(objectDescribedBy description: TrackDescription) throws {
        try self.init(
            CanonicalBytes(description), codec: description.codec, sets: ParameterSets(description))
    }

    /// Takes note of the parameter sets in an access unit that is not asked for.
    package func follow(_ bytes: UnsafeRawBufferPointer) throws { _ = try taken(apart: bytes) }

    /// The digests of an access unit.
    ///
    /// - Parameters:
    ///   - node: what the salts are made of; nil for digests without salts.
    ///   - tally: counts what of it is no picture or sound.
    package func parts(
        of bytes: UnsafeRawBufferPointer, under node: SHA256Digest?, tally: OtherBytesTally? = nil
    ) throws -> Parts {
        guard let nal = try taken(apart: bytes) else {
            let whole = canonical.whole(bytes)
            tally?.count(whole, otherBytes)
            try begin(1, node)
            try hasher.update(whole)
            return Parts(flags: [], picture: try hasher.finalizeAndRestart(), sets: .zero, rest: .zero)
        }
        var parts = Parts(flags: nal.flags, picture: .zero, sets: .zero, rest: .zero)
        try begin(1, node)
        for unit in nal.units where unit.role.isPicture {
            try update(UInt32(truncatingIfNeeded: unit.nal.bytes.count))
            try hasher.update(unit.nal.bytes)
        }
        parts.picture = try hasher.finalizeAndRestart()
        if !nal.named.isEmpty {
            try begin(2, node)
            for set in nal.named { try hasher.update(set.digest.bytes) }
            parts.sets = try hasher.finalizeAndRestart()
        }
        if nal.units.contains(where: { !$0.role.isPicture || $0.nal.zeros > 0 }) {
            try begin(3, node)
            for unit in nal.units { try hashRest(unit) }
            parts.rest = try hasher.finalizeAndRestart()
        }
        if let tally {
            tally.begin()
            for unit in nal.units { tally.count(unit.nal, unit.role, isHEVC: nal.isHEVC) }
        }
        return parts
    }

    private func begin(_ part: UInt8, _ node: SHA256Digest?) throws {
        guard let node else { return }
        let salt = try SaltTree.salt(ofPart: part, under: node, hasher)
        try hasher.update(salt.bytes)
    }

    private func update(_ number: UInt32) throws {
        try withUnsafeBytes(of: number.bigEndian) { try hasher.update($0) }
    }

    private func hashRest(_ unit: Unit) throws {
        if unit.role.isPicture {
            try hasher.update([0])
            try update(UInt32(truncatingIfNeeded: unit.nal.zeros))
        } else {
            try hasher.update([1])
            try update(UInt32(truncatingIfNeeded: unit.whole.count))
            try hasher.update(unit.whole)
        }
    }

    // MARK: - NAL units

    /// What a unit is to its leaf.
    enum Role: Hashable {
        /// Under the picture's digest.
        case picture
        /// The same, and no player can show it: it names no parameter set, or one that never came.
        case unshown
        /// A parameter set, by its digest; under the digest of the rest.
        case set(SHA256Digest)
        /// Under the digest of the rest.
        case rest

        /// Whether it is under the picture's digest.
        var isPicture: Bool { self == .picture || self == .unshown }
    }

    private struct Unit {
        var whole: UnsafeRawBufferPointer
        var nal: NALUnit
        var role: Role
    }

    private struct TakenApart {
        var isHEVC: Bool
        var units: [Unit] = []
        var named: [ParameterSets.Named] = []
        var flags: CanonicalBytes.Flags = []
    }

    /// The NAL units of an access unit and what each is to its leaf; nil where it is hashed as it is.
    private func taken(apart bytes: UnsafeRawBufferPointer) throws -> TakenApart? {
        guard let (isHEVC, framing) = canonical.nalUnits else { return nil }
        var found = TakenApart(isHEVC: isHEVC)
        let isWhole = framing.forEachUnit(in: bytes, includesEmpty: true) { unit in
            found.units.append(Unit(whole: unit, nal: NALUnit(unit), role: .rest))
            return true
        }
        guard isWhole else { return nil }
        found.flags = .pictureUnits
        var (pictures, clean) = (0, 0)
        for place in found.units.indices {
            let nal = found.units[place].nal
            guard let type = nal.type(isHEVC) else { continue }
            if nal.isPicture(isHEVC) {
                found.units[place].role = .unshown
                pictures += 1
                clean += (isHEVC ? (16...21).contains(type) : type == 5) ? 1 : 0
                if let id = ParameterSets.pictureSet(namedBy: nal.bytes, type: type, isHEVC: isHEVC) {
                    let named = named(byPictureSet: id, isHEVC)
                    for set in named where !found.named.contains(set) { found.named.append(set) }
                    if named.allSatisfy({ $0.digest != .zero }) { found.units[place].role = .picture }
                }
            } else if let digest = try sets.take(nal.bytes, type: type, isHEVC: isHEVC, hasher) {
                lastNamed = nil
                found.units[place].role = .set(digest)
            }
        }
        if pictures > 0, clean == pictures { found.flags.insert(.randomAccess) }
        found.named.sort { one, other in
            one.key == other.key
                ? one.digest.bytes.lexicographicallyPrecedes(other.digest.bytes) : one.key < other.key
        }
        return found
    }

    private func named(byPictureSet id: Int, _ isHEVC: Bool) -> [ParameterSets.Named] {
        if let lastNamed, lastNamed.picture == id { return lastNamed.sets }
        let named = sets.named(byPictureSet: id, isHEVC: isHEVC)
        lastNamed = (id, named)
        return named
    }
}

extension CommittedUnit {
    /// An access unit from its parts and times.
    package init(_ parts: UnitHasher.Parts, pts: Int64, dts: Int64) {
        self.init(
            pts: pts, dts: dts, flags: parts.flags.rawValue, picture: parts.picture, sets: parts.sets,
            rest: parts.rest)
    }
}
