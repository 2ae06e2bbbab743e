import CustodyDesk
import Desk
import Outcomes
import Statements
import Testing

@Suite("Nothing goes to a stranger by mistake")
struct UnknownRequesterTests {
    private func grant(
        _ asked: AskedOwner, _ request: String, trusting cards: [Card] = [], _ acceptance: SignerAcceptance,
        by owner: Identity? = nil
    ) throws {
        _ = try asked.answer("consent.json", by: owner).grant(
            request, GrantTerms(), heldAgainst: asked.scrutiny(trusting: cards), accepting: acceptance)
    }

    private func typing(_ name: String) -> SignerAcceptance {
        SignerAcceptance { _ throws(DeskError) in name }
    }

    @Test("a request of somebody unknown is not granted unless the owner says that they mean a stranger")
    func unknown() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        let refused = refusal { try grant(asked, request, SignerAcceptance()) }
        #expect(refused?.kind == .notPermitted)
        #expect(refused?.remedy == .acceptUnknownSigner)
        #expect(!asked.exists("consent.json"))
        #expect(!asked.exists("journal.sqlite"))
        try grant(asked, request, SignerAcceptance(.anyone))
        #expect(asked.exists("consent.json"))
    }

    @Test("somebody who is here types the name on the card; another name is a refusal")
    func typed() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        for name in ["", "Maria", "maria keller", "Police"] {
            #expect(refusal { try grant(asked, request, typing(name)) }?.kind == .notPermitted, "\(name)")
        }
        #expect(!asked.exists("consent.json"))
        try grant(asked, request, typing(" Maria Keller "))
        #expect(asked.exists("consent.json"))
    }

    @Test("nobody is asked about somebody who is known")
    func notAsked() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        try grant(asked, request, trusting: [asked.agency.card], typing(""))
        #expect(asked.exists("consent.json"))
    }

    @Test(
        "a name that is trusted with another key is refused until the fingerprint of this one is named",
        arguments: ["Maria Keller", "MARIA KELLER", "Maria KeIler"])
    func anotherKey(name: String) throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        let known = try Identity.generate(
            name: name, role: .agency, organization: "Police", created: asked.moment
        ).card
        for acceptance in [SignerAcceptance(), SignerAcceptance(.anyone), typing("Maria Keller")] {
            let refused = refusal { try grant(asked, request, trusting: [known], acceptance) }
            #expect(refused?.remedy == .nameAcceptedKey(name: name))
            #expect(refused?.message.contains(known.fingerprint.grouped) == true)
        }
        let other = try SignerAcceptance(given: known.fingerprint.grouped, asking: nil)
        #expect(refusal { try grant(asked, request, trusting: [known], other) }?.kind == .notPermitted)
        #expect(!asked.exists("consent.json"))
        let named = try SignerAcceptance(given: asked.agency.card.fingerprint.grouped, asking: nil)
        try grant(asked, request, trusting: [known], named)
        #expect(asked.exists("consent.json"))
    }

    @Test("too little of a fingerprint names no key")
    func tooShort() throws {
        #expect(refusal { try SignerAcceptance(given: "0123 4567 89", asking: nil) }?.kind == .usage)
    }

    @Test(
        "a fingerprint that was named is that of who asks, also of somebody trusted, before a passphrase is asked for"
    )
    func namedOther() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        let named = try SignerAcceptance(given: asked.owner.card.fingerprint.grouped, asking: nil)
        let refused = refusal { try grant(asked, request, trusting: [asked.agency.card], named) }
        #expect(refused?.kind == .notPermitted)
        #expect(asked.openings == 0)
    }

    @Test("a key that was revoked is answered by nobody, whatever they say, and without a passphrase")
    func revoked() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        let revocation = try CardRevocation(
            verifying: CardRevocation(
                card: asked.agency.card, reason: "lost", since: asked.moment, issued: asked.moment
            ).signed(by: asked.agency))
        let trust = Trust([asked.agency.card]).adding(revocation)
        let named = try SignerAcceptance(given: asked.agency.card.fingerprint.grouped, asking: nil)
        for acceptance in [SignerAcceptance(.anyone), named] {
            let refused = refusal {
                try asked.answer("consent.json").grant(
                    request, GrantTerms(),
                    heldAgainst: RequestScrutiny(trust: trust, journal: asked.journal) { asked.moment },
                    accepting: acceptance)
            }
            #expect(refused?.remedy == .askForAnotherRequest)
        }
        #expect(asked.openings == 0)
        #expect(!asked.exists("consent.json"))
    }

    @Test("one's own request is that of nobody unknown")
    func own() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        try grant(asked, request, SignerAcceptance(), by: asked.agency)
        #expect(asked.exists("consent.json"))
        #expect(!asked.notes.contains { if case .request(.signerNotReliedOn) = $0 { true } else { false } })
    }

    @Test("a seal asks as a grant does, and writes nothing for a stranger")
    func sealed() throws {
        let owner = try AgreedOwner()
        let consent = try owner.agree()
        func seal(_ trust: Trust, _ acceptance: SignerAcceptance) throws {
            _ = try SealOrder(request: owner.request, consent: consent, owner.choices).seal(
                by: owner.asked.identity(owner.asked.owner), trust: trust, accepting: acceptance,
                journal: owner.asked.journal, into: owner.asked.output("bundle.tar"),
                program: AgreedOwner.program, noting: owner.asked.note)
        }
        #expect(refusal { try seal(Trust([]), SignerAcceptance()) }?.remedy == .acceptUnknownSigner)
        let namesake = try Identity.generate(
            name: "Maria Keller", role: .agency, created: owner.asked.moment
        ).card
        #expect(
            refusal { try seal(Trust([namesake]), SignerAcceptance(.anyone)) }?.remedy
                == .nameAcceptedKey(name: "Maria Keller"))
        #expect(!owner.asked.exists("bundle.tar"))
        let before = owner.asked.notes.count
        try seal(Trust([]), SignerAcceptance(.anyone))
        #expect(owner.asked.exists("bundle.tar"))
        #expect(
            owner.asked.notes.dropFirst(before).contains { note in
                if case .request(.signerNotReliedOn) = note { true } else { false }
            })
    }

    @Test("who reads a request is told that they trust another card of that name, and which")
    func shown() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        let known = try Identity.generate(name: "Maria Keller", role: .agency, created: asked.moment).card
        guard case .request(let read) = try asked.scrutiny(trusting: [known]).show(request) else {
            Issue.record("not a request")
            return
        }
        let reason = try #require(read.facts.request.agency.reason)
        #expect(reason.contains("you trust another card of this name"))
        #expect(reason.contains(known.fingerprint.grouped))
    }
}
