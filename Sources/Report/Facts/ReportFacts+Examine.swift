import Bundle
import Objects
import Originals
import Records
import Statements
import Viewing
import Foundation
import Sealing

extension ReportFacts {
    /// How many pictures of one recording are shown.
    private static let picturesPerRecording = 12
    /// How wide they are, in pixels: sharp at a third of a printed page.
    private static let pictureWidth = 480

    /// Checks a bundle and gathers all that is to be said of it.
    ///
    /// - Parameters:
    ///   - path: the bundle.
    ///   - identity: of a recipient, who then is who made the report.
    ///   - trust: whose signatures are from somebody known.
    ///   - authorities: the certificates of time-stamping authorities to trust, in PEM.
    ///   - sources: the recordings, where they are at hand, to compare the originals with.
    ///   - custody: the custody chain; nil for the one beside the bundle, where there is one.
    ///   - head: the digest of an entry that is known to have been in the chain.
    ///   - entersOpening: whether the chain, where there is one, takes an entry that the bundle was opened. Whoever may not make one
    ///     opens nothing; the owner needs none.
    ///   - tool: what makes the report.
    ///   - progress: is told what is being done.
    /// - Returns: what is to be said, and what the seal's signature is worth.
    /// - Throws: as ``Verification/of(_:identity:trust:sources:authorities:media:)``, and ``ReportError/unreadable(_:)``
    ///   where nothing of the record can be read.
    package static func examine(
        _ path: String, identity: Identity, trust: Trust, authorities: [UInt8]? = nil,
        sources: [String] = [], custody: CustodyFile? = nil, head: SHA256Digest? = nil,
        entersOpening: Bool = true, tool: ToolFacts, progress: (String) -> Void = { _ in }
    ) throws -> (facts: ReportFacts, standing: SignerStanding?) {
        progress("checking \(path)")
        var examination = try BundleExamination(
            path, identity: identity, trust: trust, authorities: authorities, custody: custody, head: head,
            entersOpening: entersOpening)
        try examination.open(sources: sources)
        return try examination.gather(tool: tool, progress: progress)
    }

    /// Gathers all that is to be said of a bundle that was checked.
    ///
    /// - Parameters:
    ///   - verification: every check, those of its custody among them.
    ///   - record: what it says.
    ///   - begun: when checking it began.
    static func gather(
        _ verification: Verification, _ record: Record, of path: String, begun: WallTime,
        by identity: Identity, trust: Trust, _ custody: CustodyFile, tool: ToolFacts,
        progress: (String) -> Void
    ) throws -> (facts: ReportFacts, standing: SignerStanding?) {
        guard let archive = verification.keyless.archive, let seal = verification.keyless.seal else {
            throw ReportError.unreadable(verification.report)
        }
        let index = RecordIndex(record)
        let objects = try record.objects.map { object in
            guard let member = archive.member(object.file) else {
                throw ReportError.unreadable(verification.report)
            }
            return ReportedObject(
                facts: object, sealedSHA256: member.sha256,
                times: index.recording(object.recording).flatMap {
                    try? ObjectTimes(of: object, in: $0.facts)
                })
        }
        var facts = ReportFacts(
            begun: begun, made: begun, maker: Person(identity.card), tool: tool,
            bundle: BundleFile(
                id: archive.bundle, name: (path as NSString).lastPathComponent, size: archive.size,
                sha256: archive.facts.sha256, sealed: seal.sealed,
                signerFingerprint: verification.keyless.signerFingerprint?.hex,
                signer: verification.signer.map(Person.init),
                withdrawn: WithdrawnKey(verification.standing)),
            clock: record.clock, request: try? Request(verifying: record.request),
            requestDigest: record.request.payloadDigest,
            consent: try? Consent(verifying: record.consent), consentDigest: record.consent.payloadDigest,
            verification: verification.report, recordings: record.recordings, objects: objects,
            gaps: record.gaps, shownGaps: verification.shownGaps, overlaps: record.overlaps,
            sealingTool: record.tool, log: record.log,
            custody: try entries(of: custody, verification.keyless, trust), pictures: [])
        facts.measured = try MeasuredClocks(
            in: custody, of: record, verification.keyless, with: identity, trust: trust)
        // What is shown must lie in what was agreed to: nothing is, where that is not certain.
        if verification.report.failures.isEmpty {
            (facts.pictures, facts.notShown) = try pictures(facts, archive, identity, progress)
        }
        facts.made = .now()
        return (facts, verification.standing)
    }

