import Statements
import Foundation
import Sealing
import Testing

@Suite("Cards")
struct CardTests {
    private let story: Story
    init() throws { story = try Story() }

    /// The owner's card with its payload changed, signed again by somebody or still with the old signature.
    private func changed(
        signedBy signer: SigningKey? = nil, type: String = Card.payloadType, _ change: (String) -> String
    ) throws -> DSSEEnvelope {
        let envelope = story.owner.card.envelope
        let payload = Array(change(String(decoding: envelope.payload, as: UTF8.self)).utf8)
        guard let signer else {
            return try DSSEEnvelope(payload: payload, payloadType: type, signatures: envelope.signatures)
        }
        return try DSSEEnvelope.signing(
            payload: payload, payloadType: type, key: signer, keyID: try SHA256Digest.of(payload).hex)
    }

    @Test("a card read back is the one written, and says what the identity says")
    func roundTrip() throws {
        let card = try Card(json: try story.agency.card.json())
        #expect(card == story.agency.card)
        #expect(card.name == "Sgt. Maria Keller")
        #expect(card.role == .agency)
        #expect(card.organization == "Elm Springs Police")
        #expect(card.created == story.agency.created)
        #expect(card.verifyingKey == story.agency.signingKey.verifyingKey)
        #expect(card.ageRecipients == [story.agency.ageIdentity.recipient])
    }

