import Objects
import Recordings
import Records
import Statements
import CFFmpeg

/// Writes the access units of one object and reads them back from the bytes that leave.
///
/// Every byte passes an ``ObjectScan`` on its way to the sink, which makes anew what is no sample and checks each stored
/// sample against the window. Not `Sendable`: one stage uses it.
final class ObjectWriter {
    /// A track to be written: where it comes from, and what is taken off its times.
    struct Source {
        var track: SourceTrack
        /// What a viewing of it depends on.
        var description: TrackDescription
        /// How its packets become samples.
        var form: SampleForm
        /// In the source track's unit.
        var shift: Int64
    }

    private let sources: [Source]
    private let form: MovieForm
    private let output: MovieWriter
    private let queue: SampleQueue
    private let scan: ObjectScan
    private let window: Window
    private let placement: Placement
    private let span: Window
    private var firstDTS: [Int64?]
    private var given: [UInt64]
    /// Over the times that were written, to be compared with those that are stored.
    private let times: [TimesDigest]
    /// How long the last picture is shown, as its container says.
    private var lastDuration: Int64 = 0
    private var lastPictureDTS: Int64?
    private var framed: [UInt8] = []

    /// What of it is decoded again.
    private let survey: StretchSurvey
    private let seen: Seen
    /// What passed the scan.
    private final class Seen {
        /// By track.
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
        sink: @escaping MovieWriter.Sink
    ) throws {
        let placement = recording.placement
        let form: MovieForm
        do {
            form = try MovieForm(container, tracks: sources.map { try MovieForm.Track($0.description) })
        } catch {
            throw FootageError.notCuttable(path: "", reason: "an object could not hold it: \(error)")
        }
        let seen = Seen()
        var bounds: [ObjectBounds] = []
        for (source, track) in zip(sources, form.tracks) {
            let unit = track.timeBase
            // Pictures keep their times exactly; sound may be counted in samples instead.
            guard
                source.track.kind != .video || unit.denominator % source.track.timeBase.denominator == 0
            else {
                throw FootageError.timesNotUsable(
                    path: "", reason: "the object cannot count in the recording's unit")
            }
            bounds.append(
                try ObjectBounds(
                    window, placement: placement, source: source.track.timeBase, object: unit,
                    shift: source.shift, kind: source.track.kind, description: source.description,
                    granted: window))
            seen.instants[bounds.count] = TimeRuns(rhythm: Rhythm.ticks(Rhythm.least, in: unit))
        }
        let allowed = bounds
        let scan = try ObjectScan(
            form,
            inspect: { sample in
                try allowed[sample.track - 1].check(sample)
                seen.instants[sample.track]?.add(sample.pts)
            },
            lend: { sample, _, bytes in try allowed[sample.track - 1].check(sample, bytes) })
        self.seen = seen
        output = try MovieWriter(form) { bytes in
            try scan.update(bytes)
            try sink(bytes)
        }
        let survey = StretchSurvey(form.tracks.map { ($0.isPicture, Int64($0.timescale)) })
        output.noting = { survey.add($0) }
        self.survey = survey
        self.sources = sources
        self.form = form
        self.scan = scan
        self.window = window
        self.placement = placement
        queue = SampleQueue(form)
        span = recording.span
        firstDTS = Array(repeating: nil, count: sources.count)
        given = Array(repeating: 0, count: sources.count)
        times = try sources.map { _ in try TimesDigest() }
    }

