import Records

/// What the times in the leaves of a track are counted in.
///
/// Pictures keep the recording's own unit. MP4 counts sound in its samples, so the recording's time cannot be
/// had back from an object unless it is rounded the same way before it is committed to: a time of sound is
/// the last sample not after it (docs/spec/commitment.md, Times).
package struct LeafClock: Sendable, Hashable {
    /// The unit of the recording's track.
    private let source: TimeBase
    /// The unit of the leaves.
    private let unit: TimeBase

    /// The clock of a recording's track.
    package init(_ track: SourceTrack) {
        source = track.timeBase
        if track.kind == .audio, let rate = track.sampleRate, (1...Int(Int32.max)).contains(rate) {
            unit = TimeBase(numerator: 1, denominator: Int64(rate))
        } else {
            unit = track.timeBase
        }
    }

    /// A time of the recording as leaves have it.
    package func time(ofSource tick: Int64?) -> Int64 {
        tick.map { Placement.convert($0, from: source, to: unit) } ?? CommittedUnit.unknownTime
    }

    /// A time of an object as leaves have it; nil where it is not a whole number there.
    ///
    /// - Parameters:
    ///   - tick: in the unit of the object's track.
    ///   - shift: what the object's times were reduced by, in the source's unit.
    package func time(ofObject tick: Int64, in object: TimeBase, shift: Int64) -> Int64? {
        guard let time = exact(tick, from: object), let shift = exact(shift, from: source) else {
            return nil
        }
        let (sum, overflow) = time.addingReportingOverflow(shift)
        return overflow ? nil : sum
    }

    /// The last time of the recording, not after another, by which its times can be shifted and still be had
    /// back.
    package func shift(atOrBefore tick: Int64) -> Int64 {
        let step = Int128(source.denominator) * Int128(unit.numerator)
        let ratio = Int128(source.numerator) * Int128(unit.denominator)
        let whole = step / Self.greatestCommonDivisor(step, ratio)
        let rest = Int128(tick) % whole
        return Int64(clamping: Int128(tick) - (rest < 0 ? rest + whole : rest))
    }

    private func exact(_ tick: Int64, from base: TimeBase) -> Int64? {
        let product = Int128(tick) * Int128(base.numerator) * Int128(unit.denominator)
        let divisor = Int128(base.denominator) * Int128(unit.numerator)
        return product % divisor == 0 ? Int64(exactly: product / divisor) : nil
    }

    private static func greatestCommonDivisor(_ one: Int128, _ other: Int128) -> Int128 {
        var (one, other) = (one, other)
        while other != 0 { (one, other) = (other, one % other) }
        return max(1, one)
    }
}
