import Cutting
import Objects
import Recordings
import Records
import Statements
import CFFmpeg

/// A small picture out of a recording, to be looked at and not to be kept.
package struct Thumbnail: Sendable, Hashable {
    /// When it is shown.
    package let time: WallTime
    /// Pixels in a row.
    package let width: Int
    /// Rows.
    package let height: Int
    /// The rows from the top, four bytes a pixel: blue, green, red, and one without meaning.
    package let pixels: [UInt8]

    /// A picture from its parts.
    package init(time: WallTime, width: Int, height: Int, pixels: [UInt8]) {
        self.time = time
        self.width = width
        self.height = height
        self.pixels = pixels
    }
}

extension Recording {
    /// How many packets are decoded at most on the way to a thumbnail.
    private static let thumbnailSearch = 1500

    /// The picture shown at a moment, or the next one, made small; never one from outside a window.
    ///
    /// - Parameters:
    ///   - moment: the time looked for.
    ///   - window: what may be looked at. A picture from outside is decoded where others are made of it, and let go.
    ///   - width: how wide it is to be, in pixels.
    /// - Returns: nil where the recording has no picture of the window that can be decoded.
    /// - Throws: what reading and decoding the file throws.
    package func thumbnail(at moment: WallTime, inside window: Window, width: Int) throws -> Thumbnail? {
        guard let track = pictureTrack, window.intersection(span) != nil else { return nil }
        let allowed = try ticks(of: window, track)
        guard !allowed.isEmpty else { return nil }
        let wanted = try placement.firstTick(notBefore: moment, in: track.timeBase)
        let goal = min(max(wanted, allowed.lowerBound), allowed.upperBound - 1)
        let input = try MediaInput(open())
        try enter(input, track, atOrBefore: goal)
        let stream = try input.track(track.index)
        let decoder = try VideoDecoder(
            parameters: try input.parameters(track.index), timeBase: stream.pointee.time_base)
        var packetsLeft = Self.thumbnailSearch
        let reader = try PictureReader(decoder) { packet in
            while packetsLeft > 0, try input.read(into: packet) {
                packetsLeft -= 1
                // Behind the window no packet is needed but what the decoder holds back.
                if packet.track == track.index { return (packet.dts ?? .min) < allowed.upperBound }
            }
            return false
        }
        var best: (picture: Frame, pts: Int64)?
        while let picture = try reader.next() {
            guard let pts = picture.presentationTime, allowed.contains(pts) else { continue }
            best = (try picture.moved(), pts)
            if pts >= goal { break }
        }
        guard let best else { return nil }
        return try ThumbnailScaler(best.picture, stream.pointee.sample_aspect_ratio, width: width)
            .scale(best.picture, shownAt: placement.time(ofTick: best.pts, in: track.timeBase))
    }
}

/// Owns the conversion of one picture into a small one.
final class ThumbnailScaler {
    private let context: OpaquePointer
    private let source: PictureLayout
    private let (width, height): (Int, Int)

    init(_ picture: Frame, _ aspect: AVRational, width: Int) throws(FootageError) {
        source = picture.layout
        // Pixels that are not square (0 where nobody said).
        let (across, down) = aspect.num > 0 && aspect.den > 0 ? (Int(aspect.num), Int(aspect.den)) : (1, 1)
        let width = max(16, min(width, 1024))
        let high = Int(source.height).multipliedReportingOverflow(by: width * down)
        let wide = Int(source.width).multipliedReportingOverflow(by: across)
        guard !high.overflow, !wide.overflow, wide.partialValue > 0 else {
            throw .library(operation: "making a picture small", cause: "its size is no size", path: nil)
        }
        self.width = width
        height = max(9, min(high.partialValue / wide.partialValue, 2 * width))
        guard
            let context = sws_getContext(
                source.width, source.height, source.format, Int32(width), Int32(height), AV_PIX_FMT_BGR0,
                SWS_AREA | SWS_ACCURATE_RND | SWS_BITEXACT, nil, nil, nil)
        else {
            throw .library(
                operation: "making a picture small", cause: "\(source.format.name) cannot be converted",
                path: nil)
        }
        self.context = context
        // Left alone, swscale takes every picture for one of standard definition.
        let matrix = sws_getCoefficients(source.height >= 720 ? SWS_CS_ITU709 : SWS_CS_ITU601)
        let isFull: Int32 = picture.pointer.pointee.color_range == AVCOL_RANGE_JPEG ? 1 : 0
        sws_setColorspaceDetails(context, matrix, isFull, matrix, 1, 0, 1 << 16, 1 << 16)
    }

    deinit { sws_freeContext(context) }

    func scale(_ picture: Frame, shownAt time: WallTime) throws(FootageError) -> Thumbnail {
        let result = try Frame()
        result.pointer.pointee.format = AV_PIX_FMT_BGR0.rawValue
        result.pointer.pointee.width = Int32(width)
        result.pointer.pointee.height = Int32(height)
        try check(av_frame_get_buffer(result.pointer, 0), "making a picture small")
        let code = withUnsafeBytes(of: &picture.pointer.pointee.data) { planes in
            withUnsafeBytes(of: &picture.pointer.pointee.linesize) { strides in
                withUnsafeBytes(of: &result.pointer.pointee.data) { targets in
                    withUnsafeBytes(of: &result.pointer.pointee.linesize) { targetStrides in
                        sws_scale(
                            context, planes.assumingMemoryBound(to: UnsafePointer<UInt8>?.self).baseAddress,
                            strides.assumingMemoryBound(to: Int32.self).baseAddress, 0, source.height,
                            targets.assumingMemoryBound(to: UnsafeMutablePointer<UInt8>?.self).baseAddress,
                            targetStrides.assumingMemoryBound(to: Int32.self).baseAddress)
                    }
                }
            }
        }
        try check(code, "making a picture small")
        guard let rows = result.pointer.pointee.data.0 else { throw .outOfMemory("making a picture small") }
        let stride = Int(result.pointer.pointee.linesize.0)
        var pixels: [UInt8] = []
        pixels.reserveCapacity(width * height * 4)
        for row in 0..<height {
            pixels += UnsafeBufferPointer(start: rows + row * stride, count: width * 4)
        }
        return Thumbnail(time: time, width: width, height: height, pixels: pixels)
    }
}
