import CFFmpeg
import Custody

/// The pictures of a recording at hand, to hold against them what was made from its pictures without loss.
public struct SourcePictures {
    private let path: String
    private let track: SourceTrack
    private let placement: Placement

    /// - Parameters:
    ///   - path: of the recording.
    ///   - recording: what the record says of it.
    ///   - index: which of its tracks the pictures are from.
    /// - Throws: ``FootageError/timesNotUsable(path:reason:)`` where the record says nothing usable.
    public init(_ path: String, _ recording: RecordingFacts, track index: Int) throws(FootageError) {
        guard let track = recording.tracks.first(where: { $0.index == index && $0.kind == .video }) else {
            throw .timesNotUsable(path: path, reason: "the record names no picture track \(index)")
        }
        self.path = path
        self.track = track
        placement = try Placement(of: recording)
    }

    /// Compares every picture of an object that was encoded without loss with the recording's, sample by sample.
    ///
    /// - Parameters:
    ///   - facts: the object's track.
    ///   - name: what errors call the object.
    ///   - readAt: gives its bytes: fills a buffer from an offset on and says how far.
    /// - Returns: why it is not the recording's pictures; nil where it is.
    /// - Throws: whatever `readAt` throws.
    public func difference(
        from facts: ObjectTrack, named name: String,
        readAt: @escaping (UnsafeMutableRawBufferPointer, UInt64) throws -> Int
    ) throws -> String? {
        func sourceTime(_ tick: Int64) -> Int64 {
            Placement.convert(tick, from: facts.timeBase, to: track.timeBase) &+ facts.shift
        }
        let (first, last) = (sourceTime(facts.firstPTS), sourceTime(facts.lastPTS))
        guard first <= last, last < 1 << 60, first > -(1 << 60) else { return "its times are not usable" }
        do {
            let copy = try MediaInput(object: name, readAt: readAt)
            let new = try PictureReader(
                VideoDecoder(
                    parameters: copy.parameters(0), timeBase: AVRational(facts.timeBase), order: .presentation
                ), nextPacket: copy.readObject)
            guard let originals = try pictures(from: first, to: last) else {
                return "the recording has no picture there"
            }
            _ = try PictureComparison.difference(
                of: new, from: originals, count: Int(clamping: facts.accessUnits), encoding: .lossless,
                sourceTime: sourceTime)
            return nil
        } catch let error as FootageError {
            return error.description
        }
    }

    /// Compares a still with the recording's picture, converted to red, green and blue in the same way.
    ///
    /// - Parameters:
    ///   - object: the still, by the record.
    ///   - readAt: gives its bytes in order: fills a buffer from an offset on and says how far.
    /// - Returns: why it is not the recording's picture; nil where it is.
    /// - Throws: whatever `readAt` throws.
    public func difference(
        fromStill object: ObjectFacts,
        readAt: (UnsafeMutableRawBufferPointer, UInt64) throws -> Int
    ) throws -> String? {
        guard let time = object.tracks.first?.shift, time.magnitude < 1 << 60 else {
            return "its time is not usable"
        }
        do {
            let still = try StillFile.decode(try StillFile.read(size: object.size, readAt))
            guard let pictures = try pictures(from: time, to: time) else {
                return "the recording has no picture there"
            }
            while let picture = try pictures.next() {
                guard picture.presentationTime == time else { continue }
                let original = try StillConversion(for: picture).convert(picture)
                return still.hasSamples(of: original) ? nil : "it is not the recording's picture"
            }
            return "the recording has no picture there"
        } catch let error as FootageError {
            return error.description
        }
    }

    /// The recording's pictures, decoded from the last place before a time at which decoding can start, up to the
    /// one at another time; nil where it has none between the two.
    private func pictures(from first: Int64, to last: Int64) throws -> PictureReader? {
        let input = try MediaInput(path: path)
        if input.isMPEGStream {
            input.places = try ClockWalk.places(of: track, until: last + 1, placement: placement, in: input)
        }
        var survey = try PictureSurvey(input, track: track, window: first..<last + 1)
        guard let cut = try survey.cut() else { return nil }
        try input.select([track.index])
        try input.seek(track: track.index, atOrBefore: cut.headDTS)
        let track = track
        return try PictureReader(
            VideoDecoder(parameters: input.parameters(track.index), timeBase: AVRational(track.timeBase))
        ) { packet in
            guard try input.read(into: packet), let dts = packet.dts else { return false }
            return dts <= last
        }
    }
}
