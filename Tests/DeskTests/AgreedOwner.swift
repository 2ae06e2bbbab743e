import CustodyDesk
import Desk
import Foundation
import Outcomes
import Peers
import Sealing
import Statements

/// An owner who was asked for some seconds of `samples/`, and can agree, preview and seal.
struct AgreedOwner {
    let asked: AskedOwner
    let request: String
    var footage: OwnersFootage

    static let program = ProgramVersion(name: "proffer", version: "test")
    static var samples: String {
        ProcessInfo.processInfo.environment["PROFFER_SAMPLES"]
            ?? Repository.root.appending(path: "samples").path
    }
    static let camera = "front-door"
    static let recording = "front-door_2026-07-04T21-38-00+0200.mp4"

    init(_ change: (inout RequestDraft) -> Void = { _ in }) throws {
        asked = try AskedOwner()
        asked.moment = WallTime.now().toTheSecond
        request = try asked.ask("request.json", change)
        footage = OwnersFootage(paths: [Self.samples], usesIndex: false)
    }

    var folder: ScratchFolder { asked.folder }
    var choices: HandoverChoices { HandoverChoices(footage, commitments: .none) }

    /// Seventeen seconds of one camera.
    static func terms() throws -> GrantTerms {
        var terms = GrantTerms()
        terms.from = try MomentInWindow("21:40:31")
        terms.to = try MomentInWindow("21:40:48")
        terms.cameras = [camera]
        return terms
    }

    /// The owner agrees.
    ///
    /// - Returns: the consent's file.
    func agree(_ terms: GrantTerms? = nil, _ name: String = "consent.json") throws -> String {
        _ = try asked.answer(name).grant(
            request, try terms ?? Self.terms(), heldAgainst: asked.scrutiny())
        return folder.path(name)
    }

    func preview(_ terms: GrantTerms? = nil, _ choices: HandoverChoices? = nil) throws -> HandoverPreview {
        try HandoverPreview.of(
            try terms ?? Self.terms(), answering: request, by: asked.identity(asked.owner),
            trust: Trust([asked.agency.card]),
            choices ?? self.choices, program: Self.program, noting: asked.note)
    }

    @discardableResult
    func seal(
        _ consent: String, _ choices: HandoverChoices? = nil, revocations: [String] = [],
        by identity: Identity? = nil, journal: OwnersJournal? = nil, into name: String = "bundle.tar"
    ) throws -> SealedHandover {
        try SealOrder(
            request: request, consent: consent, revocations: revocations, choices ?? self.choices
        ).seal(
            by: asked.identity(identity ?? asked.owner), trust: Trust([asked.agency.card]),
            journal: journal ?? asked.journal, into: asked.output(name), program: Self.program,
            noting: asked.note)
    }

    /// A folder with one recording of the samples in it, under a name.
    ///
    /// - Returns: the folder, and the file.
    func cams(_ name: String = recording) throws -> (folder: String, file: String) {
        let cams = folder.path("cams")
        try FileManager.default.createDirectory(atPath: cams, withIntermediateDirectories: true)
        let file = "\(cams)/\(name)"
        try FileManager.default.copyItem(atPath: "\(Self.samples)/\(Self.recording)", toPath: file)
        return (cams, file)
    }
}
