import Objects
import CFFmpeg

/// Owns one decoded picture, or the empty place for one. The samples are counted references: several frames
/// can share them, none is copied.
package final class Frame {
    package let pointer: UnsafeMutablePointer<AVFrame>

    package init() throws(FootageError) {
        guard let pointer = av_frame_alloc() else { throw .outOfMemory("holding a picture") }
        self.pointer = pointer
    }

    deinit {
        var pointer: UnsafeMutablePointer<AVFrame>? = pointer
        av_frame_free(&pointer)
    }

    /// When it is shown, in the track's time base; nil when its packet did not say.
    package var presentationTime: Int64? {
        pointer.pointee.pts == proffer_AV_NOPTS_VALUE ? nil : pointer.pointee.pts
    }

    /// Whether the decoder had to conceal missing or broken parts.
    package var isDamaged: Bool {
        pointer.pointee.decode_error_flags != 0 || pointer.pointee.flags & AV_FRAME_FLAG_CORRUPT != 0
    }

    package var layout: PictureLayout {
        PictureLayout(
            format: AVPixelFormat(pointer.pointee.format), width: pointer.pointee.width,
            height: pointer.pointee.height)
    }

    /// Lets go of the samples and keeps the place.
    package func empty() { av_frame_unref(pointer) }

    /// Moves the samples and properties into a frame of their own, leaving this one empty.
    package func moved() throws(FootageError) -> Frame {
        let other = try Frame()
        av_frame_move_ref(other.pointer, pointer)
        return other
    }
}

/// How a picture's samples lie in memory. An encoder takes one such layout only.
package struct PictureLayout: Equatable, CustomStringConvertible {
    package var format: AVPixelFormat
    package var width: Int32
    package var height: Int32

    package init(format: AVPixelFormat, width: Int32, height: Int32) {
        (self.format, self.width, self.height) = (format, width, height)
    }

    package var description: String { "\(width)x\(height) \(format.name)" }
}

extension AVPixelFormat {
    /// The library's name: `yuv420p10le`.
    package var name: String { av_get_pix_fmt_name(self).map { String(cString: $0) } ?? "format \(rawValue)" }

    /// Bits a sample has, and how it is subsampled; nil for what is no picture in memory.
    package var descriptor: AVPixFmtDescriptor? { av_pix_fmt_desc_get(self)?.pointee }
}
