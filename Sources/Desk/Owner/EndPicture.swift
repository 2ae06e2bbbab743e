import CustodyDesk
import Outcomes
import Statements

extension OwnersFootage {
    /// The first picture of a camera from a moment on, or the last one before a moment, of the time that is asked for.
    ///
    /// - Parameter isLast: whether it is the last one before the moment.
    /// - Returns: nil where the camera has none there.
    /// - Throws: ``DeskError`` as for every look at recordings.
    package func picture(
        of camera: String, at moment: WallTime, isLast: Bool, asked: Window
    ) throws(DeskError) -> RecordingPicture? {
        guard asked.from <= moment, moment <= asked.to,
            let window = try? isLast
                ? Window(from: asked.from, to: moment) : Window(from: moment, to: asked.to)
        else { return nil }
        return try picture(
            of: camera, at: isLast ? window.to.adding(nanoseconds: -1) : window.from, inside: window)
    }
}
