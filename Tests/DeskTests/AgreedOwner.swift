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

    init(
        organization: String = "Police", _ change: (inout RequestDraft) -> Void = { _ in }
    ) throws {
        asked = try AskedOwner(organization: organization)
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

    func preview(
        _ terms: GrantTerms? = nil, _ choices: HandoverChoices? = nil, isAnew: Bool = false
    ) throws -> HandoverPreview {
        try HandoverPreview.of(
            try terms ?? Self.terms(), answering: request, by: asked.identity(asked.owner),
            trust: Trust([asked.agency.card]), journal: asked.looked, isAnew: isAnew,
            choices ?? self.choices, program: Self.program, noting: asked.note)
    }

    @discardableResult
    func seal(
        _ consent: String, _ choices: HandoverChoices? = nil, revocations: [String] = [],
        by identity: Identity? = nil, journal: OwnersJournal? = nil, stampedAt authority: String? = nil,
        into name: String = "bundle.tar"
    ) throws -> SealedHandover {
        try SealOrder(
            request: request, consent: consent, revocations: revocations, choices ?? self.choices,
            authority: authority
        ).seal(
            by: asked.identity(identity ?? asked.owner), trust: Trust([asked.agency.card]),
            journal: journal ?? asked.journal, into: asked.output(name), program: Self.program,
            noting: asked.note)
    }

    /// The terms that agree to all that is asked for in the same seventeen seconds, with or without cameras.
    static func terms(of cameras: [String]) throws -> GrantTerms {
        var terms = try terms()
        terms.cameras = cameras
        return terms
    }

    /// A folder `cams` with the three recordings of the samples under names of their own; a name may have folders.
    ///
    /// - Parameter names: what the samples of front door, driveway and garden are called; nil leaves one out.
    mutating func cams(frontDoor: String? = recording, driveway: String?, garden: String?) throws {
        let samples = [
            (Self.recording, frontDoor), ("driveway_2026-07-04T21-39-00+0200.mp4", driveway),
            ("garden_2026-07-04T21-37-00+0200.mp4", garden),
        ]
        for case (let sample, let name?) in samples {
            let file = folder.url.appending(path: "cams/\(name)")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: "\(Self.samples)/\(sample)", toPath: file.path)
        }
        footage.paths = [folder.path("cams")]
        footage.zones = ["Europe/Berlin"]
    }

    /// Makes twenty seconds of a test picture under a name.
    ///
    /// - Parameters:
    ///   - more: how it is encoded.
    ///   - input: what else is to be in it.
    func made(_ name: String, _ more: [String] = [], input: [String] = []) throws {
        let made = try Peer.run(
            try Peer.program("ffmpeg"),
            [
                "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=96x64:rate=10:duration=20",
            ] + input + ["-c:v", "libx264", "-g", "10"] + more + [name], in: folder)
        guard made.status == 0 else { throw Peer.Missing(description: "ffmpeg: \(made.errors)") }
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

extension OpeningChoices {
    /// A film of each camera beside the clips, or none.
    static func films(_ makes: Bool) -> OpeningChoices {
        var choices = OpeningChoices()
        choices.makesViewingCopies = makes
        return choices
    }
}
