import Cutting
import Objects
import Recordings
import Records
import Statements
import Foundation
import Sealing

/// What came of sealing.
package struct SealedBundle: Sendable {
    /// What the record says.
    package let record: Record
    /// What a time-stamping authority said of the seal, where one was asked.
    package let timestamp: TimeStampToken?
    /// The SHA-256 of the file `seal.tsr` in the bundle; nil like ``timestamp``.
    package let timestampDigest: SHA256Digest?
}

/// Seals footage: cuts what was granted out of the recordings and writes it, encrypted and signed, into one bundle.
///
/// The bundle appears whole under its name or not at all, and nothing of the footage touches the disk in
/// the clear.
package struct Sealer: Sendable {
    /// Leave to hand over: there is no other way to begin.
    package let authorization: Authorization
    /// The request as it was signed, with its signer's signature alone.
    package let request: DSSEEnvelope
    /// The consent as it was signed, with its owner's signature alone.
    package let consent: DSSEEnvelope
    /// The owner, who signs.
    package let identity: Identity
    /// What is written into the record about this program.
    package let tool: ToolFacts
    /// The random id of the bundle; nil makes a fresh one.
    package var bundle: String?
    /// Whether sizes are padded, so that they tell little (Padmé).
    package var padsSizes = true
    /// Whether what cannot be handed over as original packets is left out instead of encoded anew.
    package var insideOnly = false
    /// Commitments to recordings that were made before anybody asked, by the recording's path.
    package var precommitments: [String: Precommitment] = [:]
    /// Whether what is encoded anew is encoded without loss.
    package var lossless = false
    /// The cameras of which it is meant that the consent names them and nothing of them is among the files.
    package var absentCameras: Set<String> = []
    /// Moments of which a still is handed over, of every camera that may give one and shows a picture then.
    package var stills: [WallTime] = []
    /// Asks a time-stamping authority to stamp a digest, that of the finished seal; nil seals without a timestamp.
    package var timestamp: (@Sendable (SHA256Digest) throws -> TimeStampResponse)?
    /// Is asked several times a second, on whatever thread, whether to go on. Once it says no the seal is given up, unless the
    /// bundle has its name by then.
    package var goesOn: @Sendable () -> Bool = { true }

    /// Checks leave to hand over, at the present moment.
    ///
    /// - Parameters:
    ///   - revocations: at hand, of whatever consents.
    ///   - declines: answers at hand that decline; one to this request that is no older than the consent refuses.
    /// - Throws: ``ConsentRefusal``.
    package init(
        request: DSSEEnvelope, consent: DSSEEnvelope, revocations: [DSSEEnvelope] = [],
        declines: [DSSEEnvelope] = [], identity: Identity, tool: ToolFacts, at moment: WallTime = .now()
    ) throws(ConsentRefusal) {
        authorization = try Authorization(
            request: request, consent: consent, revocations: revocations, declines: declines,
            owner: identity.card, at: moment)
        do {
            self.request = try authorization.request.recorded(from: request)
            self.consent = try authorization.consent.recorded(from: consent)
        } catch {
            throw .statementNotValid(reason: error.description)
        }
        self.identity = identity
        self.tool = tool
    }

    /// What would leave, worked out without writing anything: what the owner is shown. Once ``goesOn`` said no, it is no use.
    ///
    /// - Parameters:
    ///   - recordings: those at hand; what the consent does not name is passed over.
    ///   - cameras: every camera there is a recording of, even where none was opened: one that the consent names recorded
    ///     nothing then, or was not among the files. By default those of the recordings.
    ///   - unread: files that could not be read: the time they are of is missing for that reason.
    /// - Throws: ``FootageError``, ``FootageError/stillRefused(reason:)`` for a still that the consent does not cover.
    package func plan(
        _ recordings: [Recording], cameras: [String]? = nil, unread: [UnreadRecording] = []
    ) throws(FootageError) -> SealPlan {
        try SealPlan(
            authorization, recordings: recordings,
            cameras: cameras ?? Set(recordings.map(\.camera)).sorted(), insideOnly: insideOnly,
            lossless: lossless, stills: stills, unread: unread, absent: absentCameras, goesOn: goesOn)
    }

    /// The recordings with their starts read from the names they were committed to under; nil where that changes nothing.
    ///
    /// - Throws: ``FootageError`` where what was committed to is no start.
    package func placedAsCommitted(_ recordings: [Recording]) throws(FootageError) -> [Recording]? {
        var (placed, changes) = (recordings, false)
        for (index, recording) in recordings.enumerated() {
            guard let kept = precommitments[recording.path] else { continue }
            placed[index] = try recording.placed(asCommitted: kept.commitment.evidence.traces)
            changes = changes || placed[index] != recording
        }
        return changes ? placed : nil
    }

    /// Cuts, hashes, encrypts and bundles, in one pass; several recordings side by side where there are cores.
    ///
    /// - Parameters:
    ///   - plan: of the same authorization.
    ///   - path: where the bundle shall appear.
    ///   - replaceExisting: whether a file there may be replaced.
    ///   - progress: is told a few times a second how far it has come, on one thread or another.
    ///   - noting: is given the seal as it is signed, before the bundle has its name.
    /// - Returns: what the record says, and what the authority answered.
    /// - Throws: ``FootageError``, ``FileError``, ``BundleError``, what ``timestamp`` throws, and `CancellationError` where
    ///   ``goesOn`` said no; then nothing is left under the path.
    package func seal(
        _ plan: SealPlan, to path: String, replaceExisting: Bool = false,
        progress: @escaping @Sendable (SealProgress) -> Void = { _ in },
        noting: (DSSEEnvelope) -> Void = { _ in }
    ) throws -> SealedBundle {
        try plan.requireAnswers()
        let byPath = Dictionary(plan.recordings.map { ($0.path, $0) }) { first, _ in first }
        let kept = precommitments.filter { path, kept in byPath[path].map(kept.isOf) ?? false }
        let meter = SealMeter(plan, kept: Set(kept.keys), report: progress)
        let sources = try SourcePasses(plan, owner: identity, kept: kept, meter: meter, goesOn: goesOn)
        defer { sources.end() }
        let bundle = try self.bundle ?? BundleWriter.newBundleID()
        let recipients = authorization.recipients
        let writer = try BundleWriter(
            path: path, replaceExisting: replaceExisting, bundle: bundle, recipients: recipients)
        var log = [LogEntry(time: .now(), .statementsChecked)]
        var decoded: DecodedAgain?
        // Cutting breaks some proofs of origin, so they are read before it.
        let provenance = try plan.recordings.map {
            try requireGoingOn()
            return try $0.provenance()
        }
        log.append(
            LogEntry(
                time: .now(), .originsLookedFor(found: UInt64(provenance.reduce(0) { $0 + $1.count }))))
        var objects: [ObjectFacts] = []
        var pictureTimes: [Int: [Int64]] = [:]
        var runs: [TrackRuns] = []
        var damage: [Int: [(window: Window, part: LeftOutPart)]] = [:]
        var descriptions: [Int: [Int: [TrackDescription]]] = [:]
        let jobs = plan.cuts.flatMap { cut, place in
            cut.objects.map {
                CutJob(
                    cut: cut, object: $0, place: place, padsSizes: padsSizes, meter: meter,
                    sealGoesOn: goesOn)
            }
        }
        // Known beforehand of originals, which are nearly all of it.
        try writer.expect(bytes: jobs.reduce(0) { $0.addingClamped($1.announcedSize ?? 0) })
        let cutOfJob = plan.cuts.indices.flatMap { place in plan.cuts[place].cut.objects.map { _ in place } }
        let ahead = ObjectsAhead(jobs.map(\.schedule), threads: plan.cuts.count > 1 ? Self.threads : 0) {
            try jobs[$0].prepare(beside: path, recipients: recipients, goOn: $1)
        }
        defer { ahead.end() }
        for (index, job) in jobs.enumerated() {
            try requireGoingOn()
            let (object, place) = (job.object, job.place)
            if !object.role.isDerivative || plan.cuts.count > 1 { sources.beginCommitments() }
            let file: WrittenObject
            let cut: WrittenCut
            if let prepared = try ahead.take(index) {
                (file, cut) = (try writer.add(prepared.file), prepared.cut)
            } else {
                (file, cut) = try job.write(into: writer, beside: path, recipients: recipients)
                ahead.made(index)
            }
            objects.append(
                ObjectFacts(
                    file: file.file,
                    name: ObjectFacts.name(
                        number: index + 1, camera: job.cut.recording.camera, role: object.role,
                        container: cut.container),
                    role: object.role, recording: "r\(place + 1)",
                    window: cut.window.shown(like: job.cut.grant.window), size: file.size,
                    sha256: file.sha256, padding: cut.padding, container: cut.container, tracks: cut.tracks,
                    derivative: cut.derivative))
            pictureTimes[index] = cut.pictureTimes
            if let again = cut.decodedAgain {
                var all = decoded ?? DecodedAgain()
                all.add(again)
                decoded = all
            }
            runs += job.cut.recording.runs(of: cut, object: index)
            if let part = cut.shortfall { damage[place, default: []].append((cut.window, part)) }
            for (track, description) in cut.descriptions {
                descriptions[place, default: [:]][track, default: []].append(description)
            }
            // The parts of one granted window that a player shows are one cut to whoever reads the log.
            let isLast = cutOfJob.indices.contains(index + 1) ? cutOfJob[index + 1] != cutOfJob[index] : true
            let goesOn =
                jobs.indices.contains(index + 1) && jobs[index + 1].place == place
                && jobs[index + 1].cut.grant == job.cut.grant
            if isLast, !goesOn {
                log.append(
                    LogEntry(
                        time: .now(), .cut(recording: "r\(place + 1)", window: job.cut.grant.window)))
                if let decoded {
                    log.append(
                        LogEntry(
                            time: .now(),
                            .decodedAgain(
                                recording: "r\(place + 1)", window: job.cut.grant.window, decoded.counts)))
                }
                decoded = nil
            }
        }
        sources.beginCommitments()
        var begin = 0
        for (index, cut) in cutOfJob.enumerated() {
            if index > 0, cutOfJob[index - 1] != cut { begin = index }
            guard objects[index].role.isDerivative else {
                objects[index].tracks = try sources.proving(objects[index].tracks, ofCut: cut)
                continue
            }
            objects[index].derivative?.units = try sources.units(
                ofObject: index - begin, ofCut: cut,
                pictures: pictureTimes[index] ?? [])
        }
        log += try committed(plan.recordings, kept, sources)
        let sealed = WallTime.now()
        // A clock may be put back meanwhile.
        log = log.map { LogEntry(time: min($0.time, sealed), $0.step) }
        var record = Record(
            bundle: bundle, request: request, consent: consent, sealed: sealed,
            recordings: try plan.recordings.enumerated().map { index, recording in
                var facts = try facts(
                    recording, index, plan, objects, extra: (damage[index] ?? []).map(\.part), sources)
                guard facts.describes(descriptions[index] ?? [:]) else {
                    throw FootageError.incomplete(
                        path: recording.path,
                        reason:
                            "what is written of a track is not what was committed to; is the file being written to?"
                    )
                }
                facts.provenance = provenance[index]
                facts.precommitment = try kept[recording.path]?.facts(
                    for: identity, isDigestAsCommitted: try sources.digest(ofRecording: index).isAsCommitted)
                return facts
            },
            objects: objects, gaps: try sources.proving(plan.gaps), overlaps: plan.overlaps, tool: tool,
            log: log)
        try record.state(
            whatIsMissingOf: runs, plan, authorization.grants, damage: damage)
        // Nobody could verify what goes beyond these; the plan was held against all that can be known beforehand.
        if let flaw = record.beyondLimits
            ?? record.costFlaw(payloadBytes: objects.reduce(0) { $0 + $1.size })
        {
            throw FootageError.tooMuch(reason: "the record of it would not be understood: \(flaw)")
        }
        try writer.add(record)
        let answer = try writer.finish(
            sealed: sealed,
            seal: { subjects in
                let seal = try Seal(
                    bundle: bundle, sealed: sealed, signer: identity.card, subjects: subjects,
                    isTimestamped: timestamp != nil
                ).signed(by: identity)
                noting(seal)
                return seal
            }, timestamp: timestamp, beforeNaming: requireGoingOn)
        return SealedBundle(
            record: record, timestamp: answer?.token,
            timestampDigest: try answer.map { try SHA256Digest.of($0.der) })
    }

    private func requireGoingOn() throws {
        guard goesOn() else { throw CancellationError() }
    }

    /// Beside the thread that writes the bundle, which keeps another one busy with its hash.
    private static var threads: Int { max(1, ProcessInfo.processInfo.activeProcessorCount - 1) }

    private func committed(
        _ recordings: [Recording], _ kept: [String: Precommitment], _ sources: SourcePasses
    ) throws -> [LogEntry] {
        var log: [LogEntry] = []
        for (index, recording) in recordings.enumerated() {
            guard let kept = kept[recording.path] else { continue }
            log.append(
                LogEntry(
                    time: .now(),
                    .commitmentKept(
                        recording: "r\(index + 1)", committed: kept.committed.toTheSecond,
                        isReadWhole: try !sources.digest(ofRecording: index).isAsCommitted)))
        }
        if recordings.contains(where: { kept[$0.path] == nil }) {
            log.append(LogEntry(time: .now(), .committed))
        }
        return log
    }

    private func facts(
        _ recording: Recording, _ index: Int, _ plan: SealPlan, _ objects: [ObjectFacts],
        extra: [LeftOutPart], _ sources: SourcePasses
    ) throws -> RecordingFacts {
        let digest = try sources.digest(ofRecording: index)
        let cuts = plan.cuts(ofRecording: index).map { plan.cuts[$0].cut }
        let held = Set(
            objects.lazy.filter { $0.recording == "r\(index + 1)" }.flatMap(\.tracks).map(\.sourceTrack))
        let descriptions = try sources.descriptions(ofRecording: index)
        let tracks = recording.tracks.map { track in
            var track = track
            track.handedOver = held.contains(track.index)
            guard track.handedOver, let description = descriptions[track.index] else { return track }
            track.description = description
            return track.told(by: description)
        }
        let leftOut = LeftOutPart.merged(cuts.map(\.leftOut), held: held) + extra
        let main = recording.pictureTrack ?? tracks.first { $0.kind == .audio }
        return RecordingFacts(
            id: "r\(index + 1)", camera: recording.camera, name: recording.name, size: digest.size,
            sha256: digest.sha256, container: recording.container, tracks: tracks, start: recording.start,
            conflicts: recording.conflicts,
            origin: MediaInstant(track: main?.index ?? 0, time: recording.placement.origin),
            zone: recording.zone, clockError: recording.clockError, device: recording.device,
            leftOut: leftOut,
            commitment: try sources.commitment(toRecording: index).showing(
                described: Set(tracks.lazy.filter(\.handedOver).map(\.index)), timed: [main?.index ?? 0]))
    }
}

