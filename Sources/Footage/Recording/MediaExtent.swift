import Custody

/// From when to when a track is shown, in its own unit.
struct MediaExtent {
    /// When the first picture is shown, or the first sound heard.
    let first: Int64
    /// When the last one ends; at least ``first``.
    let end: Int64

    /// How many packets are looked at for the one shown first: no codec reorders further than this.
    private static let reorderLimit = 64

    /// Finds the extent of a track without reading the whole file: from its first packets, the demuxer's
    /// index and the duration in the header.
    ///
    /// - Throws: ``FootageError/notARecording(path:cause:)`` where the track has no packets, and
    ///   ``FootageError/timesNotUsable(path:reason:)`` where they have no times.
    init(of track: SourceTrack, in input: MediaInput) throws(FootageError) {
        try input.select([track.index])
        let packet = try Packet()
        var first: Int64?
        var end: Int64 = .min
        for _ in 0..<Self.reorderLimit {
            do {
                guard try input.read(into: packet) else { break }
            } catch {
                // A file cut short may still hold the window; whether it does shows when it is cut.
                if first == nil { throw error }
                break
            }
            guard let pts = packet.pts, pts.magnitude < 1 << 56 else {
                throw .timesNotUsable(path: input.path, reason: "its packets carry no times")
            }
            if let first, let dts = packet.dts, dts > first { break }
            first = min(first ?? pts, pts)
            end = max(end, pts + max(1, min(packet.duration, 1 << 40)))
        }
        guard let first else { throw .notARecording(path: input.path, cause: "its track has no packets") }
        self.first = first
        self.end = max(end, try Self.end(of: track, in: input, first: first))
    }

    private static func end(of track: SourceTrack, in input: MediaInput, first: Int64) throws(FootageError)
        -> Int64
    {
        let stream = try input.track(track.index).pointee
        if stream.duration > 0, stream.duration < 1 << 56 {
            // What the container calls the track's duration counts from its first decoding time.
            return first + stream.duration
        }
        guard let nanoseconds = input.durationNanoseconds else { return first + 1 }
        return first
            + Placement.convert(
                nanoseconds, from: TimeBase(numerator: 1, denominator: WallTime.nanosecondsPerSecond),
                to: track.timeBase)
    }
}
