import Objects
import Records
import Statements

/// From when to when a recording is shown or heard, in the unit of its main track.
struct MediaExtent {
    /// When the first picture is shown, or the first sound heard, that a player shows.
    let first: Int64
    /// When the last picture or sound ends that a player shows; at least ``first``.
    let end: Int64
    /// From the first picture or sound that the file has to the end of the last, shown or not.
    let stored: Range<Int64>
    /// What of it a player shows.
    let shown: PlayedTime
    /// What of the file has no place in time; nil where all has.
    let doubt: LeftOutPart?

    /// Finds the extent without reading the whole file: from the track's first packets, the samples that the file lists or
    /// has at its end, and what the header says only as far as these bear it out.
    ///
    /// - Parameters:
    ///   - track: the main one.
    ///   - sound: other tracks that are heard.
    /// - Throws: ``FootageError/notARecording(path:cause:)`` where the track has no packets, and
    ///   ``FootageError/timesNotUsable(path:reason:)`` where they have no times.
    init(of track: SourceTrack, sound: [SourceTrack], in input: MediaInput) throws(FootageError) {
        let (times, seen) = try Self.begin(of: track, in: input)
        guard let stored = times.pts else {
            throw .notARecording(path: input.path, cause: "its track has no packets")
        }
        let found = try Self.end(
            of: track, sound: sound, in: input, first: stored, firstDTS: times.dts ?? stored, seen: seen)
        let end = max(stored + 1, found.end)
        doubt = found.doubt
        self.stored = stored..<end
        // What only ends late is not hidden: sound may go on where pictures stop.
        shown = try input.shownTime(of: track).showing(last: found.last)
        guard !shown.contains(stored), let ranges = shown.ranges else {
            first = stored
            self.end = min(end, shown.ranges?.last?.upperBound ?? end)
            return
        }
        guard let first = try Self.firstShown(of: track, ranges, in: input) else {
            throw .notARecording(path: input.path, cause: "its edit list hides all that it has")
        }
        self.first = first
        self.end = max(first + 1, min(end, ranges.last?.upperBound ?? end))
    }

    /// The track's first times, and when the last of its first packets ends.
    private static func begin(
        of track: SourceTrack, in input: MediaInput
    ) throws(FootageError) -> (times: FirstTimes, seen: Int64) {
        try input.select([track.index])
        let packet = try Packet()
        var times = FirstTimes()
        var end: Int64 = .min
        for _ in 0..<FirstTimes.reorderLimit {
            do {
                guard try input.read(into: packet) else { break }
            } catch .truncated(let path, let cause) {
                // A file cut short may still hold the window; whether it does shows when it is cut.
                if times.pts == nil { throw .truncated(path: path, cause: cause) }
                break
            }
            guard let pts = packet.pts else {
                throw .timesNotUsable(path: input.path, reason: "its packets carry no times")
            }
            guard times.add(pts: pts, dts: packet.dts) else { break }
            // How long the last picture of a file is shown is not known from its packet alone.
            end = max(end, pts + 1)
        }
        return (times, end)
    }

    /// When the first picture is shown that the edit list does not hide; nil where it hides all.
    private static func firstShown(
        of track: SourceTrack, _ ranges: [Range<Int64>], in input: MediaInput
    ) throws(FootageError) -> Int64? {
        guard let from = ranges.first?.lowerBound else { return nil }
        try input.select([track.index])
        try input.seek(track: track.index, atOrBefore: from)
        let packet = try Packet()
        var found: Int64?
        var behind = 0
        while behind < FirstTimes.reorderLimit {
            do { guard try input.read(into: packet) else { break } } catch .truncated { break }
            guard let pts = packet.pts else { continue }
            if ranges.contains(where: { $0.contains(pts) }) { found = min(found ?? pts, pts) }
            if found != nil { behind += 1 }
        }
        return found
    }

