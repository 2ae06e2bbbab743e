/// One access unit as an object stores it, times in the object's own unit.
package struct StoredSample: Sendable, Hashable {
    /// The `track_ID` it belongs to.
    package var track: Int
    /// Decoding time.
    package var dts: Int64
    /// Presentation time.
    package var pts: Int64
    /// How long it lasts.
    package var duration: Int64
    /// Its size in bytes.
    package var size: UInt64
    /// Whether it is marked as one that decoding can start at.
    package var isKey: Bool

    /// A sample from its parts.
    package init(track: Int, dts: Int64, pts: Int64, duration: Int64 = 0, size: UInt64, isKey: Bool) {
        self.track = track
        self.dts = dts
        self.pts = pts
        self.duration = duration
        self.size = size
        self.isKey = isKey
    }
}
