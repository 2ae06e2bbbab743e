/// The one order of an object's samples, and where its fragments begin (docs/spec/objects.md, Order of samples).
///
/// Who writes an object and who reads it shows each sample to this rule, so that both come to the same fragments.
package struct FragmentRule: Sendable {
    /// The most bytes of a fragment that a sample of the first track adds to, unless it has no other.
    static let bytes: UInt64 = 1 << 20
    /// From so many bytes on, a key picture begins a fragment, so that players can jump to it.
    static let bytesBeforeKey: UInt64 = 256 << 10
    /// The most samples of a fragment that a sample of the first track adds to.
    static let samples = 4096
    /// What the other tracks may add to beyond that: a picture goes on until the next one, if it can.
    static let allowance = 2
    /// No difference of decoding times inside a fragment reaches this.
    static let longestStep: Int64 = 1 << 31

    /// What a sample must be to follow the others.
    package struct OutOfOrder: Error {}

    private let timescales: [Int128]
    private var storedBytes: UInt64 = 0
    private var storedSamples = 0
    /// Decoding times of each track's last sample, in the object and in the fragment.
    private var last: [Int64?]
    private var lastInFragment: [Int64?]
    /// The sample that was taken last.
    private var previous: (dts: Int64, track: Int)?

    init(_ form: MovieForm) {
        timescales = form.tracks.map { Int128($0.timescale) }
        last = Array(repeating: nil, count: form.tracks.count)
        lastInFragment = last
    }

    /// Whether one sample stands before another: by its decoding time, then by the number of its track.
    package static func precedes(
        _ one: StoredSample, _ other: StoredSample, timescales: (one: Int128, other: Int128)
    ) -> Bool {
        let (left, right) = (Int128(one.dts) * timescales.other, Int128(other.dts) * timescales.one)
        return left < right || left == right && one.track < other.track
    }

    /// Takes the next sample.
    ///
    /// - Returns: whether it opens a new fragment, as the first of all does.
    mutating func take(_ sample: StoredSample, isPicture: Bool) throws(OutOfOrder) -> Bool {
        let place = sample.track - 1
        guard last.indices.contains(place), follows(sample, place) else { throw OutOfOrder() }
        let opens = previous == nil || opensFragment(sample, place, isPicture: isPicture)
        if opens {
            (storedBytes, storedSamples) = (0, 0)
            for other in lastInFragment.indices { lastInFragment[other] = nil }
        }
        storedBytes += sample.size
        storedSamples += 1
        last[place] = sample.dts
        lastInFragment[place] = sample.dts
        previous = (sample.dts, sample.track)
        return opens
    }

    private func follows(_ sample: StoredSample, _ place: Int) -> Bool {
        if let before = last[place], sample.dts <= before { return false }
        guard let previous, previous.track != sample.track else { return true }
        let (left, right) = (
            Int128(previous.dts) * timescales[place], Int128(sample.dts) * timescales[previous.track - 1]
        )
        return left < right || left == right && previous.track < sample.track
    }

    private func opensFragment(_ sample: StoredSample, _ place: Int, isPicture: Bool) -> Bool {
        if let before = lastInFragment[place], sample.dts - before >= Self.longestStep { return true }
        let factor = place == 0 ? 1 : Self.allowance
        return storedBytes + sample.size > Self.bytes * UInt64(factor)
            || storedSamples >= Self.samples * factor
            || place == 0 && isPicture && sample.isKey && storedBytes >= Self.bytesBeforeKey
    }
}
