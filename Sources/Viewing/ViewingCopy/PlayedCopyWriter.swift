import Cutting
import Objects
import Recordings
import Records
import Statements
import CFFmpeg

/// Encodes one object anew while it is played, for a browser that cannot decode it: by the encoders of a viewing copy, with the
/// object's own times, and no evidence.
///
/// It is written front to back, in fragments that play as they come. Memory does not grow with the length.
package struct PlayedCopyWriter {
    private let name: String
    private let open: () throws -> MediaBytes.ReadAt

    /// Larger pictures are made smaller, so that one processor keeps up with them.
    private static let room = (width: 1280, height: 720)

    /// - Parameters:
    ///   - name: what errors call the object.
    ///   - open: opens the object's bytes, to be read once from front to back; called for its pictures and for its sound.
    package init(_ name: String, open: @escaping () throws -> MediaBytes.ReadAt) {
        self.name = name
        self.open = open
    }

    /// Writes all of it.
    ///
    /// - Parameters:
    ///   - start: how much of the object is passed over, in nanoseconds from its zero; the copy's times are counted from there.
    ///   - sink: takes the bytes.
    /// - Throws: ``FootageError``, and whatever the sink throws.
    package func write(from start: Int64 = 0, to sink: @escaping MediaOutput.Sink) throws {
        let pictures = try PlayedPictures(name, try open(), room: Self.room)
        let film = try PlayedFilm(
            sound: try ViewingSound(object: name, readAt: try open()), from: start, sink)
        while let (picture, nanoseconds) = try pictures?.next() {
            guard nanoseconds >= start else { continue }
            try film.show(picture, in: pictures?.unit ?? AVRational(num: 1, den: 1000))
            try film.sound(until: nanoseconds - start)
        }
        try film.finish()
    }
}

/// The pictures of an object as they are shown, each with its time from the object's zero.
private final class PlayedPictures {
    let unit: AVRational
    private let aspect: AVRational
    private let turns: Int
    private let room: (width: Int, height: Int)
    private let reader: PictureReader
    private let drawn: Frame
    private var filters: (graph: FilterGraph, layout: PictureLayout)?

    /// - Returns: nil where it has none.
    init?(_ name: String, _ readAt: @escaping MediaBytes.ReadAt, room: (width: Int, height: Int)) throws {
        let input = try MediaInput(object: name, readAt: readAt)
        guard let index = try input.first(AVMEDIA_TYPE_VIDEO) else { return nil }
        let stream = try input.track(index)
        unit = stream.pointee.time_base
        aspect = stream.pointee.sample_aspect_ratio
        turns = ClipPictures.turns(try input.displayMatrix(index))
        self.room = room
        drawn = try Frame()
        try input.select([index])
        reader = try PictureReader(
            VideoDecoder(parameters: try input.parameters(index), timeBase: unit)
        ) { packet in
            while try input.readObject(into: packet) { if packet.track == index { return true } }
            return false
        }
    }

    /// The next picture, lent until the next call; nil after the last.
    func next() throws -> (picture: Frame, nanoseconds: Int64)? {
        while let picture = try reader.next() {
            guard let pts = picture.presentationTime else { continue }
            if filters?.layout != picture.layout {
                let aspect =
                    aspect.num > 0 && aspect.den > 0 ? aspect : picture.pointer.pointee.sample_aspect_ratio
                let fit = PictureFit(
                    picture.layout, aspect: aspect, turns: turns, room: room, scaler: "fast_bilinear")
                filters = (
                    try FilterGraph(pictures: picture.layout, aspect: fit.aspect, fit.chain), picture.layout
                )
            }
            guard let graph = filters?.graph else { return nil }
            try graph.send(picture)
            guard try graph.receive(into: drawn) else { continue }
            drawn.pointer.pointee.pts = pts
            return (drawn, Placement.nanoseconds(pts, in: TimeBase(unit)))
        }
        return nil
    }
}

/// The film that is written.
private final class PlayedFilm {
    private let sink: MediaOutput.Sink
    private let source: ViewingSound?
    private let soundEncoder: ViewingSoundEncoder?
    private let start: Int64
    private let packet: Packet
    private var pictureEncoder: (encoder: PictureEncoder, unit: AVRational)?
    private var output: MediaOutput?
    private var lastPTS = Int64.min
    /// Sound that was decoded and belongs behind the last picture.
    private var heard: (samples: [[Float]], place: Int64)?

