import Statements
import Sealing
import Testing

/// What a statement may not say. The same rules hold when signing and when reading.
@Suite("Flaws of statements")
struct FlawTests {
    struct Flaw<Kind: Statement>: Sendable {
        let words: String
        let change: @Sendable (inout Kind) throws -> Void
    }

    static let requests: [Flaw<Request>] = [
        Flaw(words: "its id is not a UUID") { $0.id = "26-0417" },
        Flaw(words: "it has no case number") { $0.caseNumber = " " },
        Flaw(words: "it has no case number") { $0.caseNumber = "\u{200B}" },
        Flaw(words: "it names no recipient, so nobody could open what is handed over") { $0.recipients = [] },
        Flaw(words: "it names a recipient twice") { $0.recipients += $0.recipients },
        Flaw(words: "it names 65 recipients, and may name 64") {
            $0.recipients = [Card](repeating: $0.recipients[0], count: 65)
        },
        Flaw(words: "expires") { $0.expires = $0.issued },
        Flaw(words: "it names no location") { $0.location.text = "\n" },
        Flaw(words: "it has half a point on the map") { $0.location.longitude = nil },
        Flaw(words: "it has half a point on the map") { $0.location.latitude = nil },
        Flaw(words: "it has a radius without a point") {
            $0.location = Location(text: "front of 12 Elm St", radiusMetres: 60)
        },
        Flaw(words: "its latitude is not within") { $0.location.latitude = 90.5 },
        Flaw(words: "its longitude is not within") { $0.location.longitude = -180.5 },
        Flaw(words: "its radius is not more than zero") { $0.location.radiusMetres = 0 },
        Flaw(words: "its radius is not more than zero") { $0.location.radiusMetres = .infinity },
        Flaw(words: "its radius is more than half the way around the Earth") {
            $0.location.radiusMetres = 1.7e308
        },
    ]

    static let consents: [Flaw<Consent>] = [
        Flaw(words: "it grants nothing") { $0.grants = [] },
        Flaw(words: "it has 1001 grants, and may have 1000") {
            $0.grants = [Grant](repeating: $0.grants[0], count: 1_001)
        },
        Flaw(words: "it declines and grants") { $0.decision = .declined },
        Flaw(words: "a camera without a label") { $0.grants[0].camera = "" },
        Flaw(words: "expires") { $0.expires = $0.issued.adding(nanoseconds: -1) },
    ]

    @Test("a request that cannot be answered is neither signed nor read", arguments: requests.indices)
    func request(index: Int) throws {
        let story = try Story()
        try expectRefused(Self.requests[index], in: story.request, by: story.agency)
    }

    @Test("a consent that contradicts itself is neither signed nor read", arguments: consents.indices)
    func consent(index: Int) throws {
        let story = try Story()
        try expectRefused(Self.consents[index], in: story.consent, by: story.owner)
    }

    @Test("a request without map, contact, offence and terms is whole, and so is one at the pole")
    func leastRequest() throws {
        let story = try Story()
        let least = Request(
            agency: story.agency.card, caseNumber: "1", purpose: "a theft", location: Location(text: "here"),
            window: story.request.window, recipients: [story.investigator.card],
            issued: story.request.issued, expires: story.request.expires)
        let read = try Request(verifying: try least.signed(by: story.agency))
        #expect(read == least)
        #expect(read.legalBasis == "voluntary")
        #expect(read.wanted == Wanted(video: true, audio: false, stills: false))
        var pole = least
        pole.location = Location(text: "the pole", latitude: -90, longitude: 180)
        #expect(pole.flaw == nil)
    }

    @Test("two requests never share an id by accident")
    func ids() throws {
        let story = try Story()
        let ids = (0..<100).map { _ in
            Request(
                agency: story.agency.card, caseNumber: "1", purpose: "", location: Location(text: "here"),
                window: story.request.window, recipients: [], issued: story.request.issued,
                expires: story.request.expires
            ).id
        }
        #expect(Set(ids).count == 100)
        #expect(ids.allSatisfy { $0 == $0.lowercased() })
    }

    private func expectRefused<Kind: Statement>(
        _ flaw: Flaw<Kind>, in statement: Kind, by signer: Identity
    ) throws {
        #expect(statement.flaw == nil)
        var statement = statement
        try flaw.change(&statement)
        #expect(statement.flaw?.contains(flaw.words) == true, "\(statement.flaw ?? "no flaw")")
        let refused: StatementError? = failure { try statement.signed(by: signer) }
        #expect(refused?.description.contains(flaw.words) == true, "\(String(describing: refused))")
        // JSON holds no infinity, so that one never gets as far as a reader.
        guard let payload = try? StrictJSON.encode(statement) else { return }
        let envelope = try DSSEEnvelope.signing(
            payload: payload, payloadType: Kind.payloadType, key: signer.signingKey,
            keyID: signer.card.fingerprint.hex)
        let error: StatementError? = failure { try Kind(verifying: envelope) }
        #expect(error?.description.contains(flaw.words) == true, "\(String(describing: error))")
    }
}
