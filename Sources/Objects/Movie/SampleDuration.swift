/// How long the last sample of a track in a fragment lasts (docs/spec/objects.md, Fragment).
enum SampleDuration {
    /// The longest that a sample says.
    static let longest = FragmentRule.longestStep - 1

    /// - Parameters:
    ///   - sample: the last of its track in the fragment.
    ///   - next: the sample that opens the next fragment; nil where there is none.
    ///   - ownLength: of a sample of sound, by its bits.
    /// - Returns: nil for a picture in the last fragment, of which only the record says it.
    static func last(
        _ sample: StoredSample, next: StoredSample?, ownLength: Int64?, form: MovieForm
    ) -> Int64? {
        if let next, next.track == sample.track { return min(next.dts - sample.dts, longest) }
        if let ownLength { return max(1, min(ownLength, longest)) }
        guard let next else { return nil }
        let (own, other) = (form.tracks[sample.track - 1].timescale, form.tracks[next.track - 1].timescale)
        let end = Int128(next.dts) * Int128(own) / Int128(other)
        return Int64(clamping: max(1, min(end - Int128(sample.dts), Int128(longest))))
    }
}
