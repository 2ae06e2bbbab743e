import Starts
import Statements

/// A camera that has something of a time, as a person who agrees chooses among several.
package struct CameraChoice: Equatable, Sendable {
    /// Its label.
    package var camera: String
    /// What made its recordings; of several, the one that leaves only where it is named.
    package var recorder: RecorderKind
    /// How many of its recordings have some of the time.
    package var recordings: Int
    /// How much of the time they cover, in nanoseconds.
    package var covered: Int64

    package init(camera: String, recorder: RecorderKind, recordings: Int, covered: Int64) {
        self.camera = camera
        self.recorder = recorder
        self.recordings = recordings
        self.covered = covered
    }
}
