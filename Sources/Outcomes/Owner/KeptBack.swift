import Statements

/// What was asked for and stays with the owner who agrees to a request; everything outside the window does as well.
package struct KeptBack: Equatable, Sendable {
    /// The time that was asked for before the grant begins; nil where there is none.
    package var before: Window?
    /// The time that was asked for after the grant ends; nil where there is none.
    package var after: Window?
    /// Whether the sound stays that was asked for.
    package var sound: Bool
    /// Whether the single pictures stay that were asked for.
    package var stills: Bool
    /// Whether there are cameras that are not granted.
    package var otherCameras: Bool

    package init(before: Window?, after: Window?, sound: Bool, stills: Bool, otherCameras: Bool) {
        self.before = before
        self.after = after
        self.sound = sound
        self.stills = stills
        self.otherCameras = otherCameras
    }
}
