import Statements
import Sealing
import Testing

@Suite("Grants are found by window as if each were looked at")
struct GrantIndexTests {
    /// Grants of two cameras and of every one, at random from a fixed seed.
    private static func grants(_ count: Int) throws -> [Grant] {
        let story = try Story()
        let start = story.request.window.from
        var state: UInt64 = 15
        func next(_ limit: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % limit
        }
        return try (0..<count).map { _ in
            let from = Int64(next(100))
            let window = try Window(
                from: start.adding(nanoseconds: from),
                to: start.adding(nanoseconds: from + 1 + Int64(next(30))))
            return Grant(
                camera: ["front-door", "driveway", nil][Int(next(3))], window: window, audio: next(2) == 0,
                stills: next(2) == 0)
        }
    }

    private static func authorization(_ grants: [Grant]) throws -> Authorization {
        var story = try Story()
        story.request.wanted = Wanted(audio: true, stills: true)
        story.consent.request = try story.request.signed(by: story.agency).payloadDigest
        story.consent.grants = grants
        return try Authorization(
            request: try story.request.signed(by: story.agency),
            consent: try story.consent.signed(by: story.owner),
            owner: story.owner.signingKey.verifyingKey, at: story.sealing)
    }

    @Test("every window of every camera, with sound or stills and without")
    func sameAnswers() throws {
        let authorization = try Self.authorization(try Self.grants(12))
        let index = GrantIndex(authorization.grants)
        let start = authorization.request.window.from
        var found = 0
        for camera in ["front-door", "driveway", "garden"] {
            for from in stride(from: Int64(0), to: 130, by: 3) {
                for length in stride(from: Int64(1), to: 35, by: 4) {
                    let window = try Window(
                        from: start.adding(nanoseconds: from), to: start.adding(nanoseconds: from + length))
                    for (audio, stills) in [(false, false), (true, false), (false, true), (true, true)] {
                        let expected = authorization.grants(for: camera).contains {
                            $0.window.contains(window) && ($0.audio || !audio) && ($0.stills || !stills)
                        }
                        found += expected ? 1 : 0
                        #expect(
                            index.allows(window, of: camera, audio: audio, stills: stills) == expected,
                            "\(camera) \(window) \(audio) \(stills)")
                    }
                }
            }
        }
        #expect(found > 100)
    }
}
