import CustodyDesk
import Desk
import Foundation
import Outcomes
import Records
import Statements
import Testing

/// One function makes the plan of a preview and of a seal, so these compare what comes out of both.
@Suite("A preview is what a seal does")
struct PreviewTests {
    /// Which object of which camera, and from when to when.
    private struct Object: Equatable {
        let camera: String?
        let role: ObjectRole
        let window: Window
    }

    private static func objects(_ preview: HandoverPreview) -> [Object] {
        preview.facts.objects.map { Object(camera: $0.camera, role: $0.role, window: $0.window) }
    }

    private static func objects(_ sealed: SealedHandover) -> [Object] {
        sealed.record.objects.map { object in
            Object(
                camera: sealed.record.recordings.first { $0.id == object.recording }?.camera,
                role: object.role, window: object.window)
        }
    }

    @Test("the cameras, roles and windows that are previewed are those of the record, and nothing is written")
    func same() throws {
        let owner = try AgreedOwner()
        let before = try owner.folder.names()
        let preview = try owner.preview()
        #expect(try owner.folder.names() == before)
        let sealed = try owner.seal(try owner.agree())
        #expect(Self.objects(preview) == Self.objects(sealed))
        #expect(preview.facts.leftOut == sealed.facts.leftOut)
        #expect(preview.facts.gaps.map(\.value) == sealed.record.gaps)
    }

    @Test("a start is the one that was committed to, in a preview as in a seal")
    func committed() throws {
        let owner = try AgreedOwner()
        let (cams, file) = try owner.cams()
        var footage = owner.footage
        footage.paths = [cams]
        let store = CommitmentPlace.folder(owner.folder.path("store"))
        guard case .done = try footage.commit(into: store, quietNanoseconds: 0, noting: owner.asked.note)
        else { throw DeskError(.busy, "somebody else commits") }
        // The same recording, called by a start ten seconds later.
        let renamed = file.replacing("21-38-00", with: "21-38-10")
        try FileManager.default.moveItem(atPath: file, toPath: renamed)
        let choices = HandoverChoices(footage, commitments: store)
        let preview = try owner.preview(nil, choices)
        let sealed = try owner.seal(try owner.agree(), choices)
        #expect(Self.objects(preview) == Self.objects(sealed))
        let start = try WallTime(rfc3339: "2026-07-04T21:38:00+02:00")
        #expect(sealed.record.recordings.map(\.start.time) == [start])
        let asNamed = try owner.preview(nil, HandoverChoices(footage, commitments: .none))
        #expect(Self.objects(asNamed) != Self.objects(preview))
    }

    @Test("original packets only: what would be encoded anew is in neither")
    func originals() throws {
        let owner = try AgreedOwner()
        var choices = owner.choices
        choices.encodingAnew = .none
        let preview = try owner.preview(nil, choices)
        let sealed = try owner.seal(try owner.agree(), choices)
        #expect(preview.facts.objects.map(\.role) == [.master])
        #expect(Self.objects(preview) == Self.objects(sealed))
    }

    @Test("one file under two names is said to be one recording before anybody agrees")
    func twice() throws {
        let owner = try AgreedOwner()
        let (cams, file) = try owner.cams()
        try FileManager.default.createDirectory(
            atPath: "\(cams)/copy", withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: file, toPath: "\(cams)/copy/\(AgreedOwner.recording)")
        var choices = owner.choices
        choices.footage.paths = [cams]
        let preview = try owner.preview(nil, choices)
        #expect(Set(preview.facts.objects.map(\.recording)) == [AgreedOwner.recording])
        #expect(
            owner.asked.notes.contains { note in
                if case .footage(.sameFile) = note { true } else { false }
            }, "\(owner.asked.notes)")
    }

    @Test(
        "terms that no seal would accept are refused as a seal would refuse them, and no passphrase is asked for twice"
    )
    func wider() throws {
        let owner = try AgreedOwner()
        var terms = try AgreedOwner.terms()
        terms.from = try MomentInWindow("2026-07-04T21:39:00+02:00")
        #expect(refusal { try owner.preview(terms) }?.kind == .notPermitted)
        #expect(owner.asked.openings == 1)
    }
}
