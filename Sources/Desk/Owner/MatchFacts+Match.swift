import Cutting
import Handover
import Outcomes
import Recordings
import Records
import Statements

extension MatchFacts {
    init(_ match: FootageMatch, _ search: FootageSearch, plot: String?, requester: TrustedCardFacts) {
        let asked = match.requested
        self.init(
            window: asked,
            granted: match.granted?.map { Granted(camera: $0.camera, window: $0.window) },
            mostCameras: match.mostCameras,
            cameras: match.cameras.map { camera in
                Camera(camera, asked, isWithheld: match.withheld.contains { $0.camera == camera.label })
            },
            total: Leaving(match.cameras.flatMap(\.leaving), shownLike: asked).withoutObjects,
            unreadable: search.unreadable.map {
                UnreadableListing(path: $0.path, reason: $0.error.description)
            },
            plot: plot, links: LinksFacts(search.links), requester: requester)
    }
}

extension MatchFacts.Camera {
    fileprivate init(_ camera: FootageMatch.Camera, _ asked: Window, isWithheld: Bool) {
        self.init(
            camera: camera.label, onlyNamed: isWithheld ? true : nil,
            recordings: camera.recordings.map {
                MatchFacts.Recording(
                    file: $0.path, window: $0.span.shown(like: asked), start: $0.start, zone: $0.zone,
                    recorder: $0.recorder)
            },
            covered: UInt64(max(0, camera.coveredNanoseconds(of: asked))),
            gaps: camera.coverage.gaps.map {
                MatchFacts.Gap(window: $0.window.shown(like: asked), mayBeRounding: $0.mayBeRounding)
            },
            overlaps: camera.coverage.overlaps.map { overlap in
                MatchFacts.Overlap(
                    window: overlap.window.shown(like: asked),
                    files: overlap.recordings.map { camera.recordings[$0].path })
            },
            leaving: MatchFacts.Leaving(camera.leaving, shownLike: asked),
            leftOut: camera.cuts.flatMap { cut in
                cut.leftOut.map {
                    LeftOutFacts(
                        $0, camera: camera.label, file: cut.recording.path, tracks: cut.recording.tracks)
                }
            })
    }
}

extension MatchFacts.Leaving {
    fileprivate init(_ leaving: [FootageMatch.Leaving], shownLike window: Window) {
        let (originals, anew) = FootageMatch.totals(of: leaving)
        self.init(
            objects: leaving.map { part in
                MatchFacts.Object(
                    role: part.object.role, file: part.recording.path,
                    window: part.window.shown(like: window), maximumSize: part.object.maximumSize,
                    pictures: part.object.pictures, reason: part.object.reason)
            },
            masters: MatchFacts.Sum(
                count: originals.count, nanoseconds: originals.nanoseconds,
                maximumSize: originals.maximumBytes),
            derivatives: MatchFacts.Sum(
                count: anew.count, nanoseconds: anew.nanoseconds, pictures: anew.pictures))
    }

    /// The sums alone.
    fileprivate var withoutObjects: MatchFacts.Leaving {
        MatchFacts.Leaving(objects: [], masters: masters, derivatives: derivatives)
    }
}
