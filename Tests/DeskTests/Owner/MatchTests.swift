import CustodyDesk
import Desk
import Foundation
import Outcomes
import Peers
import Statements
import Testing

@Suite("What a match shows as leaving")
struct MatchTests {
    /// A request that keeps to the owner's offer of some cameras.
    private static func revised(_ owner: AgreedOwner, _ cameras: CameraLimit) throws -> String {
        var terms = OfferTerms()
        terms.cameras = cameras
        _ = try owner.asked.answer("offer.json").counter(owner.request, terms, trust: Trust([]))
        let output = owner.asked.output("request-2.json")
        _ = try RequestRevision(of: owner.request, to: owner.folder.path("offer.json")).sign(
            by: owner.asked.identity(owner.asked.agency, "keller.identity"), to: output, trust: Trust([])
        ) { owner.asked.moment }
        return output.path
    }

    private static func match(
        _ owner: AgreedOwner, _ request: String? = nil, consent: String? = nil, picture: String? = nil
    ) throws -> MatchFacts {
        try MatchedFootage.of(
            owner.footage, requestedBy: request ?? owner.request, consent: consent,
            journal: owner.asked.looked, trust: Trust([]),
            picture: try picture.map { try MatchPicture(owner.asked.output($0)) },
            noting: owner.asked.note
        ).facts
    }

    private static func leaving(_ facts: MatchFacts) -> Set<String> {
        Set(facts.cameras.filter { !$0.leaving.objects.isEmpty }.map(\.camera))
    }

    @Test("all that is asked for is shown as if it were agreed to, of every camera")
    func all() throws {
        #expect(
            Self.leaving(try Self.match(try AgreedOwner())) == ["front-door", "driveway", "garden"])
    }

    @Test("of the cameras that the owner offered and the request then names, and of no other")
    func named() throws {
        let owner = try AgreedOwner()
        let facts = try Self.match(owner, try Self.revised(owner, .labels(["driveway"])))
        #expect(Self.leaving(facts) == ["driveway"])
        #expect(facts.mostCameras == nil)
        #expect(facts.cameras.filter { !$0.recordings.isEmpty }.count == 3)
    }

    @Test("of a number of cameras that more of them could be, nothing is shown as leaving: nobody has chosen")
    func counted() throws {
        let owner = try AgreedOwner()
        let facts = try Self.match(owner, try Self.revised(owner, .count(2)))
        #expect(Self.leaving(facts).isEmpty)
        #expect(facts.mostCameras == 2)
        #expect(facts.total.masters.count == 0)
    }

    @Test("of a number of cameras that all of them are, all are")
    func enough() throws {
        let owner = try AgreedOwner()
        let facts = try Self.match(owner, try Self.revised(owner, .count(3)))
        #expect(Self.leaving(facts) == ["front-door", "driveway", "garden"])
        #expect(facts.mostCameras == nil)
    }

    @Test("under a consent, of what it gives")
    func consented() throws {
        let owner = try AgreedOwner()
        let facts = try Self.match(owner, consent: try owner.agree())
        #expect(Self.leaving(facts) == ["front-door"])
        #expect(facts.granted?.map(\.camera) == ["front-door"])
    }

    @Test("a size that only making it tells is not known, and never nothing")
    func size() throws {
        var owner = try AgreedOwner()
        let made = try Peer.run(
            try Peer.program("ffmpeg"),
            [
                "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=96x64:rate=10:duration=20",
                "-c:v", "libx264", "-g", "10", "gate_2026-07-04T21-41-00+0200.ts",
            ], in: owner.folder)
        try #require(made.status == 0, "\(made.errors)")
        owner.footage.paths = [owner.folder.path("gate_2026-07-04T21-41-00+0200.ts")]
        let masters = try Self.match(owner).total.masters
        #expect(masters.count == 1)
        #expect(masters.maximumSize == nil)
    }

    @Test(
        "a picture is drawn whole, and one whose name says no format is refused before anything is looked at")
    func picture() throws {
        let owner = try AgreedOwner()
        #expect(try Self.match(owner, picture: "match.svg").plot == owner.folder.path("match.svg"))
        #expect(String(decoding: try owner.folder.read("match.svg"), as: UTF8.self).contains("<svg"))
        let error = try #require(refusal { try Self.match(owner, picture: "match.gif") })
        #expect(error.remedy == .namePicture)
    }
}