    /// The entries of the custody chain that are signed; nil where there is no chain.
    private static func entries(
        of custody: CustodyFile, _ keyless: KeylessVerification, _ trust: Trust
    ) throws -> [CustodyEntryFacts]? {
        guard custody.exists, let seal = keyless.seal, let digest = keyless.sealDigest else { return nil }
        let chain = try custody.read(of: seal, digest: digest)
        let doubts = Dictionary(
            trust.notReliedOn(in: chain).map { ($0.person.card.fingerprint, $0.standing.reason ?? "") }
        ) { first, _ in first }
        return chain.links.map { CustodyEntryFacts($0, of: chain, doubts: doubts) }
    }

    /// Pictures evenly spread over what was handed over of each recording, and every still; and of which clips there are none.
    ///
    /// What was recorded may be damaged, or hold what the media library cannot show: the bundle is sound all the same.
    private static func pictures(
        _ facts: ReportFacts, _ archive: BundleArchive, _ identity: Identity, _ progress: (String) -> Void
    ) throws -> ([ReportedPicture], [NotShown]) {
        var pictures: [ReportedPicture] = []
        var notShown: [NotShown] = []
        let objects = Dictionary(grouping: facts.objects, by: \.facts.recording)
        for recording in facts.recordings {
            let own = objects[recording.id] ?? []
            let moving = own.filter { $0.facts.role != .still }
            let moments = Self.moments(in: moving.map(\.shown))
            for object in own {
                guard let source = try? ObjectPictures(object.facts, of: recording), let span = source.span
                else { continue }
                progress("looking at \(object.facts.name)")
                let decryptor = try archive.decryptor(
                    for: object.facts.file, identities: identity.ageIdentities)
                // What is short lies between two moments, and is to be seen as well.
                let inside = moments.filter(span.contains)
                let found: [Thumbnail]
                do {
                    found = try source.pictures(
                        at: inside.isEmpty ? [span.from] : inside, width: pictureWidth
                    ) {
                        buffer, _ in try decryptor.read(into: buffer)
                    }
                } catch let error as FootageError {
                    notShown.append(NotShown(object: object.facts.name, reason: error.cause))
                    continue
                }
                if found.isEmpty {
                    let reason =
                        "none begins at or after the moments that were looked for, or none could be decoded"
                    notShown.append(NotShown(object: object.facts.name, reason: reason))
                }
                pictures += try found.map { picture in
                    ReportedPicture(
                        object: object.facts.name, camera: recording.camera,
                        time: facts.clock.shown(picture.time), width: picture.width,
                        height: picture.height,
                        jpegBase64: Data(try picture.jpeg()).base64EncodedString())
                }
            }
        }
        return (
            pictures.sorted { ($0.camera, $0.time, $0.object) < ($1.camera, $1.time, $1.object) }, notShown
        )
    }

    /// The middles of as many equal parts of the time that windows cover together as pictures are shown.
    private static func moments(in windows: [Window]) -> [WallTime] {
        guard let from = windows.map(\.from).min(), let to = windows.map(\.to).max() else { return [] }
        let length = Int128(to.nanoseconds(since: from))
        let parts = Int128(2 * picturesPerRecording)
        return (0..<picturesPerRecording).map { index in
            from.adding(nanoseconds: Int64(clamping: length * Int128(2 * index + 1) / parts))
        }
    }
}
