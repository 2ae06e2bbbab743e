/// Where a fragment of an object begins, and what it holds: who knows it can read an object from there on.
package struct FragmentPlace: Sendable, Hashable {
    /// Where its `moof` begins, in bytes from the start of the object.
    package let offset: UInt64
    /// The decoding times of the first and the last sample it has of a track, by `track_ID`, in ticks of the track.
    package let decodingTimes: [Int: ClosedRange<Int64>]
}