    @Test(
        "a card says any of the roles that people have up to a court, and no other",
        arguments: [
            "owner", "agency", "custodian", "investigator", "prosecutor", "defence", "court", "expert",
            "judge",
        ])
    func roles(word: String) throws {
        let envelope = try changed(signedBy: story.owner.signingKey) {
            $0.replacingOccurrences(of: #""role":"owner""#, with: #""role":"\#(word)""#)
        }
        #expect((try? Card(envelope: envelope))?.role.rawValue == (word == "judge" ? nil : word))
    }

    @Test("an office's card says that it is one, a person's says nothing, and there is no third")
    func holders() throws {
        let office = try Story.office(
            "front office", "Elm Springs Police, evidence", .agency, "Elm Springs Police")
        #expect(try Card(json: office.card.json()).holder == .office)
        #expect(story.owner.card.holder == .person)
        for (word, isOne) in [("office", true), ("person", false), ("robot", false)] {
            let envelope = try changed(signedBy: story.owner.signingKey) {
                $0.replacingOccurrences(of: #""name":"#, with: #""holder":"\#(word)","name":"#)
            }
            #expect(((try? Card(envelope: envelope)) != nil) == isOne, "\(word)")
        }
    }

    @Test("the fingerprint is the SHA-256 of the payload, and the key id of the signature")
    func fingerprint() throws {
        let card = story.owner.card
        #expect(card.fingerprint.digest == (try SHA256Digest.of(card.envelope.payload)))
        #expect(card.envelope.signatures.map(\.keyID) == [card.fingerprint.hex])
    }

    @Test("the same identity always has the same card, byte for byte")
    func deterministic() throws {
        #expect(try Story().owner.card.json() == story.owner.card.json())
        #expect(Set([story.owner, story.agency, story.stranger].map(\.card.fingerprint)).count == 3)
    }

    @Test(
        "a change of any field is found out",
        arguments: [
            (#""name":"Dana Whitfield""#, #""name":"Dana Whitfeld""#),
            (#""role":"owner""#, #""role":"agency""#),
            (#""role":"owner""#, #""organization":"Police","role":"owner""#),
            (#""created":"2026-06-01T10"#, #""created":"2026-06-01T11"#),
            (#""verifying_key":""#, #""verifying_key":"A"#),
            (#""age_recipients":["#, #""age_recipients": ["#),
            ("}", " }"),
        ])
    func tampered(part: String, replacement: String) throws {
        let envelope = try changed { text in
            #expect(text.contains(part))
            return text.replacingOccurrences(of: part, with: replacement)
        }
        #expect(throws: StatementError.self) { try Card(envelope: envelope) }
    }

    @Test("another's age recipient under the owner's name and key is refused, whoever signs it")
    func substitutedRecipient() throws {
        let mine = try #require(story.owner.ageIdentity.recipient.string)
        let theirs = try #require(story.stranger.ageIdentity.recipient.string)
        for signer in [nil, story.stranger.signingKey] {
            let envelope = try changed(signedBy: signer) { $0.replacingOccurrences(of: mine, with: theirs) }
            #expect(
                failure { try Card(envelope: envelope) }
                    == StatementError.cardNotValid(
                        reason: "it was changed after it was signed, or signed with another key"))
        }
        // With their own key it is a sound card, but one with another fingerprint.
        let ownKey = story.stranger.signingKey
        let envelope = try changed(signedBy: ownKey) {
            $0.replacingOccurrences(of: mine, with: theirs).replacingOccurrences(
                of: story.owner.signingKey.verifyingKey.base64, with: ownKey.verifyingKey.base64)
        }
        #expect(try Card(envelope: envelope).fingerprint != story.owner.card.fingerprint)
    }

    @Test(
        "what a card may not say is refused even when it is signed",
        arguments: [
            (#""name":"Dana Whitfield""#, #""name":"""#),
            (#""name":"Dana Whitfield""#, #""name":" \t ""#),
            (#""name":"Dana Whitfield""#, #""name":"\u200b\u3164""#),
            (#""name":"Dana Whitfield""#, #""name":"Dana\u001b[2JWhitfield""#),
            (#""name":"Dana Whitfield""#, #""name":"Dana\nWhitfield""#),
            (#""name":"Dana Whitfield""#, #""name":"Dana \u202enottub""#),
            (#""name":"Dana Whitfield""#, #""name":"Dana\u2028Whitfield""#),
            (#""name":"Dana Whitfield""#, #""other":1"#),
            (#""name":"Dana Whitfield""#, #""name":"Dana","name":"Dana""#),
            (#""role":"owner""#, #""role":"judge""#),
            (#""role":"owner""#, #""organization":"","role":"owner""#),
            (#""created":"2026-06-01T10:00:00+02:00""#, #""created":"2026-06-01""#),
            (#""age_recipients":["#, #""age_recipients":["age1no","#),
            (#""age_recipients":["#, #""age_recipients":[],"_":["#),
        ])
    func unsayable(part: String, replacement: String) throws {
        let envelope = try changed(signedBy: story.owner.signingKey) { text in
            #expect(text.contains(part))
            return text.replacingOccurrences(of: part, with: replacement)
        }
        #expect(throws: StatementError.self) { try Card(envelope: envelope) }
    }

    @Test("a name has at most 200 characters, however many of them are stacked on one letter")
    func longNames() throws {
        func named(_ name: String) throws {
            let envelope = try changed(signedBy: story.owner.signingKey) {
                $0.replacingOccurrences(of: "Dana Whitfield", with: name)
            }
            _ = try Card(envelope: envelope)
        }
        try named(String(repeating: "x", count: 200))
        #expect(throws: StatementError.self) { try named(String(repeating: "x", count: 201)) }
        #expect(throws: StatementError.self) { try named("a" + String(repeating: "\u{301}", count: 200)) }
    }

    @Test("a card names one to eight age recipients")
    func recipientCount() throws {
        let mine = #"""# + (try #require(story.owner.ageIdentity.recipient.string)) + #"""#
        func card(recipients: Int) throws -> Card {
            try Card(
                envelope: try changed(signedBy: story.owner.signingKey) {
                    $0.replacingOccurrences(
                        of: mine, with: Array(repeating: mine, count: recipients).joined(separator: ","))
                })
        }
        #expect(try card(recipients: 8).ageRecipients.count == 8)
        for count in [0, 9] { #expect(throws: StatementError.self) { try card(recipients: count) } }
    }

    @Test("a field of a later version is ignored, and kept by whoever passes the card on")
    func unknownFields() throws {
        let envelope = try changed(signedBy: story.owner.signingKey) {
            "{\"telephone\":\"1\"," + $0.dropFirst()
        }
        let card = try Card(envelope: envelope)
        #expect(card.name == "Dana Whitfield")
        #expect(try Card(json: try card.json()).envelope.payload == envelope.payload)
    }

    @Test("something else that is well signed is not a card")
    func otherTypes() throws {
        let envelope = try changed(signedBy: story.owner.signingKey, type: Request.payloadType) { $0 }
        let error = try #require(failure(of: StatementError.self) { try Card(envelope: envelope) })
        #expect(error.description.contains("it says it is a request, and does not hold as that either"))
        let request = try story.request.signed(by: story.agency)
        #expect(
            failure { try Card(envelope: request) } == StatementError.cardNotValid(reason: "it is a request"))
        for text in ["", "{}", "Dana"] {
            #expect(throws: StatementError.self) { try Card(json: Array(text.utf8)) }
        }
    }

    @Test("an identity cannot have a card that nobody could read")
    func unsayableIdentity() {
        #expect(throws: StatementError.self) { try Story.person("owner", "Dana\u{1B}[2J", .owner) }
        #expect(throws: StatementError.self) { try Story.person("owner", "", .owner) }
    }
}
