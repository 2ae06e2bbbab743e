import Statements
import Sealing
import Testing

@Suite("A card that replaces another")
struct SuccessionTests {
    private let story: Story
    private let new: Identity
    init() throws {
        story = try Story()
        new = try story.owner.rotated(created: try time("2026-09-01T10:00:00+02:00"))
    }

    @Test("has new keys and the same name, and the old key signed it")
    func handsOn() throws {
        #expect(new.card.name == story.owner.card.name)
        #expect(new.signingKey.verifyingKey != story.owner.signingKey.verifyingKey)
        #expect(new.card.predecessor == story.owner.card.fingerprint)
        #expect(new.card.succeeds(story.owner.card))
        #expect(!new.card.succeeds(story.stranger.card))
        #expect(!story.owner.card.succeeds(new.card))
    }

    @Test("comes out of its identity file byte for byte, though the old key is not in it")
    func identityFile() throws {
        for passphrase in [nil, "worthless sample"] {
            let file = try new.file(passphrase: passphrase, workFactor: 10)
            let read = try Identity(file: file) { "worthless sample" }
            #expect(try read.card.json() == new.card.json())
        }
    }

    @Test("is a sound card to a reader who does not know of succession: its own signature comes first")
    func oldReaders() throws {
        let first = try DSSEEnvelope(
            payload: new.card.envelope.payload, payloadType: new.card.envelope.payloadType,
            signatures: [new.card.envelope.signatures[0]])
        let card = try Card(envelope: first)
        #expect(card.fingerprint == new.card.fingerprint)
        // The old key's word is gone with its signature, and nothing else vouches for it.
        #expect(!card.succeeds(story.owner.card))
    }

    @Test(
        "cannot be made without the old key: not by naming the old card, not with its signature over another card"
    )
    func forged() throws {
        let forger = try story.stranger.rotated(created: try time("2026-09-01T10:00:00+02:00"))
        let payload = String(decoding: forger.card.envelope.payload, as: UTF8.self).replacing(
            story.stranger.card.fingerprint.hex, with: story.owner.card.fingerprint.hex)
        let bytes = Array(payload.utf8)
        let own = try DSSEEnvelope.signing(
            payload: bytes, payloadType: Card.payloadType, key: forger.signingKey,
            keyID: try SHA256Digest.of(bytes).hex)
        let claimed = try Card(envelope: own)
        #expect(claimed.predecessor == story.owner.card.fingerprint)
        #expect(!claimed.succeeds(story.owner.card))
        let stolen = try Card(envelope: try own.adding(new.card.envelope.signatures[1]))
        #expect(!stolen.succeeds(story.owner.card))
    }

    @Test("must be younger than the card it replaces")
    func younger() {
        #expect(throws: StatementError.self) { try story.owner.rotated(created: story.owner.created) }
    }

    @Test("is known by a trusted predecessor, and not when that was revoked: a thief could have named it")
    func predecessor() throws {
        let trust = Trust([story.owner.card])
        #expect(trust.predecessor(of: new.card) == story.owner.card)
        #expect(Trust().predecessor(of: new.card) == nil)
        let revocation = CardRevocation(
            card: story.owner.card, reason: "stolen", since: try time("2026-08-01T00:00:00Z"),
            issued: try time("2026-08-02T00:00:00Z"))
        #expect(trust.adding(revocation).predecessor(of: new.card) == nil)
    }

    @Test("may change hands twice")
    func twice() throws {
        let third = try new.rotated(created: try time("2026-10-01T10:00:00+02:00"))
        #expect(third.card.succeeds(new.card) && !third.card.succeeds(story.owner.card))
    }
}
