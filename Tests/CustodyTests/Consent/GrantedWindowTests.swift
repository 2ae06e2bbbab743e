import Statements
import Testing

@Suite("Granted windows")
struct GrantedWindowTests {
    private let granted: GrantedWindow

    init() throws {
        let story = try Story()
        let (request, consent) = try story.envelopes()
        let authorization = try Authorization(
            request: request, consent: consent, owner: story.owner.signingKey.verifyingKey, at: story.sealing)
        granted = try #require(authorization.grants.first)
    }

    @Test(
        "a granted window shrinks to what it has in common with another, and never grows",
        arguments: [
            ("21:00:00", "22:00:00", "21:40:30", "21:42:30"),
            ("21:40:30", "21:42:30", "21:40:30", "21:42:30"),
            ("21:41:00", "21:42:00", "21:41:00", "21:42:00"),
            ("21:00:00", "21:40:31", "21:40:30", "21:40:31"),
            ("21:42:29", "22:00:00", "21:42:29", "21:42:30"),
        ])
    func narrowed(from: String, to: String, expectedFrom: String, expectedTo: String) throws {
        let narrowed = try #require(granted.narrowed(to: try window(from, to)))
        #expect(narrowed.window == (try window(expectedFrom, expectedTo)))
        #expect(granted.window.contains(narrowed.window))
        #expect(narrowed.camera == granted.camera)
        #expect(narrowed.audio == granted.audio && narrowed.stills == granted.stills)
    }

    @Test("what was once cut off does not come back")
    func staysNarrow() throws {
        let narrow = try #require(granted.narrowed(to: try window("21:41:00", "21:42:00")))
        #expect(narrow.narrowed(to: try window("21:00:00", "22:00:00")) == narrow)
    }

    @Test("nothing is left of a window that only touches the grant")
    func outside() throws {
        #expect(granted.narrowed(to: try window("21:00:00", "21:40:30")) == nil)
        #expect(granted.narrowed(to: try window("21:42:30", "22:00:00")) == nil)
    }
}