    init(sound: ViewingSound?, from start: Int64, _ sink: @escaping MediaOutput.Sink) throws {
        self.sink = sink
        self.start = start
        source = sound
        soundEncoder = sound == nil ? nil : try ViewingSoundEncoder()
        packet = try Packet()
    }

    private var soundTrack: Int32 { pictureEncoder == nil ? 0 : 1 }

    func show(_ picture: Frame, in unit: AVRational) throws {
        guard let pts = picture.presentationTime, pts > lastPTS else { return }
        lastPTS = pts
        picture.pointer.pointee.pts = pts - Self.ticks(start, in: unit)
        if pictureEncoder == nil {
            let encoder = try PictureEncoder(
                .viewing, first: picture, timeBase: unit, sampleAspectRatio: AVRational(num: 1, den: 1),
                conversion: nil)
            pictureEncoder = (encoder, unit)
            try open()
        }
        picture.pointer.pointee.pkt_duration = 0
        try pictureEncoder?.encoder.send(picture)
        try drain()
    }

    private func open() throws {
        var tracks: [MediaOutput.Track] = []
        if let (encoder, unit) = pictureEncoder {
            tracks.append(
                MediaOutput.Track(
                    parameters: encoder.parameters, sampleAspectRatio: AVRational(num: 1, den: 1),
                    displayMatrix: [], timeBase: TimeBase(unit)))
        }
        if let soundEncoder {
            tracks.append(
                MediaOutput.Track(
                    parameters: soundEncoder.parameters, sampleAspectRatio: AVRational(num: 0, den: 1),
                    displayMatrix: [], timeBase: TimeBase(numerator: 1, denominator: ViewingSound.rate)))
        }
        guard !tracks.isEmpty else { return }
        output = try MediaOutput(
            tracks: tracks, container: .mp4, created: ViewingSound.zero, sink: sink)
    }

    private func drain() throws {
        guard let (encoder, unit) = pictureEncoder, let output else { return }
        let base = AVRational(try output.timeBase(ofTrack: 0))
        while try encoder.receive(into: packet.pointer) {
            defer { packet.unreference() }
            packet.pointer.pointee.stream_index = 0
            av_packet_rescale_ts(packet.pointer, unit, base)
            // As if each were a key frame, so that fragments are closed early and play as they come.
            try output.write(packet.pointer, isKey: true)
        }
    }

    /// Encodes the sound up to a time, as players want both side by side.
    func sound(until nanoseconds: Int64) throws {
        guard let source, let soundEncoder else { return }
        let goal = Self.samples(nanoseconds)
        while goal > soundEncoder.position {
            if heard == nil {
                guard let (samples, time) = try source.next() else { return }
                let since = time.nanoseconds(since: ViewingSound.zero)
                guard since >= start else { continue }
                heard = (samples, Self.samples(since - start))
            }
            guard let next = heard, next.place <= goal else { return }
            heard = nil
            try soundEncoder.put(next.samples, at: next.place) { try self.writeSound($0) }
        }
    }

    private static func samples(_ nanoseconds: Int64) -> Int64 {
        Int64(
            clamping: Int128(nanoseconds) * Int128(ViewingSound.rate)
                / Int128(WallTime.nanosecondsPerSecond))
    }

    /// A time in ticks of a unit, rounded down.
    private static func ticks(_ nanoseconds: Int64, in unit: AVRational) -> Int64 {
        let divisor = Int128(max(1, unit.num)) * Int128(WallTime.nanosecondsPerSecond)
        return Int64(clamping: Int128(nanoseconds) * Int128(unit.den) / divisor)
    }

    private func writeSound(_ packet: UnsafeMutablePointer<AVPacket>) throws {
        if output == nil { try open() }
        guard let output else { return }
        packet.pointee.stream_index = soundTrack
        av_packet_rescale_ts(
            packet, AVRational(num: 1, den: Int32(ViewingSound.rate)),
            AVRational(try output.timeBase(ofTrack: Int(soundTrack))))
        try output.write(packet, isKey: false)
    }

    func finish() throws {
        try pictureEncoder?.encoder.send(nil)
        try drain()
        try sound(until: .max)
        try soundEncoder?.finish { try self.writeSound($0) }
        guard let output else {
            throw FootageError.library(
                operation: "showing a recording", cause: "nothing of it can be decoded", path: nil)
        }
        _ = try output.finish(paddedTo: { $0 + 8 })
    }
}
