import CustodyDesk
import Cutting
import Handover
import Outcomes
import Recordings
import Records
import Sealing
import Starts
import Statements

/// What would leave of an owner's recordings if they agreed, as a seal of that consent would hold it.
package struct HandoverPreview: Sendable {
    package let facts: PreviewFacts
    /// The links by which recordings were reached that something would leave of.
    package let reached: [LinkFacts]
    /// What recordings' files are called, by the names overlaps have for them.
    package let fileNames: [String: String]

    /// Works out what would leave. Neither a consent nor a bundle is written.
    ///
    /// - Parameters:
    ///   - path: of the request.
    ///   - terms: what would be agreed to.
    ///   - trust: by which it is said who asks.
    ///   - linter: what the request is held against.
    ///   - journal: is looked into for what was taken back, and not written to.
    ///   - isAnew: whether it is meant that all that was agreed to of this request before was taken back.
    ///   - identity: the owner's; opened when all that needs no key is in order.
    /// - Throws: ``DeskError``, as a consent of these terms and a seal under it would be refused; and where the owner took back
    ///   what they had agreed to.
    package static func of(
        _ terms: GrantTerms, answering path: String, by identity: IdentityAtHand, trust: Trust,
        linter: RequestLinter = RequestLinter(), journal: OwnersJournal, isAnew: Bool = false,
        _ choices: HandoverChoices, program: ProgramVersion, noting: (Note) -> Void
    ) throws(DeskError) -> HandoverPreview {
        let request = try StatementInput<Request>(path)
        _ = try terms.window(in: request.statement)
        if !isAnew {
            try TakenBack(request.envelope, at: path, journal: journal, noting: noting).requireNone()
        }
        return try telling {
            let owner = try identity.open()
            let trust = trust.adding(own: owner.card)
            let findings = linter.findings(
                in: try RequestReading(request.envelope), trust: trust, at: .now())
            let consent = try terms.consent(to: request, by: owner, at: .now()).envelope
            let planned = try PlannedHandover(
                of: request, consent: consent, by: owner, choices, program: program, noting: noting)
            let cameras = Set(planned.plan.recordings.map(\.camera)).sorted()
            if planned.sealer.authorization.grants.contains(where: { $0.camera == nil }), cameras.count > 1 {
                noting(.footage(.noCameraNamed(cameras: cameras)))
            }
            return try HandoverPreview(planned, of: request, at: path, trust, findings, noting)
        }
    }

    /// Works out what would leave under a consent that was given, as a seal of it would make it.
    ///
    /// - Parameters:
    ///   - consent: its path. What lies beside it and takes it back stops this, as does what the journal knows.
    ///   - path: of the request.
    ///   - journal: is looked into, and not written to.
    ///   - identity: the owner's; opened when all that needs no key is in order.
    /// - Throws: ``DeskError``, as a seal would be refused.
    package static func of(
        consent: String, answering path: String, by identity: IdentityAtHand, trust: Trust,
        linter: RequestLinter = RequestLinter(), journal: OwnersJournal, _ choices: HandoverChoices,
        program: ProgramVersion, noting: (Note) -> Void
    ) throws(DeskError) -> HandoverPreview {
        let request = try StatementInput<Request>(path)
        let answer = try StatementInput<Consent>(consent)
        let refusals = try RefusalsAtHand(of: answer, at: consent, journal: journal, noting: noting)
        return try telling {
            let findings = linter.findings(
                in: try RequestReading(request.envelope), trust: trust, at: .now())
            let owner = try identity.open()
            let planned = try PlannedHandover(
                of: request, consent: answer.envelope, refusals: refusals, by: owner, choices,
                program: program, noting: noting)
            return try HandoverPreview(planned, of: request, at: path, trust, findings, noting)
        }
    }

    private init(
        _ planned: PlannedHandover, of request: StatementInput<Request>, at path: String, _ trust: Trust,
        _ findings: [Finding], _ noting: (Note) -> Void
    ) throws {
        let requester = Requester(of: request.statement, trust: trust)
        for doubt in planned.plan.mixedLabels.compactMap(FootageDoubt.init) {
            noting(.footage(.doubt(doubt)))
        }
        if let doubt = requester.doubt(in: path) { noting(doubt) }
        facts = try PreviewFacts(planned, requester: requester.facts, findings)
        reached = planned.reached
        fileNames = planned.plan.fileNames
    }
}

extension PreviewFacts {
    fileprivate init(
        _ planned: PlannedHandover, requester: TrustedCardFacts, _ findings: [Finding]
    ) throws {
        let (plan, found) = (planned.plan, planned.found)
        self.init(
            objects: try plan.cuts.flatMap { cut, _ in
                try cut.objects.map {
                    try PreviewedObject($0, of: cut, reachedBy: found.reached[cut.recording.path])
                }
            },
            leftOut: plan.recordings.enumerated().flatMap { place, recording in
                plan.leftOut(ofRecording: place).map {
                    LeftOutFacts(
                        $0, camera: recording.camera, file: recording.name, tracks: recording.tracks)
                }
            },
            gaps: plan.gaps.map { Worded($0) }, overlaps: plan.overlaps, requester: requester,
            findings: findings, links: LinksFacts(found.links))
    }
}

extension PreviewedObject {
    fileprivate init(_ object: PlannedObject, of cut: CutPlan, reachedBy link: FollowedLink?) throws {
        self.init(
            camera: cut.recording.camera, recording: cut.recording.name, link: link.map(LinkFacts.init),
            role: object.role, container: object.container.rawValue,
            sourceContainer: cut.recording.container,
            // A recording may begin behind the window's start, or end before its end.
            window: (object.window.intersection(cut.recording.span) ?? object.window).shown(
                like: cut.grant.window),
            maximumSize: object.maximumSize, pictures: object.pictures,
            lossless: object.role.isDerivative ? object.isLossless : nil, reason: object.reason,
            other: object.role == .master ? try cut.otherBytes() : nil)
    }
}
