import Cutting
import Objects
import Recordings
import Records
import Statements
import CFFmpeg

/// Writes the viewing copy of one camera: one film for people to watch, encoded anew from first to last, and no evidence.
///
/// Every picture stands in it, at the place nearest to its time, until the next; all places are equally long
/// (``EvenRate``). The wall clock, the clip's name and the words *viewing copy,
/// not evidence* are part of the picture. Between clips that do not follow each other stands a card. Memory does not grow
/// with the length. Not `Sendable`: one stage writes it.
package final class ViewingCopyWriter {
    /// What became of it.
    package struct Summary: Sendable, Hashable {
        /// How many pictures of clips it shows.
        package var pictures: UInt64 = 0
        /// How many pictures it has a second, each shown equally long.
        package var rate: Int64 = 0
        /// How long it is, in nanoseconds.
        package var lengthNanoseconds: Int64 = 0
        /// Whether it has sound.
        package var hasSound = false
        /// The encoder of its pictures, and the library's version.
        package var encoder = ""
        /// What that was told.
        package var settings = ""
        /// The version of the library that wrote the words.
        package var filterLibrary = ""
    }

    private let plan: ViewingCopyPlan
    private let path: (ObjectFacts) -> String
    private let canvas: ViewingCanvas
    private let sink: MediaOutput.Sink
    private var pictureEncoder: PictureEncoder?
    private var soundEncoder: ViewingSoundEncoder?
    private var output: MediaOutput?
    private let packet: Packet
    /// The picture that waits until it is known how long it is shown.
    private var waiting: Frame?
    /// Pictures a second.
    private let rate: Int64
    private var summary = Summary()

    /// - Parameters:
    ///   - plan: what it shows.
    ///   - path: where the decrypted file of an object lies.
    ///   - sink: takes the film's bytes in order.
    /// - Throws: ``FootageError``.
    package init(
        _ plan: ViewingCopyPlan, path: @escaping (ObjectFacts) -> String,
        sink: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        self.plan = plan
        self.path = path
        self.sink = sink
        let clips = plan.clips
        rate = EvenRate.rate(of: clips)
        summary.rate = rate
        let sizes = try clips.compactMap { try ClipPictures($0, at: path($0.object))?.firstSize() }
        canvas = ViewingCanvas(
            width: sizes.map(\.width).max() ?? 2, height: sizes.map(\.height).max() ?? 2,
            tellsMeasurement: !plan.measured.isEmpty)
        packet = try Packet()
        let hasSound = try clips.contains { try ObjectClock(.audio, of: $0.object, in: $0.recording) != nil }
        if hasSound { soundEncoder = try ViewingSoundEncoder() }
        summary.hasSound = hasSound
        summary.filterLibrary = try FilterLibrary.load().version
    }

    /// Writes all of it.
    ///
    /// - Throws: ``FootageError``, and whatever the sink throws.
    package func write() throws -> Summary {
        var start: Int64 = 0
        for step in plan.steps {
            switch step {
            case .run(let clips): start = try write(clips, from: start)
            case .card(let card): start = try write(card, from: start)
            }
        }
        try close(at: start)
        summary.lengthNanoseconds = start
        return summary
    }

    // MARK: - Steps

    /// Writes clips that follow each other, and returns where they end, in nanoseconds from the film's start.
    private func write(_ clips: [ViewingCopyPlan.Clip], from start: Int64) throws -> Int64 {
        guard let first = clips.first else { return start }
        func place(_ time: WallTime) -> Int64 {
            start + max(0, time.nanoseconds(since: first.span.from))
        }
        let end = place(clips.map(\.span.to).max() ?? first.span.to)
        var sounds = try clips.compactMap { try ViewingSound($0, at: path($0.object)) }[...]
        /// Encodes the sound up to a time, as players want both side by side.
        func sound(until time: Int64) throws {
            guard let encoder = soundEncoder else { return }
            while let source = sounds.first, Self.samples(time) > encoder.position {
                guard let (samples, heard) = try source.next() else {
                    sounds = sounds.dropFirst()
                    continue
                }
                let since = heard.nanoseconds(since: first.span.from)
                // Sound may begin before the first picture, and has no place then.
                guard since > -100_000_000 else { continue }
                try put(samples, at: Self.samples(start + max(0, since)))
            }
        }
        for clip in clips {
            guard let pictures = try ViewingPictures(clip, at: path(clip.object), on: canvas, of: plan)
            else {
                continue
            }
            while let (picture, time) = try pictures.next() {
                let moment = place(time)
                if try show(picture, at: moment) { summary.pictures += 1 }
                try sound(until: moment)
            }
        }
        try sound(until: end)
        return end
    }

    private func write(
        _ card: ViewingCopyPlan.Card, from start: Int64
    ) throws -> Int64 {
        let graph = try canvas.cards()
        let blank = try Frame()
        blank.pointer.pointee.format = AV_PIX_FMT_YUV420P.rawValue
        blank.pointer.pointee.width = Int32(canvas.pictureWidth)
        blank.pointer.pointee.height = Int32(canvas.pictureHeight)
        blank.pointer.pointee.color_range = AVCOL_RANGE_MPEG
        try check(av_frame_get_buffer(blank.pointer, 0), "drawing a viewing copy")
        blank.fill(luma: 40, chroma: 128)
        blank.setWords(ViewingWords.card(card, by: plan.clock))
        let drawn = try Frame()
        let end = start + card.shownNanoseconds
        var moment = start
        while moment < end {
            try graph.send(blank)
            guard try graph.receive(into: drawn) else { break }
            _ = try show(drawn, at: moment)
            // Every so often a new one, so that a player that goes there finds it.
            moment += WallTime.nanosecondsPerSecond / 2
        }
        try soundEncoder?.fill(until: Self.samples(end)) { try self.writeSound($0) }
        return end
    }

    // MARK: - Encoding

    /// The place nearest to a time.
    private func place(_ nanoseconds: Int64) -> Int64 {
        let second = Int128(WallTime.nanosecondsPerSecond)
        return Int64((Int128(nanoseconds) * Int128(rate) + second / 2) / second)
    }

    private static func samples(_ nanoseconds: Int64) -> Int64 {
        Int64(Int128(nanoseconds) * Int128(ViewingSound.rate) / Int128(WallTime.nanosecondsPerSecond))
    }

    /// How many places later a picture may be shown, so that none is passed over where some come close together.
    private static let mostLate: Int64 = 2

    /// Shows a picture from a moment on, until the next one.
    ///
    /// - Returns: whether no other had to make way for it: where more come than there are places, the later one is shown.
    private func show(_ picture: Frame, at moment: Int64) throws -> Bool {
        let own = place(moment)
        let last = waiting?.presentationTime ?? -1
        let makesWay = last + 1 > own + Self.mostLate
        let tick = makesWay ? last : max(own, last + 1)
        let held = try picture.moved()
        held.pointer.pointee.pts = tick
        held.pointer.pointee.pkt_duration = 0
        av_dict_free(&held.pointer.pointee.metadata)
        if pictureEncoder == nil { try open(like: held) }
        try encodeWaiting(until: tick)
        waiting = held
        return !makesWay
    }

    /// Encodes the picture that waits, once for each place up to another.
    private func encodeWaiting(until tick: Int64) throws {
        guard let waiting, let pts = waiting.presentationTime, let encoder = pictureEncoder else { return }
        for place in pts..<max(pts, tick) {
            waiting.pointer.pointee.pts = place
            try encoder.send(waiting)
            try drainPictures()
        }
        self.waiting = nil
    }

    private func open(like picture: Frame) throws {
        let unit = AVRational(num: 1, den: Int32(rate))
        let encoder = try PictureEncoder(
            .viewing, first: picture, timeBase: unit, sampleAspectRatio: AVRational(num: 1, den: 1),
            conversion: nil)
        (summary.encoder, summary.settings) = (encoder.facts.inWords, encoder.settings.inWords)
        var tracks = [
            MediaOutput.Track(
                parameters: encoder.parameters, sampleAspectRatio: AVRational(num: 1, den: 1),
                displayMatrix: [],
                timeBase: TimeBase(unit))
        ]
        if let soundEncoder {
            tracks.append(
                MediaOutput.Track(
                    parameters: soundEncoder.parameters, sampleAspectRatio: AVRational(num: 0, den: 1),
                    displayMatrix: [],
                    timeBase: TimeBase(numerator: 1, denominator: ViewingSound.rate)))
        }
        pictureEncoder = encoder
        output = try MediaOutput(tracks: tracks, container: .mp4, created: .now(), sink: sink)
    }

    private func drainPictures() throws {
        guard let encoder = pictureEncoder, let output else { return }
        let unit = AVRational(try output.timeBase(ofTrack: 0))
        while try encoder.receive(into: packet.pointer) {
            defer { packet.unreference() }
            packet.pointer.pointee.duration = 1
            packet.pointer.pointee.stream_index = 0
            av_packet_rescale_ts(packet.pointer, AVRational(num: 1, den: Int32(rate)), unit)
            try output.write(packet.pointer, isKey: packet.isFlaggedKey)
        }
    }

    private func put(_ samples: [[Float]], at place: Int64) throws {
        try soundEncoder?.put(samples, at: place) { try self.writeSound($0) }
    }

    private func writeSound(_ packet: UnsafeMutablePointer<AVPacket>) throws {
        guard let output else { return }
        packet.pointee.stream_index = 1
        av_packet_rescale_ts(
            packet, AVRational(num: 1, den: Int32(ViewingSound.rate)),
            AVRational(try output.timeBase(ofTrack: 1)))
        try output.write(packet, isKey: false)
    }

    /// Ends the film.
    private func close(at end: Int64) throws {
        try encodeWaiting(until: max(place(end), (waiting?.presentationTime ?? 0) + 1))
        try pictureEncoder?.send(nil)
        try drainPictures()
        try soundEncoder?.fill(until: Self.samples(end)) { try self.writeSound($0) }
        try soundEncoder?.finish { try self.writeSound($0) }
        guard let output else {
            throw FootageError.library(
                operation: "making a viewing copy", cause: "no picture could be decoded", path: nil)
        }
        _ = try output.finish(paddedTo: { $0 + 8 })
    }
}

extension Frame {
    /// Fills a picture of three planes with one colour.
    func fill(luma: UInt8, chroma: UInt8) {
        let planes = [pointer.pointee.data.0, pointer.pointee.data.1, pointer.pointee.data.2]
        let strides = [pointer.pointee.linesize.0, pointer.pointee.linesize.1, pointer.pointee.linesize.2]
        for (number, (plane, stride)) in zip(planes, strides).enumerated() {
            let rows = Int(pointer.pointee.height) / (number == 0 ? 1 : 2)
            plane?.update(repeating: number == 0 ? luma : chroma, count: Int(stride) * rows)
        }
    }
}
