import Objects
import Recordings
import CFFmpeg

/// Finds out which packets of MPEG audio hold sound of others, by reading those around the window's two ends.
///
/// A frame of layer III may begin in what earlier frames left unused of their bytes, up to 511 of them
/// (`main_data_begin`, ISO/IEC 11172-3 §2.4.3.4). So the last packets of a window may hold sound from after it, and
/// the first may lack bytes that lie before it.
struct ReservoirSurvey {
    private let input: MediaInput
    private let packet: Packet
    private var cut: SoundCut

    /// The most bytes a frame reaches back.
    private static let deepestReach = 511
    /// So many frames hold that many bytes at the lowest rates there are.
    private static let frames: Int64 = 128

    init(_ input: MediaInput, _ cut: SoundCut) throws(FootageError) {
        self.input = input
        self.cut = cut
        packet = try Packet()
    }

    /// The cut with its ends known; nil where the frames cannot be read.
    mutating func refined() throws(FootageError) -> SoundCut? {
        try input.select([cut.track])
        guard try findStart(), try findEnd() else { return nil }
        return cut
    }

    /// From the first packet inside on: until one has all its bytes.
    private mutating func findStart() throws(FootageError) -> Bool {
        try input.seek(track: cut.track, atOrBefore: cut.window.lowerBound)
        var isFirst = true
        var room = 0
        while try input.read(into: packet), let pts = packet.pts, pts < cut.window.upperBound {
            guard let frame = MPEGAudioFrame(packet.bytes) else { return false }
            if isFirst { learn(frame) }
            isFirst = false
            guard cut.isInside(packet, pts: pts) else { continue }
            if frame.reach <= room { return true }
            room += frame.room
            if room > Self.deepestReach * 2 { return false }
        }
        return true
    }

    /// Layers I and II have no reservoir, and MP4 calls all three by one name.
    private mutating func learn(_ frame: MPEGAudioFrame) {
        if frame.layer < 3 { cut.coupling = .lapped }
        cut.overlap = MPEGAudioFrame.overlap(layer: frame.layer, samples: frame.samples)
        if cut.frameSamples != frame.samples {
            cut.frameDuration = cut.frameDuration * Int64(frame.samples) / Int64(max(1, cut.frameSamples))
            cut.frameSamples = frame.samples
        }
    }

    /// Up to the first packet behind the window: how far it reaches back into those before.
    private mutating func findEnd() throws(FootageError) -> Bool {
        guard cut.coupling == .reservoir else { return true }
        let start = max(cut.window.lowerBound, cut.window.upperBound - Self.frames * cut.frameDuration)
        try input.seek(track: cut.track, atOrBefore: start)
        var inside: [(pts: Int64, room: Int)] = []
        while try input.read(into: packet), let pts = packet.pts {
            guard let frame = MPEGAudioFrame(packet.bytes) else { return false }
            if cut.isInside(packet, pts: pts) {
                inside.append((pts, frame.room))
            } else if pts >= cut.window.lowerBound, !inside.isEmpty {
                var reach = frame.reach
                while reach > 0, let last = inside.popLast() {
                    cut.endPTS = last.pts
                    reach -= last.room
                }
                return true
            } else if pts >= cut.window.upperBound {
                return true
            }
        }
        return true
    }
}
