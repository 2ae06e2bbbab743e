import Starts
import Objects
import Records

/// How the clocks of recordings are read: what was given on the way, and is not to be found in the files.
package struct RecordingClocks: Sendable, Hashable {
    /// The zone of clocks whose times carry none.
    package var zone: RecordingZone
    /// How far the clock of every recording was off; nil where nobody knows.
    package var error: ClockError?
    /// What the owner said of the starts of single files.
    package var starts: GivenStarts

    /// Clocks from what is known of them.
    package init(zone: RecordingZone, error: ClockError? = nil, starts: GivenStarts = GivenStarts()) {
        self.zone = zone
        self.error = error
        self.starts = starts
    }
}

extension Recording {
    /// Reads what a file holds and places it on the wall clock, as ``probe(_:zone:clockError:starts:)`` does.
    package static func probe(_ path: String, clocks: RecordingClocks) throws(FootageError) -> Recording {
        try probe(path, zone: clocks.zone, clockError: clocks.error, starts: clocks.starts)
    }
}
