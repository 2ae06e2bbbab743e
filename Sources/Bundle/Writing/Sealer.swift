import Custody
import Footage
import Foundation
import Sealing

/// What came of sealing.
public struct SealedBundle: Sendable {
    /// What the record says.
    public let record: Record
    /// What a time-stamping authority said of the seal, where one was asked.
    public let timestamp: TimeStampToken?
}

/// Seals footage: cuts what was granted out of the recordings and writes it, encrypted and signed, into one bundle.
///
/// The bundle appears whole under its name or not at all, and nothing of the footage touches the disk in
/// the clear.
public struct Sealer: Sendable {
    /// Leave to hand over: there is no other way to begin.
    public let authorization: Authorization
    /// The request as it was signed.
    public let request: DSSEEnvelope
    /// The consent as it was signed.
    public let consent: DSSEEnvelope
    /// The owner, who signs.
    public let identity: Identity
    /// What is written into the record about this program.
    public let tool: ToolFacts
    /// Whether sizes are padded, so that they tell little (Padmé).
    public var padsSizes = true
    /// Whether what cannot be handed over as original packets is left out instead of encoded anew.
    public var insideOnly = false
    /// Commitments to recordings that were made before anybody asked, by the recording's path.
    public var precommitments: [String: Precommitment] = [:]
    /// Whether what is encoded anew is encoded without loss.
    public var lossless = false
    /// Moments of which a still is handed over, of every camera that may give one and shows a picture then.
    public var stills: [WallTime] = []
    /// Asks a time-stamping authority to stamp a digest, that of the finished seal; nil seals without a timestamp.
    public var timestamp: (@Sendable (SHA256Digest) throws -> TimeStampResponse)?

    /// Checks leave to hand over, at the present moment.
    ///
    /// - Throws: ``ConsentRefusal``.
    public init(
        request: DSSEEnvelope, consent: DSSEEnvelope, revocations: [DSSEEnvelope] = [], identity: Identity,
        tool: ToolFacts, at moment: WallTime = .now()
    ) throws(ConsentRefusal) {
        authorization = try Authorization(
            request: request, consent: consent, revocations: revocations,
            owner: identity.card, at: moment)
        self.request = request
        self.consent = consent
        self.identity = identity
        self.tool = tool
    }

    /// What would leave, worked out without writing anything: what the owner is shown.
    ///
    /// - Parameters:
    ///   - recordings: those at hand; what the consent does not name is passed over.
    ///   - cameras: every camera there is a recording of, even where none was opened: what is missing is told of each.
    ///     By default those of the recordings.
    /// - Throws: ``FootageError``, ``FootageError/stillRefused(reason:)`` for a still that the consent does not cover.
    public func plan(_ recordings: [Recording], cameras: [String]? = nil) throws(FootageError) -> SealPlan {
        try SealPlan(
            authorization, recordings: recordings,
            cameras: cameras ?? Set(recordings.map(\.camera)).sorted(), insideOnly: insideOnly,
            lossless: lossless, stills: stills)
    }

