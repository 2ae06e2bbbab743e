import Catalog
import CustodyDesk
import Handover
import Outcomes
import Recordings
import Records
import Sealing
import Statements
import Transfer
import Foundation

/// A bundle that was sealed: what it holds and what is to be said of it.
package struct SealedHandover: Sendable {
    package let facts: SealResultFacts
    /// What the bundle says of itself, which is encrypted in it.
    package let record: Record
    /// What it answers.
    package let request: Request
    /// The links by which recordings were reached that something left of.
    package let reached: [LinkFacts]
}

extension SealOrder {
    /// Cuts what was consented to out of the recordings and seals it for the recipients.
    ///
    /// Nothing outside the consent leaves. On every refusal nothing is written, and the journal says so of a bundle that
    /// was begun.
    ///
    /// - Parameters:
    ///   - identity: the owner's; opened when the request and the consent are in order.
    ///   - trust: by which it is said who asks, and what the owner's own signature is worth.
    ///   - acceptance: what the owner says of a signer nobody here vouches for.
    ///   - journal: knows of the bundle before it is begun; where it cannot, nothing is sealed.
    ///   - bundle: the one that is to be made; nil makes a fresh one.
    ///   - output: where the bundle appears, whole.
    ///   - goesOn: is asked several times a second whether to go on. Once it says no the seal is given up: no bundle is there, and
    ///     the journal knows of none; a bundle that has its name by then stays.
    ///   - progress: is told a few times a second how far it has come, on one thread or another.
    /// - Throws: ``DeskError``; ``DeskError/stopped`` where it was given up.
    package func seal(
        by identity: IdentityAtHand, trust: Trust,
        accepting acceptance: SignerAcceptance = SignerAcceptance(),
        journal: OwnersJournal, _ bundle: NewBundle? = nil, into output: OutputFile, program: ProgramVersion,
        goesOn: @escaping @Sendable () -> Bool = { true },
        progress: @escaping @Sendable (SealingProgress) -> Void = { _ in },
        noting: (Note) -> Void
    ) throws(DeskError) -> SealedHandover {
        try output.check()
        let client = try telling { try authority.map { try TimestampClient($0) } }
        let asked = try StatementInput<Request>(request)
        let answer = try StatementInput<Consent>(consent)
        let refusals = try RefusalsAtHand(
            of: answer, at: consent, named: revocations, journal: journal, noting: noting)
        let keeper = identity.path
        let (owner, requester) = try Requester(of: asked.statement, trust: trust)
            .answered(by: identity, acceptance, in: request)
        let planned: PlannedHandover
        do {
            planned = try PlannedHandover(
                of: asked, consent: answer.envelope, refusals: refusals, by: owner, choices,
                program: program, goesOn: goesOn, noting: noting)
        } catch {
            // What a search that was given up did not find is no reason.
            guard goesOn() else { throw .stopped }
            throw DeskError(error)
        }
        try telling { try planned.plan.requireAnswers() }
        guard goesOn() else { throw .stopped }
        guard !planned.plan.cuts.isEmpty else { throw nothing(granted: planned) }
        var seal: DSSEEnvelope?
        let (sealed, journaled): (SealedBundle, JournaledSealing?)
        do {
            // The journal knows first: what left without it could never be accounted for.
            (sealed, journaled) = try JournaledSealing.during(output.path) {
                try journal.beginSealing(
                    request: asked.envelope, consent: answer.envelope, file: output.path, by: owner,
                    keptBy: JournalKeeper(owner, at: keeper))
            } seal: {
                try planned.seal(
                    try bundle ?? NewBundle(), into: output, padsSizes: padsSizes,
                    timestamp: Self.asking(client), goesOn: goesOn,
                    progress: { progress(SealingProgress($0)) }
                ) { seal = $0 }
            }
        } catch {
            guard !(error is CancellationError) else { throw .stopped }
            var failure = DeskError(error)
            if error is TransferError { failure.remedy = .sealWithoutTimestamp }
            throw failure
        }
        let size = try? FileManager.default.attributesOfItem(atPath: output.path)[.size] as? UInt64
        journaled?.end(sealed.record, size: size, timestamp: sealed.timestampDigest, seal: seal)
        for note in notes(on: sealed, planned, requester, by: owner, trust) { noting(note) }
        return SealedHandover(
            facts: SealResultFacts(
                sealed.record, file: output.path, size: size ?? 0,
                timestamp: sealed.timestamp.map {
                    SealResultFacts.Timestamp(
                        authority: $0.authority, time: WallTime(nanoseconds: $0.unixNanoseconds))
                },
                requester: requester.facts, links: LinksFacts(planned.found.links)),
            record: sealed.record, request: asked.statement, reached: planned.reached)
    }

