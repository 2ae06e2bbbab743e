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
        #expect(throws: ComparedLines.Refusal.notToBeTrusted) { try self.trust(as: who(trust)) }
    }

    @discardableResult
    private func trust(
        _ lines: Set<Int> = [0, 1, 2, 3], as who: WhoAsks = .unknown, number: String? = "+1 555 0199",
        by: String = "Dana", change: (inout Request) -> Void = { _ in }
    ) throws -> CardToTrust.Outcome {
        var request = request
        request.contact = "+1 555 0100, or keller@police.example"
        change(&request)
        return try ComparedLines(of: asked.agency.card).trust(
            after: .init(lines: lines, number: number, by: by), as: who, of: request, in: file, source)
    }

    @Test("a card is trusted once each of its four lines was compared, and not before")
    func lines() throws {
        let compared = ComparedLines(of: asked.agency.card)
        #expect(compared.lines.count == 4)
        #expect(compared.lines.joined(separator: " ") == asked.agency.card.fingerprint.grouped)
        for ticked in [[], [0], [0, 1, 2], [1, 2, 3], [0, 1, 2, 4, 5]] as [Set<Int>] {
            #expect(throws: ComparedLines.Refusal.linesMissing, "\(ticked)") { try trust(ticked) }
        }
        #expect(try source.content().trust.cards.isEmpty)
        try trust(as: who(Trust()))
        let kept = try source.content().trust
        #expect(kept.cards == [asked.agency.card])
        let note = try #require(kept.comparisons(of: asked.agency.card.fingerprint).first)
        #expect(note.by == "Dana" && note.way == .number("+1 555 0199"))
    }

    @Test(
        "a number that came with the request is not one to call",
        arguments: [
            ("+1 555 0100", true), ("1-555-0100", true), ("5550100", true), ("0015550100", true),
            ("+1 555 0199", false), ("0100", false),
        ])
    func number(_ number: String, _ isTheirs: Bool) throws {
        if isTheirs {
            #expect(throws: ComparedLines.Refusal.numberOfRequest) { try trust(number: number) }
            #expect(try source.content().trust.cards.isEmpty)
        } else {
            try trust(number: number)
        }
    }

    @Test("a number that stands anywhere in the request is not one to call, however it is written there")
    func anywhere() throws {
        let texts = [
            "Call us on +1 555 0123 to confirm", "tel. (555) 0123, 9-17 h", "ticket 26-0417 · 1.555.0123",
            "１ ５５５ ０１２３", "on 2026-07-04 21:40 or 001 555 0123",
        ]
        let changes: [(String, inout Request) -> Void] = [
            { $1.purpose = $0 }, { $1.offence = $0 }, { $1.legalBasis = $0 }, { $1.location.text = $0 },
            { $1.caseNumber = $0 }, { $1.terms.retention = $0 }, { $1.terms.onwardSharing = $0 },
            { $1.cameras = .labels([$0]) },
        ]
        for text in texts {
            for change in changes {
                #expect(throws: ComparedLines.Refusal.numberOfRequest, "\(text)") {
                    try trust(number: "+1 555 0123") { change(text, &$0) }
                }
            }
        }
        #expect(throws: ComparedLines.Refusal.numberOfRequest) {
            try trust(number: "+1 555 0123, ext. 12") { $0.purpose = texts[0] }
        }
        #expect(try source.content().trust.cards.isEmpty)
        // Days, the number of the case, and other numbers do not make one theirs.
        try trust(number: "+1 555 0124") { $0.purpose = texts.joined(separator: "; ") }
    }

    @Test("who compared and by which number is said, or that they met")
    func said() throws {
        #expect(throws: ComparedLines.Refusal.noName) { try trust(by: " ") }
        #expect(throws: ComparedLines.Refusal.noNumber) { try trust(number: "the usual") }
        try trust(number: nil)
        let note = try source.content().trust.comparisons(of: asked.agency.card.fingerprint).first
        #expect(note?.way == .faceToFace)
    }

    @Test("a stop, and one's own card, are never trusted by comparing")
    func never() throws {
        for who in [WhoAsks.stop(.otherDigits(than: asked.owner.card)), .yourself] {
            #expect(throws: ComparedLines.Refusal.notToBeTrusted) { try trust(as: who) }
        }
        #expect(try source.content().trust.cards.isEmpty)
    }
}