    /// Takes a packet whose times are the source's, and its reference; it is written when its turn has come.
    ///
    /// - Parameter isChange: whether it is coded by other headers than those before it.
    func write(
        _ packet: UnsafeMutablePointer<AVPacket>, to index: Int, isKey: Bool, isChange: Bool = false
    ) throws {
        let source = sources[index]
        let (from, to) = (source.track.timeBase, form.tracks[index].timeBase)
        if firstDTS[index] == nil { firstDTS[index] = packet.pointee.dts }
        let pts = Placement.convert(packet.pointee.pts - source.shift, from: from, to: to)
        let dts = Placement.convert(packet.pointee.dts - source.shift, from: from, to: to)
        if form.tracks[index].isPicture {
            let said = Placement.convert(packet.pointee.duration, from: from, to: to)
            lastDuration = said > 0 ? said : lastPictureDTS.map { dts - $0 } ?? 1
            lastPictureDTS = dts
        }
        try times[index].add(dts: dts, pts: pts)
        given[index] += 1
        try survey.add(
            index, source: packet.pointee.dts, object: dts, isKey: isKey, isChange: isChange)
        try queue.put(
            packet,
            StoredSample(
                track: index + 1, dts: dts, pts: pts, size: 0, isKey: isKey || !form.tracks[index].isPicture))
        try writeWaiting()
    }

    /// No more packets of a track will come.
    func end(_ index: Int) { queue.end(index + 1) }

    private func writeWaiting() throws {
        while try queue.next({ waiting in
            var sample = waiting.sample
            try sources[sample.track - 1].form.lend(waiting.packet.bytes, using: &framed) { bytes in
                sample.size = UInt64(bytes.count)
                try output.write(sample, bytes)
            }
        }) {}
    }

    /// Ends the object, pads it, and says what is in it.
    ///
    /// - Throws: ``FootageError/incomplete(path:reason:)`` where it holds another number of access units than
    ///   were written.
    func finish(
        _ object: PlannedObject, size: (UInt64) throws -> UInt64, derivative: DerivativeFacts?
    ) throws -> WrittenCut {
        queue.end()
        try writeWaiting()
        let padding = try output.finish(lastDuration: lastDuration, paddedTo: size)
        if let shown = output.lastPictureDuration { scan.expect(lastDuration: shown) }
        let scanned = try scan.finish()
        guard scanned.padding == padding, scanned.size == output.bytesWritten else {
            throw BoxReader.damaged("its padding is not where it was put")
        }
        var tracks: [ObjectTrack] = []
        for (index, source) in sources.enumerated() {
            guard let track = scanned.tracks.first(where: { $0.id == index + 1 }),
                track.accessUnits == given[index], track.timeBase == form.tracks[index].timeBase
            else {
                throw FootageError.incomplete(
                    path: "", reason: "track \(index + 1) does not hold what was written into it")
            }
            guard try times[index].finish() == track.timesSHA256 else {
                throw FootageError.incomplete(
                    path: "", reason: "track \(index + 1) does not hold the times that were written into it")
            }
            var facts = ObjectTrack(
                id: track.id, sourceTrack: source.track.index, codec: source.description.codec,
                timeBase: track.timeBase, shift: source.shift, accessUnits: track.accessUnits,
                firstPTS: track.firstPTS, lastPTS: track.lastPTS, lastEnd: track.lastEnd,
                keyFrames: track.keyFrames, timesSHA256: track.timesSHA256,
                firstExact: track.exact?.lowerBound, lastExact: track.exact?.upperBound,
                sourceFirstDTS: firstDTS[index] ?? 0)
            facts.lastDuration = track.kind == .video ? track.lastDuration : nil
            facts.description = object.role.isDerivative ? source.description : nil
            tracks.append(facts)
        }
        var cut = WrittenCut(
            role: object.role, window: covered(tracks), container: form.container.rawValue, tracks: tracks,
            size: scanned.size, padding: padding, derivative: derivative, instants: seen.instants,
            missingPictures: 0, damagedPictures: 0)
        if !object.role.isDerivative {
            for source in sources { cut.descriptions[source.track.index] = source.description }
            (cut.headerBytes, cut.stretches) = (survey.headerBytes, survey.finish())
        }
        return cut
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
        // Rounded down, as the recording's own end is: the first tick that is not before it is the first outside all the same.
        let last = tracks.map { moment(max($0.lastEnd, $0.lastPTS + 1), $0) }.max() ?? window.to
        let from = span.from > window.from ? max(window.from, min(span.from, first)) : window.from
        let to = span.to < window.to ? min(window.to, max(span.to, last)) : window.to
        return (try? Window(from: from, to: to)) ?? window
    }
}
