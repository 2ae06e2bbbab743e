import Objects
import Records
import Sealing
import Statements

extension ScannedStill {
    /// Why a still is not what the record says; nil where it is.
    func difference(from object: ObjectFacts, of recording: RecordIndex.Entry?) throws -> String? {
        if let flaw = object.flaw(ofPadding: padding, size: size, least: 12) { return flaw }
        guard let track = object.tracks.first, object.tracks.count == 1, track.id == 1,
            track.accessUnits == 1,
            track.keyFrames == 1, track.firstPTS == 0, track.lastPTS == 0, track.lastEnd == 1,
            track.timesSHA256 == (try StillScan.timesSHA256())
        else { return "the record does not describe it as one picture" }
        let source = recording?.track(track.sourceTrack)
        guard source?.kind == .video, source?.timeBase == track.timeBase else {
            return "it is of no picture track of the recording"
        }
        guard let derivative = object.derivative, let still = derivative.still, derivative.frames == 1 else {
            return "it does not say which picture it shows"
        }
        guard still.width == Int(width), still.height == Int(height), still.depth == depth else {
            return "it has \(width)x\(height) pixels of \(depth) bits, the record says "
                + "\(still.width)x\(still.height) of \(still.depth)"
        }
        guard still.shown == object.window.from, still.shown <= still.asked else {
            return "the record gives its picture another time than its window"
        }
        return nil
    }
}

extension ObjectFacts {
    /// Why its padding is none that it can have, in words; nil where it is: as much as makes a Padmé size, or as little as there
    /// can be (docs/spec/record.md, Object).
    ///
    /// - Parameters:
    ///   - found: bytes of it.
    ///   - size: of the whole object.
    ///   - least: bytes that padding has at least, where there is any.
    func flaw(ofPadding found: UInt64, size: UInt64, least: UInt64) -> String? {
        guard padding == found else { return "its padding is not what the record says" }
        guard found <= least || Padme.padded(size) == size else {
            return "its padding is of a size that no rule gives it"
        }
        return nil
    }
}
