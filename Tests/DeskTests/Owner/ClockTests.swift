import CustodyDesk
import Desk
import Foundation
import Outcomes
import Peers
import Testing

@Suite("Measuring a camera's clock")
struct ClockTests {
    private static func measured(
        _ clips: [String], within reference: String = "0.5", into output: OutputFile? = nil
    ) throws -> ClockMeasurement {
        try ClockMeasurement.of(
            clips.map { "\(AgreedOwner.samples)/\($0)" }, referenceWithin: reference, writtenTo: output
        ) { _ in }
    }

    @Test("a measurement is of one camera: each has a clock of its own")
    func twoCameras() throws {
        let error = refusal {
            try Self.measured([AgreedOwner.recording, "driveway_2026-07-04T21-39-00+0200.mp4"])
        }
        #expect(error?.kind == .usage)
        #expect(error?.remedy == .checkOneCamera)
    }

    @Test("a clip without a code measures nothing, and no file is written")
    func noCode() throws {
        let asked = try AskedOwner()
        let made = try Peer.run(
            try Peer.program("ffmpeg"),
            [
                "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=96x64:rate=10:duration=2",
                "-c:v",
                "libx264", "front-door_2026-07-04T21-38-00Z.mp4",
            ], in: asked.folder)
        try #require(made.status == 0, "\(made.errors)")
        let clip = asked.folder.path("front-door_2026-07-04T21-38-00Z.mp4")
        let error = refusal {
            try ClockMeasurement.of(
                [clip], referenceWithin: "0.5", writtenTo: asked.output("clock.json")
            ) { _ in }
        }
        #expect(error?.kind == .notUnderstood)
        #expect(!asked.exists("clock.json"))
    }

    @Test(
        "how near to true time the page was has to be a number of seconds, of a day at most",
        arguments: [
            "soon", "-1", "86401",
        ])
    func reference(_ text: String) throws {
        let error = refusal { try Self.measured([AgreedOwner.recording], within: text) }
        #expect(error?.kind == .usage)
        #expect(error?.remedy == .sayReference)
    }

    @Test("a result goes to a file that will be taken for one")
    func name() throws {
        let asked = try AskedOwner()
        let error = refusal {
            try Self.measured([AgreedOwner.recording], into: asked.output("clock.txt"))
        }
        #expect(error?.kind == .usage)
    }

    @Test("a code is drawn as its file's name says, and a page shows no time but its reader's")
    func drawing() throws {
        let asked = try AskedOwner()
        #expect(try ClockDrawing.draw(into: asked.output("clock.html")) == .page)
        guard case .picture = try ClockDrawing.draw(into: asked.output("clock.png"), showing: asked.moment)
        else {
            Issue.record("no picture")
            return
        }
        #expect(
            refusal { try ClockDrawing.draw(into: asked.output("b.html"), showing: asked.moment) }?.remedy
                == .drawOneCode)
        #expect(refusal { try ClockDrawing.draw(into: asked.output("clock.gif")) }?.remedy == .nameClockCode)
    }
}
