import Objects
import Recordings
import Records
import Statements
import CFFmpeg

/// What would leave of one recording under one grant: known before a byte is encrypted.
package struct CutPlan: Sendable, Hashable {
    /// The recording.
    package let recording: Recording
    /// The grant it is cut to.
    package let grant: GrantedWindow
    /// The part of the granted window that it is cut to: what of it a player shows without a break.
    package let window: Window
    /// The objects, in the order of their times, stills last; empty where the recording has nothing in the window.
    package private(set) var objects: [PlannedObject]
    /// Derivatives that were left out, on request or because nothing can decode the pictures.
    package private(set) var derivativesLeftOut: [PlannedObject] = []
    /// What the file has that will not be handed over, and why.
    package fileprivate(set) var leftOut: [LeftOutPart]

    let picture: PictureCut?
    let sound: [SoundCut]
    /// Where to go to in a container without an index.
    let places: [PacketPlace]

    /// Why they were left out.
    private var derivativesReason = LeftOutPart.PictureReason.originalsOnly

    /// The same plan with original packets only. What it leaves out it says.
    package func withoutDerivatives() -> CutPlan {
        withoutDerivatives(because: .originalsOnly)
    }

    package func withoutDerivatives(because reason: LeftOutPart.PictureReason) -> CutPlan {
        guard objects.contains(where: \.role.isDerivative) else { return self }
        var plan = self
        plan.derivativesReason = reason
        plan.objects.removeAll { $0.role.isDerivative }
        plan.derivativesLeftOut = objects.filter(\.role.isDerivative)
        plan.leftOut += plan.derivativesLeftOut.map { object in
            .pictures(UInt64(object.pictures ?? 0), window: object.window, reason: reason)
        }
        return plan
    }

    /// The same plan with derivatives that decode to the very pictures of the recording (FFV1).
    ///
    /// - Throws: ``FootageError/notCuttable(path:reason:)`` where the pictures have samples that no lossless format
    ///   here has a place for: found out from the first of them.
    package func withLosslessDerivatives() throws(FootageError) -> CutPlan {
        var plan = self
        for (index, object) in objects.enumerated() where object.role.isDerivative && object.role != .still {
            do {
                if let first = try DerivativePart(object, of: self)?.firstPicture() {
                    try PictureEncoding.lossless.checkLossless(first)
                }
            } catch let error as FootageError {
                throw error.at(recording.path)
            } catch {
                throw .library(operation: "decoding a picture", cause: "\(error)", path: recording.path)
            }
            plan.objects[index].encoding = .lossless
        }
        return plan
    }

    func adding(_ object: PlannedObject) -> CutPlan {
        var plan = self
        plan.objects.append(object)
        return plan
    }

    /// The time of pictures that are neither in an original nor encoded anew, as gaps.
    ///
    /// - Parameter id: what the record calls the recording.
    package func picturesLeftOut(_ id: String) -> [Gap] {
        var gaps = derivativesLeftOut.map { object in
            let pictures = UInt64(object.pictures ?? 0)
            let reason: GapReason =
                switch derivativesReason {
                case .originalsOnly: .originalsOnly(recording: id, pictures: pictures)
                case .noDecoder: .noDecoder(recording: id, pictures: pictures)
                }
            return Gap(camera: recording.camera, window: object.window, subject: .pictures, reason: reason)
        }
        if let picture, let first = picture.undecodable.first, let track = recording.pictureTrack {
            let end = picture.master?.firstPTS
            let undecodable = recording.window(
                recording.placement.time(ofTick: first, in: track.timeBase),
                end.map { recording.placement.time(ofTick: $0, in: track.timeBase) } ?? recording.span.to,
                in: window)
            gaps.append(
                Gap(
                    camera: recording.camera, window: undecodable, subject: .pictures,
                    reason: .undecodable(
                        recording: id, pictures: picture.undecodableCount, units: nil)))
        }
        return gaps
    }

    init(
        recording: Recording, grant: GrantedWindow, window: Window, objects: [PlannedObject],
        leftOut: [LeftOutPart],
        picture: PictureCut?, sound: [SoundCut], places: [PacketPlace] = []
    ) {
        self.recording = recording
        self.grant = grant
        self.window = window
        self.objects = objects
        self.leftOut = leftOut
        self.picture = picture
        self.sound = sound
        self.places = places
    }

    /// The track of its pictures, by its position in the file; nil where there are none.
    package var pictureTrack: Int? { picture?.track }

    /// Whether tracks, by their position in the file, will be handed over.
    package func handsOver(_ track: Int) -> Bool {
        picture?.track == track || sound.contains { $0.track == track }
    }
}

