import Statements
import Sealing
import Testing

@Suite("What a good signature is worth")
struct SignerStandingTests {
    private let story: Story
    init() throws { story = try Story() }

    @Test("a card that was added by hand is trusted, another is unknown, and says so")
    func byHand() throws {
        let trust = Trust([story.owner.card])
        #expect(trust.standing(of: story.owner.card, signed: story.sealing) == .trusted(story.owner.card))
        let unknown = trust.standing(of: story.agency.card, signed: story.sealing)
        #expect(unknown == .unknown(note: nil))
        #expect(unknown.reason == "signer unknown" && unknown.card == nil)
    }

    @Test("what a replaced key signed before stays trusted; what it signs after is named")
    func replaced() throws {
        let moment = try time("2026-09-01T10:00:00+02:00")
        let new = try story.owner.rotated(created: moment)
        let trust = Trust([story.owner.card, new.card])
        func word(_ signed: WallTime, proven: WallTime? = nil) -> String {
            trust.standing(of: story.owner.card, signed: signed, provenBefore: proven).word
        }
        #expect(word(story.sealing) == "trusted")
        #expect(word(moment.adding(nanoseconds: -1)) == "trusted")
        #expect(word(moment) == "replaced")
        #expect(trust.standing(of: story.owner.card, signed: moment).reason?.contains("replaced on") == true)
        // A clock that was ahead: an authority saw it before.
        #expect(word(moment, proven: moment.adding(nanoseconds: -1)) == "trusted")
        #expect(trust.standing(of: new.card, signed: moment).word == "trusted")
        // Nobody here trusts the new card: nothing is known of a replacement.
        #expect(Trust([story.owner.card]).standing(of: story.owner.card, signed: moment).word == "trusted")
    }

    @Test("the successor of a trusted card is unknown until it is added, and it is said that it can be")
    func successor() throws {
        let new = try story.owner.rotated(created: try time("2026-09-01T10:00:00+02:00"))
        let standing = Trust([story.owner.card]).standing(of: new.card, signed: .now())
        #expect(standing.word == "unknown")
        guard case .unknown(let note?) = standing else {
            Issue.record("no note")
            return
        }
        #expect(note.settled == .trustingCard)
        #expect(note.text.contains("no call is needed"))
    }
}
