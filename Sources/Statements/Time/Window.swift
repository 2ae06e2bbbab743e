/// A half-open span of wall-clock time, `[from, to)`: `from` belongs to it, `to` does not.
///
/// There is no empty and no backward window: one cannot be made.
package struct Window: Sendable, Hashable {
    /// The first instant inside.
    package let from: WallTime
    /// The first instant after it that is outside again.
    package let to: WallTime

    /// - Throws: ``StatementError/emptyWindow(from:to:)`` unless `from < to`.
    package init(from: WallTime, to: WallTime) throws(StatementError) {
        guard from < to else { throw .emptyWindow(from: from, to: to) }
        self.from = from
        self.to = to
    }

    /// How long the window is, in nanoseconds; always more than zero, and at most 250 years.
    package var durationNanoseconds: Int64 { to.nanoseconds(since: from) }

    /// Whether the instant lies inside; the end does not.
    package func contains(_ instant: WallTime) -> Bool { from <= instant && instant < to }

    /// Whether every instant of the other window lies inside this one. A window contains itself.
    package func contains(_ other: Window) -> Bool { from <= other.from && other.to <= to }

    /// What both windows cover, or nil where they have no instant in common; touching is not enough.
    package func intersection(_ other: Window) -> Window? {
        try? Window(from: max(from, other.from), to: min(to, other.to))
    }

    /// The same instants, written with the offsets of another window, so that times a person compares look alike.
    package func shown(like other: Window) -> Window {
        let from = from.inOffset(seconds: other.from.utcOffsetSeconds)
        let to = to.inOffset(seconds: other.to.utcOffsetSeconds)
        return (try? Window(from: from, to: to)) ?? self
    }
}

extension Window: Codable, CustomStringConvertible {
    /// `2026-03-01T21:10:00+01:00 to 2026-03-01T21:20:00+01:00`.
    package var description: String { "\(from) to \(to)" }

    private enum CodingKeys: String, CodingKey { case from, to }

    /// Reads `{"from": …, "to": …}` and refuses a window that is empty.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let from = try container.decode(WallTime.self, forKey: .from)
        let to = try container.decode(WallTime.self, forKey: .to)
        do {
            try self.init(from: from, to: to)
        } catch {
            throw DecodingError.dataCorruptedError(
                forKey: .to, in: container, debugDescription: error.description)
        }
    }

    /// Writes `{"from": …, "to": …}`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(from, forKey: .from)
        try container.encode(to, forKey: .to)
    }
}

extension Window {
    /// What is left of it without another.
    package func without(_ other: Window) -> [Window] {
        guard intersection(other) != nil else { return [self] }
        return [
            try? Window(from: from, to: min(to, other.from)), try? Window(from: max(from, other.to), to: to),
        ]
        .compactMap(\.self)
    }
}
