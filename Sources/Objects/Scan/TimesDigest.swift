import Sealing

/// The digest over a track's table of times (docs/spec/record.md, Table of times).
///
/// Not `Sendable`: one owner.
package final class TimesDigest {
    private let hasher: SHA256Hasher
    /// Times not hashed yet: hashing sixteen bytes at a time would cost more than the hash.
    private var pending: [UInt8] = []

    package init() throws(SealingError) { hasher = try SHA256Hasher() }

    /// Takes in the times of the next access unit, in the object's unit.
    package func add(dts: Int64, pts: Int64) throws(SealingError) {
        pending.appendBigEndian(dts)
        pending.appendBigEndian(pts)
        if pending.count >= 4096 { try flush() }
    }

    /// The digest. Can be asked for once.
    package func finish() throws(SealingError) -> SHA256Digest {
        try flush()
        return try hasher.finalize()
    }

    private func flush() throws(SealingError) {
        try hasher.update(pending)
        pending.removeAll(keepingCapacity: true)
    }
}
