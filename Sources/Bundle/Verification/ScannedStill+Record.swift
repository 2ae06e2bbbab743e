import Objects
import Records
import Statements

extension ScannedStill {
    /// Why a still is not what the record says; nil where it is.
    func difference(from object: ObjectFacts, of recording: RecordIndex.Entry?) throws -> String? {
        guard object.padding == padding else { return "its padding is not what the record says" }
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
