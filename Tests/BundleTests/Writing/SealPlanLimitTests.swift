import Handover
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

    @Test("ten thousand gaps are planned, and one more is refused on one line that says what to do")
    func gaps() throws {
        let sealer = try Self.sealer(grants: 1_000)
        let cameras = (1...10).map { "camera \($0)" }
        #expect(try sealer.plan([], cameras: cameras).gaps.count == 10_000)
        #expect {
            try sealer.plan([], cameras: cameras + ["one more"])
        } throws: { error in
            let text = "\(error)"
            return text.contains("11000 gaps") && text.contains("shorter window") && !text.contains("\n")
        }
    }
}
