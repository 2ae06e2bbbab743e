import Glibc

/// A moment on the wall clock, to the nanosecond, with the offset it was written in.
///
/// Two times are equal when they name the same instant, whatever their offsets: the offset is kept
/// so that a person reads back the time they wrote, never to compare by.
/// The text form is RFC 3339 §5.6.
///
/// There is no time outside the years 1950 to 2199: one cannot be made. That is narrower than what 64 bits of
/// nanoseconds hold, and chosen so that the difference of any two times fits them with decades to spare: whoever
/// subtracts times from outside cannot overflow.
package struct WallTime: Sendable {
    /// Nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX time). Differences are taken with
    /// ``nanoseconds(since:)``.
    package let nanoseconds: Int64
    /// What local clocks showed ahead of UTC, in seconds; always whole minutes, within ±23:59.
    package let utcOffsetSeconds: Int32

    /// Nanoseconds in a second.
    package static let nanosecondsPerSecond: Int64 = 1_000_000_000

    /// The first instant there is, 1950-01-01T00:00:00Z.
    package static let earliest = WallTime(nanoseconds: .min)
    /// The last instant there is, a nanosecond before 2200-01-01T00:00:00Z.
    package static let latest = WallTime(nanoseconds: .max)

    /// 7305 days before 1970, and 84,006 days from there up to 2200.
    private static let range =
        -7305 * 86_400 * nanosecondsPerSecond...84_006 * 86_400 * nanosecondsPerSecond - 1

    /// A time from its instant.
    ///
    /// - Parameters:
    ///   - nanoseconds: nanoseconds since 1970-01-01T00:00:00Z; what is beyond ``earliest`` or ``latest`` becomes that.
    ///   - utcOffsetSeconds: the offset to print with. RFC 3339 has no seconds in an offset, so what
    ///     is beyond whole minutes is dropped, and what is beyond ±23:59 becomes ±23:59.
    package init(nanoseconds: Int64, utcOffsetSeconds: Int32 = 0) {
        let limit: Int32 = (23 * 60 + 59) * 60
        self.nanoseconds = max(Self.range.lowerBound, min(Self.range.upperBound, nanoseconds))
        self.utcOffsetSeconds = max(-limit, min(limit, utcOffsetSeconds / 60 * 60))
    }

    /// A time from an instant that something else tells.
    ///
    /// - Returns: nil where it is beyond ``earliest`` or ``latest``, for readers that must not take the end of all
    ///   time for a time that was told.
    package init?(exactNanoseconds nanoseconds: Int64, utcOffsetSeconds: Int32 = 0) {
        guard Self.range.contains(nanoseconds) else { return nil }
        self.init(nanoseconds: nanoseconds, utcOffsetSeconds: utcOffsetSeconds)
    }

    /// The present moment of this machine's clock, in UTC.
    package static func now() -> WallTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        let (seconds, overflow) = Int64(time.tv_sec).multipliedReportingOverflow(by: nanosecondsPerSecond)
        return WallTime(
            nanoseconds: overflow
                ? (time.tv_sec < 0 ? .min : .max) : seconds.addingClamped(Int64(time.tv_nsec)))
    }

    /// How much later it is than another time, in nanoseconds; negative where it is earlier.
    ///
    /// Never more than 250 years, so that decades can be added to it without a thought of overflow.
    package func nanoseconds(since other: WallTime) -> Int64 { nanoseconds - other.nanoseconds }

    /// The time that much later (or, negative, earlier), in the same offset.
    ///
    /// Beyond ``earliest`` and ``latest`` the result stays there.
    package func adding(nanoseconds delta: Int64) -> WallTime {
        WallTime(nanoseconds: nanoseconds.addingClamped(delta), utcOffsetSeconds: utcOffsetSeconds)
    }

    /// The same instant, to be written in another offset.
    package func inOffset(seconds: Int32) -> WallTime {
        WallTime(nanoseconds: nanoseconds, utcOffsetSeconds: seconds)
    }

    /// The whole second it lies in, as people date things.
    package var toTheSecond: WallTime {
        let fraction = nanoseconds % Self.nanosecondsPerSecond
        return adding(nanoseconds: fraction < 0 ? -fraction - Self.nanosecondsPerSecond : -fraction)
    }
}

extension WallTime: Hashable, Comparable {
    /// Whether both name the same instant, whatever their offsets.
    package static func == (one: WallTime, other: WallTime) -> Bool { one.nanoseconds == other.nanoseconds }
    /// Whether the first instant is before the second.
    package static func < (one: WallTime, other: WallTime) -> Bool { one.nanoseconds < other.nanoseconds }
    /// Hashes the instant, not the offset.
    package func hash(into hasher: inout Hasher) { hasher.combine(nanoseconds) }
}

extension WallTime: Codable, CustomStringConvertible {
    /// The RFC 3339 text.
    package var description: String { rfc3339 }

    /// Reads the RFC 3339 text. Throws `DecodingError.dataCorrupted` with the reason otherwise.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            self = try WallTime(rfc3339: try container.decode(String.self))
        } catch let error as StatementError {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }

    /// Writes the RFC 3339 text.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rfc3339)
    }
}
