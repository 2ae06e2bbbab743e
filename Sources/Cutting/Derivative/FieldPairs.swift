import Objects
import Recordings
import CFFmpeg

/// Finds the packets of H.264 that hold the second field of a picture whose first is in the packet before.
///
/// A camera may code the two fields of an interlaced picture apart, each in a packet with a time of its own (picture
/// adaptive frame and field coding, ISO/IEC 14496-10 §7.4.1.2.4). A decoder gives the two together, with the time of the
/// first.
struct FieldPairs {
    private let header: PictureHeader?
    /// The field that waits for its other half.
    private var waiting: (field: PictureHeader.Field, pts: Int64)?

    init(_ parameters: UnsafePointer<AVCodecParameters>) {
        header = Codec(parameters)?.framing == .nalUnits(isHEVC: false) ? PictureHeader(parameters) : nil
    }

    /// Reading begins elsewhere.
    mutating func restart() { waiting = nil }

    /// The time of the first field, where this packet holds the second; nil otherwise.
    ///
    /// - Parameter isClean: whether decoding can start at it, which it cannot at a second field.
    mutating func first(ofSecond bytes: UnsafeRawBufferPointer, pts: Int64, isClean: Bool) -> Int64? {
        guard let header, let field = header.read(bytes).field else {
            waiting = nil
            return nil
        }
        if let waiting, waiting.field != field, !isClean {
            self.waiting = nil
            return waiting.pts
        }
        waiting = (field, pts)
        return nil
    }
}
