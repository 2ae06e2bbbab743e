import CustodyDesk
import Desk
import Foundation
import Outcomes
import Sealing
import Statements

/// An owner whose front keeps the case of a request, with the two cameras of `samples/` that they chose.
struct CaseOwner {
    let owner: AgreedOwner
    let cases: OwnersCases
    let found: OwnersCase

    init() throws {
        owner = try AgreedOwner()
        cases = OwnersCases(in: PersonsFolder(path: owner.folder.path("data")))
        found = try cases.keep(owner.request)
        try found.keep(try Self.draft())
    }

    var asked: AskedOwner { owner.asked }
    var trust: Trust { Trust([asked.agency.card]) }
    var identity: IdentityAtHand { asked.identity(asked.owner) }

    /// Seventeen seconds of one camera, out of the recordings of two.
    static func draft() throws -> OwnersDraft {
        var draft = OwnersDraft()
        draft.footage = [
            "\(AgreedOwner.samples)/\(AgreedOwner.recording)",
            "\(AgreedOwner.samples)/driveway_2026-07-04T21-39-00+0200.mp4",
        ]
        draft.cameras = [AgreedOwner.camera]
        draft.from = try WallTime(rfc3339: "2026-07-04T21:40:31+02:00")
        draft.to = try WallTime(rfc3339: "2026-07-04T21:40:48+02:00")
        draft.conditions = ["Do not publish it."]
        return draft
    }

    @discardableResult
    func agree(read digest: String? = nil, at moment: WallTime = .now()) throws -> GivenConsent {
        try found.agree(
            read: digest ?? found.draft.digest, by: identity, heldAgainst: asked.scrutiny(),
            accepting: SignerAcceptance(), answers: nil, at: moment, noting: asked.note)
    }

    @discardableResult
    func seal(
        goesOn: @escaping @Sendable () -> Bool = { true },
        progress: @escaping @Sendable (SealingProgress) -> Void = { _ in }
    ) throws -> SealedHandover {
        try found.seal(
            by: identity, trust: trust, accepting: SignerAcceptance(), journal: asked.journal, answers: nil,
            commitments: .none, program: AgreedOwner.program, goesOn: goesOn, progress: progress,
            noting: asked.note)
    }

    /// The files in the folder of the case, hidden ones as well.
    func files() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: found.folder).sorted()
    }

    /// What the journal holds of the request.
    func entry() throws -> JournalFacts.RequestEntry {
        guard let entry = try asked.kept().requests.first else { throw CocoaError(.fileNoSuchFile) }
        return entry
    }
}
