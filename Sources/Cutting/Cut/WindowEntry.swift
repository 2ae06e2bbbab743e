import Objects
import Recordings
import Records

/// Where reading has to begin so that nothing of a window is missed, and which sound there is in it.
struct WindowEntry {
    /// The track that is gone to, and the time in its unit.
    private let goal: (track: SourceTrack, time: Int64)
    private let picture: PictureCut?
    private let sound: [SoundCut]

    /// How far ahead of its pictures sound may be stored: ISO/IEC 13818-1 §2.4.2.6 lets a decoder's buffer
    /// hold a second, and ten for still pictures and H.264.
    private static let storedAheadSeconds: Int64 = 10

    /// - Parameters:
    ///   - picture: what is cut of the pictures; nil where there are none to hand over.
    ///   - sound: the tracks that are heard.
    ///   - tracks: those of the recording.
    /// - Returns: nil where there is nothing to read.
    init?(_ picture: PictureCut?, _ sound: [SoundCut], of tracks: [SourceTrack]) {
        let goal: (index: Int, time: Int64)? =
            picture.map { ($0.track, min($0.headDTS, $0.window.lowerBound)) }
            ?? sound.first.map { ($0.track, $0.window.lowerBound) }
        guard let goal, let track = tracks.first(where: { $0.index == goal.index }) else { return nil }
        self.goal = (track, goal.time)
        self.picture = picture
        self.sound = sound
    }

    /// Goes there. The tracks to be read are already selected.
    func enter(_ input: MediaInput) throws(FootageError) {
        // MP4 goes to each track's own packet. Elsewhere sound may be stored ahead of the pictures it belongs to.
        guard !input.isISOBaseMedia, !sound.isEmpty else {
            return try input.seek(track: goal.track.index, atOrBefore: goal.time)
        }
        let margin = Placement.convert(
            Self.storedAheadSeconds, from: TimeBase(numerator: 1, denominator: 1), to: goal.track.timeBase)
        let target = goal.time - margin
        try input.seek(track: goal.track.index, atOrBefore: target)
        let isCovered = try coversSound(input)
        try input.seek(track: goal.track.index, atOrBefore: isCovered ? target : .min / 4)
    }

    /// The sound tracks that have a packet to hand over. One that is silent through the window gets no track.
    func heard(in input: MediaInput) throws(FootageError) -> [SoundCut] {
        var open = Set(sound.map(\.track))
        var heard: Set<Int> = []
        try input.select(open.union(input.isISOBaseMedia ? [] : [goal.track.index]))
        try enter(input)
        let packet = try Packet()
        while !open.isEmpty, try input.read(into: packet) {
            guard let pts = packet.pts, !isBehind(packet) else { break }
            guard let cut = sound.first(where: { $0.track == packet.track }), open.contains(cut.track) else {
                continue
            }
            if cut.takes(packet, pts: pts) {
                heard.insert(cut.track)
                open.remove(cut.track)
            } else if pts >= cut.window.upperBound {
                open.remove(cut.track)
            }
        }
        return sound.filter { heard.contains($0.track) }
    }

    /// Whether what is read from here on holds all sound of the window: each track's next packet lies before it.
    private func coversSound(_ input: MediaInput) throws(FootageError) -> Bool {
        var missing = Dictionary(
            sound.map { ($0.track, $0.window.lowerBound) }, uniquingKeysWith: { first, _ in first })
        let packet = try Packet()
        while !missing.isEmpty, try input.read(into: packet) {
            // A track that is silent through the whole window has nothing that could be missed.
            if isBehind(packet) { return true }
            guard let wanted = missing.removeValue(forKey: packet.track) else { continue }
            guard let pts = packet.pts, pts <= wanted else { return false }
        }
        return true
    }

    /// Whether a picture lies so far behind the window that no sound of it can follow.
    private func isBehind(_ packet: Packet) -> Bool {
        guard let picture, packet.track == picture.track, let dts = packet.dts else { return false }
        let margin = Placement.convert(
            Self.storedAheadSeconds, from: TimeBase(numerator: 1, denominator: 1), to: goal.track.timeBase)
        return dts >= picture.window.upperBound + margin
    }
}
