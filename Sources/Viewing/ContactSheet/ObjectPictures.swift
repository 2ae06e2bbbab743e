import Cutting
import Objects
import Recordings
import Records
import Statements
import CFFmpeg

/// Small pictures out of one object of a bundle, read once from front to back; nothing of it needs to lie on a disk.
package struct ObjectPictures {
    private let object: ObjectFacts
    private let clock: ObjectClock?

    /// Above so many pictures between two that are wanted, only key frames are decoded.
    private static let mostDecoded: UInt64 = 20_000
    /// Likewise above so many pixels of all of them, 16,000 pictures in full HD: packets of a few bytes can be pictures of any
    /// size.
    private static let mostDecodedPixels: UInt64 = 1 << 35

    /// - Throws: ``FootageError/timesNotUsable(path:reason:)`` where the record places the recording nowhere.
    package init(_ object: ObjectFacts, of recording: RecordingFacts) throws(FootageError) {
        self.object = object
        clock = try ObjectClock(.video, of: object, in: recording)
    }

    /// From when to when its pictures are shown; nil for what has none.
    package var span: Window? {
        if let still = object.derivative?.still {
            return try? Window(from: still.shown, to: still.shown.adding(nanoseconds: 1))
        }
        return clock?.span
    }

    /// Picks the pictures shown at moments, each with the time it is really shown at.
    ///
    /// Where key frames are many, the first one at or after a moment is taken, as a long clip would take long to decode.
    ///
    /// - Parameters:
    ///   - moments: in order.
    ///   - width: of the small pictures, in pixels.
    ///   - readAt: gives the object's bytes: fills a buffer from an offset on and says how far.
    /// - Returns: as many as there are, at most one a moment.
    /// - Throws: what reading and decoding throws.
    package func pictures(
        at moments: [WallTime], width: Int,
        readAt: @escaping (UnsafeMutableRawBufferPointer, UInt64) throws -> Int
    ) throws -> [Thumbnail] {
        if let still = object.derivative?.still {
            let picture = try StillFile.decode(try StillFile.read(size: object.size, readAt))
            return [
                try ThumbnailScaler(picture, AVRational(num: 1, den: 1), width: width)
                    .scale(picture, shownAt: still.shown)
            ]
        }
        guard let clock, !moments.isEmpty else { return [] }
        let input = try MediaInput(object: object.name, readAt: readAt)
        guard let index = try input.first(AVMEDIA_TYPE_VIDEO) else { return [] }
        try input.select([index])
        let isDense = clock.track.keyFrames / 4 >= UInt64(moments.count)
        let pixels = Self.pixels(of: try input.parameters(index).pointee, clock.source)
        let isLong =
            clock.track.accessUnits > Self.mostDecoded
            || clock.track.accessUnits > Self.mostDecodedPixels / pixels
        return isDense || isLong
            ? try keyFrames(input, index, clock, at: moments, width: width)
            : try allPictures(input, index, clock, at: moments, width: width)
    }

    /// How many pixels a picture has, by the larger of what the file and the record say: either may say nothing.
    private static func pixels(of parameters: AVCodecParameters, _ source: SourceTrack) -> UInt64 {
        let (wide, high) = (UInt64(max(1, parameters.width)), UInt64(max(1, parameters.height)))
        let (width, height) = (UInt64(max(1, source.width ?? 1)), UInt64(max(1, source.height ?? 1)))
        return max(wide * high, width * height)
    }

    private func allPictures(
        _ input: MediaInput, _ index: Int, _ clock: ObjectClock, at moments: [WallTime], width: Int
    ) throws -> [Thumbnail] {
        let stream = try input.track(index)
        let decoder = try VideoDecoder(
            parameters: try input.parameters(index), timeBase: stream.pointee.time_base)
        let reader = try PictureReader(decoder) { packet in
            while try input.readObject(into: packet) { if packet.track == index { return true } }
            return false
        }
        var found: [Thumbnail] = []
        var wanted = moments[...]
        while !wanted.isEmpty, let picture = try reader.next() {
            guard
                let time = picture.presentationTime.map({
                    clock.time(ofTick: $0, in: stream.pointee.time_base)
                })
            else {
                continue
            }
            guard let moment = wanted.first, time >= moment else { continue }
            found.append(try scaled(picture, stream, width, time))
            wanted = wanted.drop { $0 <= time }
        }
        return found
    }

    private func keyFrames(
        _ input: MediaInput, _ index: Int, _ clock: ObjectClock, at moments: [WallTime], width: Int
    ) throws -> [Thumbnail] {
        let stream = try input.track(index)
        var found: [Thumbnail] = []
        var wanted = moments[...]
        let packet = try Packet()
        while let moment = wanted.first, try input.readObject(into: packet) {
            guard packet.track == index, packet.isFlaggedKey, let pts = packet.pts else { continue }
            let time = clock.time(ofTick: pts, in: stream.pointee.time_base)
            guard time >= moment else { continue }
            let decoder = try VideoDecoder(
                parameters: try input.parameters(index), timeBase: stream.pointee.time_base)
            var isSent = false
            let reader = try PictureReader(decoder) { next in
                guard !isSent else { return false }
                isSent = true
                av_packet_move_ref(next.pointer, packet.pointer)
                return true
            }
            guard let picture = try reader.next() else { continue }
            found.append(try scaled(picture, stream, width, time))
            wanted = wanted.drop { $0 <= time }
        }
        return found
    }

    private func scaled(
        _ picture: Frame, _ stream: UnsafeMutablePointer<AVStream>, _ width: Int, _ time: WallTime
    ) throws(FootageError) -> Thumbnail {
        try ThumbnailScaler(picture, stream.pointee.sample_aspect_ratio, width: width)
            .scale(picture, shownAt: time)
    }
}
