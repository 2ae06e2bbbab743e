import CustodyDesk
import Desk
import Outcomes
import Statements
import Testing

@Suite("A stranger's document is shown, and is no success where somebody asked who signed it")
struct ShownStrangersTests {
    private let room: CourtRoom
    init() throws { room = try CourtRoom() }

    private static func trust(_ cards: [Card], isAskedFor: Bool) -> Trust {
        var trust = Trust(cards)
        trust.isAskedFor = isAskedFor
        return trust
    }

    /// Holds the one rule against one kind of document.
    private func hold(_ signer: Card, _ reliance: (Trust) throws -> Reliance) throws {
        let refusal = try reliance(Self.trust([], isAskedFor: true)).refusal
        #expect(refusal?.kind == .notPermitted && refusal?.remedy == .compareWithSigner)
        #expect(try reliance(Self.trust([], isAskedFor: false)).holds)
        #expect(try reliance(Self.trust([signer], isAskedFor: true)).holds)
        let revocation = CardRevocation(
            card: signer, reason: "stolen", since: signer.created, issued: .now())
        let revoked = Self.trust([signer], isAskedFor: true).adding(revocation)
        #expect(try reliance(revoked).refusal?.message.contains("stolen") == true)
    }

    @Test("a request")
    func request() throws {
        try hold(room.agency.card) { trust in
            var scrutiny = room.owner.asked.scrutiny()
            scrutiny.trust = trust
            return try scrutiny.show(room.owner.request).reliance(trust)
        }
    }

    @Test("a counter-offer")
    func offer() throws {
        let asked = try AskedOwner()
        let offer = try asked.negotiate(try asked.ask()).offer
        try hold(asked.owner.card) { try asked.scrutiny().show(offer).reliance($0) }
    }

    @Test("a consent, and its revocation")
    func consent() throws {
        let asked = room.owner.asked
        _ = try asked.answer("revocation.json").revoke(room.folder.path("consent.json"), reason: nil)
        for file in ["consent.json", "revocation.json"] {
            try hold(room.dana.card) { try ShownConsent(room.folder.path(file), trust: $0).reliance }
        }
    }

    @Test("a disclosure")
    func disclosure() throws {
        try room.disclose([1])
        try hold(room.agency.card) {
            try ShownDisclosure(room.folder.path("disclosure.json"), openedBy: nil, trust: $0).reliance
        }
    }
}
