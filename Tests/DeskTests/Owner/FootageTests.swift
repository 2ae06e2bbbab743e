import CustodyDesk
import Desk
import Foundation
import Outcomes
import Peers
import Records
import Statements
import Testing

@Suite("What recordings there are is the same whoever asks")
struct FootageTests {
    private static func listed(_ footage: OwnersFootage, _ asked: AskedOwner) throws -> FootageListFacts {
        guard case .opened(let facts) = try footage.list(noting: asked.note) else {
            throw DeskError(.doesNotHold, "they were only glanced at")
        }
        return facts
    }

    @Test("a list, a match and a preview have a recording begin at the same time, by one clock error")
    func one() throws {
        let owner = try AgreedOwner()
        var footage = owner.footage
        footage.clockErrors = ["front-door=+10s±0.5s"]
        let listed = try Self.listed(footage, owner.asked)
        let begin = try WallTime(rfc3339: "2026-07-04T21:37:50+02:00")
        #expect(listed.recordings.first { $0.camera == AgreedOwner.camera }?.window.from == begin)
        let match = try MatchedFootage.of(
            footage, requestedBy: owner.request, journal: owner.asked.looked, trust: Trust([]),
            noting: owner.asked.note)
        let matched = match.facts.cameras.first { $0.camera == AgreedOwner.camera }
        #expect(matched?.recordings.first?.window.from == begin)
        let error = try owner.seal(try owner.agree(), HandoverChoices(footage, commitments: .none))
            .record.recordings.first?.clockError
        #expect(error?.errorNanoseconds == 10 * WallTime.nanosecondsPerSecond)
    }

    @Test("a clock error is taken off the times of its own camera, and of no other")
    func ofOneCamera() throws {
        let owner = try AgreedOwner()
        var footage = owner.footage
        footage.clockErrors = ["front-door=+10s"]
        let listed = try Self.listed(footage, owner.asked).recordings
        let unmoved = try Self.listed(owner.footage, owner.asked).recordings
        for (moved, before) in zip(listed, unmoved) {
            let seconds =
                before.window.from.nanoseconds(since: moved.window.from) / WallTime.nanosecondsPerSecond
            #expect(seconds == (moved.camera == "front-door" ? 10 : 0), "\(moved.camera)")
        }
    }

    @Test("a clock error alone is refused where there are several cameras, and taken where one is meant")
    func ofSeveral() throws {
        let owner = try AgreedOwner()
        var footage = owner.footage
        footage.clockErrors = ["+10s"]
        let error = refusal { try footage.list(noting: owner.asked.note) }
        #expect(error?.kind == .usage)
        #expect(error?.remedy == .nameCamera(cameras: ["driveway", "front-door", "garden"]))
        // The consent is of one camera: the error can be of no other.
        _ = try owner.preview(nil, HandoverChoices(footage, commitments: .none))
    }

    @Test("a clock error or a zone of a camera that is not there is refused, and names those that are")
    func ofNobody() throws {
        let owner = try AgreedOwner()
        var footage = owner.footage
        footage.clockErrors = ["front-dor=+10s"]
        #expect(refusal { try footage.list(noting: owner.asked.note) }?.kind == .usage)
        footage.clockErrors = []
        footage.zones = ["front-dor=Europe/Berlin"]
        #expect(
            refusal { try footage.list(noting: owner.asked.note) }?.message.contains("front-door") == true)
    }

    @Test("a start of a recording that is not there is refused on every road")
    func startOfNothing() throws {
        let owner = try AgreedOwner()
        var footage = owner.footage
        footage.starts = ["attic.mp4=2026-07-04T21:38:00+02:00"]
        let listing = refusal { try footage.list(noting: owner.asked.note) }
        let preview = refusal {
            try owner.preview(nil, HandoverChoices(footage, commitments: .none))
        }
        #expect(listing?.kind == .usage)
        #expect(preview == listing)
    }

    @Test("a clock error that cannot be read says how to say one")
    func clockError() throws {
        let owner = try AgreedOwner()
        var footage = owner.footage
        footage.clockErrors = ["three minutes"]
        let error = refusal { try footage.list(noting: owner.asked.note) }
        #expect(error?.kind == .usage)
        #expect(error?.remedy == .sayClockError)
    }

    @Test("a link in a folder is left alone and noted, unless it is to be followed")
    func links() throws {
        let owner = try AgreedOwner()
        let (cams, _) = try owner.cams()
        let driveway = "driveway_2026-07-04T21-39-00+0200.mp4"
        try FileManager.default.createSymbolicLink(
            atPath: "\(cams)/\(driveway)", withDestinationPath: "\(AgreedOwner.samples)/\(driveway)")
        var footage = owner.footage
        footage.paths = [cams]
        #expect(try Self.listed(footage, owner.asked).recordings.map(\.camera) == [AgreedOwner.camera])
        #expect(
            owner.asked.notes.contains { note in
                if case .footage(.linksNotFollowed(1, _)) = note { true } else { false }
            })
        footage.followsLinks = true
        let followed = try Self.listed(footage, owner.asked)
        #expect(Set(followed.recordings.map(\.camera)) == [AgreedOwner.camera, "driveway"])
    }

    @Test("of more recordings than are opened, each is written once, and none is held")
    func many() throws {
        let owner = try AgreedOwner()
        let cams = owner.folder.path("many")
        try FileManager.default.createDirectory(atPath: cams, withIntermediateDirectories: true)
        let count = OwnersFootage.fewRecordings + 1
        for index in 0..<count {
            let minute = String(format: "%02d-%02d", 10 + index / 60, index % 60)
            try FileManager.default.linkItem(
                atPath: try Self.copy(owner, index),
                toPath: "\(cams)/front-door_2026-07-04T\(minute)-00+0200.mp4")
        }
        var footage = owner.footage
        footage.paths = [cams]
        var bytes: [UInt8] = []
        let written = try footage.list(writing: { bytes += $0 }, noting: owner.asked.note)
        guard case .written = written else {
            Issue.record("they were not written")
            return
        }
        let json = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        #expect((json?["recordings"] as? [Any])?.count == count)
        guard case .byCamera(let cameras, let all, _) = try footage.list(noting: owner.asked.note) else {
            Issue.record("they were not summed up")
            return
        }
        #expect(all == count)
        #expect(cameras.map(\.count) == [count])
    }

    /// A file of its own: a second name of one file counts once.
    private static func copy(_ owner: AgreedOwner, _ index: Int) throws -> String {
        let path = owner.folder.path("file-\(index)")
        try FileManager.default.copyItem(
            atPath: "\(AgreedOwner.samples)/garden_2026-07-04T21-37-00+0200.mp4", toPath: path)
        return path
    }
}