/// One object that will be written.
package struct PlannedObject: Sendable, Hashable {
    /// What it will be to the footage.
    package let role: ObjectRole
    /// The time it covers; every sample stored in it lies inside.
    package let window: Window
    /// A bound on its size before padding, in bytes; nil where only writing it will tell.
    package let maximumSize: UInt64?
    /// The file format it will have.
    package var container: ObjectContainer {
        switch role {
        case .master: masterContainer
        case .leadIn, .leadOut: encoding.container
        case .still: .png
        }
    }
    /// Why it has to be encoded anew; nil for a master.
    package let reason: DerivativeReason?
    /// How many pictures it will hold, where that is known beforehand.
    package let pictures: Int?
    /// The file format of a master.
    var masterContainer = ObjectContainer.mp4
    /// Which picture a still shows; nil for what is none.
    var still: PlannedStill?
    /// How its pictures are encoded anew; means nothing for a master.
    fileprivate(set) var encoding = PictureEncoding.visuallyTransparent

    /// Whether it will decode to the very pictures of the recording.
    package var isLossless: Bool { !role.isDerivative || role != .still && encoding == .lossless }
}

extension Recording {
    /// Works out what a grant lets out of this recording: one cut for each part of its window that a player shows without a
    /// break, and at least one.
    ///
    /// - Throws: ``FootageError/notCuttable(path:reason:)`` and what reading the file throws.
    package func plans(_ grant: GrantedWindow) throws(FootageError) -> [CutPlan] {
        let hidden = try hiddenPictures(in: grant.window)
        var plans: [CutPlan] = []
        for part in shownParts(of: grant.window) { plans.append(try plan(grant, part)) }
        if plans.isEmpty {
            plans = [
                CutPlan(
                    recording: self, grant: grant, window: grant.window, objects: [],
                    leftOut: doubt.map { [$0] } ?? [], picture: nil, sound: [])
            ]
        }
        plans[0].leftOut += hidden
        guard plans.count > 1 else { return plans }
        // What one part has is not left out of the granted window.
        let held = Set(tracks.map(\.index).filter { track in plans.contains { $0.handsOver(track) } })
        return plans.map { plan in
            var plan = plan
            plan.leftOut.removeAll { part in
                guard case .track(let track, _, _) = part else { return false }
                return held.contains(track)
            }
            return plan
        }
    }

    /// The first of ``plans(_:)``: all there is of a recording that hides nothing.
    package func plan(_ grant: GrantedWindow) throws(FootageError) -> CutPlan {
        let plans = try plans(grant)
        return plans.first { !$0.objects.isEmpty } ?? plans[0]
    }

    /// The pictures of a window that the edit list hides, counted.
    private func hiddenPictures(in window: Window) throws(FootageError) -> [LeftOutPart] {
        let parts = hiddenParts(of: window)
        guard let track = pictureTrack, !parts.isEmpty else { return [] }
        let input = try MediaInput(open(), index: index(around: window))
        try input.select([track.index])
        let packet = try Packet()
        var leftOut: [LeftOutPart] = []
        for part in parts {
            let ticks = try ticks(of: part, track)
            try input.seek(track: track.index, atOrBefore: ticks.lowerBound)
            var count: UInt64 = 0
            while true {
                do { guard try input.read(into: packet) else { break } } catch .truncated { break }
                guard let pts = packet.pts, let dts = packet.dts else { continue }
                if dts >= ticks.upperBound { break }
                if ticks.contains(pts) { count += 1 }
            }
            if count > 0 { leftOut.append(.hidden(pictures: count, window: part.shown(like: window))) }
        }
        return leftOut
    }

