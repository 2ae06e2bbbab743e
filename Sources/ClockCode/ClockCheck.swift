import Objects
import Recordings
import Records
import Statements
import Viewing

/// How wrong a camera's clock was, measured in recordings of one camera that show clock codes.
package struct ClockCheck: Sendable {
    /// What one recording showed.
    package struct Clip: Sendable {
        /// The recording.
        package let recording: Recording
        /// The codes seen in it.
        package let sightings: ClockSightings
        /// How exactly its evidence tells the camera's time of its first picture, in nanoseconds.
        package let startPrecision: Int64
    }

    /// What came of it.
    package enum Outcome: Sendable, Hashable {
        /// The error, measured.
        case measured(ClockError)
        /// The sightings contradict each other: why, as a sentence.
        case contradictory(reason: String)
    }

    /// The recordings, in the order given.
    package let clips: [Clip]
    /// The error, or why there is none.
    package let outcome: Outcome
    /// How much of the uncertainty, in nanoseconds, is left open by the codes, by the recordings' starts, and
    /// by the clock that showed the codes. Zero where nothing was measured.
    package private(set) var shares: (codes: Int64, start: Int64, reference: Int64) = (0, 0, 0)

    /// How near to true time a telephone's clock is taken to be that sets itself by its network: 0.5 s.
    package static let telephoneUncertainty: Int64 = 500_000_000

    /// A reference that may be wrong by more than a day measures nothing, in nanoseconds; larger ones count as this.
    package static let largestReferenceUncertainty = 86_400 * WallTime.nanosecondsPerSecond

    /// Reads the codes in recordings of one camera.
    ///
    /// - Parameters:
    ///   - recordings: at least one, placed by what the camera's clock said, without a clock error.
    ///   - referenceUncertainty: how near to true time the clock was that showed the codes, in nanoseconds.
    /// - Throws: ``ClockCodeError``; `FootageError` where a recording cannot be read, or nobody said in which
    ///   zone its clock runs.
    package init(
        _ recordings: [Recording], referenceUncertainty: Int64 = telephoneUncertainty
    ) throws {
        let referenceUncertainty = max(0, min(Self.largestReferenceUncertainty, referenceUncertainty))
        let reader = try CodeReader()
        clips = try recordings.map { try Self.look(at: $0, with: reader) }
        let bounds: (lower: Int64, upper: Int64)
        do throws(Contradiction) {
            bounds = try Self.combine(clips)
        } catch {
            outcome = .contradictory(reason: error.reason)
            return
        }
        let start = clips.map(\.startPrecision).max() ?? 0
        // E is the camera's clock less true time. What is told is how far off the times are that file names give,
        // as that is what the error is taken off again: up to one unit of the name less than E.
        let (lower, upper) = (
            bounds.lower - start - referenceUncertainty, bounds.upper + referenceUncertainty
        )
        let error = Self.rounded(lower: lower, upper: upper)
        shares = ((bounds.upper - bounds.lower - start) / 2, start, referenceUncertainty)
        outcome = .measured(
            ClockError(
                errorNanoseconds: error.middle, uncertaintyNanoseconds: error.halfWidth, how: .measured,
                measurement: try Self.measurement(clips, referenceUncertainty)))
    }

    // MARK: - One recording

    private static func look(at recording: Recording, with reader: CodeReader) throws -> Clip {
        guard recording.pictureTrack != nil else { throw ClockCodeError.noPictures(path: recording.path) }
        guard recording.start.how != .fileTime else {
            throw ClockCodeError.startNotFromClock(path: recording.path, detail: recording.start.detail)
        }
        guard !recording.zoneIsAssumed else {
            throw FootageError.zoneNotKnown(path: recording.path, shown: recording.start.detail)
        }
        var sightings = ClockSightings()
        var pictures = 0
        try recording.forEachPicture { picture in
            pictures += 1
            for code in try reader.codes(in: picture) { sightings.add(code, at: picture.time) }
            return true
        }
        guard sightings.pictures > 0 else {
            throw ClockCodeError.noCode(path: recording.path, pictures: pictures)
        }
        return Clip(
            recording: recording, sightings: sightings, startPrecision: precision(of: recording.start.time))
    }

    /// A time that shows whole seconds may have been anywhere in its second: recorders cut the rest off.
    private static func precision(of start: WallTime) -> Int64 {
        let second = WallTime.nanosecondsPerSecond
        if start.nanoseconds % second == 0 { return second }
        return start.nanoseconds % 1_000_000 == 0 ? 1_000_000 : 0
    }

    // MARK: - All of them

    private struct Contradiction: Error { var reason: String }

    /// Bounds of the camera's own error: its time at the first picture is that of the name, or up to one
    /// unit of the name later.
    private static func combine(_ clips: [Clip]) throws(Contradiction) -> (lower: Int64, upper: Int64) {
        var bounds: (lower: Int64, upper: Int64) = (.min, .max)
        var narrowest: (lower: String, upper: String) = ("", "")
        for clip in clips {
            let own = try steady(clip)
            let name = clip.recording.name
            if own.lower > bounds.lower { (bounds.lower, narrowest.lower) = (own.lower, name) }
            let upper = own.upper + clip.startPrecision
            if upper < bounds.upper { (bounds.upper, narrowest.upper) = (upper, name) }
            guard bounds.lower <= bounds.upper else {
                throw Contradiction(
                    reason: "by \(narrowest.upper) the clock was at most \(seconds(bounds.upper)) fast, by "
                        + "\(narrowest.lower) at least \(seconds(bounds.lower)): it was set, or drifts, between them; "
                        + "measure again near the time that is asked for")
            }
        }
        return bounds
    }

    private static func steady(_ clip: Clip) throws(Contradiction) -> ClockSightings.Bounds {
        let name = clip.recording.name
        if let stuck = clip.sightings.stuck {
            throw Contradiction(
                reason:
                    "\(name) shows the code of \(stuck.code.from) for \(seconds(stuck.nanoseconds, signed: false)), "
                    + "which is shown for \(stuck.code.milliseconds) ms: a picture of a code, or a page that stood still"
            )
        }
        let stretches = clip.sightings.stretches
        guard let first = stretches.first, let last = stretches.last, stretches.count > 1 else {
            if let only = stretches.first { return only }
            throw Contradiction(reason: "\(name) shows no code")
        }
        let (before, after) = (stretches[stretches.count - 2], last)
        let turn =
            stretches.count == 2
            ? "jumps by about \(seconds(after.middle - before.middle)) at \(after.first)"
            : "drifts or jumps \(stretches.count - 1) times, from \(seconds(first.middle)) at \(first.first) "
                + "to \(seconds(last.middle)) at \(last.last)"
        throw Contradiction(
            reason:
                "the clock of \(name) \(turn), or that of the page does; there is no one error to take off")
    }

    /// Bounds in whole milliseconds, never narrower: a person reads and types them.
    private static func rounded(lower: Int64, upper: Int64) -> (middle: Int64, halfWidth: Int64) {
        let unit: Int64 = 1_000_000
        func down(_ value: Int64) -> Int64 { (value - ((value % unit) + unit) % unit) / unit }
        let (lower, upper) = (down(lower), -down(-upper))
        let middle = lower + (upper - lower) / 2
        return (middle * unit, max(upper - middle, middle - lower) * unit)
    }

    private static func measurement(_ clips: [Clip], _ reference: Int64) throws -> ClockMeasurement {
        let shown = clips.compactMap(\.sightings.shown)
        let from = shown.map(\.from).min() ?? WallTime(nanoseconds: 0)
        return ClockMeasurement(
            camera: clips.first?.recording.camera ?? "",
            clips: try clips.map { clip in
                .init(
                    name: clip.recording.name, sha256: try clip.recording.open().digest().sha256,
                    codes: clip.sightings.codes)
            },
            shown: try Window(from: from, to: shown.map(\.to).max() ?? from),
            referenceUncertaintyNanoseconds: reference)
    }

    private static func seconds(_ nanoseconds: Int64, signed: Bool = true) -> String {
        let tenths = (nanoseconds.magnitude + 50_000_000) / 100_000_000
        let sign = !signed ? "" : nanoseconds < 0 ? "−" : "+"
        return "\(sign)\(tenths / 10).\(tenths % 10) s"
    }
}

extension ClockCheck {
    /// The whole number of quarter hours, in nanoseconds, that the error nearly is: then it is rather the zone
    /// that is wrong than the clock. Nil for errors below half an hour, and for those that are more than five
    /// minutes from one.
    package var nearlyWholeZone: Int64? {
        guard case .measured(let error) = outcome else { return nil }
        let minute = 60 * WallTime.nanosecondsPerSecond
        let quarters =
            (error.errorNanoseconds.magnitude + UInt64(7 * minute + minute / 2)) / UInt64(15 * minute)
        let whole = Int64(quarters) * 15 * minute
        guard whole >= 30 * minute, whole <= 14 * 60 * minute,
            abs(Int64(error.errorNanoseconds.magnitude) - whole) <= 5 * minute
        else { return nil }
        return whole
    }
}
