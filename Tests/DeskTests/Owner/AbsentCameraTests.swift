import CustodyDesk
import Desk
import Foundation
import Outcomes
import Records
import Statements
import Testing

@Suite("A name that no recording bears stops match, preview and seal, until it is said to be meant")
struct AbsentCameraTests {
    private static let terms = ["front-door", "drivewy"]

    private static func match(
        _ owner: AgreedOwner, consent: String? = nil, request: String? = nil, absent: Set<String> = []
    ) throws -> MatchedFootage {
        var footage = owner.footage
        footage.absentCameras = absent
        return try MatchedFootage.of(
            footage, requestedBy: request ?? owner.request, consent: consent, journal: owner.asked.looked,
            trust: Trust([]), noting: owner.asked.note)
    }

    private static func choices(_ owner: AgreedOwner, absent: Set<String>) -> HandoverChoices {
        var choices = owner.choices
        choices.footage.absentCameras = absent
        return choices
    }

    @Test("a match of the consent, a preview of the terms and a seal are refused with the nearest name")
    func stopped() throws {
        let owner = try AgreedOwner()
        let terms = try AgreedOwner.terms(of: Self.terms)
        let consent = try owner.agree(terms)
        for error in [
            refusal { try Self.match(owner, consent: consent) }, refusal { try owner.preview(terms) },
            refusal { try owner.seal(consent) },
        ] {
            #expect(error?.kind == .missing)
            #expect(error?.remedy == .nameCameraOrSayAbsent(names: ["drivewy"]))
            #expect(error?.message.contains("“drivewy” (nearest: “driveway”)") == true, "\(error as Any)")
        }
        #expect(!owner.asked.exists("bundle.tar"))
    }

    @Test("where it is meant, the record says that it was named and nothing of it was among the files")
    func meant() throws {
        let owner = try AgreedOwner()
        let terms = try AgreedOwner.terms(of: Self.terms)
        let consent = try owner.agree(terms)
        _ = try Self.match(owner, consent: consent, absent: ["drivewy"])
        let preview = try owner.preview(terms, Self.choices(owner, absent: ["drivewy"]))
        let sealed = try owner.seal(consent, Self.choices(owner, absent: ["drivewy"]))
        for gaps in [preview.facts.gaps.map(\.value), sealed.record.gaps] {
            #expect(gaps.filter { $0.camera == "drivewy" }.map(\.reason) == [.cameraNotGiven])
        }
    }

    @Test(
        "what is there, or what nobody names, cannot be said to be absent", arguments: ["driveway", "attic"])
    func inVain(camera: String) throws {
        let owner = try AgreedOwner()
        let consent = try owner.agree(try AgreedOwner.terms(of: ["front-door", "driveway"]))
        let error = refusal { try owner.seal(consent, Self.choices(owner, absent: [camera])) }
        #expect(error?.kind == .usage)
        #expect(!owner.asked.exists("bundle.tar"))
    }

    @Test("a camera that the request names and no recording bears stops a match, too")
    func inRequest() throws {
        let owner = try AgreedOwner()
        var terms = OfferTerms()
        terms.cameras = .labels(["Front Door", "driveway"])
        _ = try owner.asked.answer("offer.json").counter(owner.request, terms, trust: Trust([]))
        let output = owner.asked.output("request-2.json")
        _ = try RequestRevision(of: owner.request, to: owner.folder.path("offer.json")).sign(
            by: owner.asked.identity(owner.asked.agency, "keller.identity"), to: output, trust: Trust([])
        ) { owner.asked.moment }
        let error = refusal { try Self.match(owner, request: output.path) }
        #expect(error?.remedy == .nameCameraOrSayAbsent(names: ["Front Door"]))
        #expect(error?.message.contains("“front-door”") == true)
        _ = try Self.match(owner, request: output.path, absent: ["Front Door"])
    }

    @Test("a camera that only has recordings of other times is there")
    func otherTimes() throws {
        var owner = try AgreedOwner()
        try owner.cams(driveway: nil, garden: "garden_2026-07-04T20-37-00+0200.mp4")
        // The sample's container is of another hour than this name.
        owner.footage.starts = ["\(owner.folder.path("cams"))=by-name"]
        let sealed = try owner.seal(try owner.agree(try AgreedOwner.terms(of: ["front-door", "garden"])))
        #expect(
            sealed.record.gaps.filter { $0.camera == "garden" }.map(\.reason)
                == [.noRecording(mayBeRounding: false)])
    }

    @Test("a zone or a clock error of a camera that is not there is refused with the nearest name")
    func options() throws {
        let owner = try AgreedOwner()
        var footage = owner.footage
        footage.clockErrors = ["frnt-door=+10s"]
        let error = refusal { try footage.list(noting: owner.asked.note) }
        #expect(error?.remedy == .nameCamera(cameras: ["front-door"]))
    }
}
