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
        let edge = isLast ? window.to.adding(nanoseconds: -1) : window.from
        // What is opened of a day of short recordings are those at the edge, and all only where these have no picture.
        let near = isLast ? edge.adding(nanoseconds: -Self.near) : edge.adding(nanoseconds: Self.near)
        if window.contains(near),
            let part = try? isLast
                ? Window(from: near, to: window.to) : Window(from: window.from, to: near),
            let picture = try picture(of: camera, at: edge, inside: part)
        {
            return picture
        }
        return try picture(of: camera, at: edge, inside: window)
    }

    /// How far from the edge a picture is looked for first, in nanoseconds.
    private static let near = 600 * WallTime.nanosecondsPerSecond
}
