import CustodyDesk
import Desk
import Foundation
import Glibc
import Outcomes
import Peers
import Statements
import Testing

@Suite("What was found of recordings, kept while nothing of them changes")
struct KnownFootageTests {
    private let owner: AgreedOwner
    private let known = KnownFootage()
    private let cams: String

    init() throws {
        owner = try AgreedOwner()
        cams = owner.folder.path("cams")
        try FileManager.default.createDirectory(atPath: cams, withIntermediateDirectories: true)
        try put("front-door_2026-07-04T21-38-00+0200.mp4")
    }

    private func put(_ name: String, as other: String? = nil) throws {
        try FileManager.default.copyItem(
            atPath: "\(AgreedOwner.samples)/\(name)", toPath: "\(cams)/\(other ?? name)")
    }

    private func window() throws -> Window {
        try Window(
            from: try WallTime(rfc3339: AskedOwner.from), to: try WallTime(rfc3339: AskedOwner.to))
    }

    private func cameras(_ change: (inout OwnersFootage) -> Void = { _ in }) throws -> [String] {
        var footage = OwnersFootage(paths: [cams], usesIndex: false)
        change(&footage)
        return try known.timeline(of: footage, asked: try window(), naming: []) { _ in }.lanes.map(\.camera)
    }

    @Test("a file that came, went or was renamed is seen at once")
    func changes() throws {
        #expect(try cameras() == ["front-door"])
        try put("driveway_2026-07-04T21-39-00+0200.mp4")
        #expect(try cameras() == ["driveway", "front-door"])
        try FileManager.default.moveItem(
            atPath: "\(cams)/driveway_2026-07-04T21-39-00+0200.mp4",
            toPath: "\(cams)/porch_2026-07-04T21-39-00+0200.mp4")
        #expect(try cameras() == ["front-door", "porch"])
        try FileManager.default.removeItem(atPath: "\(cams)/porch_2026-07-04T21-39-00+0200.mp4")
        #expect(try cameras() == ["front-door"])
    }

    @Test("what is said of a clock is regarded at once")
    func said() throws {
        try FileManager.default.moveItem(
            atPath: "\(cams)/front-door_2026-07-04T21-38-00+0200.mp4",
            toPath: "\(cams)/gate_2026-07-04T21-38-00.mp4")
        #expect(try cameras { $0.zones = ["Europe/Berlin"] } == ["gate"])
        #expect(try cameras { $0.zones = ["America/New_York"] }.isEmpty)
    }
}