extension RecordingFacts {
    /// Whether its tracks are described as those that masters were written by, by the track's position in the file.
    fileprivate func describes(_ written: [Int: [TrackDescription]]) -> Bool {
        tracks.allSatisfy { track in written[track.index, default: []].allSatisfy { $0 == track.description }
        }
    }
}

extension DecodedAgain {
    /// As a record tells it.
    fileprivate var counts: LogEntry.DecodedCounts {
        LogEntry.DecodedCounts(
            pictures: pictures, sound: sound, damaged: damaged, notDecoded: notDecoded)
    }
}

extension WrittenCut {
    /// What the decoder could not make good; nil where nothing is amiss.
    var shortfall: LeftOutPart? {
        missingPictures == 0 && damagedPictures == 0
            ? nil : .damaged(role, missing: UInt64(missingPictures), damaged: UInt64(damagedPictures))
    }
}

extension Precommitment {
    /// Whether it is of a recording as it was found.
    func isOf(_ recording: Recording) -> Bool {
        func plain(_ track: SourceTrack) -> SourceTrack {
            var track = track
            track.handedOver = false
            track.description = nil
            return track
        }
        return recording.tracks.map(plain) == tracks.map(plain) && Int64(recording.size) == stamp.size
    }

    /// What a viewing of each track depends on, by its position.
    var descriptions: [Int: TrackDescription] {
        Dictionary(tracks.compactMap { track in track.description.map { (track.index, $0) } }) { first, _ in
            first
        }
    }

    /// What the record says of it.
    ///
    /// - Parameter isDigestAsCommitted: whether the SHA-256 of the file was taken then, and not now.
    func facts(for owner: Identity, isDigestAsCommitted: Bool) throws(SealingError) -> PrecommitmentFacts {
        PrecommitmentFacts(
            committed: committed, secret: try key.sealedSecret(for: owner), stamp: batch,
            isDigestAsCommitted: isDigestAsCommitted)
    }
}
