import Handover
import Peers
import Recordings
import Records
import Starts
import Statements
import Foundation
import Sealing
import Testing

@Suite("A recording that cannot be read is missing for that reason")
struct UnreadRecordingTests {
    private static func sealer(_ window: Window) throws -> Sealer {
        let agency = try Identity.generate(name: "Agency", role: .agency)
        let owner = try Identity.generate(name: "Owner", role: .owner)
        let now = WallTime.now()
        let later = now.adding(nanoseconds: 3_600_000_000_000)
        let request = try Request(
            agency: agency.card, caseNumber: "1", purpose: "a test", location: Location(text: "here"),
            window: window, recipients: [agency.card], issued: now, expires: later
        ).signed(by: agency)
        let consent = try Consent(
            request: request.payloadDigest, decision: .granted, grants: [Grant(window: window)],
            owner: owner.card, issued: now, expires: later
        ).signed(by: owner)
        return try Sealer(
            request: request, consent: consent, identity: owner,
            tool: ToolFacts(name: "test", version: "1", operatingSystem: "none", libraries: [:]))
    }

    private static func found(_ names: [String], in folder: ScratchFolder) throws -> FootageSearch {
        for name in names {
            try Data("this is no film".utf8).write(to: URL(fileURLWithPath: folder.path(name)))
        }
        return try FootageSearch([folder.url.path], clocks: RecordingClocks(zone: RecordingZone("UTC")))
    }

    private static func time(_ text: String) throws -> WallTime {
        try WallTime(rfc3339: "2026-07-04T\(text)Z")
    }

    @Test("from when its name says it begins, and never called a time without a recording")
    func damaged() throws {
        let folder = try ScratchFolder()
        let found = try Self.found(["gate_2026-07-04T20-01-00Z.mp4"], in: folder)
        #expect(found.cameras == ["gate"])
        let window = try Window(from: Self.time("20:00:00"), to: Self.time("20:05:00"))
        let gaps = try Self.sealer(window).plan(
            found.recordings, cameras: found.cameras, unread: found.unread
        ).gaps
        #expect(gaps.count == 2)
        let unread = try #require(gaps.first { $0.reason == .unreadable })
        #expect(unread.window == (try Window(from: Self.time("20:01:00"), to: Self.time("20:05:00"))))
        let none = try #require(gaps.first { $0.reason == .noRecording(mayBeRounding: false) })
        #expect(none.window == (try Window(from: Self.time("20:00:00"), to: Self.time("20:01:00"))))
    }

    @Test("not for the time of another camera, or behind what its name says it lasts")
    func elsewhere() throws {
        let folder = try ScratchFolder()
        let found = try Self.found(
            ["gate_20260704200000_20260704200100.mp4", "yard_20260704200300_20260704200400.mp4"], in: folder)
        let window = try Window(from: Self.time("20:00:00"), to: Self.time("20:05:00"))
        let gaps = try Self.sealer(window).plan(
            found.recordings, cameras: found.cameras, unread: found.unread
        ).gaps
        let unread = gaps.filter { $0.reason == .unreadable }
        #expect(Set(unread.map(\.camera)) == ["gate", "yard"])
        #expect(unread.allSatisfy { $0.window.durationNanoseconds == 60 * 1_000_000_000 })
    }
}
