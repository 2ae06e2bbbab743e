import CustodyDesk
import Outcomes
import Recordings
import Sealing
import Statements
import Viewing

/// A picture of a camera in the time that is asked for, to know the camera by. Nothing is decoded before it is wanted, and
/// nothing of it is kept.
package struct CameraPicture: Sendable {
    /// Names the recording and the moment: the same picture has the same key.
    package let key: String
    private let recording: Recording
    private let part: Window
    private let moment: WallTime

    /// The picture in the middle of the longest part that one of a camera's recordings has of a window; nil where none has any.
    init?(of recordings: [Recording], in window: Window) {
        let parts = recordings.filter { $0.pictureTrack != nil }.compactMap { recording in
            recording.span.intersection(window).map { (recording, $0) }
        }
        guard
            let longest = parts.max(by: { $0.1.durationNanoseconds < $1.1.durationNanoseconds })
        else { return nil }
        (recording, part) = longest
        moment = part.from.adding(nanoseconds: part.durationNanoseconds / 2)
        let text = "\(recording.path)\n\(recording.size)\n\(moment.nanoseconds)"
        guard let digest = try? SHA256Digest.of(Array(text.utf8)) else { return nil }
        key = String(digest.hex.prefix(32))
    }

    /// The picture as a JPEG file; nil where none can be decoded.
    ///
    /// - Parameter width: in pixels.
    /// - Throws: ``DeskError`` where the recording cannot be read.
    package func jpeg(width: Int) throws(DeskError) -> [UInt8]? {
        try telling { try recording.thumbnail(at: moment, inside: part, width: width)?.jpeg() }
    }
}