    /// How the seal is stamped; nil where nobody is asked.
    private static func asking(
        _ client: TimestampClient?
    ) -> (@Sendable (SHA256Digest) throws -> TimeStampResponse)? {
        guard let client else { return nil }
        return { try client.response(to: $0) }
    }

    private func nothing(granted planned: PlannedHandover) -> DeskError {
        let windows = planned.sealer.authorization.grants
            .map { "\($0.camera ?? "any camera") \($0.window)" }.joined(separator: "; ")
        let cameras = planned.found.cameras
        let staying = planned.plan.withheld
        guard staying.isEmpty else {
            return DeskError(
                .missing,
                "nothing may leave: the consent names no camera, and what has some of that time leaves only where it is named: "
                    + listInWords(staying.prefix(8).map { "“\($0.camera)” (\($0.file))" }),
                remedy: .nameCamerasGranted(cameras: Set(staying.map(\.camera)).sorted()),
                cause: DeskError.Cause(.noCameraChosen))
        }
        return DeskError(
            .missing,
            "no recording has anything of what was granted: \(windows)" + camerasHere(cameras),
            remedy: .listFootage(paths: choices.footage.paths), cause: DeskError.Cause(.nothingOfTime))
    }

    /// What is to be said of a bundle that is made.
    private func notes(
        on sealed: SealedBundle, _ planned: PlannedHandover, _ requester: Requester, by owner: Identity,
        _ trust: Trust
    ) -> [Note] {
        let record = sealed.record
        // What was left out on request is listed with what is not handed over.
        let gaps = record.gaps.filter { gap in
            if case .originalsOnly = gap.reason { false } else { true }
        }
        let fileNames = record.recordings.fileNames
        var notes = gaps.map { Note.seal(.missing($0)) }
        notes += record.overlaps.map { .seal(.twice($0, fileNames: fileNames)) }
        for case .decodedAgain(let id, _, let counts) in record.log.map(\.step) {
            notes += counts.notDecoded.map { .seal(.notDecoded(file: fileNames[id] ?? id, track: $0)) }
        }
        notes += [requester.doubt(in: request)].compactMap(\.self)
        if let readers = planned.sealer.authorization.readers.note { notes.append(.seal(.readers(readers))) }
        if let doubt = trust.doubt(ofOwn: owner.card) { notes.append(doubt) }
        if let token = sealed.timestamp {
            // More than asking takes.
            let ahead = record.sealed.nanoseconds(since: WallTime(nanoseconds: token.unixNanoseconds))
            if abs(ahead) > 60 * WallTime.nanosecondsPerSecond {
                notes.append(.seal(.clockDiffers(nanoseconds: ahead)))
            }
        }
        return notes
    }
}

extension DeskError {
    /// That somebody stopped what was being done.
    package static var stopped: DeskError {
        DeskError(
            .brokeMidway, "it was stopped before it was done; nothing of it is there", cause: Cause(.stopped))
    }
}

extension SealingProgress {
    init(_ progress: SealProgress) {
        self.init(
            parts: progress.parts.map { Part(camera: $0.camera, done: $0.done) }, done: progress.done,
            secondsLeft: progress.secondsLeft)
    }
}
