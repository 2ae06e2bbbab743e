import Cutting
import Objects
import Sealing

/// How large an object is in a bundle: the rule that a seal and whoever shows beforehand what a seal would hold share.
extension PlannedObject {
    /// A box header is the least that can fill an object up.
    private static let smallestBox: UInt64 = 8

    /// Its size, padding included, where that is known before it is written; nil elsewhere.
    ///
    /// The archive wants the size before the bytes, and the sizes want padding: one answer to both. Where they are not to be
    /// padded a bound on the size will not do: what lies between would be padding.
    package func announcedSize(padsSizes: Bool) -> UInt64? {
        padsSizes ? maximumSize.map { Padme.padded($0 + Self.smallestBox) } : nil
    }

    /// Its size, padding included, once its own bytes are counted.
    package func sealedSize(written: UInt64, padsSizes: Bool) -> UInt64 {
        let least = written + Self.smallestBox
        return announcedSize(padsSizes: padsSizes) ?? (padsSizes ? Padme.padded(least) : least)
    }
}
