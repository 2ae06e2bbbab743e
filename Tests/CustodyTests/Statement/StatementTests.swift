import Statements
import Foundation
import Sealing
import Testing

@Suite("Statements")
struct StatementTests {
    private let story: Story
    init() throws { story = try Story() }

    private func refused(_ reason: String) -> StatementError {
        .statementNotValid(kind: Request.kind, reason: reason)
    }

    /// The request's payload, changed and signed by whoever the test says, under the key id it says.
    private func changed(
        signedBy signer: Identity, keyID: String? = nil, type: String = Request.payloadType,
        _ change: (String) -> String
    ) throws -> DSSEEnvelope {
        let payload = String(decoding: try story.request.signed(by: story.agency).payload, as: UTF8.self)
        return try DSSEEnvelope.signing(
            payload: Array(change(payload).utf8), payloadType: type, key: signer.signingKey,
            keyID: keyID ?? signer.card.fingerprint.hex)
    }

    @Test("a statement read back is the one signed, and signing it again gives the same bytes")
    func roundTrip() throws {
        let (request, consent) = try story.envelopes()
        let revocation = try story.revocation.signed(by: story.owner)
        #expect(try Request(verifying: request) == story.request)
        #expect(try Consent(verifying: consent) == story.consent)
        #expect(try Revocation(verifying: revocation) == story.revocation)
        #expect(try Request(verifying: request).signed(by: story.agency) == request)
        #expect(try DSSEEnvelope(json: try consent.json()) == consent)
    }

    @Test("nobody can sign what names another as its signer")
    func otherSigner() throws {
        #expect(
            failure { try story.request.signed(by: story.stranger) }
                == StatementError.notSignable(
                    kind: "request", reason: "it names “Sgt. Maria Keller” as its signer"))
        // The same keys under another name have another card, and so do not count as the same person.
        let renamed = try Story.person("agency", "Maria Keller", .agency)
        #expect(throws: StatementError.self) { try story.request.signed(by: renamed) }
    }

    @Test("a statement signed with another's key is refused, whatever key id it gives")
    func otherKey() throws {
        for keyID in [story.agency.card.fingerprint.hex, story.stranger.card.fingerprint.hex] {
            let envelope = try changed(signedBy: story.stranger, keyID: keyID) { $0 }
            #expect(
                failure { try Request(verifying: envelope) }
                    == refused("it was changed after it was signed, or not signed by “Sgt. Maria Keller”"))
        }
        let misnamed = try changed(signedBy: story.agency, keyID: "agency") { $0 }
        #expect(throws: StatementError.self) { try Request(verifying: misnamed) }
    }

    @Test("one changed byte is found out")
    func tampered() throws {
        let signed = try story.request.signed(by: story.agency)
        let text = String(decoding: signed.payload, as: UTF8.self)
        let envelope = try DSSEEnvelope(
            payload: Array(text.replacingOccurrences(of: "21:43:00", with: "21:53:00").utf8),
            payloadType: signed.payloadType, signatures: signed.signatures)
        #expect(
            failure { try Request(verifying: envelope) }
                == refused("it was changed after it was signed, or not signed by “Sgt. Maria Keller”"))
    }

    @Test("a statement of one type is not taken for another")
    func types() throws {
        let (request, consent) = try story.envelopes()
        #expect(
            failure { try Request(verifying: consent) }
                == refused("it is a consent"))
        #expect(throws: StatementError.self) { try Consent(verifying: request) }
        #expect(throws: StatementError.self) { try Revocation(verifying: consent) }
        let relabelled = try changed(signedBy: story.agency, type: Consent.payloadType) { $0 }
        #expect(throws: StatementError.self) { try Consent(verifying: relabelled) }
    }

    @Test(
        "a signed text in which two readers could see two things is refused",
        arguments: [
            (#""case_number":"26-0417""#, #""case_number":"26-0417","case_number":"1""#),
            (#""case_number":"26-0417""#, #""case_number":"26-0417","case\u005fnumber":"1""#),
            (#""wanted":{"#, #""wanted":{"audio":false,"#),
            ("}}", "}}{}"),
        ])
    func ambiguous(part: String, replacement: String) throws {
        let envelope = try changed(signedBy: story.agency) { text in
            #expect(text.contains(part))
            return text.replacingOccurrences(of: part, with: replacement)
        }
        let error: StatementError = try #require(failure { try Request(verifying: envelope) })
        #expect(error.description.contains("its content is damaged"))
    }

    @Test("a field of a later version is ignored, and kept in every copy of the envelope")
    func unknownFields() throws {
        let envelope = try changed(signedBy: story.agency) { "{\"a_later_field\":[1]," + $0.dropFirst() }
        #expect(try Request(verifying: envelope) == story.request)
        let copy = try DSSEEnvelope(json: try envelope.json())
        #expect(String(decoding: copy.payload, as: UTF8.self).contains("a_later_field"))
        #expect(copy.payloadDigest == envelope.payloadDigest)
    }

    @Test(
        "a statement that needs a field and lacks it is refused", arguments: ["purpose", "terms", "wanted"])
    func missingFields(field: String) throws {
        let envelope = try changed(signedBy: story.agency) {
            $0.replacingOccurrences(of: "\"\(field)\":", with: "\"_\(field)\":")
        }
        #expect(throws: StatementError.self) { try Request(verifying: envelope) }
    }

    @Test("a card inside a statement is checked like any other")
    func embeddedCards() throws {
        let forged = try DSSEEnvelope(
            payload: story.investigator.card.envelope.payload, payloadType: Card.payloadType,
            signatures: story.stranger.card.envelope.signatures)
        let genuine = String(decoding: try story.investigator.card.envelope.json(), as: UTF8.self)
        let replacement = String(decoding: try forged.json(), as: UTF8.self)
        let envelope = try changed(signedBy: story.agency) { text in
            #expect(text.contains(genuine))
            return text.replacingOccurrences(of: genuine, with: replacement)
        }
        #expect(throws: StatementError.self) { try Request(verifying: envelope) }
    }

    @Test("a payload beyond a mebibyte is refused unread")
    func tooLarge() throws {
        let envelope = try changed(signedBy: story.agency) {
            $0 + String(repeating: " ", count: StatementLimits.maximumBytes)
        }
        #expect(throws: StatementError.self) { try Request(verifying: envelope) }
    }
}
