import CustodyDesk
import Desk
import Foundation
import Outcomes
import Statements
import Testing

/// docs/spec/consent.md, Cameras.
@Suite("A consent is of the cameras it names; where it names none, of no telephone")
struct ConsentedCamerasTests {
    /// Names of recordings that are not certainly a camera's, each in a folder that gives the label.
    static let uncertain = [
        "Mia/PXL_20260704_193700000.mp4", "Mia/VID_20260704_213700.mp4", "Mia/20260704_213700.mp4",
        "Mia/2026-07-04 21.37.00.mp4", "Mia/1783193820.mp4",
    ]

    /// An owner of two cameras, and of something else.
    private static func owner(_ other: String) throws -> AgreedOwner {
        var owner = try AgreedOwner()
        try owner.cams(driveway: "driveway_2026-07-04T21-39-00+0200.mp4", garden: other)
        return owner
    }

    private static func notes(_ owner: AgreedOwner) -> [String] {
        owner.asked.notes.compactMap { note in
            if case .footage(.staysUnnamed(let camera, _, _, _)) = note { camera } else { nil }
        }
    }

    private static func cameras(_ preview: HandoverPreview) -> Set<String> {
        Set(preview.facts.objects.map(\.camera))
    }

    @Test(
        "a consent that names no camera gives no telephone's video and nothing that no name places, and that is said",
        arguments: uncertain)
    func unnamed(other: String) throws {
        let owner = try Self.owner(other)
        #expect(
            Self.cameras(try owner.preview(try AgreedOwner.terms(of: []))) == ["front-door", "driveway"])
        #expect(Self.notes(owner) == ["Mia"])
        let sealed = try owner.seal(try owner.agree(try AgreedOwner.terms(of: [])))
        #expect(Set(sealed.record.recordings.map(\.camera)) == ["front-door", "driveway"])
        #expect(!sealed.record.gaps.contains { $0.camera == "Mia" })
        #expect(Self.notes(owner) == ["Mia", "Mia"])
    }

    @Test("one that names it gives it", arguments: uncertain)
    func named(other: String) throws {
        let owner = try Self.owner(other)
        let sealed = try owner.seal(try owner.agree(try AgreedOwner.terms(of: ["Mia", "driveway"])))
        #expect(Set(sealed.record.recordings.map(\.camera)) == ["Mia", "driveway"])
        #expect(Self.notes(owner).isEmpty)
    }

    @Test("a match shows it as staying, and says that it leaves only where it is named")
    func matched() throws {
        let owner = try Self.owner(Self.uncertain[0])
        let facts = try MatchedFootage.of(
            owner.footage, requestedBy: owner.request, journal: owner.asked.looked, trust: Trust([]),
            noting: owner.asked.note
        ).facts
        let mia = try #require(facts.cameras.first { $0.camera == "Mia" })
        #expect(mia.leaving.objects.isEmpty && mia.onlyNamed == true)
        #expect(mia.recordings.map(\.recorder) == [.personalDevice])
        #expect(facts.cameras.filter { !$0.leaving.objects.isEmpty }.count == 2)
    }

    @Test("where nothing else has that time nothing is sealed, and the names to give are said")
    func alone() throws {
        var owner = try AgreedOwner()
        try owner.cams(frontDoor: "Mia/PXL_20260704_193800000.mp4", driveway: nil, garden: nil)
        let error = refusal { try owner.seal(try owner.agree(try AgreedOwner.terms(of: []))) }
        #expect(error?.kind == .missing)
        #expect(error?.remedy == .nameCamerasGranted(cameras: ["Mia"]))
    }

    @Test("a label that a camera's recording and a telephone's share is asked about where it is named")
    func shared() throws {
        var owner = try AgreedOwner()
        try owner.cams(
            frontDoor: "porch/RingVideo_20260704_213800.mp4", driveway: nil,
            garden: "porch/PXL_20260704_193700000.mp4")
        let consent = try owner.agree(try AgreedOwner.terms(of: ["porch"]))
        #expect(refusal { try owner.seal(consent) }?.kind == .usage)
        _ = try owner.preview(try AgreedOwner.terms(of: ["porch"]))
        #expect(
            owner.asked.notes.contains { note in
                if case .footage(.doubt(let doubt)) = note {
                    doubt.sentence.contains("“porch”")
                } else {
                    false
                }
            })
        #expect(!owner.asked.exists("bundle.tar"))
        // Unnamed it is the camera's alone.
        let preview = try owner.preview(try AgreedOwner.terms(of: []))
        #expect(Set(preview.facts.objects.map(\.recording)) == ["RingVideo_20260704_213800.mp4"])
    }

    @Test("a video that was called anew is a telephone's where its container says so")
    func byContainer() throws {
        var owner = try AgreedOwner()
        try owner.cams(
            driveway: "driveway_2026-07-04T21-39-00+0200.mp4", garden: nil)
        try owner.made(
            "cams/terrace_2026-07-04T21-40-30+0200.mp4",
            ["-metadata", "com.apple.quicktime.model=iPhone 13", "-movflags", "use_metadata_tags"])
        #expect(
            Self.cameras(try owner.preview(try AgreedOwner.terms(of: []))) == ["front-door", "driveway"])
        #expect(Self.notes(owner) == ["terrace"])
    }
}
