import Objects
import Records
import Statements

/// From when to when a recording is shown or heard, in the unit of its main track.
struct MediaExtent {
    /// When the first picture is shown, or the first sound heard.
    let first: Int64
    /// When the last picture or sound ends; at least ``first``.
    let end: Int64
    /// What of the file has no place in time; nil where all has.
    let doubt: LeftOutPart?

    /// Finds the extent without reading the whole file: from the track's first packets, the demuxer's index,
    /// and what the header says, checked at the file's end where no index vouches for it.
    ///
    /// - Parameters:
    ///   - track: the main one.
    ///   - sound: other tracks that are heard.
    /// - Throws: ``FootageError/notARecording(path:cause:)`` where the track has no packets, and
    ///   ``FootageError/timesNotUsable(path:reason:)`` where they have no times.
    init(of track: SourceTrack, sound: [SourceTrack], in input: MediaInput) throws(FootageError) {
        try input.select([track.index])
        let packet = try Packet()
        var times = FirstTimes()
        var first: Int64? { times.pts }
        var end: Int64 = .min
        for _ in 0..<FirstTimes.reorderLimit {
            do {
                guard try input.read(into: packet) else { break }
            } catch .truncated(let path, let cause) {
                // A file cut short may still hold the window; whether it does shows when it is cut.
                if first == nil { throw .truncated(path: path, cause: cause) }
                break
            }
            guard let pts = packet.pts else {
                throw .timesNotUsable(path: input.path, reason: "its packets carry no times")
            }
            guard times.add(pts: pts, dts: packet.dts) else { break }
            end = max(end, pts + max(1, packet.duration))
        }
        guard let first else { throw .notARecording(path: input.path, cause: "its track has no packets") }
        self.first = first
        if input.isMPEGStream, let jump = try ClockWalk.firstJump(of: track, in: input) {
            self.end = max(end, jump.before)
            doubt = .clockJump(afterNanoseconds: Self.length(jump.before - first, track))
            return
        }
        if input.isISOBaseMedia || input.isMPEGStream {
            let claimed = try Self.claimedEnd(of: track, in: input, first: first) ?? first + 1
            let heard =
                input.isISOBaseMedia
                ? try Self.indexedEnd(of: sound, in: input, unit: track.timeBase)
                : input.endMicroseconds.map {
                    Placement.convert(
                        $0, from: TimeBase(numerator: 1, denominator: 1_000_000), to: track.timeBase)
                }
            self.end = max(end, claimed, heard ?? .min)
            doubt = nil
            return
        }
        let claimed = try Self.claimedEnd(of: track, in: input, first: first)
        let found = max(
            end, try Self.storedEnd(of: [track] + sound, in: input, unit: track.timeBase, claimed: claimed))
        self.end = found
        // A container's duration may be rounded or count a last picture longer than the packet does.
        let tolerance = Placement.convert(2, from: TimeBase(numerator: 1, denominator: 1), to: track.timeBase)
        doubt = claimed.flatMap { claimed in
            guard claimed - found > tolerance else { return nil }
            return .cutShort(
                claimedNanoseconds: Self.length(claimed - first, track),
                heldNanoseconds: Self.length(found - first, track))
        }
    }

    /// How long it lasts, in nanoseconds; more than none.
    ///
    /// - Throws: ``FootageError/timesNotUsable(path:reason:)`` where the file claims a length that no recording has.
    func nanoseconds(in timeBase: TimeBase, path: String) throws(FootageError) -> Int64 {
        let length = max(1, Placement.nanoseconds(end - first, in: timeBase))
        guard length <= MediaTicks.longestRecording else {
            throw .timesNotUsable(path: path, reason: "it claims to last longer than ten years")
        }
        return length
    }

    /// When the header says the track ends; nil where it does not say.
    private static func claimedEnd(
        of track: SourceTrack, in input: MediaInput, first: Int64
    ) throws(FootageError) -> Int64? {
        let stream = try input.track(track.index).pointee
        if stream.duration > 0, stream.duration < MediaTicks.limit, !input.durationIsGuessed {
            // What the container calls the track's duration counts from its first decoding time.
            return first + stream.duration
        }
        return input.durationNanoseconds.map {
            first
                + Placement.convert(
                    $0, from: TimeBase(numerator: 1, denominator: WallTime.nanosecondsPerSecond),
                    to: track.timeBase)
        }
    }

    /// When the last packet of these tracks in the demuxer's index ends; nil where there is none.
    private static func indexedEnd(
        of tracks: [SourceTrack], in input: MediaInput, unit: TimeBase
    ) throws(FootageError) -> Int64? {
        var end: Int64?
        for track in tracks {
            guard Placement.isUsable(track.timeBase), try input.indexIsWhole(track: track.index) else {
                continue
            }
            let count = try input.indexCount(track: track.index)
            let last = try input.indexEntry(track: track.index, count - 1).dts
            let before = count > 1 ? try input.indexEntry(track: track.index, count - 2).dts : last
            guard last.magnitude < MediaTicks.limit, before.magnitude < MediaTicks.limit, last >= before
            else {
                continue
            }
            end = max(end ?? .min, Placement.convert(last + (last - before), from: track.timeBase, to: unit))
        }
        return end
    }

    /// When the last packet that is really there ends, found by reading the end of the file.
    private static func storedEnd(
        of tracks: [SourceTrack], in input: MediaInput, unit: TimeBase, claimed: Int64?
    ) throws(FootageError) -> Int64 {
        guard let main = tracks.first else { return .min }
        try input.select(Set(tracks.map(\.index)))
        try input.seek(track: main.index, atOrBefore: claimed ?? 1 << 56)
        let packet = try Packet()
        var end: Int64 = .min
        while try input.read(into: packet) {
            guard let pts = packet.pts, let track = tracks.first(where: { $0.index == packet.track })
            else { continue }
            let last = pts + max(1, packet.duration)
            end = max(end, Placement.convert(last, from: track.timeBase, to: unit))
        }
        return end
    }

    /// A length as the record has it: from 0 to less than 2⁶² nanoseconds.
    private static func length(_ ticks: Int64, _ track: SourceTrack) -> Int64 {
        max(0, min((1 << 62) - 1, Placement.nanoseconds(ticks, in: track.timeBase)))
    }
}