    private static func end(
        of track: SourceTrack, sound: [SourceTrack], in input: MediaInput, first: Int64, firstDTS: Int64,
        seen: Int64
    ) throws(FootageError) -> (end: Int64, last: Int64, doubt: LeftOutPart?) {
        if input.isMPEGStream, let jump = try ClockWalk.firstJump(of: track, in: input) {
            return (
                max(seen, jump.before), first,
                .clockJump(afterNanoseconds: length(jump.before - first, track))
            )
        }
        if input.isISOBaseMedia { return try listedEnd(of: track, sound, in: input, first, firstDTS, seen) }
        let claimed = try claimedEnd(of: track, in: input, first: first)
        if input.isMPEGStream {
            let heard = input.endMicroseconds.map {
                Placement.convert(
                    $0, from: TimeBase(numerator: 1, denominator: 1_000_000), to: track.timeBase)
            }
            return (max(seen, claimed ?? first + 1, heard ?? .min), first, nil)
        }
        let found = max(
            seen, try storedEnd(of: [track] + sound, in: input, unit: track.timeBase, claimed: claimed))
        // A container's duration may be rounded or count a last picture longer than the packet does; and some count it from
        // their own time zero, wherever the recording begins.
        let tolerance = Placement.convert(2, from: TimeBase(numerator: 1, denominator: 1), to: track.timeBase)
        guard let claimed else { return (found, first, nil) }
        let told = claimed - first
        guard (told > first ? min(claimed, told) : claimed) - found > tolerance else {
            return (found, first, nil)
        }
        return (
            found, first,
            .cutShort(
                claimedNanoseconds: length(claimed - first, track),
                heldNanoseconds: length(found - first, track))
        )
    }

    /// From so many of the last samples their mean distance is taken.
    private static let stepsLookedAt = 64

    /// The end of an ISO base media file's samples, by its tables or by its fragments.
    private static func listedEnd(
        of track: SourceTrack, _ sound: [SourceTrack], in input: MediaInput, _ first: Int64,
        _ firstDTS: Int64,
        _ seen: Int64
    ) throws(FootageError) -> (end: Int64, last: Int64, doubt: LeftOutPart?) {
        let heard = try indexedEnd(of: sound, in: input, unit: track.timeBase) ?? .min
        if try input.indexIsWhole(track: track.index) {
            let count = try input.indexCount(track: track.index)
            let last = try input.indexEntry(track: track.index, count - 1).dts
            guard last.magnitude < MediaTicks.limit, last >= firstDTS else {
                return (max(seen, heard, first + 1), first, nil)
            }
            let begins = first + (last - firstDTS)
            let claimed = try claimedEnd(of: track, in: input, first: first)
            // The last samples are listed one by one, also where not all are.
            let looked = min(count - 1, stepsLookedAt)
            let before = try input.indexEntry(track: track.index, count - 1 - looked).dts
            let step = looked > 0 && last > before ? (last - before) / Int64(looked) : 0
            let end = begins + lasting(claimed.map { $0 - begins }, step: step, track)
            return (max(seen, heard, end), begins, nil)
        }
        guard let file = input.file, let ends = try FragmentEnds(of: SourceBytes(file)),
            let own = ends.tracks[try input.trackID(track.index)], own.end > .min, let began = own.firstDTS
        else {
            let claimed = try claimedEnd(of: track, in: input, first: first) ?? first + 1
            return (max(seen, claimed, heard), first, nil)
        }
        // An edit list shifts what the fragments count.
        let shift = firstDTS - began
        let end = own.lastPTS + shift + lasting(own.end - own.lastPTS, step: own.step, track)
        var other: Int64 = .min
        for sound in sound where Placement.isUsable(sound.timeBase) {
            guard let heard = ends.tracks[try input.trackID(sound.index)], heard.end > .min else { continue }
            other = max(other, Placement.convert(heard.end, from: sound.timeBase, to: track.timeBase) + shift)
        }
        let found = max(seen, end, other)
        guard own.promised > own.end else { return (found, own.lastPTS + shift, nil) }
        return (
            found, own.lastPTS + shift,
            .cutShort(
                claimedNanoseconds: length(own.promised + shift - first, track),
                heldNanoseconds: length(found - first, track))
        )
    }

    /// How long a last picture is shown: as the file says, unless it says longer than anything may be shown without a hole
    /// (docs/spec/record.md, Rhythm); then as long as the others.
    private static func lasting(_ said: Int64?, step: Int64, _ track: SourceTrack) -> Int64 {
        let second = Placement.convert(1, from: TimeBase(numerator: 1, denominator: 1), to: track.timeBase)
        guard let said, said > 0, said <= max(second, 4 * min(step, .max / 8)) else { return max(1, step) }
        return said
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
