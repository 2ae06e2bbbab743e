import Objects
import Records
import Statements

/// Follows the clock of an MPEG transport or program stream through its pictures, in the order they are stored.
///
/// Such a stream has no index, and its clock may start anew anywhere: after a power cut, where two recordings
/// were joined, in transmission. What comes behind a jump cannot be placed on the wall clock, and going to a
/// time by halving would land anywhere. So what lies before the window is read once, places are noted, and later
/// passes go straight to them (docs/decisions/0013-times-and-containers.md).
package struct ClockWalk {
    /// A jump of the clock: the end of what comes before it, in ticks of the track.
    struct Jump {
        var before: Int64
    }

    /// How long nothing may be shown without the clock having jumped: slow cameras show a picture a second,
    /// and ISO/IEC 13818-1 §2.7.4 asks for a time stamp every 0.7 s.
    private static let longestSilenceSeconds: Int64 = 10

    private let input: MediaInput
    private let track: SourceTrack
    private let limit: Int64
    private let packet: Packet

    private init(_ track: SourceTrack, in input: MediaInput) throws(FootageError) {
        self.input = input
        self.track = track
        limit = Placement.convert(
            Self.longestSilenceSeconds, from: TimeBase(numerator: 1, denominator: 1), to: track.timeBase)
        packet = try Packet()
        try input.select([track.index])
    }

    // MARK: - The whole recording

    /// Where the clock jumps first, if it does: looked for at some places of the file, and then exactly.
    static func firstJump(of track: SourceTrack, in input: MediaInput) throws(FootageError) -> Jump? {
        let walk = try ClockWalk(track, in: input)
        guard try walk.seemsToJump() else { return nil }
        try input.seek(track: track.index, atOrBefore: .min / 4)
        var last: Int64?
        var end: Int64 = .min
        while try input.read(into: walk.packet) {
            guard let dts = walk.packet.dts, let pts = walk.packet.pts else { continue }
            if let last, walk.isJump(from: last, to: dts) { return Jump(before: end) }
            last = dts
            end = max(end, pts + max(1, walk.packet.duration))
        }
        return nil
    }

    /// How many places of the file are looked at.
    private static let places = 32

    private func seemsToJump() throws(FootageError) -> Bool {
        var times: [Int64] = []
        for part in 0..<Self.places {
            guard try input.read(part, of: Self.places, track: track.index, into: packet) else { break }
            if let dts = packet.dts { times.append(dts) }
        }
        let steps = zip(times, times.dropFirst()).map { $1 - $0 }
        guard let usual = steps.sorted().dropFirst(steps.count / 2).first else { return false }
        return steps.contains { $0 < 0 || $0 > limit + 8 * max(0, usual) }
    }

    private func isJump(from last: Int64, to next: Int64) -> Bool { next <= last || next - last > limit }

    // MARK: - Up to a window's end

    /// Walks from the recording's start to a window's end.
    ///
    /// - Parameters:
    ///   - end: the first tick behind the window.
    ///   - placement: tells a person when a jump was.
    /// - Returns: packets to go to, in order and at least a second apart.
    /// - Throws: ``FootageError/timesNotUsable(path:reason:)`` where the clock jumps before the window's end, and
    ///   ``FootageError/notCuttable(path:reason:)`` where the pictures change their size.
    package static func places(
        of track: SourceTrack, until end: Int64, placement: Placement, in input: MediaInput
    ) throws(FootageError) -> [PacketPlace] {
        let walk = try ClockWalk(track, in: input)
        var sizes = try PictureSizes(track, in: input)
        try input.seek(track: track.index, atOrBefore: .min / 4)
        let second = Placement.convert(1, from: TimeBase(numerator: 1, denominator: 1), to: track.timeBase)
        var places: [PacketPlace] = []
        var last: Int64?
        while try input.read(into: walk.packet) {
            guard let dts = walk.packet.dts, walk.packet.pts != nil, dts.magnitude < 1 << 56 else {
                throw .timesNotUsable(path: input.path, reason: "a packet carries no times")
            }
            if dts >= end { break }
            if let last, walk.isJump(from: last, to: dts) {
                let moment = placement.time(ofTick: last, in: track.timeBase).inOffset(seconds: 0).rfc3339
                throw .timesNotUsable(
                    path: input.path,
                    reason:
                        "its clock jumps at \(moment), so what comes behind cannot be placed in time; only a window "
                        + "that ends before can be cut")
            }
            last = dts
            guard walk.packet.isFlaggedKey else { continue }
            try sizes.check(walk.packet, in: input)
            if walk.packet.position >= 0, dts - (places.last?.dts ?? .min / 2) >= second {
                places.append(PacketPlace(dts: dts, position: walk.packet.position))
            }
        }
        return places
    }
}
