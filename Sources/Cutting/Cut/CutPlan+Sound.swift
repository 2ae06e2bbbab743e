import Objects
import Recordings
import Records
import Statements
import CFFmpeg

extension Recording {
    /// Works out which sound a grant lets out, and the file format of the master it goes into.
    ///
    /// - Returns: the tracks, and which are not handed over, and why.
    func planSound(
        _ grant: GrantedWindow, _ part: Window, beside picture: PictureCut?, in input: MediaInput
    ) throws(FootageError) -> (cuts: [SoundCut], container: ObjectContainer, leftOut: [LeftOutPart]) {
        var cuts: [SoundCut] = []
        var leftOut: [LeftOutPart] = []
        func leave(_ track: SourceTrack, _ reason: LeftOutPart.TrackReason) {
            leftOut.append(.track(track.index, reason: reason, window: grant.window))
        }
        for track in tracks where track.kind == .audio {
            guard grant.audio else {
                leave(track, .notGranted)
                continue
            }
            let parameters = try input.parameters(track.index)
            // An edit list moves the whole of a track, and what it says of the sound need not cost the pictures.
            guard try input.startsInTime(track: track.index) else {
                leave(track, .timesBeyondReach)
                continue
            }
            // What a player never hears of a track stays behind, as what it never shows of the pictures does.
            let window = try input.shownTime(of: track).longest(in: try ticks(of: part, track))
            guard let cut = SoundCut(track, parameters: parameters, window: window) else {
                leave(track, .packetsNotKnown)
                continue
            }
            guard let survey = try refine(cut, in: input) else {
                leave(track, .packetsNotReadable)
                continue
            }
            guard case .cut(let refined) = survey else {
                leave(track, .codingChanges)
                continue
            }
            guard refined.isInside(pts: refined.window.lowerBound + refined.margin) else {
                leave(track, try isHeard(track, in: window, input) ? .windowTooShort : .silent)
                continue
            }
            cuts.append(refined)
        }
        let main = picture?.master == nil ? nil : picture?.track
        let container = ObjectContainer.holding(
            picture: try main.map { index throws(FootageError) in try codec(index, input) },
            sound: try cuts.map { cut throws(FootageError) in try codec(cut.track, input) })
        var held: [SoundCut] = []
        for cut in cuts {
            if container.holds(try codec(cut.track, input)) {
                held.append(cut)
            } else if let track = tracks.first(where: { $0.index == cut.track }) {
                leave(track, .noContainer)
            }
        }
        return (held, container, leftOut)
    }

    /// Whether a packet of a sound track is heard in a window, in the track's unit, whole or not: what is said of a track that
    /// stays behind is said of what is there, not of what a container's tables make of the window.
    func isHeard(
        _ track: SourceTrack, in window: Range<Int64>, _ input: MediaInput
    ) throws(FootageError) -> Bool {
        guard !window.isEmpty else { return false }
        try input.select([track.index])
        try input.seek(track: track.index, atOrBefore: window.lowerBound)
        let packet = try Packet()
        while true {
            do { guard try input.read(into: packet) else { return false } } catch .truncated { return false }
            guard packet.track == track.index, let pts = packet.pts else { continue }
            if pts >= window.upperBound { return false }
            if pts + max(1, packet.duration) > window.lowerBound { return true }
        }
    }

    private func refine(_ cut: SoundCut, in input: MediaInput) throws(FootageError) -> SoundSurvey.Outcome? {
        var cut = cut
        if cut.coupling == .reservoir {
            var survey = try ReservoirSurvey(input, cut)
            guard let refined = try survey.refined() else { return nil }
            cut = refined
        }
        var survey = try SoundSurvey(input, cut)
        return try survey.refined()
    }

    private func codec(_ track: Int, _ input: MediaInput) throws(FootageError) -> Codec {
        guard let codec = Codec(try input.parameters(track)) else {
            throw .notCuttable(path: input.path, reason: "how track \(track) is coded is not known")
        }
        return codec
    }
}
