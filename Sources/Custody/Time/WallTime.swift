import Glibc

/// A moment on the wall clock, to the nanosecond, with the offset it was written in.
///
/// Two times are equal when they name the same instant, whatever their offsets: the offset is kept
/// so that a person reads back the time they wrote, never to compare by.
/// The text form is RFC 3339 §5.6; the range is the years 1678 to 2261.
public struct WallTime: Sendable {
    /// Nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX time).
    public let nanoseconds: Int64
    /// What local clocks showed ahead of UTC, in seconds; always whole minutes, within ±23:59.
    public let utcOffsetSeconds: Int32

    /// Nanoseconds in a second.
    public static let nanosecondsPerSecond: Int64 = 1_000_000_000

    /// A time from its instant.
    ///
    /// - Parameters:
    ///   - nanoseconds: nanoseconds since 1970-01-01T00:00:00Z.
    ///   - utcOffsetSeconds: the offset to print with. RFC 3339 has no seconds in an offset, so what
    ///     is beyond whole minutes is dropped, and what is beyond ±23:59 becomes ±23:59.
    public init(nanoseconds: Int64, utcOffsetSeconds: Int32 = 0) {
        let limit: Int32 = (23 * 60 + 59) * 60
        self.nanoseconds = nanoseconds
        self.utcOffsetSeconds = max(-limit, min(limit, utcOffsetSeconds / 60 * 60))
    }

    /// The present moment of this machine's clock, in UTC.
    public static func now() -> WallTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return WallTime(nanoseconds: Int64(time.tv_sec) * nanosecondsPerSecond + Int64(time.tv_nsec))
    }

    /// The time that much later (or, negative, earlier), in the same offset.
    ///
    /// Beyond the range of representable times the result stays at its end.
    public func adding(nanoseconds delta: Int64) -> WallTime {
        let (sum, overflow) = nanoseconds.addingReportingOverflow(delta)
        let clamped = overflow ? (delta > 0 ? Int64.max : Int64.min) : sum
        return WallTime(nanoseconds: clamped, utcOffsetSeconds: utcOffsetSeconds)
    }

    /// The same instant, to be written in another offset.
    public func inOffset(seconds: Int32) -> WallTime {
        WallTime(nanoseconds: nanoseconds, utcOffsetSeconds: seconds)
    }

    /// The whole second it lies in, as people date things.
    public var toTheSecond: WallTime {
        let fraction = nanoseconds % Self.nanosecondsPerSecond
        return adding(nanoseconds: fraction < 0 ? -fraction - Self.nanosecondsPerSecond : -fraction)
    }
}

extension WallTime: Hashable, Comparable {
    /// Whether both name the same instant, whatever their offsets.
    public static func == (one: WallTime, other: WallTime) -> Bool { one.nanoseconds == other.nanoseconds }
    /// Whether the first instant is before the second.
    public static func < (one: WallTime, other: WallTime) -> Bool { one.nanoseconds < other.nanoseconds }
    /// Hashes the instant, not the offset.
    public func hash(into hasher: inout Hasher) { hasher.combine(nanoseconds) }
}

extension WallTime: Codable, CustomStringConvertible {
    /// The RFC 3339 text.
    public var description: String { rfc3339 }

    /// Reads the RFC 3339 text. Throws `DecodingError.dataCorrupted` with the reason otherwise.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            self = try WallTime(rfc3339: try container.decode(String.self))
        } catch let error as CustodyError {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }

    /// Writes the RFC 3339 text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rfc3339)
    }
}
