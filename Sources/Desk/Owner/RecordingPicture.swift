import CustodyDesk
import Outcomes
import Recordings
import Records
import Statements
import Viewing

/// One small picture out of a recording, for its owner's eyes: decoded in memory, written nowhere.
package struct RecordingPicture: Sendable, Equatable {
    /// When it is shown, by the clock that recordings are placed by.
    package let time: WallTime
    package let width: Int
    package let height: Int
    /// The picture as a JPEG file.
    package let jpeg: [UInt8]

    /// How wide it is if nobody says otherwise, in pixels.
    package static let usualWidth = 320

    init(_ picture: Thumbnail) throws {
        time = picture.time
        (width, height) = (picture.width, picture.height)
        jpeg = try picture.jpeg()
    }
}

extension OwnersFootage {
    /// The picture that a camera shows at a moment, or the next one of the window; where there is none, the last one before it.
    ///
    /// - Parameters:
    ///   - camera: its label.
    ///   - window: what may be looked at. A picture from outside is never given, though others may be made of it.
    /// - Returns: nil where no recording of the camera has a picture of the window that can be decoded.
    /// - Throws: ``DeskError`` as for every look at recordings.
    package func picture(
        of camera: String, at moment: WallTime, inside window: Window,
        width: Int = RecordingPicture.usualWidth
    ) throws(DeskError) -> RecordingPicture? {
        try telling {
            // What is to be said of these recordings is said by the list of them.
            let found = try search(within: [window], of: [camera]) { _ in }
            let own = found.recordings.filter {
                $0.camera == camera && $0.pictureTrack != nil && $0.span.intersection(window) != nil
            }
            let behind = own.filter { $0.span.to > moment }
            let before = own.filter { $0.span.to <= moment }.reversed()
            for recording in behind + before {
                if let picture = try? recording.thumbnail(at: moment, inside: window, width: width) {
                    return try RecordingPicture(picture)
                }
            }
            return nil
        }
    }

    /// A picture of a recording that tells what the camera looks at: one from its middle.
    ///
    /// - Parameter path: the recording's file.
    /// - Returns: nil for a file of sound alone, and where nothing of it can be decoded.
    /// - Throws: ``DeskError`` where it is no recording.
    package static func picture(
        inMiddleOf path: String, width: Int = RecordingPicture.usualWidth
    ) throws(DeskError) -> RecordingPicture? {
        try telling {
            // Its place in time does not matter for this, and so neither does its clock.
            let recording = try Recording.probe(path, zone: .machine)
            let middle = recording.span.from.adding(nanoseconds: recording.span.durationNanoseconds / 2)
            let found = (try? recording.thumbnail(at: middle, inside: recording.span, width: width))
                .flatMap(\.self)
            return try found.map { try RecordingPicture($0) }
        }
    }
}
