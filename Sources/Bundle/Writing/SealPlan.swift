import Custody
import Footage

/// What a seal would hold: which recordings, which objects, and what of the granted time is missing.
public struct SealPlan: Sendable {
    /// The recordings something is cut from, in the order of their times.
    public private(set) var recordings: [Recording] = []
    /// The cuts, each with the place of its recording in ``recordings``.
    public private(set) var cuts: [(cut: CutPlan, recording: Int)] = []
    /// Granted time of which nothing can be handed over.
    public private(set) var gaps: [Gap] = []
    /// Granted time that two recordings of one camera cover; the recordings are called as the record will call them.
    public private(set) var overlaps: [Overlap] = []

    /// How many recordings of cameras the consent does not name were passed over.
    public private(set) var passedOver = 0

    init(
        _ authorization: Authorization, recordings: [Recording], cameras: [String], insideOnly: Bool,
        lossless: Bool, stills: [WallTime] = []
    ) throws(FootageError) {
        let granted = recordings.map { Self.withoutRepetition(authorization.grants(for: $0.camera)) }
        passedOver = granted.count { $0.isEmpty }
        // Even where it seems to lie outside the window: in its own zone it may not.
        for (recording, grants) in zip(recordings, granted) where recording.zoneIsAssumed && !grants.isEmpty {
            throw .zoneNotKnown(path: recording.path, shown: recording.shown)
        }
        for (recording, grants) in zip(recordings, granted) {
            try recording.requireOneReading(where: { span in
                grants.contains { $0.window.intersection(span) != nil }
            })
        }
        let planned = Array(zip(recordings, granted)).concurrentMap { recording, grants in
            Result { () throws(FootageError) in
                try Self.cuts(of: recording, grants, insideOnly: insideOnly, lossless: lossless)
            }
        }
        for (recording, result) in zip(recordings, planned) {
            let cuts = try result.get()
            guard !cuts.isEmpty else { continue }
            self.cuts += cuts.map { ($0, self.recordings.count) }
            self.recordings.append(recording)
        }
        for moment in stills { try addStill(at: moment, authorization) }
        for grant in authorization.grants {
            for camera in Self.cameras(of: grant, in: cameras) {
                measure(grant, camera: camera, in: recordings)
            }
        }
        for (cut, place) in cuts { gaps += cut.derivativesLeftOut(of: self.recordings[place].camera) }
    }

    /// Adds the picture shown at a moment, of each recording that shows one and may give it.
    private mutating func addStill(at moment: WallTime, _ authorization: Authorization) throws(FootageError) {
        let windows = authorization.grants.filter { $0.window.contains(moment) }
        guard !windows.isEmpty else {
            throw .stillRefused(reason: "a picture at \(moment) lies outside what the consent gives")
        }
        guard windows.contains(where: \.stills) else {
            throw .stillRefused(reason: "the consent does not include single pictures")
        }
        var found = false
        for (index, recording) in recordings.enumerated() {
            guard
                let permit = authorization.grants(for: recording.camera)
                    .first(where: { $0.stills && $0.window.contains(moment) }),
                let place = cuts.firstIndex(where: {
                    $0.recording == index && $0.cut.grant.window.contains(moment)
                }),
                let cut = try cuts[place].cut.withStill(at: moment, under: permit)
            else { continue }
            cuts[place].cut = cut
            found = true
        }
        guard found else { throw .nothingShown(at: moment) }
    }

    private static func cuts(
        of recording: Recording, _ grants: [GrantedWindow], insideOnly: Bool, lossless: Bool
    ) throws(FootageError) -> [CutPlan] {
        var cuts: [CutPlan] = []
        for grant in grants {
            let cut = try recording.plan(grant)
            if insideOnly {
                cuts.append(cut.withoutDerivatives())
            } else {
                cuts.append(lossless ? try cut.withLosslessDerivatives() : cut)
            }
        }
        return cuts.filter { !$0.objects.isEmpty }
    }

    /// How many bytes of plaintext the originals have at most, where that is known beforehand.
    public var maximumMasterBytes: UInt64 {
        cuts.flatMap(\.cut.objects).reduce(0) { $0.addingClamped($1.maximumSize ?? 0) }
    }

    /// A grant inside another that gives no more would hand the same pictures over twice.
    private static func withoutRepetition(_ grants: [GrantedWindow]) -> [GrantedWindow] {
        grants.indices.filter { index in
            let grant = grants[index]
            return !grants.indices.contains { other in
                let wider = grants[other]
                let gives = wider.window.contains(grant.window) && (wider.audio || !grant.audio)
                let same = wider.window == grant.window && wider.audio == grant.audio
                return other != index && gives && (!same || other < index)
            }
        }.map { grants[$0] }
    }

    /// The cameras a grant speaks of: the one it names, or each there is a recording of.
    private static func cameras(of grant: GrantedWindow, in cameras: [String]) -> [String?] {
        if let camera = grant.camera { return [camera] }
        return (1...camerasNamed).contains(cameras.count) ? cameras : [nil]
    }

    /// With more cameras than that, most of them files whose names say nothing, gaps are told of all together.
    private static let camerasNamed = 32

    /// Takes in the parts of a grant that no recording of a camera covers, and those that two do.
    private mutating func measure(_ grant: GrantedWindow, camera: String?, in recordings: [Recording]) {
        let own = recordings.filter { camera == nil || $0.camera == camera }
        let coverage = Coverage(of: grant.window, by: own)
        let who = camera == nil ? "" : "of this camera "
        gaps += coverage.gaps.map { gap in
            Gap(
                camera: camera, window: gap.window.shown(like: grant.window),
                reason: "no recording \(who)covers it"
                    + (gap.mayBeRounding
                        ? "; the recordings' starts are known to the second, so it may be shorter, or none"
                        : ""))
        }
        guard let camera else { return }
        for overlap in coverage.overlaps {
            let names = overlap.recordings.compactMap { place in
                self.recordings.firstIndex(of: own[place]).map { "r\($0 + 1)" }
            }
            guard names.count == overlap.recordings.count else { continue }
            let found = Overlap(
                camera: camera, window: overlap.window.shown(like: grant.window), recordings: names)
            if !overlaps.contains(found) { overlaps.append(found) }
        }
    }
}
