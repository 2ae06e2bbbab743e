import CustodyDesk
import Foundation
import Outcomes
import Peers
import Statements
import Synchronization
import Testing

@Suite("An identity that is made once and unlocked for a while")
struct HeldIdentityTests {
    private let folder: ScratchFolder
    private let clock = Clock()
    private let held: HeldIdentity
    private static let phrase = "four quiet words and a river"

    /// A clock that a test moves.
    private final class Clock: Sendable {
        private let moved = Mutex(Duration.zero)
        private let start = ContinuousClock().now
        var now: ContinuousClock.Instant { start.advanced(by: moved.withLock(\.self)) }
        func pass(minutes: Int) { moved.withLock { $0 += .seconds(60 * minutes) } }
    }

    init() throws {
        folder = try ScratchFolder()
        held = HeldIdentity(at: folder.path("proffer/my.identity")) { [clock] in clock.now }
    }

    @Test("it is locked by itself some time after it was last used, and a use keeps it unlocked")
    func whileUnlocked() throws {
        try held.make(name: " Dana Whitfield ", passphrase: Self.phrase, again: Self.phrase)
        #expect(held.card?.name == "Dana Whitfield")
        #expect(held.minutesLeft == HeldIdentity.minutes)
        clock.pass(minutes: HeldIdentity.minutes - 1)
        #expect(held.minutesLeft == 1)
        _ = try held.unlocked.open()
        clock.pass(minutes: HeldIdentity.minutes - 1)
        #expect(held.minutesLeft == 1, "a use begins the time anew")
        clock.pass(minutes: 1)
        #expect(held.minutesLeft == nil && held.card == nil)
        #expect(refusal { try held.unlocked.open() }?.kind == .notPermitted)
        #expect(refusal { try held.unlock(with: "not the passphrase") }?.kind == .notPermitted)
        #expect(held.minutesLeft == nil)
        try held.unlock(with: Self.phrase)
        held.lock()
        #expect(held.minutesLeft == nil)
    }

    @Test("looking whether it is unlocked does not keep it unlocked")
    func looking() throws {
        try held.make(name: "Dana", passphrase: Self.phrase, again: Self.phrase)
        for _ in 0..<HeldIdentity.minutes {
            clock.pass(minutes: 1)
            _ = (held.card, held.minutesLeft)
        }
        #expect(held.card == nil)
    }

    @Test(
        "what a person filled in wrongly is refused, and nothing is written",
        arguments: [
            (" ", phrase, phrase, .noName), ("Dana", "", "", .noPassphrase),
            ("Dana", "fourteen chars", "fourteen chars", .shortPassphrase),
            ("Dana", phrase, phrase + " ", .differ),
            ("Dana", "four quiet words\nand a river", "four quiet words\nand a river", .notPassphrase),
        ] as [(String, String, String, HeldIdentity.Refusal)])
    func refused(_ name: String, _ one: String, _ two: String, _ why: HeldIdentity.Refusal) throws {
        #expect(throws: why) { try held.make(name: name, passphrase: one, again: two) }
        #expect(!held.isThere)
        #expect(try folder.names().isEmpty)
    }

    @Test("one that is there is never replaced, whether made anew or brought back")
    func once() throws {
        try held.make(name: "Dana", passphrase: Self.phrase, again: Self.phrase)
        let file = try folder.read("proffer/my.identity")
        #expect(throws: HeldIdentity.Refusal.thereAlready) {
            try held.make(name: "Tom", passphrase: Self.phrase, again: Self.phrase)
        }
        #expect(throws: HeldIdentity.Refusal.thereAlready) { try held.restore(file, passphrase: Self.phrase) }
        #expect(try folder.read("proffer/my.identity") == file)
    }

    @Test("what is brought back must be opened by its passphrase; otherwise nothing is written")
    func broughtBack() throws {
        try held.make(name: "Dana", passphrase: Self.phrase, again: Self.phrase)
        let file = try folder.read("proffer/my.identity")
        let other = HeldIdentity(at: folder.path("other/my.identity"))
        #expect(refusal { try other.restore(file, passphrase: "not the passphrase") }?.kind == .notPermitted)
        #expect(!other.isThere)
        try other.restore(file, passphrase: Self.phrase)
        #expect(other.card == held.card)
        #expect(try folder.read("other/my.identity") == file)
    }
}
