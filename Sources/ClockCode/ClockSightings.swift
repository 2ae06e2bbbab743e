import Records
import Statements

/// What the sightings of clock codes in one recording say of the camera's clock.
///
/// A code with the time `t` that stays for `v` was on show from `t` to `t + v`. A picture that the camera dated `c`
/// and that shows it bounds the error: `c − (t + v) ≤ error ≤ c − t`. Every sighting narrows the bounds; best
/// are the last picture of one code and the first of the next. ``tolerance`` widens them at both ends.
package struct ClockSightings: Sendable, Equatable {
    /// Between which values, in nanoseconds, the error lies by the pictures of a stretch of the recording.
    package struct Bounds: Sendable, Hashable {
        /// The least the error can be.
        package var lower: Int64
        /// The most it can be.
        package var upper: Int64
        /// The camera's time of the first picture that said so.
        package var first: WallTime
        /// And of the last.
        package var last: WallTime

        /// The value in the middle, in nanoseconds.
        package var middle: Int64 { lower + (upper - lower) / 2 }
    }

    /// How much later than said a code may reach a picture, or how much earlier the picture may be dated: a
    /// screen shows what is drawn some hundredths of a second later, and cameras date pictures when they are
    /// exposed or when they are coded. In nanoseconds.
    package static let tolerance: Int64 = 100_000_000

    /// Stretches whose sightings agree, in order. One where the clock ran steadily; more where it did not.
    package private(set) var stretches: [Bounds] = []
    /// How many pictures showed a code.
    package private(set) var pictures = 0
    /// How many different codes were seen.
    package var codes: Int { seen.count }
    /// The first and last time that the codes say; nil before there is one.
    package private(set) var shown: (from: WallTime, to: WallTime)?
    /// A code that was seen for longer than it may be shown, and for how long, in nanoseconds; nil where none was.
    package private(set) var stuck: (code: ShownTime, nanoseconds: Int64)?

    private var seen: Set<ShownTime> = []
    private var current: (code: ShownTime, since: WallTime)?

    /// No sightings yet.
    package init() {}

    /// Adds a picture that shows a code.
    ///
    /// - Parameter cameraTime: when it was taken, by the camera's clock.
    package mutating func add(_ code: ShownTime, at cameraTime: WallTime) {
        let latest = cameraTime.nanoseconds(since: code.from)
        let earliest = cameraTime.nanoseconds(since: code.to)
        // Clocks that are lifetimes apart measure nothing.
        guard max(latest.magnitude, earliest.magnitude) < ClockError.limit.magnitude else { return }
        pictures += 1
        if seen.count < Self.rememberedCodes { seen.insert(code) }
        shown = (min(shown?.from ?? code.from, code.from), max(shown?.to ?? code.to, code.to))
        watch(code, at: cameraTime, shownFor: latest - earliest)
        let (lower, upper) = (earliest - Self.tolerance, latest + Self.tolerance)
        if var last = stretches.last, max(last.lower, lower) <= min(last.upper, upper) {
            (last.lower, last.upper) = (max(last.lower, lower), min(last.upper, upper))
            last.last = cameraTime
            stretches[stretches.count - 1] = last
        } else if stretches.count < Self.rememberedStretches {
            stretches.append(Bounds(lower: lower, upper: upper, first: cameraTime, last: cameraTime))
        } else {
            stretches[stretches.count - 1] = Bounds(
                lower: lower, upper: upper, first: cameraTime, last: cameraTime)
        }
    }

    private mutating func watch(_ code: ShownTime, at cameraTime: WallTime, shownFor length: Int64) {
        guard let current, current.code == code else {
            current = (code, cameraTime)
            return
        }
        let nanoseconds = cameraTime.nanoseconds(since: current.since)
        if nanoseconds > length + 2 * Self.tolerance, nanoseconds > stuck?.nanoseconds ?? 0 {
            stuck = (code, nanoseconds)
        }
    }

    /// A page held up for an hour shows 7,200 codes; what a hostile recording shows must not fill the memory.
    private static let rememberedCodes = 100_000
    private static let rememberedStretches = 64

    /// Whether both saw the same.
    package static func == (one: ClockSightings, other: ClockSightings) -> Bool {
        one.stretches == other.stretches && one.pictures == other.pictures && one.seen == other.seen
    }
}