    /// The recordings with their starts read from the names they were committed to under; nil where that changes nothing.
    ///
    /// - Throws: ``FootageError`` where what was committed to is no start.
    public func placedAsCommitted(_ recordings: [Recording]) throws(FootageError) -> [Recording]? {
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
    /// - Throws: ``FootageError``, ``FileError``, ``BundleError``, what ``timestamp`` throws; then nothing is left under the path.
    public func seal(
        _ plan: SealPlan, to path: String, replaceExisting: Bool = false,
        progress: @escaping @Sendable (SealProgress) -> Void = { _ in },
        noting: (DSSEEnvelope) -> Void = { _ in }
    ) throws -> SealedBundle {
        let byPath = Dictionary(plan.recordings.map { ($0.path, $0) }) { first, _ in first }
        let kept = precommitments.filter { path, kept in byPath[path].map(kept.isOf) ?? false }
        let meter = SealMeter(plan, kept: Set(kept.keys), report: progress)
        let sources = try SourcePasses(plan, owner: identity, kept: kept, meter: meter)
        defer { sources.end() }
        let bundle = try BundleWriter.newBundleID()
        let recipients = authorization.recipients
        let writer = try BundleWriter(
            path: path, replaceExisting: replaceExisting, bundle: bundle, recipients: recipients)
        var log = [
            LogEntry(time: .now(), text: "checked the request, the consent and that one lies in the other")
        ]
        // Cutting breaks some proofs of origin, so they are read before it.
        let provenance = try plan.recordings.map { try $0.provenance() }
        log.append(LogEntry(time: .now(), text: Self.found(provenance, in: plan.recordings)))
        var objects: [ObjectFacts] = []
        var notes: [Int: [String]] = [:]
        let jobs = plan.cuts.flatMap { cut, place in
            cut.objects.map {
                CutJob(cut: cut, object: $0, place: place, padsSizes: padsSizes, meter: meter)
            }
        }
        let cutOfJob = plan.cuts.indices.flatMap { place in plan.cuts[place].cut.objects.map { _ in place } }
        let ahead = ObjectsAhead(jobs.map(\.schedule), threads: plan.cuts.count > 1 ? Self.threads : 0) {
            try jobs[$0].prepare(beside: path, recipients: recipients, goOn: $1)
        }
        defer { ahead.end() }
        for (index, job) in jobs.enumerated() {
            let (object, place) = (job.object, job.place)
            if !object.role.isDerivative || plan.cuts.count > 1 { sources.beginCommitments() }
            let name = objectName(number: index + 1, job.cut.recording, object)
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
                    file: file.file, name: name, role: object.role, recording: "r\(place + 1)",
                    window: cut.window.shown(like: job.cut.grant.window), size: file.size,
                    sha256: file.sha256, padding: cut.padding, container: cut.container, tracks: cut.tracks,
                    derivative: cut.derivative))
            if let note = cut.shortfall { notes[place, default: []].append(note) }
            if index + 1 == jobs.count || cutOfJob[index + 1] != cutOfJob[index] {
                log.append(
                    LogEntry(
                        time: .now(),
                        text: "cut \(job.cut.recording.camera) to \(job.cut.grant.window) and read every "
                            + "stored sample back"))
            }
        }
        sources.beginCommitments()
        for (index, cut) in cutOfJob.enumerated() where objects[index].role == .master {
            objects[index].tracks = try sources.proving(objects[index].tracks, ofCut: cut)
        }
        log += try committed(plan.recordings, kept, sources)
        let sealed = WallTime.now()
        let record = Record(
            bundle: bundle, request: request, consent: consent, sealed: sealed,
            recordings: try plan.recordings.enumerated().map { index, recording in
                var facts = try facts(recording, index, plan, extra: notes[index] ?? [], sources)
                facts.provenance = provenance[index]
                facts.precommitment = try kept[recording.path]?.facts(
                    for: identity, isDigestAsCommitted: try sources.digest(ofRecording: index).isAsCommitted)
                return facts
            },
            objects: objects, gaps: plan.gaps, overlaps: plan.overlaps, tool: tool, log: log)
        let json = try StrictJSON.encode(record)
        // Nobody could verify what goes beyond these; the plan was held against all that can be known beforehand.
        let flaw =
            record.beyondLimits ?? record.costFlaw(payloadBytes: objects.reduce(0) { $0 + $1.size })
            ?? (json.count > RecordLimits.bytes ? "it has \(json.count) bytes" : nil)
        if let flaw {
            throw FootageError.tooMuch(reason: "the record of it would not be understood: \(flaw)")
        }
        try writer.addRecord(json)
        let answer = try writer.finish(
            seal: { subjects in
                let seal = try Seal(
                    bundle: bundle, sealed: sealed, signerPublicKey: identity.signingKey.verifyingKey,
                    subjects: subjects, isTimestamped: timestamp != nil
                ).signed(by: identity)
                noting(seal)
                return seal
            }, timestamp: timestamp)
        return SealedBundle(record: record, timestamp: answer?.token)
    }

    /// Beside the thread that writes the bundle, which keeps another one busy with its hash.
    private static var threads: Int { max(1, ProcessInfo.processInfo.activeProcessorCount - 1) }

    private func committed(
        _ recordings: [Recording], _ kept: [String: Precommitment], _ sources: SourcePasses
    ) throws -> [LogEntry] {
        var log: [LogEntry] = []
        for (index, recording) in recordings.enumerated() {
            guard let kept = kept[recording.path] else { continue }
            let time = kept.committed.toTheSecond
            log.append(
                LogEntry(
                    time: .now(),
                    text: try sources.digest(ofRecording: index).isAsCommitted
                        ? "took the SHA-256 of \(recording.name) and the commitment to it from when it was committed to, "
                            + "\(time): what lies around the window was read now and agrees with that commitment, the "
                            + "rest of the file was not read again"
                        : "took the commitment to \(recording.name) from when it was committed to, \(time): the whole "
                            + "file was read now and has the SHA-256 it had then"))
        }
        if recordings.contains(where: { kept[$0.path] == nil }) {
            log.append(
                LogEntry(time: .now(), text: "committed to every access unit of the recordings, salted"))
        }
        return log
    }

    private static func found(_ provenance: [[ProvenanceFacts]], in recordings: [Recording]) -> String {
        let found = zip(recordings, provenance).flatMap { recording, facts in
            facts.map { "\($0.kind.inWords) in \(recording.camera)" }
        }
        return "looked for proofs of origin in the recordings: "
            + (found.isEmpty ? "none found" : found.joined(separator: ", "))
    }

    private func facts(
        _ recording: Recording, _ index: Int, _ plan: SealPlan, extra: [String], _ sources: SourcePasses
    ) throws -> RecordingFacts {
        let digest = try sources.digest(ofRecording: index)
        let cuts = plan.cuts(ofRecording: index).map { plan.cuts[$0].cut }
        var seen: Set<String> = []
        let leftOut = (cuts.flatMap(\.leftOut) + extra).filter { seen.insert($0).inserted }
        let descriptions = try sources.descriptions(ofRecording: index)
        let tracks = recording.tracks.map { track in
            var track = track
            track.handedOver = cuts.contains { $0.handsOver(track.index) }
            if track.handedOver { track.description = descriptions[track.index] }
            return track
        }
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

    /// A name of plain ASCII that no path can be made of.
    private func objectName(number: Int, _ recording: Recording, _ object: PlannedObject) -> String {
        let label = recording.camera.unicodeScalars
            .map {
                $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0)) ? Character($0) : "-"
            }
        let digits = String(number)
        let ending =
            switch object.role {
            case .leadIn: "lead-in"
            case .leadOut: "lead-out"
            default: object.role.rawValue
            }
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "-"
            + String(label.prefix(40)) + "-" + ending + object.container.ending
    }
}

extension WrittenCut {
    /// What the decoder could not make good, in words; nil where nothing is amiss.
    var shortfall: String? {
        switch (missingPictures, damagedPictures) {
        case (0, 0): nil
        case (0, let damaged):
            "\(damaged) pictures of the \(role.rawValue) are damaged in the recording"
        case (let missing, 0):
            "\(missing) pictures of the \(role.rawValue): the recording is damaged, they cannot be decoded"
        case (let missing, let damaged):
            "\(missing) pictures of the \(role.rawValue) cannot be decoded and \(damaged) are damaged in the recording"
        }
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
