import CustodyDesk
import Desk
import Foundation
import Glibc
import Outcomes
import Peers
import Statements
import Testing

@Suite("What an owner's recordings have of the time that is asked for, camera by camera")
struct RecordedCamerasTests {
    private static func look(
        _ owner: AgreedOwner, _ change: (inout OwnersFootage) -> Void = { _ in }
    ) throws -> RecordedCameras {
        var footage = owner.footage
        change(&footage)
        return try RecordedCameras(
            footage, askedFor: try asked(owner.request, owner), noting: owner.asked.note)
    }

    private static func asked(_ path: String, _ owner: AgreedOwner) throws -> Request {
        guard case .request(let read) = try owner.asked.scrutiny().show(path) else {
            throw Peer.Missing(description: "no request")
        }
        return read.request
    }

    /// Changes when a file was last changed, as copying it does.
    private static func date(_ path: String, _ date: String) throws {
        let moment = try #require(ISO8601DateFormatter().date(from: date))
        try FileManager.default.setAttributes([.modificationDate: moment], ofItemAtPath: path)
    }

    @Test(
        "each has a picture from that time, the same by the same key; a telephone's and what nobody can place lie apart"
    )
    func pictures() throws {
        var owner = try AgreedOwner()
        try owner.cams(
            driveway: "phone/DCIM/VID_20260704_213900.mp4", garden: "shelf/20260704_213700.mp4")
        let cameras = try Self.look(owner)
        #expect(cameras.cameras.filter(\.isOfHome).map(\.label) == ["front-door"])
        #expect(
            Set(cameras.cameras.filter { !$0.isOfHome }.map(\.choice.recorder)) == [
                .personalDevice, .unknown,
            ])
        for camera in cameras.cameras {
            let picture = try #require(camera.picture)
            let jpeg = try #require(try picture.jpeg(width: 160))
            #expect(jpeg.starts(with: [0xFF, 0xD8]) && jpeg.count < 32 << 10)
        }
        #expect(try Self.look(owner).cameras.map(\.picture?.key) == cameras.cameras.map(\.picture?.key))
    }

    @Test("a clock without a zone is read as this computer's, and it is said that nobody said so")
    func zone() throws {
        var owner = try AgreedOwner()
        let gate = owner.folder.path("cams/gate")
        try FileManager.default.createDirectory(atPath: gate, withIntermediateDirectories: true)
        // Made anew: the container of a sample says when it was made, and would contradict another zone.
        try owner.made("cams/gate/RingVideo_20260704_214100.mp4")
        owner.footage.paths = [owner.folder.path("cams")]
        owner.footage.zones = []
        let unsaid = try Self.look(owner)
        #expect(unsaid.cameras.allSatisfy { $0.needsZone && $0.lacksZone })
        let said = try Self.look(owner) { $0.zones = ["Europe/Berlin"] }
        #expect(said.cameras.map(\.lacksZone) == [false])
        let elsewhere = try Self.look(owner) { $0.zones = ["Europe/Berlin", "gate=America/Chicago"] }
        #expect(elsewhere.cameras.isEmpty && elsewhere.others == ["gate"])
        let own = try Self.look(try AgreedOwner())
        #expect(own.cameras.allSatisfy { !$0.needsZone }, "their names carry an offset")
    }

    @Test("a camera lacks a zone as long as nobody said where its clock runs")
    func lacking() throws {
        var owner = try AgreedOwner()
        // Of that time by this computer's clock, whichever that is.
        let written = DateFormatter()
        written.locale = Locale(identifier: "en_US_POSIX")
        written.dateFormat = "yyyyMMdd_HHmmss"
        let name = written.string(from: Date(timeIntervalSince1970: 1783194060))
        try FileManager.default.createDirectory(
            atPath: owner.folder.path("cams/gate"), withIntermediateDirectories: true)
        try owner.made("cams/gate/RingVideo_\(name).mp4")
        owner.footage.paths = [owner.folder.path("cams")]
        owner.footage.zones = []
        let unsaid = try Self.look(owner)
        #expect(unsaid.labels == ["gate"])
        #expect(unsaid.lackZone(["gate"]) && !unsaid.lackZone(["porch"]))
        let said = try Self.look(owner) { $0.zones = [ZonePlaces.ofThisComputer ?? "UTC"] }
        #expect(said.labels == ["gate"] && !said.lackZone(["gate"]))
    }

    @Test("the same file twice counts once, a damaged one and one of a clock that was set back are named")
    func setAside() throws {
        var owner = try AgreedOwner()
        try owner.cams(driveway: nil, garden: nil)
        let cams = owner.folder.path("cams")
        try FileManager.default.createDirectory(atPath: "\(cams)/copy", withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: "\(cams)/\(AgreedOwner.recording)", toPath: "\(cams)/copy/\(AgreedOwner.recording)")
        try Data("no video".utf8).write(to: URL(fileURLWithPath: "\(cams)/gate_2026-07-04T21-40-00Z.mp4"))
        try owner.made("cams/shed_2000-01-01_00-00-12.mp4")
        try owner.made("cams/barn_2026-01-01_00-00-12.mp4")
        try Self.date("\(cams)/barn_2026-01-01_00-00-12.mp4", "2026-01-01T00:01:00Z")
        let cameras = try Self.look(owner)
        #expect(cameras.copies.count == 1 && cameras.copies.first?.camera == "front-door")
        #expect(cameras.unreadable.map(\.path) == ["\(cams)/gate_2026-07-04T21-40-00Z.mp4"])
        #expect(cameras.resetClocks.first.map(\.camera) == ["shed"], "and not that of New Year's Day")
        #expect(cameras.obstacle(to: ["front-door"], absent: []) == nil)
    }

    @Test("what cannot be read of that time is one that cannot be read, and not one without anything of it")
    func unread() throws {
        var owner = try AgreedOwner()
        try owner.cams(driveway: nil, garden: nil)
        // É as one byte, which is no UTF-8.
        let name =
            Array("\(owner.folder.path("cams"))/caf".utf8) + [0xC9] + Array("_2026-07-04T19-40-30Z.mp4".utf8)
        let made = (name + [0]).map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { path -> Int32 in
            path.baseAddress.map { open($0, O_CREAT | O_WRONLY, 0o600) } ?? -1
        }
        try #require(made >= 0)
        close(made)
        let cameras = try Self.look(owner) { $0.zones = ["Europe/Berlin"] }
        let unreadable = try #require(cameras.unreadable.first)
        #expect(cameras.unreadable.count == 1 && unreadable.code == "name" && unreadable.isWhole)
        #expect(cameras.others == [])
        #expect(cameras.unread.count == 1)
    }

    @Test("what a folder leaves open is asked once, and nothing can be agreed to before it is answered")
    func questions() throws {
        var owner = try AgreedOwner()
        try FileManager.default.createDirectory(
            atPath: owner.folder.path("cams"), withIntermediateDirectories: true)
        // Two that differ: the same bytes at two times would contradict each other.
        for (second, more) in [("00", []), ("30", ["-vf", "hflip"])] {
            try owner.made("cams/gate_04-07-2026_21-41-\(second).mp4", more)
        }
        let cams = owner.folder.path("cams")
        owner.footage = OwnersFootage(paths: [cams], zones: ["Europe/Berlin"], usesIndex: false)
        let asking = try Self.look(owner)
        let question = try #require(asking.questions.first)
        #expect(asking.questions.count == 1 && question.place == cams && question.count == 2)
        #expect(Set(question.readings.map(\.answer)) == ["day-first", "month-first"])
        #expect(asking.obstacle(to: ["gate"], absent: []) == .questions)
        let answered = try Self.look(owner) { $0.starts = [question.text("day-first")] }
        #expect(answered.questions.isEmpty && answered.labels == ["gate"])
        #expect(answered.obstacle(to: ["gate"], absent: []) == nil)
    }

    @Test("two views under one name stop who ticks it, and nobody else")
    func labels() throws {
        var owner = try AgreedOwner()
        try owner.cams(driveway: nil, garden: nil)
        for (view, more) in [("wide", []), ("tele", ["-vf", "hflip"])] {
            try owner.made("cams/gate_20260704_214100_\(view).mp4", more)
        }
        let cameras = try Self.look(owner)
        #expect(cameras.doubtfulLabels.map(\.label) == ["gate"])
        #expect(cameras.obstacle(to: ["gate", "front-door"], absent: []) == .labels)
        #expect(cameras.obstacle(to: ["front-door"], absent: []) == nil)
    }

    @Test("no more is agreed to than is asked for: the cameras that are named, or as many as are counted")
    func limits() throws {
        let owner = try AgreedOwner()
        func revised(_ limit: CameraLimit, _ number: Int) throws -> RecordedCameras {
            var terms = OfferTerms()
            terms.cameras = limit
            let trust = Trust([owner.asked.agency.card])
            _ = try owner.asked.answer("offer-\(number).json").counter(
                owner.request, terms, trust: trust)
            let output = owner.asked.output("request-\(number).json")
            _ = try RequestRevision(of: owner.request, to: owner.folder.path("offer-\(number).json")).sign(
                by: owner.asked.identity(owner.asked.agency, "keller.identity"), to: output,
                trust: Trust([])
            ) { owner.asked.moment }
            return try RecordedCameras(
                owner.footage, askedFor: try Self.asked(output.path, owner), noting: owner.asked.note)
        }
        let named = try revised(.labels(["front-door", "attic"]), 1)
        #expect(named.missing == ["attic"])
        #expect(named.cameras.filter(\.isAskedFor).map(\.label) == ["front-door"])
        #expect(named.obstacle(to: ["driveway"], absent: []) == .notAskedFor)
        #expect(named.obstacle(to: ["front-door"], absent: ["attic"]) == nil)
        #expect(named.obstacle(to: ["front-door"], absent: ["cellar"]) == .gone)
        let counted = try revised(.count(1), 2)
        #expect(counted.most == 1)
        #expect(counted.obstacle(to: ["front-door", "driveway"], absent: []) == .tooMany(1))
        #expect(counted.obstacle(to: [], absent: []) == .nothingTicked)
        #expect(counted.obstacle(to: ["cellar"], absent: []) == .gone)
    }
}
