/// How much of a recording's sample index a reader wants listed.
///
/// Where the tables are small or unusual the answer is always ``whole``, and a reader that needs more than it
/// asked for gets the whole without noticing: the choice is one of time and memory, never of what is read.
package enum SampleIndex: Sendable, Hashable {
    /// Every sample.
    case whole
    /// The first and the last ones of each track.
    case ends
    /// Those too, and for tracks, by their position in the file, the samples decoded in a range of the track's unit.
    case around([Int: Range<Int64>])
}

/// From what size on sample tables are thinned, and how far.
package struct ThinningRule: Sendable, Hashable {
    /// A `moov` smaller than this is read as it is, in bytes: that costs the library milliseconds.
    package var smallestMovie: UInt64 = 1 << 20
    /// How many samples of each track are listed at its start: more than finding proofs of origin looks at.
    package var first = 1024
    /// How many at its end.
    package var last = 512
    /// How much more than a window is listed on both its sides, in seconds: groups of pictures are shorter.
    package var marginSeconds: Int64 = 120

    /// A rule.
    package init() {}

    /// The rule in force; tests have small recordings treated like long ones.
    @TaskLocal package static var current = ThinningRule()
}
