import Objects
import Recordings
import Records
import CFFmpeg

/// The pictures of a recording at hand, to hold against them what was made from them.
package struct SourcePictures {
    private let path: String
    /// The track they are from.
    let track: SourceTrack
    private let placement: Placement
    private let search: SourceRun.Search
    private let isCounted: Bool
    /// How many access units the track has, as its commitment says; nil without one.
    private let count: UInt64?

    /// - Parameters:
    ///   - path: of the recording.
    ///   - recording: what the record says of it.
    ///   - index: which of its tracks the pictures are from.
    ///   - search: how its access units are found.
    ///   - isCounted: by place: whether originals show that the same access units have the same places as in the recording.
    ///     A copy can lack the first.
    /// - Throws: ``FootageError/timesNotUsable(path:reason:)`` where the record says nothing usable.
    package init(
        _ path: String, _ recording: RecordingFacts, track index: Int, _ search: SourceRun.Search,
        isCounted: Bool
    ) throws(FootageError) {
        guard let track = recording.tracks.first(where: { $0.index == index && $0.kind == .video }) else {
            throw .timesNotUsable(path: path, reason: "the record names no picture track \(index)")
        }
        self.path = path
        self.track = track
        placement = try Placement(of: recording)
        self.search = search
        self.isCounted = isCounted
        count = recording.commitment?.tracks.first { $0.index == index }?.count
    }

    /// The pictures of the file that something is held against.
    private struct Originals {
        /// Times in the file at which it must not have one.
        let absent: Set<Int64>
        /// A time of the recording as the file has it.
        let time: (Int64) -> Int64?
        /// The pictures between two times of the recording, and more; nil where there are none.
        let read: (ClosedRange<Int64>) throws -> PictureReader?
    }

    /// Compares what was encoded anew with the recording: that there is one picture for each access unit, of the same time,
    /// and that it shows the same (docs/spec/derivatives.md, Pictures).
    ///
    /// - Parameters:
    ///   - object: the lead-in, lead-out or still, by the record.
    ///   - readAt: gives its bytes in order: fills a buffer from an offset on and says how far.
    /// - Returns: whether it is the recording's pictures; not checked where another copy does not tell which are which.
    /// - Throws: whatever `readAt` throws.
    package func verdict(
        on object: ObjectFacts,
        readAt: @escaping (UnsafeMutableRawBufferPointer, UInt64) throws -> Int
    ) throws -> Verdict {
        guard let facts = object.tracks.first, let derivative = object.derivative,
            let units = derivative.units
        else {
            return .failed(
                reason: "it does not say which access units of the recording it stands for")
        }
        do {
            guard
                let span = try UnitSpan(of: object, track: facts, source: track, placement: placement),
                facts.shift.magnitude < 1 << 60
            else { return .failed(reason: "it does not say which times it is for") }
            let originals: Originals
            switch search {
            case .byTime:
                let read = try SourceUnits(self).read(units, span)
                if let flaw = read.flaw { return .failed(reason: flaw) }
                originals = Originals(absent: read.withoutPicture, time: { $0 }) { times in
                    try pictures(from: times.lowerBound, to: times.upperBound)
                }
            case .byPlace:
                originals = try ofCopy(units, span)
            }
            let reason =
                object.role == .still
                ? try difference(fromStill: object, at: facts.shift, originals, readAt)
                : try difference(fromFilm: object, facts, derivative, originals, readAt)
            return reason.map { .failed(reason: $0) } ?? .ok
        } catch CopiedUnits.Obstacle.unclear(let reason) {
            return .notChecked(reason: "it is another copy than the one that was sealed, and \(reason)")
        } catch CopiedUnits.Obstacle.flaw(let reason) {
            return isCounted
                ? .failed(reason: reason)
                : .notChecked(
                    reason:
                        "it is another copy than the one that was sealed, and by the places in it, \(reason)")
        } catch let error as FootageError {
            return .failed(reason: error.description)
        }
    }

    private func ofCopy(_ units: UnitsProof, _ span: UnitSpan) throws -> Originals {
        let copied = try CopiedUnits(
            units, span, of: track, count: isCounted ? nil : count, in: MediaInput(path: path))
        return Originals(
            absent: Set(copied.withoutPicture.compactMap { copied.times[$0] }), time: { copied.times[$0] }
        ) { _ in try copied.pictures(of: track, in: MediaInput(path: path)) }
    }

    private func difference(
        fromFilm object: ObjectFacts, _ facts: ObjectTrack, _ derivative: DerivativeFacts,
        _ originals: Originals, _ readAt: @escaping MediaBytes.ReadAt
    ) throws -> String? {
        let (first, last) = (
            facts.sourceTime(of: facts.firstPTS, in: track.timeBase),
            facts.sourceTime(of: facts.lastPTS, in: track.timeBase)
        )
        guard let first, let last, first <= last, last < 1 << 60, first > -(1 << 60) else {
            return "its times are not usable"
        }
        guard let own = facts.description else { return "its track is not described" }
        // Another container may not hold how pictures are turned or coloured; the record's word is held against the commitment.
        if case .byTime = search {
            let shape = try MediaInput(path: path).trackDescription(of: track.index)
            if let flaw = derivative.flaw(of: own, from: shape) { return flaw }
        }
        let isLossless = derivative.lossless == true
        let copy = try MediaInput(object: object.name, readAt: readAt)
        let new = try PictureReader(
            VideoDecoder(
                parameters: copy.parameters(0), timeBase: AVRational(facts.timeBase), order: .presentation,
                isStrict: true),
            nextPacket: copy.readObject)
        // Only a recording that is read by its own times is entered in the middle.
        let absent = originals.absent
        guard
            let pictures = try originals.read(
                min(first, absent.min() ?? first)...max(last, absent.max() ?? last))
        else { return "the recording has no picture there" }
        let difference = try PictureComparison.difference(
            of: new, from: pictures, count: Int(clamping: facts.accessUnits),
            encoding: isLossless ? .lossless : .visuallyTransparent, absent: absent
        ) { facts.sourceTime(of: $0, in: track.timeBase).flatMap(originals.time) ?? .min }
        guard !isLossless,
            !Self.agree(derivative.psnrDecibels, difference.psnrDecibels)
                || !Self.agree(derivative.leastDecibels, difference.leastDecibels)
        else { return nil }
        func words(_ figure: Double?) -> String {
            figure.map { "\(($0 * 100).rounded() / 100) dB" } ?? "none"
        }
        func both(_ all: Double?, _ least: Double?) -> String {
            "\(words(all)), \(words(least)) at the least"
        }
        return
            "the record says that its pictures come as close as \(both(derivative.psnrDecibels, derivative.leastDecibels)), and they come as "
            + "close as \(both(difference.psnrDecibels, difference.leastDecibels))"
    }

    /// Whether a figure of the record is the one that was measured, in decibels.
    private static func agree(_ told: Double?, _ measured: Double?) -> Bool {
        guard let told, let measured else { return told == nil && measured == nil }
        return abs(told - measured) <= 0.01
    }

    /// Compares a still with the recording's picture, converted to red, green and blue in the same way.
    private func difference(
        fromStill object: ObjectFacts, at recorded: Int64, _ originals: Originals, _ readAt: MediaBytes.ReadAt
    ) throws -> String? {
        let still = try StillFile.decode(try StillFile.read(size: object.size, readAt))
        guard let time = originals.time(recorded), let pictures = try originals.read(recorded...recorded)
        else {
            return "the recording has no picture there"
        }
        while let picture = try pictures.next() {
            guard picture.presentationTime == time else { continue }
            let original = try StillConversion(for: picture).convert(picture)
            return still.hasSamples(of: original) ? nil : "it is not the recording's picture"
        }
        return "the recording has no picture there"
    }

    /// Opens the recording for reading from the last place before a time at which decoding can start.
    func open(until last: Int64) throws -> MediaInput {
        let input = try MediaInput(path: path)
        if input.isMPEGStream {
            input.places = try ClockWalk.places(of: track, until: last, placement: placement, in: input)
        }
        return input
    }

    /// The recording's pictures, decoded from the last place before a time at which decoding can start, up to the
    /// one at another time; nil where it has none between the two.
    private func pictures(from first: Int64, to last: Int64) throws -> PictureReader? {
        let input = try open(until: last + 1)
        var survey = try PictureSurvey(input, track: track, window: first..<first + 1)
        guard let shown = try survey.lastShown() else { return nil }
        try input.select([track.index])
        try input.seek(track: track.index, atOrBefore: shown.startDTS)
        let track = track
        // The second field of the last picture may follow in a packet of its own.
        var beyond = 0
        return try PictureReader(
            VideoDecoder(parameters: input.parameters(track.index), timeBase: AVRational(track.timeBase))
        ) { packet in
            guard try input.read(into: packet), let dts = packet.dts else { return false }
            if dts > last { beyond += 1 }
            return beyond < 3
        }
    }
}
