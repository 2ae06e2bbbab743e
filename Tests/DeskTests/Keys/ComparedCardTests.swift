import CustodyDesk
import Foundation
import Outcomes
import Peers
import StatementFiles
import Statements
import Testing

@Suite("Who compared which fingerprint")
struct ComparedCardTests {
    private let folder: ScratchFolder
    private let agency: Identity
    private let source: TrustSource

    init() throws {
        folder = try ScratchFolder()
        agency = try Identity.generate(
            name: "Sgt. Maria Keller", role: .agency, organization: "Elm Springs Police",
            created: try WallTime(rfc3339: "2026-06-01T10:00:00Z"))
        source = TrustSource(named: folder.path("trust"), noting: { _ in })
        try folder.write(agency.card.json(), as: "keller.card.json")
    }

    private func add(_ answer: ComparisonAnswer) throws -> AddedCard? {
        let outcome = try CardToTrust(folder.path("keller.card.json"), comparison: answer).add(to: source)
        guard case .added(let added) = outcome else { return nil }
        return added
    }

    private func told(
        read: String? = nil, on: String? = nil, way: GivenComparison.Way = .number("+1 555 0100")
    ) throws -> GivenComparison {
        GivenComparison(
            read: read ?? agency.card.fingerprint.grouped, by: "Dana Whitfield",
            on: try on.map(GivenMoment.init), way: way)
    }

    private var isTrusted: Bool {
        get throws { try source.content().trust.signer(agency.card.fingerprint) != nil }
    }

    @Test("it is kept beside the card, in a file that only its owner may read, and listed with it")
    func kept() throws {
        let before = WallTime.now().toTheSecond
        #expect(try add(.made(told()))?.comparisons.count == 1)
        let entry = try #require(try TrustedCards(source).cards.first)
        let comparison = try #require(entry.comparisons.first)
        #expect(comparison.by == "Dana Whitfield" && comparison.way == .number("+1 555 0100"))
        #expect(comparison.digits == agency.card.fingerprint.hex)
        #expect(comparison.compared >= before && comparison.compared <= .now())
        let notes = try FileManager.default.contentsOfDirectory(atPath: folder.path("trust"))
            .filter { $0.hasSuffix(".compared.json") }
        #expect(notes.count == 1)
        let attributes = try FileManager.default.attributesOfItem(
            atPath: folder.path("trust/\(try #require(notes.first))"))
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        #expect(try source.content().unusable.isEmpty)
    }

    @Test("a number that stands on the card itself is not one to call")
    func numberOfCard() throws {
        let card = try Identity.generate(
            name: "Bob Stone", role: .agency, organization: "Police, tel. +1 555 0999"
        ).card
        try folder.write(card.json(), as: "stone.card.json")
        func add(_ number: String) throws {
            let given = GivenComparison(
                read: card.fingerprint.grouped, by: "Dana Whitfield", on: nil, way: .number(number))
            _ = try CardToTrust(folder.path("stone.card.json"), comparison: .made(given)).add(to: source)
        }
        let refused = refusal { try add("+1 (555) 0999") }
        #expect(refused?.kind == .notPermitted)
        #expect(refused?.remedy == .callAndCompare(name: "Bob Stone"))
        #expect(try source.content().trust.cards.isEmpty)
        try add("+1 555 0998")
        #expect(try source.content().trust.cards == [card])
    }

    @Test(
        "where nobody said anything and nobody can be asked, the card is not trusted and what to say is named"
    )
    func missing() throws {
        let refused = refusal { try add(.missing) }
        #expect(refused?.kind == .usage)
        #expect(refused?.remedy == .sayWhoCompared(card: folder.path("keller.card.json")))
        #expect(try !isTrusted)
    }

    @Test("that nobody writes it down can be said, and is then said of the card")
    func notWrittenDown() throws {
        #expect(try add(.notWrittenDown)?.comparisons.isEmpty == true)
        #expect(try isTrusted)
        #expect(try TrustedCards(source).cards.first?.comparisons.isEmpty == true)
    }

    @Test("who sits there is asked once, may answer with nothing, and is not asked of what is written down")
    func asked() throws {
        var asked = 0
        _ = try add(
            .asking { card throws(DeskError) in
                asked += 1
                #expect(card == agency.card)
                return nil
            })
        #expect(asked == 1)
        #expect(try isTrusted)
        let answer = try told(way: .faceToFace)
        #expect(try add(.asking { _ throws(DeskError) in answer })?.comparisons.count == 1)
        _ = try add(
            .asking { _ throws(DeskError) in
                Issue.record("asked though it is written down")
                return nil
            })
    }

    @Test(
        "other digits than the card's are not trusted, and nothing is written down",
        arguments: [nil, "asked"])
    func otherDigits(how: String?) throws {
        let wrong = try told(read: String(repeating: "0", count: 64))
        let refused = refusal {
            try add(how == nil ? .made(wrong) : .asking { _ throws(DeskError) in wrong })
        }
        #expect(refused?.kind == .notPermitted)
        #expect(try !isTrusted)
        #expect(try source.content().trust.comparisons(of: agency.card.fingerprint).isEmpty)
    }

    @Test("nobody compared a card before it was made, but one that is dated ahead can be compared now")
    func dates() throws {
        #expect(refusal { try add(.made(told(on: "2026-05-30T09:00:00Z"))) }?.kind == .usage)
        #expect(try !isTrusted)
        let ahead = try Identity.generate(
            name: "Tom Okafor", role: .investigator, organization: nil,
            created: try WallTime(rfc3339: "2099-01-01T00:00:00Z"))
        try folder.write(ahead.card.json(), as: "okafor.card.json")
        let now = try told(read: ahead.card.fingerprint.grouped)
        let outcome = try CardToTrust(folder.path("okafor.card.json"), comparison: .made(now)).add(
            to: source)
        guard case .added(let added) = outcome else {
            Issue.record("a card that is dated ahead was not taken")
            return
        }
        #expect(added.comparisons.count == 1)
    }

    @Test(
        "one that is still to come, of nobody, or by no number is none",
        arguments: ["later", "nobody", "number"])
    func notSaid(what: String) throws {
        var told = try told()
        switch what {
        case "later": told.on = try GivenMoment("2199-01-01T00:00:00Z")
        case "nobody": told.by = " "
        default: told.way = .number("\u{200B}")
        }
        #expect(refusal { try add(.made(told)) }?.kind == .usage)
        #expect(try !isTrusted)
    }

    @Test("a card that is trusted no longer takes its notes with it")
    func removed() throws {
        _ = try add(.made(told()))
        _ = try RemovedCard(beginning: agency.card.fingerprint.hex, from: source)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("trust")).isEmpty)
    }

    @Test("a spoiled note is named, and trusts nobody")
    func spoiled() throws {
        _ = try add(.made(told()))
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder.path("trust"))
                .first { $0.hasSuffix(".compared.json") })
        let path = folder.path("trust/\(name)")
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try text.replacingOccurrences(of: "\"digits\" : \"", with: "\"digits\" : \"0")
            .write(toFile: path, atomically: false, encoding: .utf8)
        let content = try source.content()
        #expect(content.unusable.map(\.path) == [path])
        #expect(content.trust.comparisons(of: agency.card.fingerprint).isEmpty)
    }
}
