/// How the pictures of a window are divided among master, lead-in and lead-out.
///
/// Times are in the track's own unit. Every picture of the source with `from ≤ pts < to` is in exactly one
/// of the three, or is one that no decoder could make (docs/spec/cutting.md).
struct PictureCut: Sendable, Hashable {
    /// The track, by its position in the file.
    var track: Int
    /// The window: first tick inside, first tick outside again.
    var window: Range<Int64>
    /// Where reading and decoding start for the lead-in: the last clean random-access point shown at or before the
    /// window's start.
    var headDTS: Int64
    /// The master, where there is one.
    var master: Master?
    /// Presentation times of the pictures before the master, in order.
    var leadIn: [Int64]
    /// Presentation times of the pictures after it, in order.
    var leadOut: [Int64]
    /// Presentation times of pictures in the window that nothing in the recording lets a decoder make: the
    /// recording begins in the middle of their group.
    var undecodable: [Int64]
    /// How many access units the recording has before these, outside the window and as little to be decoded.
    var undecodableBefore = 0
    /// How many pictures of two fields have only one of them in the window, and would have to be encoded anew.
    var halves = 0
    /// Presentation times in the window of packets outside the master that hold the second field of a picture, or a
    /// field whose other half lies outside the window.
    var otherFields: [Int64] = []

    /// A run of packets from a clean random-access point on, in decoding order.
    struct Master: Sendable, Hashable {
        /// The decoding time of its first packet.
        var firstDTS: Int64
        /// The presentation time of its first packet; packets shown earlier are leading pictures and not in it.
        var firstPTS: Int64
        /// The decoding time of the first packet behind it; nil where it runs to the end of the recording.
        var endDTS: Int64?
        /// Where decoding starts for the lead-out: the last clean point in it.
        var tailDTS: Int64
        /// The latest presentation time in it.
        var lastPTS: Int64
    }

    /// How many pictures from the recording's beginning on nothing can decode, where there are such in the window.
    var undecodableCount: UInt64 { UInt64(undecodable.count + undecodableBefore) }

    /// Whether a packet belongs to the master.
    func isInMaster(dts: Int64, pts: Int64) -> Bool {
        guard let master, dts >= master.firstDTS, pts >= master.firstPTS else { return false }
        return master.endDTS.map { dts < $0 } ?? true
    }
}
