import CFFmpeg
import Custody

/// Writes the access units of one object and reads them back from the bytes that leave.
///
/// Every byte passes an ``ObjectScan`` on its way to the sink, which checks each stored sample against the
/// window. Not `Sendable`: one stage uses it.
final class ObjectWriter {
    /// A track to be written: where it comes from, and what is taken off its times.
    struct Source {
        var track: SourceTrack
        var output: MediaOutput.Track
        /// In the source track's unit.
        var shift: Int64
        /// How its sound hangs together; nil for pictures.
        var sound: SoundCut?
    }

    private let sources: [Source]
    private let units: [TimeBase]
    private let output: MediaOutput
    private let scan: ObjectScan
    private let bounds: Bounds
    private let window: Window
    private let container: ObjectContainer
    private let placement: Placement
    private let span: Window
    private var firstDTS: [Int64?]
    private var given: [UInt64]
    /// Over the times that were written, to be compared with those that are stored.
    private let times: [TimesDigest]

    /// The bounds are known only once the muxer has chosen its units, and the scan needs a place to look.
    private final class Bounds {
        var byTrack: [Int: ObjectBounds] = [:]
        /// What passed, by track.
        var instants: [Int: TimeRuns] = [:]
    }

    /// - Parameters:
    ///   - sources: the tracks, in the order of their ids from 1.
    ///   - container: the format to write.
    ///   - window: every sample must lie in it.
    ///   - recording: the tracks come from.
    ///   - sink: takes the object's bytes.
    init(
        _ sources: [Source], container: ObjectContainer, window: Window, of recording: Recording,
        sink: @escaping MediaOutput.Sink
    ) throws {
        let placement = recording.placement
        let bounds = Bounds()
        let scan = ObjectScan { sample in
            guard let allowed = bounds.byTrack[sample.track] else {
                throw BoxReader.damaged("a sample is of no track that was written")
            }
            try allowed.check(sample)
            bounds.instants[sample.track]?.add(sample.pts)
        }
        let output = try MediaOutput(
            tracks: sources.map(\.output), container: container, created: window.from
        ) { bytes in
            try scan.update(bytes)
            try sink(bytes)
        }
        var units: [TimeBase] = []
        for (index, source) in sources.enumerated() {
            let unit = try output.timeBase(ofTrack: index)
            // Pictures keep their times exactly; sound may be counted in samples instead.
            guard
                source.track.kind != .video
                    || unit.numerator == 1 && unit.denominator % source.track.timeBase.denominator == 0
            else {
                throw FootageError.timesNotUsable(
                    path: "", reason: "the object cannot count in the recording's unit")
            }
            units.append(unit)
            bounds.byTrack[index + 1] = try ObjectBounds(
                window, placement: placement, source: source.track.timeBase, object: unit,
                shift: source.shift,
                kind: source.track.kind)
            bounds.instants[index + 1] = TimeRuns(rhythm: Rhythm.ticks(Rhythm.least, in: unit))
        }
        self.sources = sources
        self.units = units
        self.output = output
        self.scan = scan
        self.bounds = bounds
        self.container = container
        self.window = window
        self.placement = placement
        span = recording.span
        firstDTS = Array(repeating: nil, count: sources.count)
        given = Array(repeating: 0, count: sources.count)
        times = try sources.map { _ in try TimesDigest() }
    }

    /// Writes a packet whose times are the source's.
    func write(_ packet: UnsafeMutablePointer<AVPacket>, to index: Int, isKey: Bool) throws {
        let source = sources[index]
        let (from, to) = (source.track.timeBase, units[index])
        if firstDTS[index] == nil { firstDTS[index] = packet.pointee.dts }
        packet.pointee.stream_index = Int32(index)
        packet.pointee.pts = Placement.convert(packet.pointee.pts - source.shift, from: from, to: to)
        packet.pointee.dts = Placement.convert(packet.pointee.dts - source.shift, from: from, to: to)
        packet.pointee.duration = Placement.convert(packet.pointee.duration, from: from, to: to)
        if isKey {
            packet.pointee.flags |= AV_PKT_FLAG_KEY
        } else if source.track.kind == .video {
            packet.pointee.flags &= ~AV_PKT_FLAG_KEY
        }
        try times[index].add(dts: packet.pointee.dts, pts: packet.pointee.pts)
        try output.write(packet, isKey: isKey && source.track.kind == .video)
        given[index] += 1
    }

