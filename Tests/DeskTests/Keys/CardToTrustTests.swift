import CustodyDesk
import Outcomes
import Peers
import Sealing
import StatementFiles
import Statements
import Testing

@Suite("Which cards are trusted without a call")
struct CardToTrustTests {
    private let folder: ScratchFolder
    private let agency: Identity
    private let source: TrustSource

    init() throws {
        folder = try ScratchFolder()
        agency = try Identity.generate(
            name: "Sgt. Maria Keller", role: .agency, organization: "Elm Springs Police",
            created: try WallTime(rfc3339: "2026-06-01T10:00:00Z"))
        source = TrustSource(named: folder.path("trust"), noting: { _ in })
    }

    private func add(_ card: Card, compared: String? = nil) throws -> CardToTrust.Outcome {
        let file = try folder.write(card.json(), as: "\(card.fingerprint.hex).json")
        let made = compared.map {
            ComparisonAnswer.made(
                GivenComparison(read: $0, by: "Dana Whitfield", on: nil, way: .number("+1 555 0100")))
        }
        return try CardToTrust(file.path, comparison: made ?? .notWrittenDown).add(to: source)
    }

    private func trusted() throws -> [Card] { try source.content().trust.cards }

    private struct Payload: Encodable {
        var name: String
        var role: Role
        var organization: String?
        var created: WallTime
        var verifying_key: String
        var age_recipients: [String]
        var succeeds: String
    }

    /// A card with the word of the agency's key for it, that says whatever it likes.
    private func successor(
        name: String? = nil, role: Role = .agency, organization: String? = "Elm Springs Police",
        created: String = "2026-09-01T10:00:00Z"
    ) throws -> Card {
        let name = name ?? agency.name
        let keys = try Identity.generate(name: name, role: role)
        let payload = try StrictJSON.encode(
            Payload(
                name: name, role: role, organization: organization, created: try WallTime(rfc3339: created),
                verifying_key: keys.signingKey.verifyingKey.base64,
                age_recipients: keys.card.ageRecipients.compactMap(\.string),
                succeeds: agency.card.fingerprint.hex))
        return try Card(
            envelope: DSSEEnvelope.signing(
                payload: payload, payloadType: Card.payloadType, key: keys.signingKey,
                keyID: try SHA256Digest.of(payload).hex
            ).countersigned(by: agency.signingKey, keyID: agency.card.fingerprint.hex))
    }

    @Test("one that replaces a trusted card, where nothing else changed")
    func samePerson() throws {
        _ = try add(agency.card)
        let card = try successor()
        guard case .added(let added) = try add(card), case .nothing(let replaced) = added.next else {
            Issue.record("a call is asked for")
            return
        }
        #expect(replaced == agency.card)
        #expect(try trusted().contains(card))
    }

    @Test(
        "none with another name, role, organisation or an older date: it is not added, and who to call is named",
        arguments: ["name", "role", "organisation", "date"])
    func departs(what: String) throws {
        _ = try add(agency.card)
        let card =
            switch what {
            case "name": try successor(name: "Maria Kellner")
            case "role": try successor(role: .investigator)
            case "organisation": try successor(organization: "Another Police")
            default: try successor(created: "2020-01-01T00:00:00Z")
            }
        guard case .notTaken(let refused) = try add(card) else {
            Issue.record("it was taken")
            return
        }
        #expect(refused.refusal.kind == .notPermitted)
        #expect(refused.refusal.remedy == .callAndCompare(name: agency.name))
        #expect(try trusted() == [agency.card])
        // With the fingerprint that the person read out it is taken.
        guard case .added = try add(card, compared: card.fingerprint.grouped) else {
            Issue.record("it was not taken though it was compared")
            return
        }
        #expect(try trusted().contains(card))
    }

    @Test("no second one in the place of the same card")
    func fork() throws {
        _ = try add(agency.card)
        let first = try successor()
        _ = try add(first)
        guard case .notTaken(let refused) = try add(try successor(created: "2026-10-01T10:00:00Z")) else {
            Issue.record("it was taken")
            return
        }
        #expect(refused.others == [first])
        #expect(try !trusted().isEmpty)
    }

    @Test("a fingerprint read out has at least 16 digits: fewer compare nothing, and nothing is added")
    func tooFewDigits() throws {
        let digits = String(agency.card.fingerprint.hex.prefix(15))
        let error = refusal { try add(agency.card, compared: digits) }
        #expect(error?.kind == .usage)
        #expect(error?.remedy == .compareMoreDigits)
        #expect(try trusted().isEmpty)
        _ = try add(agency.card, compared: String(agency.card.fingerprint.hex.prefix(16)))
        #expect(try trusted() == [agency.card])
    }

    @Test("a card of another fingerprint than was read out is not added")
    func otherDigits() throws {
        let digits = String(agency.card.fingerprint.hex.reversed().prefix(16))
        let error = refusal { try add(agency.card, compared: digits) }
        #expect(error?.kind == .notPermitted)
        #expect(try trusted().isEmpty)
    }

    @Test("a revocation is kept also of a card that is not trusted, and names trusted cards that replaced it")
    func revocation() throws {
        let card = try successor()
        _ = try add(agency.card)
        _ = try add(card)
        _ = try RemovedCard(beginning: agency.card.fingerprint.hex, from: source)
        let revocation = CardRevocation(
            card: agency.card, successor: nil, reason: "stolen", since: .now(), issued: .now())
        let file = try folder.write(try revocation.signed(by: agency).json(), as: "revocation.json").path
        guard case .revocationKept(let kept) = try CardToTrust(file, comparison: .missing).add(to: source)
        else {
            Issue.record("it was not kept")
            return
        }
        #expect(!kept.isTrusted)
        #expect(kept.successors == [card])
        #expect(try source.content().trust.revocations.count == 1)
    }

    @Test("a card is removed only where its beginning fits no other: which is meant is asked")
    func removal() throws {
        // Of seventeen cards two begin with the same of sixteen digits.
        for number in 0..<17 {
            _ = try add(try Identity.generate(name: "Person \(number)", role: .owner).card)
        }
        let cards = try trusted()
        let first = Dictionary(grouping: cards) { $0.fingerprint.hex.prefix(1) }.first { $0.value.count > 1 }
        let digit = String(try #require(first).key)
        #expect(refusal { try RemovedCard(beginning: digit, from: source) }?.kind == .usage)
        #expect(try trusted().count == 17)
        let whole = try #require(cards.first)
        #expect(try RemovedCard(beginning: whole.fingerprint.hex, from: source).card == whole)
        #expect(
            refusal { try RemovedCard(beginning: whole.fingerprint.hex, from: source) }?.remedy == .listTrust)
    }
}
