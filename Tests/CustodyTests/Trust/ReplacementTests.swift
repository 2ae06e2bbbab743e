import Statements
import Sealing
import Testing

/// A card that says to replace another, and is signed with that one's key, whatever else it says: the owner's program
/// would not have made it.
struct ForeignSuccessor {
    let card: Card
    let keys: Identity

    private struct Payload: Encodable {
        var name: String
        var role: Role
        var organization: String?
        var created: WallTime
        var verifying_key: String
        var age_recipients: [String]
        var succeeds: String
    }

    /// - Parameter label: of the new keys.
    init(
        _ old: Identity, name: String? = nil, role: Role? = nil, organization: String?? = nil,
        created: String, keys label: String = "successor"
    ) throws {
        keys = try Story.person(label, name ?? old.name, role ?? old.role)
        let payload = try StrictJSON.encode(
            Payload(
                name: name ?? old.name, role: role ?? old.role,
                organization: organization ?? old.organization, created: try time(created),
                verifying_key: keys.signingKey.verifyingKey.base64,
                age_recipients: keys.card.ageRecipients.compactMap(\.string),
                succeeds: old.card.fingerprint.hex))
        card = try Card(
            envelope: DSSEEnvelope.signing(
                payload: payload, payloadType: Card.payloadType, key: keys.signingKey,
                keyID: try SHA256Digest.of(payload).hex
            ).countersigned(by: old.signingKey, keyID: old.card.fingerprint.hex))
    }
}

@Suite("Who replaces whom")
struct ReplacementTests {
    private let story: Story
    private let later = "2026-09-01T10:00:00+02:00"
    init() throws { story = try Story() }

    @Test("no call is needed only where name, role and organisation stay and the card is the later one")
    func samePerson() throws {
        let trust = Trust([story.agency.card])
        let next = try ForeignSuccessor(story.agency, created: later)
        #expect(next.card.succeeds(story.agency.card))
        #expect(trust.replacement(by: next.card)?.needsNoCall == true)
        #expect(trust.predecessor(of: next.card) == story.agency.card)
        #expect(next.card.replaces(story.agency.card))
    }

