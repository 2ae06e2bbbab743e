import Statements
import Testing

@Suite("Trust")
struct TrustTests {
    private let story: Story
    init() throws { story = try Story() }

    @Test("nobody is trusted who was not added")
    func explicit() {
        let trust = Trust([story.agency.card])
        #expect(trust.signer(story.agency.card.fingerprint) == story.agency.card)
        #expect(trust.signer(story.investigator.card.fingerprint) == nil)
        #expect(Trust().cards.isEmpty)
    }

    @Test("adding and removing give a new trust; adding twice is adding once")
    func changes() {
        let trust = Trust().adding(story.owner.card).adding(story.agency.card).adding(story.owner.card)
        #expect(trust.cards == [story.owner.card, story.agency.card])
        let less = trust.removing(story.owner.card.fingerprint)
        #expect(less.cards == [story.agency.card])
        #expect(less.removing(story.owner.card.fingerprint) == less)
        #expect(trust.cards.count == 2)
    }

    @Test("a card of the same name and another key is another signer")
    func namesakes() throws {
        let namesake = try Story.person("stranger", "Dana Whitfield", .owner)
        let trust = Trust([story.owner.card])
        #expect(trust.signer(namesake.card.fingerprint) == nil)
        #expect(trust.adding(namesake.card).cards.count == 2)
    }
}
