import CustodyDesk
import Cutting
import Handover
import Outcomes
import Recordings
import Records
import Sealing
import Statements

/// A handover worked out to the last object, of which nothing is written yet: what a preview shows, and what a seal then
/// does.
///
/// There is one way to make it, so that a preview and a seal of the same consent cannot differ: the recordings are searched
/// for once, what was committed to before is regarded, and starts are those that were committed to.
struct PlannedHandover {
    /// Leave to hand over, and how.
    private(set) var sealer: Sealer
    private(set) var plan: SealPlan
    let found: FootageSearch

    /// The links by which recordings were reached that something leaves of.
    var reached: [LinkFacts] { plan.recordings.compactMap { found.reached[$0.path].map(LinkFacts.init) } }

    /// - Parameters:
    ///   - request: what is answered.
    ///   - consent: the answer, signed by the identity; it is held against the request and the revocations now.
    ///   - refusals: what the owner said no with, as far as it is at hand.
    ///   - goesOn: is asked before each recording whether to go on.
    /// - Throws: ``ConsentRefusal`` without leave, what searching and planning throw, and `CancellationError` once `goesOn` said
    ///   no.
    init(
        of request: StatementInput<Request>, consent: DSSEEnvelope,
        refusals: RefusalsAtHand = RefusalsAtHand(),
        by identity: Identity, _ choices: HandoverChoices, program: ProgramVersion,
        goesOn: @escaping @Sendable () -> Bool = { true }, noting: (Note) -> Void
    ) throws {
        sealer = try Sealer(
            request: request.envelope, consent: consent, revocations: refusals.revocations,
            declines: refusals.declines, identity: identity, tool: ToolFacts(program))
        switch choices.encodingAnew {
        case .none: sealer.insideOnly = true
        case .whereNeeded(let lossless, let stills):
            sealer.lossless = lossless
            sealer.stills = try stills.map { try $0.moment(in: request.statement.window) }
        }
        sealer.absentCameras = choices.footage.absentCameras
        sealer.goesOn = goesOn
        found = try choices.footage.search(
            for: sealer.authorization.grants, goesOn: goesOn, noting: noting)
        plan = try sealer.plan(found.recordings, cameras: found.cameras, unread: found.unread)
        guard goesOn() else { throw CancellationError() }
        if let store = try choices.commitments.store(noting: noting) {
            let possible = try store.possible(of: plan.recordings.map(\.path), noting: noting)
            let settled = try sealer.plan(
                found.recordings, cameras: found.cameras, unread: found.unread, from: plan,
                committedAs: possible.commitments)
            plan = settled.plan
            try store.tell(
                of: plan.recordings, isDoubted: possible.isDoubted, kept: sealer.precommitments,
                ofOthers: settled.ofOthers, noting: noting)
        }
        // A plan that was given up lacks recordings.
        guard goesOn() else { throw CancellationError() }
        plan.withheld.note(noting)
        for copy in plan.copies { noting(.footage(.sameFile(kept: copy.kept, copy: copy.copy))) }
    }

    /// Seals the plan, and nothing but the plan.
    ///
    /// - Throws: as ``Sealer/seal(_:to:replaceExisting:progress:noting:)``.
    func seal(
        _ bundle: NewBundle, into output: OutputFile, padsSizes: Bool,
        timestamp: (@Sendable (SHA256Digest) throws -> TimeStampResponse)?,
        goesOn: @escaping @Sendable () -> Bool, progress: @escaping @Sendable (SealProgress) -> Void,
        noting: (DSSEEnvelope) -> Void
    ) throws -> SealedBundle {
        var sealer = sealer
        sealer.bundle = bundle.id
        sealer.padsSizes = padsSizes
        sealer.timestamp = timestamp
        sealer.goesOn = goesOn
        return try sealer.seal(
            plan, to: output.path, replaceExisting: output.replaces, progress: progress, noting: noting)
    }
}
