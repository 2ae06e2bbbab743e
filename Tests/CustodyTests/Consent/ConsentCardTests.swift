import Statements
import Sealing
import Testing

@Suite("A consent's card is that of the identity that seals")
struct ConsentCardTests {
    private let story: Story
    init() throws { story = try Story() }

    /// The owner's keys under other words, as somebody with the identity file could write them.
    private func owner(
        name: String = "Dana Whitfield", role: Role = .owner, organization: String? = nil,
        created: String = "2026-06-01T10:00:00+02:00", age: AgeIdentity? = nil
    ) throws -> Identity {
        try Identity(
            name: name, role: role, organization: organization, created: try time(created),
            signingKey: story.owner.signingKey, ageIdentity: age ?? story.owner.ageIdentity)
    }

    private func refusal(_ consenting: Identity, sealedBy sealing: Card) throws -> ConsentRefusal? {
        let request = try story.request.signed(by: story.agency)
        var consent = story.consent
        consent.request = request.payloadDigest
        consent.owner = consenting.card
        let envelope = try consent.signed(by: consenting)
        return failure {
            try Authorization(request: request, consent: envelope, owner: sealing, at: story.sealing)
        }
    }

    @Test("the same card authorises, with certificates of its key or without")
    func same() throws { #expect(try refusal(story.owner, sealedBy: story.owner.card) == nil) }

    @Test(
        "another card of the same key is refused by the name of what differs: its age recipients, name, role, time"
    )
    func differs() throws {
        for (other, difference) in [
            (try owner(age: story.stranger.ageIdentity), CardDifference.ageRecipients),
            (try owner(name: "Somebody Else"), .name), (try owner(role: .investigator), .role),
            (try owner(organization: "A Firm"), .organization),
            (try owner(created: "2026-06-01T10:00:01+02:00"), .created),
        ] {
            #expect(
                try refusal(other, sealedBy: story.owner.card) == .anotherCard(differences: [difference]))
            #expect(
                ConsentRefusal.anotherCard(differences: [difference]).description.contains(difference.inWords)
            )
        }
    }

    @Test("a card of another key is another owner's, whatever else it says")
    func anotherKey() throws {
        #expect(
            try refusal(story.stranger, sealedBy: story.owner.card)
                == .foreignOwner(name: story.stranger.name))
    }
}
