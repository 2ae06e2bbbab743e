import Custody

/// How the clocks of recordings are read: what was given on the way, and is not to be found in the files.
public struct RecordingClocks: Sendable, Hashable {
    /// The zone of clocks whose times carry none.
    public var zone: RecordingZone
    /// How far the clock of every recording was off; nil where nobody knows.
    public var error: ClockError?
    /// What the owner said of the starts of single files.
    public var starts: GivenStarts

    /// Clocks from what is known of them.
    public init(zone: RecordingZone, error: ClockError? = nil, starts: GivenStarts = GivenStarts()) {
        self.zone = zone
        self.error = error
        self.starts = starts
    }
}

extension Recording {
    /// Reads what a file holds and places it on the wall clock, as ``probe(_:zone:clockError:starts:)`` does.
    public static func probe(_ path: String, clocks: RecordingClocks) throws(FootageError) -> Recording {
        try probe(path, zone: clocks.zone, clockError: clocks.error, starts: clocks.starts)
    }
}
