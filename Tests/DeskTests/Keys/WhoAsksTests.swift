import CustodyDesk
import Foundation
import Outcomes
import Peers
import Sealing
import Statements
import Testing

@Suite("What an owner does about who asks")
struct WhoAsksTests {
    private let asked: AskedOwner
    private let request: Request
    private let file: String

    init() throws {
        asked = try AskedOwner()
        file = try asked.ask()
        request = try StatementInput<Request>(file).statement
    }

    private func who(_ trust: Trust) -> WhoAsks { Requester(of: request, trust: trust).whoAsks(by: trust) }

    private var source: TrustSource { TrustSource(named: asked.folder.path("trust"), noting: { _ in }) }

    @Test("nobody knows a card that was not compared; one that was is known, and one's own is one's own")
    func known() {
        #expect(who(Trust()) == .unknown)
        #expect(who(Trust([asked.agency.card])) == .compared)
        #expect(who(Trust().adding(own: asked.agency.card)) == .yourself)
    }

    @Test("a name that is known, or looks like it, with other digits is a stop")
    func otherDigits() throws {
        for name in ["Maria Keller", "MARIA  KELLER", "Police"] {
            let other = try Identity.generate(name: "Maria Keller", role: .agency, organization: name).card
            #expect(who(Trust([other])) == .stop(.otherDigits(than: other)), "\(name)")
        }
    }

    @Test("a card that was revoked, or replaced before it signed, is a stop")
    func notReliedOn() throws {
        let since = try WallTime(rfc3339: "2026-07-01T00:00:00Z")
        let revocation = CardRevocation(card: asked.agency.card, reason: "lost", since: since, issued: since)
        let trust = Trust([asked.agency.card]).adding(revocation)
        guard case .stop(.notReliedOn) = who(trust) else {
            Issue.record("\(who(trust))")
            return
        }
        #expect(
            refusal {
                try ComparedLines(of: asked.agency.card).trust(
                    comparing: [0, 1, 2, 3], as: who(trust), in: file, source)
            }?.kind == .notPermitted)
    }

    @Test("a card is trusted once each of its four lines was compared, and not before")
    func lines() throws {
        let compared = ComparedLines(of: asked.agency.card)
        #expect(compared.lines.count == 4)
        #expect(compared.lines.joined(separator: " ") == asked.agency.card.fingerprint.grouped)
        for ticked in [[], [0], [0, 1, 2], [1, 2, 3], [0, 1, 2, 4, 5]] as [Set<Int>] {
            #expect(
                refusal { try compared.trust(comparing: ticked, as: .unknown, in: file, source) }?.kind
                    == .notPermitted, "\(ticked)")
        }
        #expect(try source.content().trust.cards.isEmpty)
        _ = try compared.trust(comparing: [0, 1, 2, 3], as: who(Trust()), in: file, source)
        #expect(try source.content().trust.cards == [asked.agency.card])
    }

    @Test("a stop, and one's own card, are never trusted by comparing")
    func never() throws {
        let compared = ComparedLines(of: asked.agency.card)
        for who in [WhoAsks.stop(.otherDigits(than: asked.owner.card)), .yourself] {
            #expect(
                refusal { try compared.trust(comparing: [0, 1, 2, 3], as: who, in: file, source) }?.kind
                    == .notPermitted)
        }
        #expect(try source.content().trust.cards.isEmpty)
    }
}
