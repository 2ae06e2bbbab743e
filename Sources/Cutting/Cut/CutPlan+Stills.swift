import Objects
import Recordings
import Records
import Statements
import CFFmpeg

extension CutPlan {
    /// The same plan with the picture that is shown at a moment, as a still.
    ///
    /// - Parameters:
    ///   - moment: a moment inside the permit.
    ///   - permit: a grant of single pictures.
    /// - Returns: nil where the recording shows no picture then.
    /// - Throws: ``FootageError/stillRefused(reason:)`` where that picture is from before the permit's window, or the
    ///   permit gives no stills.
    package func withStill(at moment: WallTime, under permit: GrantedWindow) throws(FootageError) -> CutPlan?
    {
        guard permit.stills else {
            throw .stillRefused(reason: "the consent does not include single pictures")
        }
        guard permit.window.contains(moment) else {
            throw .stillRefused(reason: "a picture at \(moment) lies outside the window of the consent")
        }
        guard let track = recording.pictureTrack, recording.span.contains(moment) else { return nil }
        let input = try MediaInput(recording.open())
        input.places = places
        // A time shown to a person is rounded down, so what begins within this nanosecond is shown at it.
        let end = try recording.placement.firstTick(
            notBefore: moment.adding(nanoseconds: 1), in: track.timeBase)
        var survey = try PictureSurvey(input, track: track, window: end - 1..<end)
        guard let shown = try survey.lastShown() else { return nil }
        let time = recording.placement.time(ofTick: shown.pts, in: track.timeBase)
        let from = try recording.placement.firstTick(notBefore: permit.window.from, in: track.timeBase)
        guard shown.pts >= from else {
            throw .stillRefused(
                reason:
                    "the picture shown at \(moment.inOffset(seconds: permit.window.from.utcOffsetSeconds)) in "
                    + "\(recording.name) was taken before the window of the consent began")
        }
        let to = try recording.placement.firstTick(notBefore: permit.window.to, in: track.timeBase)
        guard shown.endPTS < to else {
            throw .stillRefused(
                reason:
                    "the picture shown at \(moment.inOffset(seconds: permit.window.from.utcOffsetSeconds)) in "
                    + "\(recording.name) has a second field from after the window of the consent")
        }
        guard let window = try? Window(from: time, to: time.adding(nanoseconds: 1)) else { return nil }
        return adding(
            PlannedObject(
                role: .still, window: window, maximumSize: nil,
                reason: .asked,
                pictures: 1,
                still: PlannedStill(
                    asked: moment, pts: shown.pts, endPTS: shown.endPTS, startDTS: shown.startDTS)))
    }
}

/// Which picture a still shows, and where decoding starts for it.
struct PlannedStill: Sendable, Hashable {
    /// The moment that was asked for.
    var asked: WallTime
    /// The picture's time, in the track's unit.
    var pts: Int64
    /// The time of its second field where it has one, otherwise its own.
    var endPTS: Int64
    /// The decoding time of a clean random-access point at or before it.
    var startDTS: Int64
}
