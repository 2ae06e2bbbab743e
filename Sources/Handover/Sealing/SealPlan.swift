import Cutting
import Objects
import Recordings
import Records
import Statements
import Threads

/// What a seal would hold: which recordings, which objects, and what of the granted time is missing.
package struct SealPlan: Sendable {
    /// The recordings something is cut from, in the order of their times.
    package private(set) var recordings: [Recording] = []
    /// The cuts, each with the place of its recording in ``recordings``.
    package private(set) var cuts: [(cut: CutPlan, recording: Int)] = []
    /// Granted time of which nothing can be handed over.
    package private(set) var gaps: [Gap] = []
    /// Granted time that two recordings of one camera cover; the recordings are called as the record will call them.
    package private(set) var overlaps: [Overlap] = []

    /// What the recordings' files are called, by the ids that the record will have.
    package var fileNames: [String: String] {
        Dictionary(uniqueKeysWithValues: recordings.enumerated().map { ("r\($0 + 1)", $1.name) })
    }

    /// How many recordings of cameras the consent does not name were passed over.
    package private(set) var passedOver = 0
    /// Recordings that are, byte for byte, another one that something is cut from: each counts once.
    package private(set) var copies: [RecordingCopy] = []

    /// What the consent names no camera for and is not for unnamed: it stays.
    package private(set) var withheld: [WithheldCamera] = []

    /// What has to be asked before anything of it may leave: starts and labels that could be two things.
    package private(set) var questions: [FootageError] = []

    /// Of these, labels that recordings of a camera and of something else share: lists of recordings do not say so.
    package var mixedLabels: [FootageError] {
        questions.filter { if case .twoKinds = $0 { true } else { false } }
    }

    /// Refuses a plan that leaves something to be asked.
    ///
    /// - Throws: ``FootageError/startOpen(path:says:starts:answers:)``,
    ///   ``FootageError/twoCameras(label:first:second:)``, ``FootageError/twoKinds(label:camera:other:)``.
    package func requireAnswers() throws(FootageError) {
        if let question = questions.first { throw question }
    }

    /// Where in ``cuts`` those of each recording are.
    private var cutsOfRecording: [Range<Int>] = []

    /// The places in ``cuts`` of what is cut from a recording, by its place in ``recordings``.
    func cuts(ofRecording place: Int) -> Range<Int> { cutsOfRecording[place] }

    /// What of a recording is not handed over, and why.
    ///
    /// - Parameter place: of the recording in ``recordings``.
    package func leftOut(ofRecording place: Int) -> [LeftOutPart] {
        let own = cutsOfRecording[place].map { cuts[$0].cut }
        let held = recordings[place].tracks.map(\.index).filter { track in
            own.contains { $0.handsOver(track) }
        }
        return LeftOutPart.merged(own.map(\.leftOut), held: Set(held))
    }

    /// - Parameters:
    ///   - absent: the cameras of which it is meant that the consent names them and nothing of them is among the files.
    ///   - isBounded: whether a plan that no bundle can hold is refused, as it is where it is for a bundle.
    ///   - goesOn: is asked before each recording, on whatever thread, whether to go on. Once it said no, the rest of the
    ///     recordings is not looked at, and the plan is no use.
    /// - Throws: ``FootageError``, ``FootageError/camerasNotThere(names:there:)`` where the consent names a camera that no
    ///   recording bears the name of.
    init(
        _ authorization: Authorization, recordings: [Recording], cameras: [String], insideOnly: Bool,
        lossless: Bool, stills: [WallTime] = [], unread: [UnreadRecording] = [], absent: Set<String> = [],
        isBounded: Bool = true, goesOn: @escaping @Sendable () -> Bool = { true }
    ) throws(FootageError) {
        let given = Set(cameras)
        let consented = ConsentedCameras(authorization)
        try consented.check(
            among: given.union(recordings.map(\.camera)).union(unread.map(\.camera)), absent: absent)
        withheld = consented.withheld(of: recordings)
        let unread = unread.filter { consented.mayLeave($0.camera, $0.recorder) }
        let files = recordings.filter { consented.mayLeave($0.camera, $0.recorder) }
        let grants = GrantsOfCameras(authorization, of: files.map(\.camera))
        let (recordings, copies) = try Recording.withoutCopies(files) { place in
            grants.cut(of: files[place].camera).contains {
                $0.window.intersection(files[place].span) != nil
            }
        }
        self.copies = copies
        let granted = recordings.map { grants.cut(of: $0.camera) }
        passedOver = granted.count { $0.isEmpty }
        // Even where it seems to lie outside the window: in its own zone it may not.
        for (recording, grants) in zip(recordings, granted) where recording.zoneIsAssumed && !grants.isEmpty {
            throw .zoneNotKnown(path: recording.path, shown: recording.shown)
        }
        for (recording, grants) in zip(recordings, granted) {
            let matters = { (span: Window) in grants.contains { $0.window.intersection(span) != nil } }
            try recording.requireOneReading(where: matters)
            if let question = recording.startQuestion(where: matters) { questions.append(question) }
        }
        let meant = zip(recordings, granted).filter { recording, grants in
            grants.contains { $0.window.intersection(recording.span) != nil }
        }
        if let alike = FootageDoubts.alike(meant.map(\.0)) {
            questions.append(
                .twoCameras(label: alike.camera, first: alike.first, second: alike.second))
        }
        if let mixed = consented.mixed(meant.map(\.0)) { questions.append(mixed) }
        // Who made the file knows which of its pictures its name is of: the first, or the first that is shown.
        for (recording, grants) in zip(recordings, granted)
        where isBounded && recording.hidesItsBeginning && recording.start.how != .given
            && grants.contains(where: { $0.window.intersection(recording.span) != nil })
        {
            throw .timesNotUsable(
                path: recording.path,
                reason:
                    "its edit list hides some of its pictures from a player, so nothing tells which of them its start is "
                    + "of; give the time at which the first picture that a player shows was taken as its start"
            )
        }
        let planned = Array(zip(recordings, granted)).concurrentMap { recording, grants in
            Result { () throws(FootageError) -> [CutPlan] in
                guard goesOn() else { return [] }
                return try Self.cuts(of: recording, grants, insideOnly: insideOnly, lossless: lossless)
            }
        }
        /// The place in this plan of each of the recordings that were given.
        var places = [Int?](repeating: nil, count: recordings.count)
        for (index, result) in planned.enumerated() {
            let cuts = try result.get()
            guard !cuts.isEmpty else { continue }
            places[index] = self.recordings.count
            cutsOfRecording.append(self.cuts.count..<self.cuts.count + cuts.count)
            self.cuts += cuts.map { ($0, self.recordings.count) }
            self.recordings.append(recordings[index])
        }
        for moment in stills { try addStill(at: moment, authorization, grants) }
        let ofCamera = Dictionary(grouping: recordings.indices) { recordings[$0].camera }
        var known: Set<Overlap> = []
        for grant in authorization.grants {
            for camera in camerasMeant(by: grant, in: recordings, unread) {
                let own = camera.map { ofCamera[$0] ?? [] } ?? Array(recordings.indices)
                let lost = unread.filter { camera == nil || $0.camera == camera }
                let isGiven =
                    camera.map { ofCamera[$0] != nil || given.contains($0) || !lost.isEmpty } ?? true
                measure(
                    grant, camera: camera, isGiven: isGiven, own.map { (recordings[$0], places[$0]) }, lost,
                    known: &known)
            }
        }
        for (cut, place) in cuts { gaps += cut.picturesLeftOut("r\(place + 1)") }
        if isBounded { try checkLimits() }
    }

    /// Adds the picture shown at a moment, of each recording that shows one and may give it.
    private mutating func addStill(
        at moment: WallTime, _ authorization: Authorization, _ grants: GrantsOfCameras
    ) throws(FootageError) {
        let windows = authorization.grants.filter { $0.window.contains(moment) }
        guard !windows.isEmpty else {
            throw .stillRefused(reason: "a picture at \(moment) lies outside what the consent gives")
        }
        guard windows.contains(where: \.stills) else {
            throw .stillRefused(reason: "the consent does not include single pictures")
        }
        var found = false
        for (index, recording) in recordings.enumerated() where recording.span.contains(moment) {
            guard
                let permit = grants.all(of: recording.camera)
                    .first(where: { $0.stills && $0.window.contains(moment) }),
                let place = cutsOfRecording[index].first(where: {
                    cuts[$0].cut.window.contains(moment)
                }),
                let cut = try cuts[place].cut.withStill(at: moment, under: permit)
            else { continue }
            cuts[place].cut = cut
            found = true
        }
        guard found else { throw .nothingShown(at: moment) }
    }

    /// Refuses what no bundle can hold before anything of it is made (docs/spec/record.md, Limits).
    private func checkLimits() throws(FootageError) {
        func check(_ count: Int, _ limit: Int, _ what: String) throws(FootageError) {
            guard count > limit else { return }
            throw .tooMuch(
                reason: "\(count) \(what) would leave at once, and a bundle holds at most \(limit)")
        }
        try check(recordings.count, RecordLimits.recordings, "recordings")
        try check(cuts.reduce(0) { $0 + $1.cut.objects.count }, RecordLimits.objects, "objects")
        let anew = cuts.lazy.flatMap(\.cut.objects).filter(\.role.isDerivative).compactMap(\.pictures).max()
        try check(anew ?? 0, UnitsProof.maximumRows - 64, "pictures in a row that would be encoded anew")
        guard gaps.count <= RecordLimits.gaps, overlaps.count <= RecordLimits.overlaps else {
            throw .tooMuch(
                reason:
                    "\(gaps.count) gaps and \(overlaps.count) overlaps would be told of, and a record holds at most "
                    + "\(RecordLimits.gaps) of each")
        }
        for recording in recordings {
            let texts = recording.device.values.map(\.utf8.count).max() ?? 0
            let names = [recording.camera, recording.name].map(\.utf8.count).max() ?? 0
            guard recording.tracks.count <= RecordLimits.tracksOfRecording else {
                throw .notCuttable(
                    path: recording.path,
                    reason: "it has \(recording.tracks.count) tracks, and a record tells of at most "
                        + "\(RecordLimits.tracksOfRecording)")
            }
            guard texts <= RecordLimits.textBytes, names <= RecordLimits.nameBytes else {
                throw .notCuttable(
                    path: recording.path,
                    reason: "what it says of its device is longer than the \(RecordLimits.textBytes) bytes a "
                        + "record tells of")
            }
        }
    }

    private static func cuts(
        of recording: Recording, _ grants: [GrantedWindow], insideOnly: Bool, lossless: Bool
    ) throws(FootageError) -> [CutPlan] {
        var cuts: [CutPlan] = []
        for grant in grants {
            for cut in try recording.plans(grant) {
                if insideOnly {
                    cuts.append(cut.withoutDerivatives())
                } else {
                    cuts.append(lossless ? try cut.withLosslessDerivatives() : cut)
                }
            }
        }
        return cuts.filter { !$0.objects.isEmpty }
    }

    /// How many bytes of plaintext the originals have at most, where that is known beforehand.
    package var maximumMasterBytes: UInt64 {
        cuts.flatMap(\.cut.objects).reduce(0) { $0.addingClamped($1.maximumSize ?? 0) }
    }

    /// The cameras a grant speaks of: the one it names, or each that has time in its window. A camera that has none is
    /// told of nowhere: what the owner has besides is nobody's to know. Where there are none or many, they count as one
    /// (docs/spec/record.md, Completeness).
    private func camerasMeant(
        by grant: GrantedWindow, in recordings: [Recording], _ unread: [UnreadRecording]
    ) -> [String?] {
        if let camera = grant.camera { return [camera] }
        let there = recordings.filter { $0.span.intersection(grant.window) != nil }
        let lost = unread.filter { $0.isOf(grant.window) }
        let cameras = Set((self.recordings + there).map(\.camera)).union(lost.map(\.camera))
        return (1...Completeness.camerasApart).contains(cameras.count) ? cameras.sorted() : [nil]
    }

    /// Takes in the parts of a grant that no recording of a camera covers, and those that two do.
    ///
    /// - Parameters:
    ///   - isGiven: whether there is a recording of the camera at all.
    ///   - own: the camera's recordings, each with its place in this plan.
    ///   - unread: its files that cannot be read.
    ///   - known: the overlaps there are.
    private mutating func measure(
        _ grant: GrantedWindow, camera: String?, isGiven: Bool, _ own: [(recording: Recording, place: Int?)],
        _ unread: [UnreadRecording], known: inout Set<Overlap>
    ) {
        let coverage = Coverage(of: grant.window, by: own.map(\.recording))
        let hidden = own.flatMap { recording, place in
            recording.hiddenParts(of: grant.window).map { ($0, place.map { "r\($0 + 1)" }) }
        }
        gaps += hidden.map { window, id in
            Gap(camera: camera, window: window.shown(like: grant.window), reason: .hidden(recording: id))
        }
        let starts = own.map(\.recording.span.from)
        for gap in coverage.gaps {
            let reason = isGiven ? Self.reason(of: gap, behind: own) : .cameraNotGiven
            var rest = hidden.reduce([gap.window]) { rest, hidden in rest.flatMap { $0.without(hidden.0) } }
            switch reason {
            case .noRecording, .cameraNotGiven:
                for file in unread {
                    guard let part = file.part(of: gap.window, before: starts) else { continue }
                    for window in rest.compactMap({ $0.intersection(part) }) {
                        gaps.append(
                            Gap(camera: camera, window: window.shown(like: grant.window), reason: .unreadable)
                        )
                    }
                    rest = rest.flatMap { $0.without(part) }
                }
            default: break
            }
            gaps += rest.map { Gap(camera: camera, window: $0.shown(like: grant.window), reason: reason) }
        }
        guard let camera else { return }
        // One of which nothing leaves covers nothing twice, and hides nothing.
        let leaving = own.filter { $0.place != nil }
        for overlap in Coverage(of: grant.window, by: leaving.map(\.recording)).overlaps {
            let names = overlap.recordings.compactMap { index in leaving[index].place.map { "r\($0 + 1)" } }
            let found = Overlap(
                camera: camera, window: overlap.window.shown(like: grant.window), recordings: names)
            if known.insert(found).inserted { overlaps.append(found) }
        }
    }
}

extension SealPlan {
    /// Why no recording covers a gap: behind a jump of one's clock there is something of it that has no place in time.
    private static func reason(
        of gap: Coverage.Uncovered, behind own: [(recording: Recording, place: Int?)]
    ) -> GapReason {
        for (recording, place) in own {
            guard case .clockJump = recording.doubt, recording.span.to == gap.window.from else { continue }
            return .clockJump(recording: place.map { "r\($0 + 1)" })
        }
        return .noRecording(mayBeRounding: gap.mayBeRounding)
    }
}