    private func plan(_ grant: GrantedWindow, _ part: Window) throws(FootageError) -> CutPlan {
        var leftOut = doubt.map { [$0] } ?? []
        guard part.intersection(span) != nil else {
            return CutPlan(
                recording: self, grant: grant, window: part, objects: [], leftOut: leftOut, picture: nil,
                sound: [])
        }
        let input = try MediaInput(open(), index: index(around: part))
        if let encryption = input.encryption { throw .notCuttable(path: path, reason: encryption) }
        if input.isMPEGStream, let main = pictureTrack ?? tracks.first(where: { $0.kind == .audio }) {
            input.places = try ClockWalk.places(
                of: main, until: ticks(of: part, main).upperBound, placement: placement, in: input)
        }
        var picture: PictureCut?
        if let track = pictureTrack {
            var survey = try PictureSurvey(input, track: track, window: ticks(of: part, track))
            picture = try survey.cut()
            if let halves = picture?.halves, halves > 0 {
                leftOut.append(.fields(UInt64(halves), window: grant.window))
            }
            if let lost = picture?.undecodableCount, lost > 0 {
                leftOut.append(.undecodable(pictures: lost))
            }
        }
        let sound = try planSound(grant, part, beside: picture, in: input)
        leftOut += sound.leftOut
        for track in tracks where track.index != pictureTrack?.index {
            switch track.kind {
            case .audio: break
            case .video:
                leftOut.append(.track(track.index, reason: .notTheFirst, window: grant.window))
            case .data, .subtitle, .other:
                leftOut.append(.track(track.index, reason: .noSuchConsent, window: grant.window))
            }
        }
        let heard = try WindowEntry(picture, sound.cuts, of: tracks)?.heard(in: input) ?? []
        for cut in sound.cuts where !heard.contains(where: { $0.track == cut.track }) {
            guard let track = tracks.first(where: { $0.index == cut.track }) else { continue }
            let isThere = try isHeard(track, in: cut.window, input)
            leftOut.append(
                .track(track.index, reason: isThere ? .windowTooShort : .silent, window: grant.window))
        }
        let objects = try planObjects(input, picture, heard, sound.container, covered: part)
        let plan = CutPlan(
            recording: self, grant: grant, window: part, objects: objects, leftOut: leftOut, picture: picture,
            sound: heard, places: input.places)
        guard let track = pictureTrack,
            avcodec_find_decoder(try input.parameters(track.index).pointee.codec_id) == nil
        else { return plan }
        return plan.withoutDerivatives(because: .noDecoder)
    }

    /// A window of the wall clock in ticks of a track.
    package func ticks(of window: Window, _ track: SourceTrack) throws(FootageError) -> Range<Int64> {
        let from = try placement.firstTick(notBefore: window.from, in: track.timeBase)
        let to = try placement.firstTick(notBefore: window.to, in: track.timeBase)
        return from..<max(from, to)
    }

    // MARK: - Objects

    private func planObjects(
        _ input: MediaInput, _ picture: PictureCut?, _ sound: [SoundCut], _ container: ObjectContainer,
        covered: Window
    ) throws(FootageError) -> [PlannedObject] {
        func moment(_ tick: Int64) -> WallTime {
            guard let track = pictureTrack else { return covered.from }
            return placement.time(ofTick: tick, in: track.timeBase)
        }
        var objects: [PlannedObject] = []
        let master = picture?.master
        if let picture, !picture.leadIn.isEmpty {
            let end = master.map { moment($0.firstPTS) } ?? covered.to
            objects.append(
                PlannedObject(
                    role: .leadIn, window: window(covered.from, end, in: covered), maximumSize: nil,
                    reason: master == nil ? .noKeyFrame : .betweenKeyFrames,
                    pictures: picture.leadIn.count))
        }
        if master != nil || !sound.isEmpty {
            let from = sound.isEmpty ? master.map { moment($0.firstPTS) } ?? covered.from : covered.from
            var to = covered.to
            if sound.isEmpty, let first = picture?.leadOut.first, let master, first > master.lastPTS {
                to = moment(first)
            }
            objects.append(
                PlannedObject(
                    role: .master, window: window(from, to, in: covered),
                    maximumSize: try SizeBound.bytes(input, picture, sound), reason: nil, pictures: nil,
                    masterContainer: container))
        }
        if let picture, let first = picture.leadOut.first {
            objects.append(
                PlannedObject(
                    role: .leadOut, window: window(moment(first), covered.to, in: covered),
                    maximumSize: nil,
                    reason: .afterWindow,
                    pictures: picture.leadOut.count))
        }
        return objects
    }

    /// A window inside the covered one; the moments come from ticks inside it, but rounded down.
    fileprivate func window(_ from: WallTime, _ to: WallTime, in covered: Window) -> Window {
        (try? Window(from: max(from, covered.from), to: min(to, covered.to))) ?? covered
    }
}
