import Peers
import Records
import Statements
import Foundation
import Sealing
import Testing

/// The worked examples of docs/spec, read as a second implementation would read them, and compared with what
/// ours writes: where they differ, the message shows the line the page should have.
@Suite("Examples in docs/spec")
struct PageExamplesTests {
    private let story: Story
    init() throws { story = try Story() }

    /// An example envelope is exactly what we write, and the payload printed after it is what it holds.
    private func expectExample(_ page: String, _ place: Int, is envelope: DSSEEnvelope) throws {
        let shown = try Repository.example(of: page, "json", place)
        try expect(shown, is: try envelope.json())
        let payload = try Repository.example(of: page, "json", place + 1)
        let signed = try DSSEEnvelope(json: shown).payload
        #expect(
            try value(payload) == value(signed),
            "laid out should be: \(String(decoding: signed, as: UTF8.self))")
    }

    /// A text of a page is what we write.
    private func expect(_ shown: [UInt8], is written: [UInt8]) throws {
        let written = String(decoding: written, as: UTF8.self)
        #expect(String(decoding: shown, as: UTF8.self) == written, "the page should have: \(written)")
    }

    private func value(_ json: [UInt8]) throws -> NSDictionary {
        try #require(try JSONSerialization.jsonObject(with: Data(json)) as? NSDictionary)
    }

    private func envelope(_ page: String, _ place: Int = 0) throws -> DSSEEnvelope {
        try DSSEEnvelope(json: try Repository.example(of: page, "json", place))
    }

    @Test("identity.md: the identity opens, protected or not, and is the one whose card is in card.md")
    func identity() throws {
        let plain = try Identity(file: try Repository.example(of: "identity"), passphrase: nil)
        let protected = try Identity(file: try Repository.example(of: "identity", "text")) {
            "worthless sample"
        }
        #expect(plain.card == story.owner.card)
        #expect(protected.card == plain.card)
        #expect(protected.ageIdentity.string == plain.ageIdentity.string)
        #expect(
            String(decoding: try Repository.example(of: "identity"), as: UTF8.self) + "\n"
                == String(decoding: try story.owner.file(passphrase: nil), as: UTF8.self))
    }

    @Test("card.md: the card is signed with the key in it, and its fingerprint is the one printed")
    func card() throws {
        try expectExample("card", 0, is: story.owner.card.envelope)
        let card = try Card(json: try Repository.example(of: "card"))
        let printed = try Repository.example(of: "card", "text")
        #expect(String(decoding: printed, as: UTF8.self) == card.fingerprint.grouped)
    }

    @Test("trust.md: one card replaces the other, and revokes it")
    func trust() throws {
        let shown = try Repository.example(of: "trust", "json", 0)
        let card = try story.rotated.card
        #expect(
            String(decoding: shown, as: UTF8.self)
                == String(decoding: try card.envelope.json(), as: UTF8.self))
        #expect(try Card(json: shown).succeeds(try Card(json: try Repository.example(of: "card"))))
        let envelope = try story.cardRevocation.signed(by: story.rotated)
        let printed = try Repository.example(of: "trust", "json", 1)
        #expect(
            String(decoding: printed, as: UTF8.self) == String(decoding: try envelope.json(), as: UTF8.self))
        let facts = try value(try DSSEEnvelope(json: printed).payload).mutableCopy() as? NSMutableDictionary
        facts?.removeObjects(forKeys: ["card", "successor"])
        #expect(facts == (try value(try Repository.example(of: "trust", "json", 2))))
    }

    @Test("dsse.md: the signature is over the printed bytes, by the key of identity.md")
    func dsse() throws {
        let envelope = try envelope("dsse")
        let signed = try Repository.example(of: "dsse", "text")
        #expect(
            String(decoding: signed, as: UTF8.self)
                == String(
                    decoding: DSSEEnvelope.preAuthenticationEncoding(
                        payloadType: envelope.payloadType, payload: envelope.payload), as: UTF8.self))
        let key = story.owner.signingKey
        let keyID = story.owner.card.fingerprint.hex
        #expect(key.verifyingKey.isValidSignature(envelope.signatures[0].signature, for: signed))
        try expectExample(
            "dsse", 0,
            is: try DSSEEnvelope.signing(
                payload: Array(#"{"hello":"world"}"#.utf8),
                payloadType: "application/vnd.proffer.example.v1+json", key: key, keyID: keyID))
    }

    @Test("request.md: the request is signed by the agency in it")
    func request() throws {
        #expect(try Request(verifying: try envelope("request")) == story.request)
        try expectExample("request", 0, is: try story.envelopes().request)
    }

    @Test("counter-offer.md: the offer is signed by the owner, and the request that answers it keeps to it")
    func counterOffer() throws {
        try expectExample("counter-offer", 0, is: try story.offer.signed(by: story.owner))
        try expectExample("counter-offer", 2, is: try story.revisedRequest.signed(by: story.agency))
    }

    @Test("consent.md: consent and revocation are signed by the owner of card.md")
    func consent() throws {
        #expect(try Consent(verifying: try envelope("consent")).owner == story.owner.card)
        #expect(try Revocation(verifying: try envelope("consent", 2)).owner == story.owner.card)
        try expectExample("consent", 0, is: try story.envelopes().consent)
        try expectExample("consent", 2, is: try story.revocation.signed(by: story.owner))
    }

    @Test("request.md and consent.md together authorise, until the revocation is there")
    func together() throws {
        let request = try envelope("request")
        let consent = try envelope("consent")
        let revocation = try envelope("consent", 2)
        let owner = try Card(json: try Repository.example(of: "card")).verifyingKey
        let authorization = try Authorization(
            request: request, consent: consent, owner: owner, at: story.sealing)
        #expect(authorization.grants.count == 2)
        let refusal: ConsentRefusal? = failure {
            try Authorization(
                request: request, consent: consent, revocations: [revocation], owner: owner,
                at: story.sealing)
        }
        #expect(refusal == .revoked(at: try story.revocation.issued))
    }

    @Test("seal.md: the seal is signed with the key in it")
    func seal() throws {
        #expect(try Seal(verifying: try envelope("seal")) == story.seal)
        try expectExample("seal", 0, is: try story.seal.signed(by: story.owner))
    }

    @Test(
        "custody.md: the entries are of a chain from the seal of seal.md, and the receipt goes with the first"
    )
    func custody() throws {
        let sample = try SampleChain()
        try expectExample("custody", 0, is: sample.whole.links[0].envelope)
        let transfer = try envelope("custody", 2)
        #expect(try CustodyEntry(verifying: transfer).acceptance(in: transfer) == .accepted)
        try expect(try Repository.example(of: "custody", "json", 2), is: sample.lines[2])
        let seal = try envelope("seal")
        #expect(try CustodyEntry(verifying: transfer).seal == seal.payloadDigest)
        try expect(
            try Repository.example(of: "custody", "json", 3),
            is: try sample.receipt.signed(by: sample.custodian).json())
        let receipt = try Receipt(verifying: try envelope("custody", 3))
        #expect(receipt.entry == (try envelope("custody")))
    }

    @Test("age.md: the file opens with the age identity of identity.md")
    func age() throws {
        let file = try Repository.example(of: "age", "text", 0)
        let plaintext = try Repository.example(of: "age", "text", 1)
        #expect(try Age.decrypt(file, with: [story.owner.ageIdentity]) == plaintext)
    }

    @Test("every page is in the index, and the index names no page that is not there")
    func index() throws {
        let folder = Repository.root.appending(path: "docs/spec")
        let pages = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".md") && $0 != "README.md" }
        let index = try String(contentsOf: folder.appending(path: "README.md"), encoding: .utf8)
        for page in pages { #expect(index.contains("](\(page))"), "\(page) is not in the index") }
        for match in index.matches(of: /\]\(([a-z-]+\.md)\)/) where match.1 != "bundle.md" {
            #expect(pages.contains(String(match.1)), "\(match.1) is not there")
        }
    }
}