    /// Ends the object, pads it, and says what is in it.
    ///
    /// - Throws: ``FootageError/incomplete(path:reason:)`` where it holds another number of access units than
    ///   were written.
    func finish(
        _ object: PlannedObject, size: (UInt64) throws -> UInt64, derivative: DerivativeFacts?
    ) throws -> WrittenCut {
        let padding = try output.finish(paddedTo: size)
        let scanned = try scan.finish()
        guard scanned.padding == padding, scanned.size == output.bytesWritten else {
            throw BoxReader.damaged("its padding is not where it was put")
        }
        var tracks: [ObjectTrack] = []
        for (index, source) in sources.enumerated() {
            guard let track = scanned.tracks.first(where: { $0.id == index + 1 }),
                track.accessUnits == given[index], track.timeBase == units[index]
            else {
                throw FootageError.incomplete(
                    path: "", reason: "track \(index + 1) does not hold what was written into it")
            }
            guard track.accessUnits > 0 else { continue }
            guard try times[index].finish() == track.timesSHA256 else {
                throw FootageError.incomplete(
                    path: "", reason: "track \(index + 1) does not hold the times that were written into it")
            }
            let exact = source.sound.map { $0.exact(track, shift: source.shift) }
            tracks.append(
                ObjectTrack(
                    id: track.id, sourceTrack: source.track.index,
                    codec: String(cString: avcodec_get_name(source.output.parameters.pointee.codec_id)),
                    timeBase: track.timeBase, shift: source.shift, accessUnits: track.accessUnits,
                    firstPTS: track.firstPTS, lastPTS: track.lastPTS, lastEnd: track.lastEnd,
                    keyFrames: track.keyFrames, timesSHA256: track.timesSHA256,
                    firstExact: exact?.lowerBound,
                    lastExact: exact.map { min($0.upperBound, track.lastEnd) },
                    sourceFirstDTS: firstDTS[index] ?? 0))
        }
        return WrittenCut(
            role: object.role, window: covered(tracks), container: container.rawValue, tracks: tracks,
            size: scanned.size, padding: padding, derivative: derivative, instants: bounds.instants,
            missingPictures: 0, damagedPictures: 0)
    }

    /// The window without the time before the recording began and after it ended, so that an object does
    /// not claim to cover what no camera recorded; never narrower than what is stored.
    private func covered(_ tracks: [ObjectTrack]) -> Window {
        func moment(_ tick: Int64, _ track: ObjectTrack) -> WallTime {
            guard let source = sources.first(where: { $0.track.index == track.sourceTrack }) else {
                return window.from
            }
            let shift = Placement.convert(source.shift, from: source.track.timeBase, to: track.timeBase)
            return placement.time(ofTick: tick + shift, in: track.timeBase)
        }
        let first = tracks.map { moment($0.firstPTS, $0) }.min() ?? window.from
        // Rounded up to the next nanosecond: the end is the first instant outside.
        let last =
            tracks.map { moment(max($0.lastEnd, $0.lastPTS + 1), $0).adding(nanoseconds: 1) }.max()
            ?? window.to
        let from = span.from > window.from ? max(window.from, min(span.from, first)) : window.from
        let to = span.to < window.to ? min(window.to, max(span.to, last)) : window.to
        return (try? Window(from: from, to: to)) ?? window
    }
}

extension MediaInput {
    /// A track as it is copied into an object.
    func outputTrack(_ track: SourceTrack) throws(FootageError) -> MediaOutput.Track {
        let stream = try self.track(track.index)
        return MediaOutput.Track(
            parameters: UnsafePointer(try parameters(track.index)),
            sampleAspectRatio: stream.pointee.sample_aspect_ratio,
            displayMatrix: try displayMatrix(track.index),
            timeBase: track.timeBase)
    }

    /// The track's display matrix, nine 32-bit numbers, or nothing.
    func displayMatrix(_ index: Int) throws(FootageError) -> [UInt8] {
        var size = 0
        guard let data = av_stream_get_side_data(try track(index), AV_PKT_DATA_DISPLAYMATRIX, &size),
            size == 36
        else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: data, count: size))
    }
}
