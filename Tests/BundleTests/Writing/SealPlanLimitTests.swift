import Handover
import Peers
import Recordings
import Starts
import Records
import Statements
import Sealing
import Testing

@Suite("More than a bundle can hold is refused before anything is cut")
struct SealPlanLimitTests {
    /// A sealer with so many grants of every camera, a second each and a second apart.
    private static func sealer(grants count: Int) throws -> Sealer {
        let agency = try Identity.generate(name: "Agency", role: .agency)
        let owner = try Identity.generate(name: "Owner", role: .owner)
        let now = WallTime.now()
        let later = now.adding(nanoseconds: 3_600_000_000_000)
        let from = try WallTime(rfc3339: "2026-07-04T20:00:00+02:00")
        let second: Int64 = 1_000_000_000
        let request = try Request(
            agency: agency.card, caseNumber: "1", purpose: "a test", location: Location(text: "here"),
            window: try Window(from: from, to: from.adding(nanoseconds: 3_600 * second)),
            recipients: [agency.card],
            issued: now, expires: later
        ).signed(by: agency)
        let consent = try Consent(
            request: request.payloadDigest, decision: .granted,
            grants: (0..<Int64(count)).map { number in
                let start = from.adding(nanoseconds: 2 * number * second)
                return Grant(window: try Window(from: start, to: start.adding(nanoseconds: second)))
            }, owner: owner.card, issued: now, expires: later
        ).signed(by: owner)
        return try Sealer(
            request: request, consent: consent, identity: owner,
            tool: ToolFacts(name: "test", version: "1", operatingSystem: "none", libraries: [:]))
    }

    @Test("nearly ten thousand gaps are planned, and more are refused on one line that says what to do")
    func gaps() throws {
        // Each camera has the first second, and nothing of the other 999.
        let folder = try ScratchFolder()
        let recordings = try (1...11).map { number in
            let clip = folder.path("cam\(number)_2026-07-04T20-00-00+0200.mp4")
            let drawn = try Peer.run(
                try Peer.program("ffmpeg"),
                [
                    "-v", "error", "-f", "lavfi", "-i", "testsrc=s=64x64:d=1:r=\(9 + number)",
                    "-c:v",
                    "libx264", clip,
                ], in: folder)
            try #require(drawn.status == 0, "\(drawn.errors)")
            return try Recording.probe(clip, zone: RecordingZone("Europe/Berlin"))
        }
        let sealer = try Self.sealer(grants: 1_000)
        #expect(try sealer.plan(Array(recordings.prefix(10))).gaps.count == 9_990)
        #expect {
            try sealer.plan(recordings)
        } throws: { error in
            let text = "\(error)"
            return text.contains("10989 gaps") && text.contains("shorter window") && !text.contains("\n")
        }
    }
}
