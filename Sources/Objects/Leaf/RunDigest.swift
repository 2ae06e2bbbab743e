import Records
import Sealing

/// What a run of access units comes to, so that those of a master and those of a file can be compared without
/// having both at hand.
///
/// Not `Sendable`: one stage feeds it.
package final class RunDigest {
    /// Four digests over a run.
    package struct Value: Sendable, Hashable {
        /// How many access units it has.
        package let count: UInt64
        /// Over times, flags, picture or sound, and the parameter sets in force, which no container changes.
        package let canonical: SHA256Digest
        /// Over the same without the times, which another container may count in another unit.
        package let content: SHA256Digest
        /// Over all the rest: messages, private units.
        package let rest: SHA256Digest
        /// Over the packets byte for byte; means something only between equal framings.
        package let raw: SHA256Digest
        let form: CanonicalBytes

        /// Whether packets of both would be equal byte for byte in a faithful copy.
        package func isFramed(like other: Value) -> Bool { form.isFramed(like: other.form) }
    }

    private let canonical: CanonicalBytes
    private let units: UnitHasher
    private let hasher: MerkleHasher
    private let canonicalRun: SHA256Hasher
    private let contentRun: SHA256Hasher
    private let restRun: SHA256Hasher
    private let rawRun: SHA256Hasher
    private var count: UInt64 = 0

    package init(_ canonical: CanonicalBytes, _ units: UnitHasher) throws {
        self.canonical = canonical
        self.units = units
        hasher = try MerkleHasher()
        canonicalRun = try SHA256Hasher()
        contentRun = try SHA256Hasher()
        restRun = try SHA256Hasher()
        rawRun = try SHA256Hasher()
    }

    /// The digest of a run of an object that has no access units yet.
    package convenience init(objectDescribedBy description: TrackDescription) throws {
        try self.init(CanonicalBytes(description), UnitHasher(objectDescribedBy: description))
    }

    /// Adds the next access unit; its times as leaves have them.
    package func add(_ unit: UnsafeRawBufferPointer, pts: Int64, dts: Int64) throws {
        var leaf = CommittedUnit(try units.parts(of: unit, under: nil), pts: pts, dts: dts)
        try restRun.update(leaf.rest.bytes)
        try contentRun.update([leaf.flags] + leaf.picture.bytes + leaf.sets.bytes)
        leaf.rest = .zero
        try canonicalRun.update(try leaf.leaf(track: 0, hasher).bytes)
        try withUnsafeBytes(of: UInt64(unit.count).bigEndian) { try rawRun.update($0) }
        try rawRun.update(unit)
        count += 1
    }

    /// Takes note of an access unit before the run: its parameter sets stay in force.
    package func follow(_ unit: UnsafeRawBufferPointer) throws { try units.follow(unit) }

    /// Ends the run.
    package func finish() throws -> Value {
        Value(
            count: count, canonical: try canonicalRun.finalize(), content: try contentRun.finalize(),
            rest: try restRun.finalize(), raw: try rawRun.finalize(), form: canonical)
    }
}
