import Cutting
import Objects
import Recordings
import CFFmpeg

/// Owns the conversion of decoded pictures, whatever their format, into grey.
final class GreyConversion {
    private var context: OpaquePointer?
    /// The library's own memory, as wide as its vector instructions write.
    private let grey: Frame

    init() throws(FootageError) { grey = try Frame() }

    deinit { sws_freeContext(context) }

    /// Puts a picture into the place of the last one, whose memory is used again where the size is the same.
    func convert(_ frame: Frame, into picture: inout GreyPicture) throws(FootageError) {
        let layout = frame.layout
        guard layout.width > 0, layout.height > 0, layout.format.descriptor != nil else {
            throw .library(operation: "making a picture grey", cause: "it has no size", path: nil)
        }
        // Made anew only where size or format change.
        context = sws_getCachedContext(
            context, layout.width, layout.height, layout.format, layout.width, layout.height,
            AV_PIX_FMT_GRAY8, SWS_POINT, nil, nil, nil)
        guard let context else {
            throw .library(
                operation: "making a picture grey", cause: "its format is \(layout.format.name)", path: nil)
        }
        try prepare(layout)
        try check(sws_scale_frame(context, grey.pointer, frame.pointer), "making a picture grey")
        copy(into: &picture)
    }

    private func prepare(_ layout: PictureLayout) throws(FootageError) {
        let place = grey.pointer
        let isSame = place.pointee.width == layout.width && place.pointee.height == layout.height
        if isSame, place.pointee.data.0 != nil { return }
        grey.empty()
        (place.pointee.width, place.pointee.height) = (layout.width, layout.height)
        place.pointee.format = AV_PIX_FMT_GRAY8.rawValue
        try check(av_frame_get_buffer(place, 0), "making a picture grey")
    }

    private func copy(into picture: inout GreyPicture) {
        let layout = grey.layout
        (picture.width, picture.height) = (Int(layout.width), Int(layout.height))
        if picture.samples.count != picture.width * picture.height {
            picture.samples = [UInt8](repeating: 0, count: picture.width * picture.height)
        }
        let (width, stride) = (picture.width, Int(grey.pointer.pointee.linesize.0))
        guard let source = grey.pointer.pointee.data.0 else { return }
        let rows = picture.height
        picture.samples.withUnsafeMutableBufferPointer { samples in
            guard let target = samples.baseAddress else { return }
            for row in 0..<rows { (target + row * width).update(from: source + row * stride, count: width) }
        }
    }
}
