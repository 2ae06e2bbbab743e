import CustodyDesk
import Desk
import Outcomes
import Statements
import Testing

@Suite("An owner agrees to a request")
struct GrantTests {
    @Test("a consent says what was granted, and is noted with its request")
    func given() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        var terms = GrantTerms()
        terms.from = try MomentInWindow("21:40:30")
        terms.cameras = ["front-door"]
        terms.keepsSound = true
        let given = try asked.answer("consent.json").grant(
            request, terms, heldAgainst: asked.scrutiny())
        let written = try StatementInput<Consent>(asked.folder.path("consent.json")).statement
        #expect(written == given.consent)
        #expect(written.grants.map(\.camera) == ["front-door"])
        #expect(written.grants.allSatisfy { !$0.audio })
        #expect(given.kept.before?.durationNanoseconds == 30 * WallTime.nanosecondsPerSecond)
        #expect(given.kept.sound)
        #expect(try asked.kept().requests.flatMap(\.answers).map(\.digest) == [given.facts.consent.digest])
    }

    @Test("a request is linted before a consent to it is written: what was found comes with the consent")
    func linted() throws {
        let asked = try AskedOwner()
        let request = try asked.ask { $0.caseNumber = "-" }
        let given = try asked.answer("consent.json").grant(
            request, GrantTerms(), heldAgainst: asked.scrutiny())
        #expect(given.facts.findings?.map(\.rule).contains("case-number-missing") == true)
        #expect(given.isWarned)
    }

    @Test("where a request cannot be held against what the owner named, no consent is written")
    func notLinted() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        let offers = OffersAtHand(offer: request)
        let refused = refusal {
            try asked.answer("consent.json").grant(
                request, GrantTerms(), heldAgainst: asked.scrutiny(offers))
        }
        #expect(refused?.kind == .notUnderstood)
        #expect(!asked.exists("consent.json"))
    }

    static let outside: [(String, DeskError.Kind, @Sendable (inout GrantTerms) throws -> Void)] = [
        (
            "longer than the request", .notPermitted,
            { $0.to = try MomentInWindow("2026-07-04T21:43:01+02:00") }
        ),
        (
            "earlier than the request", .notPermitted,
            { $0.from = try MomentInWindow("2026-07-04T21:39:59+02:00") }
        ),
        (
            "ended before it is given", .usage,
            { $0.expires = try WallTime(rfc3339: "2026-07-05T08:59:59+02:00") }
        ),
    ]

    @Test(
        "a consent is held against its request, as a seal would, before it is written",
        arguments: outside.map(\.0))
    func heldAgainstItself(what: String) throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        var terms = GrantTerms()
        let (_, kind, change) = try #require(Self.outside.first { $0.0 == what })
        try change(&terms)
        let refused = refusal {
            try asked.answer("consent.json").grant(request, terms, heldAgainst: asked.scrutiny())
        }
        #expect(refused?.kind == kind)
        #expect(!asked.exists("consent.json"))
        #expect(!asked.exists("journal.sqlite"))
    }

    @Test("a request that has expired can no longer be answered with yes")
    func expired() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        asked.moment = asked.moment.adding(days: RequestDraft.defaultDays)
        let refused = refusal {
            try asked.answer("consent.json").grant(
                request, GrantTerms(), heldAgainst: asked.scrutiny())
        }
        #expect(refused?.kind == .notPermitted)
        #expect(!asked.exists("consent.json"))
    }

    @Test("a window that is none is said before a passphrase is asked for")
    func noWindow() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        var terms = GrantTerms()
        terms.from = try MomentInWindow("21:42:00")
        terms.to = try MomentInWindow("21:41:00")
        let refused = refusal {
            try asked.answer("consent.json").grant(request, terms, heldAgainst: asked.scrutiny())
        }
        #expect(refused?.remedy == .changeWindow)
        #expect(asked.openings == 0)
    }

    @Test("an output that is there already is said before a passphrase is asked for")
    func outputThere() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        try asked.folder.write("mine", as: "consent.json")
        let refused = refusal {
            try asked.answer("consent.json").grant(
                request, GrantTerms(), heldAgainst: asked.scrutiny())
        }
        #expect(refused?.kind == .cannotWrite)
        #expect(asked.openings == 0)
        #expect(try asked.folder.read("consent.json") == Array("mine".utf8))
    }

    @Test("that nobody here vouches for who asks is said, and not of somebody trusted")
    func unknownAgency() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        func isSaid(_ notes: [Note]) -> Bool {
            notes.contains {
                if case .request(.signerNotReliedOn(request, asked.agency.card, _)) = $0 {
                    true
                } else {
                    false
                }
            }
        }
        _ = try asked.answer("trusted.json").grant(
            request, GrantTerms(), heldAgainst: asked.scrutiny(trusting: [asked.agency.card]))
        #expect(!isSaid(asked.notes))
        _ = try asked.answer("unknown.json").grant(
            request, GrantTerms(), heldAgainst: asked.scrutiny(trusting: []),
            accepting: SignerAcceptance(.anyone))
        #expect(isSaid(asked.notes))
    }

    @Test("a consent lasts thirty days, and never longer than the request may be answered")
    func validity() throws {
        let asked = try AskedOwner()
        let long = try asked.ask("long.json") { $0.expires = asked.moment.adding(days: 90) }
        let short = try asked.ask("short.json") { $0.expires = asked.moment.adding(days: 7) }
        let toLong = try asked.answer("long-consent.json").grant(
            long, GrantTerms(), heldAgainst: asked.scrutiny())
        let toShort = try asked.answer("short-consent.json").grant(
            short, GrantTerms(), heldAgainst: asked.scrutiny())
        #expect(toLong.consent.expires == asked.moment.adding(days: 30))
        #expect(toShort.consent.expires == asked.moment.adding(days: 7))
    }
}