    @Test("an office's next card says that it is an office's, and a person's in its place asks for a call")
    func holder() throws {
        let office = try Story.office("front office", "Evidence", .custodian, "Elm Springs Police")
        let keys = try Story.person("front office, later", "Evidence", .custodian)
        let next = try office.rotated(to: keys.signingKey, keys.ageIdentity, created: try time(later))
        #expect(next.card.holder == .office && next.card.replaces(office.card))
        let person = try ForeignSuccessor(office, created: later)
        #expect(
            Trust([office.card]).replacement(by: person.card)?.objections == [.departs([.holder])])
    }

    @Test(
        "another name, role or organisation, none in place of one, or no later a date asks for a call",
        arguments: ["name", "role", "organization", "no organization", "older", "same moment", "all"])
    func departures(what: String) throws {
        let old = story.agency
        let (new, expected): (ForeignSuccessor, [CardDifference]) =
            switch what {
            case "name": (try ForeignSuccessor(old, name: "Dana Whitfield", created: later), [.name])
            case "role": (try ForeignSuccessor(old, role: .owner, created: later), [.role])
            case "organization":
                (try ForeignSuccessor(old, organization: "Another Police", created: later), [.organization])
            case "no organization":
                (try ForeignSuccessor(old, organization: .some(nil), created: later), [.organization])
            case "older":
                (try ForeignSuccessor(old, created: "2020-01-01T00:00:00Z"), [.created])
            case "same moment":
                (try ForeignSuccessor(old, created: old.created.rfc3339), [.created])
            default:
                (
                    try ForeignSuccessor(
                        old, name: "Dana Whitfield", role: .owner, organization: .some(nil),
                        created: "2020-01-01T00:00:00Z"), [.name, .role, .organization, .created]
                )
            }
        let trust = Trust([old.card])
        #expect(new.card.succeeds(old.card) && !new.card.replaces(old.card))
        #expect(trust.replacement(by: new.card)?.objections == [.departs(expected)])
        #expect(trust.predecessor(of: new.card) == nil)
        let standing = trust.standing(of: new.card, signed: try time(later))
        #expect(standing.word == "unknown")
        #expect(standing.reason?.contains("call “Sgt. Maria Keller” before you trust it") == true)
    }

    @Test(
        "a card that is no later, or in another name, displaces nothing, though it was trusted: what the old key signed stays good",
        arguments: ["older", "name", "role"])
    func displacesNothing(what: String) throws {
        let old = story.owner
        let new =
            switch what {
            case "older": try ForeignSuccessor(old, created: "2020-01-01T00:00:00Z")
            case "name": try ForeignSuccessor(old, name: "Someone Else", created: "2026-06-02T00:00:00Z")
            default: try ForeignSuccessor(old, role: .investigator, created: "2026-06-02T00:00:00Z")
            }
        let trust = Trust([old.card, new.card])
        #expect(trust.successor(of: old.card) == nil)
        #expect(trust.standing(of: old.card, signed: story.sealing) == .trusted(old.card))
    }

    @Test("a second card after the same one is a fork, whichever came first, and neither needs no call")
    func fork() throws {
        let first = try ForeignSuccessor(story.owner, created: later, keys: "first")
        let second = try ForeignSuccessor(story.owner, created: "2026-08-01T00:00:00Z", keys: "second")
        let trust = Trust([story.owner.card, first.card])
        #expect(trust.replacement(by: second.card)?.objections == [.fork([first.card])])
        let both = trust.adding(second.card)
        #expect(both.predecessor(of: first.card) == nil && both.predecessor(of: second.card) == nil)
        #expect(
            both.forks.map(\.predecessor) == [story.owner.card])
        #expect(both.forks.first?.successors == [second.card, first.card])
        // A card in another name that the same key signed is no smaller a sign.
        let other = try ForeignSuccessor(story.owner, name: "Someone Else", created: later, keys: "other")
        #expect(trust.adding(other.card).forks.count == 1)
        #expect(trust.forks.isEmpty)
    }

    @Test("a chain of cards is followed one step at a time, as each was added")
    func chain() throws {
        var trust = Trust([story.owner.card])
        var last = story.owner
        for month in 1...40 {
            let next = try last.rotated(created: last.created.adding(nanoseconds: 1_000_000_000))
            #expect(trust.predecessor(of: next.card) == last.card, "\(month)")
            trust = trust.adding(next.card)
            last = next
        }
        #expect(trust.standing(of: last.card, signed: story.sealing).word == "trusted")
        #expect(trust.standing(of: story.owner.card, signed: story.sealing).word == "replaced")
        #expect(trust.forks.isEmpty)
        // One that skips a card says nothing here.
        #expect(Trust([story.owner.card]).replacement(by: last.card) == nil)
    }

    @Test("a card is not revoked by one that its key signed for somebody else, or dated before it")
    func revocation() throws {
        for successor in [
            try ForeignSuccessor(story.owner, name: "Someone Else", created: later),
            try ForeignSuccessor(story.owner, role: .custodian, created: later),
            try ForeignSuccessor(story.owner, created: "2020-01-01T00:00:00Z"),
        ] {
            let revocation = CardRevocation(
                card: story.owner.card, successor: successor.card, reason: "stolen",
                since: try time(later), issued: try time("2026-10-01T00:00:00Z"))
            #expect(revocation.flaw?.contains("does not replace the one it revokes") == true)
            let forged = try DSSEEnvelope.signing(
                payload: try StrictJSON.encode(revocation), payloadType: CardRevocation.payloadType,
                key: successor.keys.signingKey, keyID: successor.card.fingerprint.hex)
            #expect(throws: StatementError.self) { try CardRevocation(verifying: forged) }
        }
    }
}
