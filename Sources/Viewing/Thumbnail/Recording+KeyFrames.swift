import Objects
import Recordings
import Records
import Statements

extension Recording {
    /// How many packets are looked at for the next key frame behind a moment.
    private static let keyFrameSearch = 1500

    /// When the key frames around a moment are shown: the last one at or before it, and up to two after it.
    ///
    /// What the container calls a key frame is a hint, good for a picture and for nothing that is cut.
    ///
    /// - Returns: none where the recording has no pictures.
    /// - Throws: what reading the file throws.
    package func keyFrames(around moment: WallTime) throws(FootageError) -> [WallTime] {
        guard let track = pictureTrack else { return [] }
        let input = try MediaInput(open())
        let goal = try placement.firstTick(notBefore: moment, in: track.timeBase)
        try enter(input, track, atOrBefore: goal)
        let packet = try Packet()
        var before: Int64?
        var after: [Int64] = []
        for _ in 0..<Self.keyFrameSearch {
            guard after.count < 2, try input.read(into: packet) else { break }
            guard packet.track == track.index, packet.isFlaggedKey, let pts = packet.pts else { continue }
            if pts <= goal { before = pts } else { after.append(pts) }
        }
        return ((before.map { [$0] } ?? []) + after).map { placement.time(ofTick: $0, in: track.timeBase) }
    }

    /// Goes to where decoding can begin for the picture shown at a time.
    func enter(_ input: MediaInput, _ track: SourceTrack, atOrBefore tick: Int64) throws(FootageError) {
        if input.isMPEGStream {
            input.places = try ClockWalk.places(of: track, until: tick, placement: placement, in: input)
        }
        try input.select([track.index])
        try input.seek(track: track.index, atOrBefore: tick)
    }
}
