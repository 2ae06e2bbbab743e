/// What an owner consented to hand over: a window of one camera, or of every camera.
///
/// Footage is cut to a granted window and to nothing else. Only an ``Authorization`` makes one, so
/// that no code can cut to two dates it made up; from there it can shrink, never grow.
package struct GrantedWindow: Sendable, Hashable {
    /// The camera's label as the owner calls it; nil grants every camera.
    package let camera: String?
    /// The time that may leave.
    package let window: Window
    /// Whether sound may leave with the picture.
    package let audio: Bool
    /// Whether single pictures may be taken out of the window.
    package let stills: Bool

    init(camera: String?, window: Window, audio: Bool, stills: Bool) {
        self.camera = camera
        self.window = window
        self.audio = audio
        self.stills = stills
    }

    /// The part of this grant inside another window, or nil where they have no instant in common.
    package func narrowed(to other: Window) -> GrantedWindow? {
        guard let common = window.intersection(other) else { return nil }
        return GrantedWindow(camera: camera, window: common, audio: audio, stills: stills)
    }
}
