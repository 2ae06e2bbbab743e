import Records
import Starts
import Statements

/// A camera's recordings that are too many to be shown one by one: how many there are, from when to when, how that is
/// known, and where there are gaps.
package struct CameraSummaryFacts: Equatable, Sendable {
    /// How many starts are known in one way.
    package struct Starts: Equatable, Sendable {
        package var how: StartEvidence.Kind
        package var count: Int

        package init(how: StartEvidence.Kind, count: Int) {
            self.how = how
            self.count = count
        }
    }

    package var camera: String
    /// What made them; of several, the one that leaves only where a consent names the camera.
    package var recorder: RecorderKind
    /// How many recordings there are.
    package var count: Int
    /// How large they are together, in bytes.
    package var size: UInt64
    /// From the start of the first recording to the end of the last, by the camera's own clock.
    package var window: Window
    /// How many of the starts are known in which way.
    package var starts: [Starts]
    /// The zone that starts without an offset were read in; nil where all carry one.
    package var zone: String?
    /// How many of the starts are in doubt.
    package var doubtful: Int
    /// One of those doubts, with its file.
    package var doubt: String?
    /// How many gaps of a second or longer there are.
    package var gapCount: Int
    /// The longest of these, in order of time.
    package var longestGaps: [Window]

    package init(
        camera: String, recorder: RecorderKind, count: Int, size: UInt64, window: Window,
        starts: [Starts], zone: String?, doubtful: Int, doubt: String?,
        gapCount: Int, longestGaps: [Window]
    ) {
        self.camera = camera
        self.recorder = recorder
        self.count = count
        self.size = size
        self.window = window
        self.starts = starts
        self.zone = zone
        self.doubtful = doubtful
        self.doubt = doubt
        self.gapCount = gapCount
        self.longestGaps = longestGaps
    }
}
