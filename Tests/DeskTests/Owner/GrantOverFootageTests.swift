import CustodyDesk
import Desk
import Foundation
import Outcomes
import Statements
import Testing

@Suite("A consent given over recordings names cameras of them, and no other")
struct GrantOverFootageTests {
    private static func owner() throws -> AgreedOwner {
        var owner = try AgreedOwner()
        // The garden's recording ends before the window begins.
        try owner.cams(
            driveway: "driveway_2026-07-04T21-39-00+0200.mp4", garden: "garden_2026-07-04T20-37-00+0200.mp4")
        // The sample's container is of another hour than this name.
        owner.footage.starts = ["\(owner.folder.path("cams"))=by-name"]
        return owner
    }

    private static func granted(
        _ owner: AgreedOwner, _ cameras: [String], _ change: (inout OwnersFootage) -> Void = { _ in },
        choosing: GrantedFootage.Choosing? = nil
    ) throws -> [String?] {
        var footage = owner.footage
        change(&footage)
        let given = try owner.asked.answer("consent.json").grant(
            owner.request, try AgreedOwner.terms(of: cameras),
            over: GrantedFootage(footage, choosing: choosing), heldAgainst: owner.asked.scrutiny())
        return given.consent.grants.map(\.camera)
    }

    @Test("the cameras that are named and have something of the time are signed, and no other")
    func named() throws {
        let owner = try Self.owner()
        #expect(try Self.granted(owner, ["driveway"]) == ["driveway"])
    }

    @Test("one that is named and recorded nothing of the time is not signed, and that is said")
    func nothingThen() throws {
        let owner = try Self.owner()
        #expect(try Self.granted(owner, ["garden", "front-door"]) == ["front-door"])
        #expect(owner.asked.notes.contains(.footage(.recordedNothingThen(camera: "garden"))))
    }

    @Test("where none that is named has anything of the time, nothing is signed and no passphrase asked for")
    func nothingAtAll() throws {
        let owner = try Self.owner()
        #expect(refusal { try Self.granted(owner, ["garden"]) }?.kind == .missing)
        #expect(owner.asked.openings == 0)
        #expect(!owner.asked.exists("consent.json"))
    }

    @Test("naming none of several is refused where nobody can be asked, with what to name")
    func noneNamed() throws {
        let owner = try Self.owner()
        let error = refusal { try Self.granted(owner, []) }
        #expect(error?.kind == .usage)
        #expect(error?.remedy == .nameCamerasGranted(cameras: ["driveway", "front-door"]))
        #expect(owner.asked.openings == 0)
        #expect(!owner.asked.exists("consent.json"))
    }

    @Test("where somebody can be asked, those they choose are signed")
    func chosen() throws {
        let owner = try Self.owner()
        var offered: [String] = []
        let choosing: GrantedFootage.Choosing = { choices throws(DeskError) in
            offered = choices.map(\.camera)
            return try CameraAnswer.labels(in: "2", of: choices)
        }
        let cameras = try Self.granted(owner, [], choosing: choosing)
        #expect(offered == ["driveway", "front-door"])
        #expect(cameras == ["front-door"])
    }

    @Test("the only camera with something of the time needs no choice; what may be a telephone's does")
    func only() throws {
        var owner = try AgreedOwner()
        try owner.cams(driveway: nil, garden: nil)
        #expect(try Self.granted(owner, []) == ["front-door"])
        var other = try AgreedOwner()
        try other.cams(frontDoor: "Mia/PXL_20260704_193800000.mp4", driveway: nil, garden: nil)
        #expect(
            refusal { try Self.granted(other, []) }?.remedy == .nameCamerasGranted(cameras: ["Mia"]))
        #expect(try Self.granted(other, ["Mia"]) == ["Mia"])
    }

    @Test("a name that no recording bears is refused with the nearest, until it is said to be meant")
    func misspelt() throws {
        let owner = try Self.owner()
        let error = try #require(refusal { try Self.granted(owner, ["front-door", "drivewy"]) })
        #expect(error.kind == .missing)
        #expect(error.remedy == .nameCameraOrSayAbsent(names: ["drivewy"]))
        #expect(error.message.contains("“driveway”"))
        #expect(!owner.asked.exists("consent.json"))
        #expect(
            try Self.granted(owner, ["front-door", "drivewy"]) { $0.absentCameras = ["drivewy"] }
                == ["front-door", "drivewy"])
    }

    @Test("what stops a seal stops the consent: a start that could be two things")
    func open() throws {
        var owner = try AgreedOwner()
        try owner.cams(driveway: nil, garden: nil)
        // The 4th of July, or the 7th of April: only the first has the window.
        try owner.made("cams/gate_04-07-2026_21-40-30.mp4")
        let error = refusal { try Self.granted(owner, ["gate"]) }
        #expect(error?.remedy == .sayStart(answers: ["day-first", "month-first"]), "\(error as Any)")
        #expect(owner.asked.openings == 0)
    }

    @Test("without recordings what is named is signed as it is named, and naming none names none")
    func without() throws {
        let owner = try Self.owner()
        let given = try owner.asked.answer("consent.json").grant(
            owner.request, try AgreedOwner.terms(of: []), heldAgainst: owner.asked.scrutiny())
        #expect(given.consent.grants.map(\.camera) == [nil])
    }

    static let answers: [(String, [String]?)] = [
        ("1", ["driveway"]), ("1, 3", ["driveway", "Mia"]), ("2 3", ["front-door", "Mia"]),
        ("front-door", ["front-door"]), (" driveway , Mia ", ["driveway", "Mia"]),
        ("all", ["driveway", "front-door"]), ("ALL, 3", ["driveway", "front-door", "Mia"]), ("", nil),
        ("0", nil), ("4", nil), ("drivewy", nil), ("1, 9", nil), (" , ", nil), ("none", nil),
    ]

    @Test("an answer ticks by place and by name; all is every camera, and no telephone", arguments: answers)
    func answer(text: String, labels: [String]?) throws {
        let choices = [
            CameraChoice(camera: "driveway", recorder: .camera, recordings: 1, covered: 1),
            CameraChoice(camera: "front-door", recorder: .vehicle, recordings: 1, covered: 1),
            CameraChoice(camera: "Mia", recorder: .personalDevice, recordings: 1, covered: 1),
        ]
        if let labels {
            #expect(try CameraAnswer.labels(in: text, of: choices) == labels)
        } else {
            #expect(refusal { try CameraAnswer.labels(in: text, of: choices) }?.kind == .usage)
        }
    }
}
