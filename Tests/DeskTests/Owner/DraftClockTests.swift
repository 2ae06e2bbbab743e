import CustodyDesk
import Desk
import Foundation
import Outcomes
import Peers
import Records
import Statements
import Testing

@Suite("What an owner says of clocks and places, as a front keeps it before anything is signed")
struct DraftClockTests {
    @Test("right is an error of nought by the owner's word, which the record has, and unknown says nothing")
    func right() throws {
        let owner = try AgreedOwner()
        var draft = OwnersDraft()
        draft.footage = [AgreedOwner.samples]
        draft.setClock(of: AgreedOwner.camera, isRight: true)
        let consent = try owner.agree()
        var choices = draft.choices(answers: nil)
        choices.commitments = .none
        choices.footage.usesIndex = false
        let error = try #require(try owner.seal(consent, choices).record.recordings.first?.clockError)
        #expect(error.errorNanoseconds == 0 && error.how == .given)
        draft.setClock(of: AgreedOwner.camera, isRight: false)
        #expect(draft.clockErrors.isEmpty && draft.clocks[AgreedOwner.camera] == .unknown)
    }

    @Test("a zone is of all clocks or of one camera's, and each can be taken back")
    func zones() {
        var draft = OwnersDraft()
        draft.zone = "Europe/Berlin"
        draft.setZone(of: "gate=2", "America/Chicago")
        draft.zone = "Europe/Paris"
        #expect(draft.zone == "Europe/Paris" && draft.zone(of: "gate=2") == "America/Chicago")
        #expect(draft.zones == ["Europe/Paris", "gate=2=America/Chicago"])
        draft.setZone(of: "gate=2", nil)
        #expect(draft.zones == ["Europe/Paris"])
    }

    @Test("what was said of cameras and files that are not there any more is forgotten, and the rest stays")
    func gone() {
        var draft = OwnersDraft()
        draft.footage = ["/cams/a"]
        draft.zone = "Europe/Paris"
        draft.setZone(of: "gate", "America/Chicago")
        draft.setZone(of: "yard", "America/Chicago")
        draft.setClock(of: "gate", isRight: true)
        draft.cameras = ["gate", "yard"]
        draft.absentCameras = ["yard", "attic"]
        draft.starts = ["/cams/a/x.mp4=day-first", "/cams/ab=day-first", "/cams/a=ends"]
        draft.keepOnly(cameras: ["yard"])
        #expect(draft.zones == ["Europe/Paris", "yard=America/Chicago"])
        #expect(draft.clocks.isEmpty && draft.clockErrors.isEmpty)
        #expect(draft.cameras == ["yard"] && draft.absentCameras == ["attic"])
        #expect(draft.starts == ["/cams/a/x.mp4=day-first", "/cams/a=ends"])
    }

    @Test("a camera that is said to be absent is named in what is granted")
    func absent() {
        var draft = OwnersDraft()
        draft.cameras = ["gate"]
        draft.absentCameras = ["attic"]
        #expect(draft.terms.cameras == ["gate", "attic"])
        #expect(draft.recordings(answers: nil).absentCameras == ["attic"])
    }

    @Test("the folders that were looked in are remembered, the last one first, for their owner's eyes")
    func folders() throws {
        let folder = try ScratchFolder()
        let last = LastFolders(in: PersonsFolder(path: folder.path("data")))
        #expect(last.there.isEmpty)
        for number in 0..<12 {
            try FileManager.default.createDirectory(
                atPath: folder.path("cams\(number)"), withIntermediateDirectories: true)
            try last.add(folder.path("cams\(number)"))
        }
        try last.add(folder.path("cams10"))
        #expect(last.there.count == LastFolders.most)
        #expect(last.there.prefix(2) == [folder.path("cams10"), folder.path("cams11")])
        try FileManager.default.removeItem(atPath: folder.path("cams10"))
        #expect(last.there.first == folder.path("cams11"), "what was pulled out is not offered")
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path("data/folders.json"))
        #expect(mode[.posixPermissions] as? Int == 0o600)
    }

    @Test("a place names one zone, several, or none; what is only near is no answer")
    func places() {
        #expect(ZonePlaces.zones(named: "chicago") == ["America/Chicago"])
        #expect(ZonePlaces.zones(named: "Europe/Berlin") == ["Europe/Berlin"])
        #expect(ZonePlaces.zones(named: "Central").isEmpty)
        #expect(ZonePlaces.near("Central") == ["America/Chicago"])
        #expect(ZonePlaces.zones(named: "Bogotá") == ["America/Bogota"])
        #expect(ZonePlaces.near("Chigago") == ["America/Chicago"])
        #expect(ZonePlaces.near("Johann") == ["Africa/Johannesburg"])
        for far in ["Houston", "Munich", "New London", "Springfield on Sea", "Bonn"] {
            #expect(ZonePlaces.near(far).isEmpty, "\(far): a place that is far off would be another hour")
        }
        let berlin = ZonePlaces.place(of: "Europe/Berlin")
        #expect(berlin.city == "Berlin")
        #expect(ZonePlaces.all.count > 200)
        #expect(Set(ZonePlaces.all.map(\.zone)).count == ZonePlaces.all.count)
    }
}
