import Statements
import Sealing
import Testing

@Suite("The revocation of a card")
struct CardRevocationTests {
    private let story: Story
    private let since: WallTime
    private let issued: WallTime
    init() throws {
        story = try Story()
        since = try time("2026-08-01T00:00:00Z")
        issued = try time("2026-08-02T00:00:00Z")
    }

    private func revocation(
        of card: Card? = nil, by successor: Card? = nil, reason: String = "my laptop was stolen"
    ) -> CardRevocation {
        CardRevocation(
            card: card ?? story.owner.card, successor: successor, reason: reason, since: since, issued: issued
        )
    }

    @Test("is signed by the card's own key, or by that of the card that replaced it")
    func signers() throws {
        let own = try revocation().signed(by: story.owner)
        #expect(try CardRevocation(verifying: own) == revocation())
        let new = try story.owner.rotated(created: try time("2026-07-01T00:00:00Z"))
        let byNew = revocation(by: new.card)
        #expect(try CardRevocation(verifying: try byNew.signed(by: new)) == byNew)
    }

    @Test("is refused from anybody else: a stranger, the card before, another's successor")
    func foreign() throws {
        #expect(throws: StatementError.self) { try revocation().signed(by: story.stranger) }
        let new = try story.owner.rotated(created: try time("2026-07-01T00:00:00Z"))
        let otherNew = try story.stranger.rotated(created: try time("2026-07-01T00:00:00Z"))
        for (revoked, signer) in [
            (new.card, story.owner), (story.owner.card, story.stranger), (story.owner.card, otherNew),
        ] {
            let claim = revocation(of: revoked, by: signer.card)
            #expect(throws: StatementError.self) { try claim.signed(by: signer) }
            // What our own code refuses to sign can still arrive from outside.
            let forged = try DSSEEnvelope.signing(
                payload: try StrictJSON.encode(claim), payloadType: CardRevocation.payloadType,
                key: signer.signingKey, keyID: signer.card.fingerprint.hex)
            #expect(throws: StatementError.self) { try CardRevocation(verifying: forged) }
        }
    }

    @Test("must say why, and may not begin after it was signed")
    func flaws() throws {
        #expect(revocation(reason: " ").flaw != nil)
        #expect(revocation(reason: String(repeating: "x", count: 1001)).flaw != nil)
        let late = CardRevocation(card: story.owner.card, reason: "r", since: issued, issued: since)
        #expect(late.flaw != nil)
        #expect(revocation().flaw == nil)
    }

    private struct Case {
        var signed: String
        var proven: String?
        var word: String
    }

    @Test("what was signed after is refused; before, it counts only where a timestamp from before shows it")
    func standing() throws {
        let trust = Trust([story.owner.card]).adding(revocation())
        for (signed, proven, word) in [
            ("2026-07-05T00:00:00Z", nil, "doubtful"),
            ("2026-07-05T00:00:00Z", "2026-07-05T00:00:01Z", "trusted"),
            ("2026-07-05T00:00:00Z", "2026-08-01T00:00:00Z", "doubtful"),
            ("2026-08-01T00:00:00Z", nil, "revoked"),
            ("2026-08-03T00:00:00Z", "2026-07-05T00:00:01Z", "revoked"),
        ] as [(String, String?, String)] {
            let standing = trust.standing(
                of: story.owner.card, signed: try time(signed), provenBefore: try proven.map { try time($0) })
            #expect(standing.word == word, "\(signed) \(proven ?? "-")")
            #expect((standing.card != nil) == (word == "trusted"))
            #expect((standing.reason ?? "").contains("my laptop was stolen") == (word != "trusted"))
        }
    }

    @Test("counts for the key under whatever card, trusted or not, and stays when the card is removed")
    func byKey() throws {
        let trust = Trust().adding(revocation()).removing(story.owner.card.fingerprint)
        #expect(trust.standing(of: story.owner.card, signed: issued).word == "revoked")
        #expect(trust.standing(of: story.agency.card, signed: issued).word == "unknown")
        #expect(trust.revocations == [revocation()])
    }

    @Test("of several the earliest counts")
    func earliest() throws {
        let earlier = CardRevocation(
            card: story.owner.card, reason: "earlier", since: try time("2026-07-01T00:00:00Z"), issued: issued
        )
        let trust = Trust([story.owner.card]).adding(revocation()).adding(earlier).adding(earlier)
        #expect(trust.revocation(of: story.owner.card.verifyingKey) == earlier)
        #expect(trust.revocations.count == 2)
    }
}
