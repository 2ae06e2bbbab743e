import Custody
import Footage
import Foundation
import Sealing

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

    /// Checks leave to hand over, at the present moment.
    ///
    /// - Throws: ``ConsentRefusal``.
    public init(
        request: DSSEEnvelope, consent: DSSEEnvelope, revocations: [DSSEEnvelope] = [], identity: Identity,
        tool: ToolFacts, at moment: WallTime = .now()
    ) throws(ConsentRefusal) {
        authorization = try Authorization(
            request: request, consent: consent, revocations: revocations,
            owner: identity.signingKey.verifyingKey, at: moment)
        self.request = request
        self.consent = consent
        self.identity = identity
        self.tool = tool
    }

    /// What would leave, worked out without writing anything: what the owner is shown.
    ///
    /// - Parameter recordings: those at hand; what the consent does not name is passed over.
    /// - Throws: ``FootageError``.
    public func plan(_ recordings: [Recording]) throws(FootageError) -> SealPlan {
        try SealPlan(authorization, recordings: recordings, insideOnly: insideOnly)
    }

    /// Cuts, hashes, encrypts and bundles, in one pass.
    ///
    /// - Parameters:
    ///   - plan: of the same authorization.
    ///   - path: where the bundle shall appear.
    ///   - replaceExisting: whether a file there may be replaced.
    ///   - progress: is told which object is being written, by name, and how many there are.
    /// - Returns: what the record says.
    /// - Throws: ``FootageError``, ``FileError``, ``BundleError``; then nothing is left under the path.
    public func seal(
        _ plan: SealPlan, to path: String, replaceExisting: Bool = false,
        progress: (_ object: String, _ number: Int, _ count: Int) -> Void = { _, _, _ in }
    ) throws -> Record {
        let digests = SourceDigests(plan.recordings.map(\.path))
        defer { digests.cancel() }
        let bundle = try BundleWriter.newBundleID()
        let writer = try BundleWriter(
            path: path, replaceExisting: replaceExisting, bundle: bundle,
            recipients: authorization.recipients)
        var log = [
            LogEntry(time: .now(), text: "checked the request, the consent and that one lies in the other")
        ]
        var objects: [ObjectFacts] = []
        var notes: [Int: [String]] = [:]
        let count = plan.cuts.reduce(0) { $0 + $1.cut.objects.count }
        for (cut, index) in plan.cuts {
            for object in cut.objects {
                let name = objectName(number: objects.count + 1, cut.recording, object)
                progress(name, objects.count + 1, count)
                let written = try write(object, of: cut, into: writer)
                objects.append(
                    ObjectFacts(
                        file: written.file.file, name: name, role: object.role, recording: "r\(index + 1)",
                        window: written.cut.window, size: written.file.size, sha256: written.file.sha256,
                        padding: written.cut.padding, container: written.cut.container,
                        tracks: written.cut.tracks, derivative: written.cut.derivative))
                if let note = written.cut.shortfall { notes[index, default: []].append(note) }
            }
            log.append(
                LogEntry(
                    time: .now(),
                    text:
                        "cut \(cut.recording.camera) to \(cut.grant.window) and read every stored sample back"
                ))
        }
        let sealed = WallTime.now()
        let record = Record(
            bundle: bundle, request: request, consent: consent, sealed: sealed,
            recordings: try plan.recordings.enumerated().map { index, recording in
                try facts(recording, index, plan, extra: notes[index] ?? [], digest: digests.wait(for: index))
            },
            objects: objects, gaps: plan.gaps, tool: tool, log: log)
        try writer.addRecord(try StrictJSON.encode(record))
        try writer.finish { subjects in
            try Seal(
                bundle: bundle, sealed: sealed, signerPublicKey: identity.signingKey.verifyingKey,
                subjects: subjects
            ).signed(by: identity)
        }
        return record
    }

    private func write(
        _ object: PlannedObject, of cut: CutPlan, into writer: BundleWriter
    ) throws -> (file: WrittenObject, cut: WrittenCut) {
        var written: WrittenCut?
        let file: WrittenObject
        if let bound = object.maximumSize {
            // The archive wants the size before the bytes, and the sizes want padding: one answer to both.
            let size = padded(bound + Self.smallestBox)
            file = try writer.addObject(size: size) { sink in
                written = try cut.write(object, size: { _ in size }, to: sink)
            }
        } else {
            file = try writer.addObjectOfUnknownSize { sink in
                written = try cut.write(object, size: { padded($0 + Self.smallestBox) }, to: sink)
            }
        }
        guard let written, written.size == file.size else {
            throw FootageError.incomplete(
                path: cut.recording.path, reason: "an object was not written to its end")
        }
        return (file, written)
    }

    /// A box header is the least that can fill an object up.
    private static let smallestBox: UInt64 = 8

    private func padded(_ size: UInt64) -> UInt64 { padsSizes ? Padme.padded(size) : size }

    private func facts(
        _ recording: Recording, _ index: Int, _ plan: SealPlan, extra: [String], digest: SourceDigests.Digest
    ) throws -> RecordingFacts {
        let cuts = plan.cuts.filter { $0.recording == index }.map(\.cut)
        var seen: Set<String> = []
        let leftOut = (cuts.flatMap(\.leftOut) + extra).filter { seen.insert($0).inserted }
        let tracks = recording.tracks.map { track in
            var track = track
            track.handedOver = cuts.contains { $0.handsOver(track.index) }
            return track
        }
        let main = recording.pictureTrack ?? tracks.first { $0.kind == .audio }
        return RecordingFacts(
            id: "r\(index + 1)", camera: recording.camera, name: recording.name, size: digest.size,
            sha256: digest.sha256, container: recording.container, tracks: tracks, start: recording.start,
            origin: MediaInstant(track: main?.index ?? 0, time: recording.placement.origin),
            zone: recording.zone, clockError: recording.clockError, device: recording.device, leftOut: leftOut
        )
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
        case (let missing, 0):
            "\(missing) pictures of the \(role.rawValue): the recording is damaged, they cannot be decoded"
        case (let missing, let damaged):
            "\(missing) pictures of the \(role.rawValue) cannot be decoded and \(damaged) are damaged in the recording"
        }
    }
}
