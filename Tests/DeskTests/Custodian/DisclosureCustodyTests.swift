import CustodyDesk
import Desk
import Foundation
import Outcomes
import Peers
import Records
import Sealing
import Statements
import Testing

@Suite("Who accounts for a disclosure")
struct DisclosureCustodyTests {
    @Test("it is an entry by who holds the bundle, with the digest of the statement and its terms")
    func entry() throws {
        let room = try CourtRoom()
        let written = try room.disclose([1])
        let chain = try ShownCustody(of: room.bundle, custody: CustodyPlace(nil), trust: Trust())
        #expect(chain.reliance.holds && chain.chain.holder?.fingerprint == room.agency.card.fingerprint)
        guard case .disclosed(let facts) = chain.chain.links.last?.entry.action else {
            Issue.record("no entry")
            return
        }
        let envelope = try DSSEEnvelope(json: try room.folder.read("disclosure.json"))
        #expect(facts.disclosure == envelope.payloadDigest && facts.objects == 1)
        #expect(facts.terms == written.disclosure.terms && facts.checks.holds)
    }

    @Test("who does not hold the bundle, or holds one that nobody accounts for, discloses nothing")
    func notHolder() throws {
        let alone = try CourtRoom(isReceived: false)
        let error = refusal { try alone.disclose() }
        #expect(error?.kind == .notPermitted && error?.remedy == .writeReceived)
        try alone.receive(by: alone.prosecutor)
        #expect(refusal { try alone.disclose() }?.kind == .notPermitted)
        #expect(!alone.exists("disclosure.json"))
        #expect(try DisclosureTests.actions(alone) == ["received"])
    }

    @Test("the owner discloses of their own footage without an entry, and writes into nobody's chain")
    func owner() throws {
        let alone = try CourtRoom(isReceived: false)
        #expect(try alone.disclose(by: alone.dana).chain == nil)
        #expect(try alone.verified(by: alone.defence).reliance.holds)
        let room = try CourtRoom()
        #expect(try room.disclose(by: room.dana).chain == nil)
        #expect(try DisclosureTests.actions(room) == ["received"])
    }

    @Test(
        "who opens by a disclosure is found in the chain that lies there, or holds the bundle and writes it down"
    )
    func opening() throws {
        let room = try CourtRoom()
        let before = try room.folder.read("bundle.tar.custody.jsonl")
        try room.disclose([1])
        guard case .opened(let opened) = try room.open(by: room.defence, into: "first") else {
            Issue.record("refused")
            return
        }
        #expect(opened.facts.custody == nil)
        #expect(try DisclosureTests.actions(room) == ["received", "disclosed"])
        try room.folder.write(before, as: "bundle.tar.custody.jsonl")
        let error = refusal { try room.open(by: room.defence, into: "second") }
        #expect(error?.kind == .notPermitted && error?.remedy == .askForChain)
        #expect(!room.exists("second"))
    }

    @Test("a holder who opens by a disclosure writes it down")
    func holder() throws {
        let room = try CourtRoom()
        try room.disclose(to: room.prosecutor)
        let account = AccountedBundle(room.bundle, custody: CustodyPlace(nil))
        _ = try account.write(
            .transferred(receiver: try room.card(room.prosecutor)), by: room.atHand(room.agency),
            trust: Trust(), media: nil)
        _ = try account.accept(by: room.atHand(room.prosecutor), trust: Trust())
        guard case .opened(let opened) = try room.open(by: room.prosecutor) else {
            Issue.record("refused")
            return
        }
        #expect(opened.facts.custody != nil)
        #expect(
            try DisclosureTests.actions(room) == [
                "received", "disclosed", "transferred", "received", "opened",
            ])
        // Who handed the bundle over discloses nothing any more.
        #expect(refusal { try room.disclose() }?.kind == .notPermitted)
    }

    @Test("a chain that says something else of a disclosure than it says itself fails")
    func otherEntry() throws {
        let room = try CourtRoom()
        let chain = try room.folder.read("bundle.tar.custody.jsonl")
        let written = try room.disclose([1])
        try room.folder.write(chain, as: "bundle.tar.custody.jsonl")
        #expect(try room.verified(by: room.defence).report.word(.disclosureInCustody) == "not_checked")
        let seal = try room.opened().seal
        let lie = CustodyAction.disclosed(
            .init(
                objects: 2,
                disclosure: try DSSEEnvelope(json: try room.folder.read("disclosure.json")).payloadDigest,
                terms: written.disclosure.terms,
                checks: CheckSummary(VerificationReport(checks: seal.checks))))
        let original = try #require(seal.seal)
        let digest = try #require(seal.sealDigest)
        let lying = try CustodyChain(jsonLines: chain, of: original, digest: digest)
            .adding(lie, by: room.agency)
        try room.folder.write(lying.jsonLines, as: "bundle.tar.custody.jsonl")
        #expect(try room.verified(by: room.defence).report.word(.disclosureInCustody) == "failed")
    }

    @Test("the next receipt tells the owner what was disclosed, to whom and why, and nobody else")
    func receipt() throws {
        let room = try CourtRoom(conditions: ["No publication"])
        try room.disclose([1], reason: "Rule 16 request", permittedBy: "an order of the court")
        _ = try NewReceipt(
            of: room.bundle, how: "by hand", sender: nil, ledger: nil, custody: CustodyPlace(nil)
        ).make(
            by: room.atHand(room.agency), trust: Trust(),
            in: OutputFile(room.folder.path("receipt.json"), replaces: false), media: nil)
        func shown(_ reader: Identity?) throws -> ShownReceipt {
            try ReceiptToRead(room.folder.path("receipt.json"), bundle: room.bundle, keeper: nil)
                .read(openedBy: reader.map(room.atHand), trust: Trust())
        }
        let closed = try shown(nil)
        #expect(closed.holds && closed.receipt.disclosures.count == 1 && closed.disclosed.isEmpty)
        let opened = try shown(room.dana)
        let terms = try #require(opened.disclosed.values.first)
        #expect(opened.holds && opened.note == nil)
        #expect(terms.recipient == room.defence.card && terms.reason == "Rule 16 request")
        #expect(terms.permittedBy == "an order of the court" && terms.objects == [1])
    }

    @Test("the owner finds terms that are not those of their own consent")
    func ownersCheck() throws {
        let room = try CourtRoom(conditions: ["No publication"])
        try room.disclose(permittedBy: "an order")
        #expect(try room.verified(by: room.dana).report.word(.disclosureTermsOfRecord) == "ok")
        #expect(try room.verified(by: room.agency).report.word(.disclosureTermsOfRecord) == "not_checked")
        let honest = try room.contents()
        var terms = honest.terms
        terms.conditions = ["Publication is welcome"]
        try room.write(terms, honest.keys, seal: honest.disclosure.seal)
        let report = try room.verified(by: room.dana, "lie.json").report
        #expect(report.failures.map(\.id) == [.disclosureTermsOfRecord])
        // Its recipient is told whose word the conditions are.
        let reason = try room.verified(by: room.defence, "lie.json").report.check(.disclosureTermsOfRecord)?
            .verdict.reason
        #expect(reason?.contains("is the word of “Maria Keller”") ?? false)
    }

    @Test("a recipient whose card was revoked gets nothing, and of one that nobody knows it is said")
    func recipients() throws {
        let room = try CourtRoom()
        let revoked = CardRevocation(
            card: room.defence.card, reason: "stolen", since: .now().adding(nanoseconds: -1_000_000_000),
            issued: .now())
        let trust = Trust([room.defence.card]).adding(revoked)
        #expect(refusal { try room.disclose(trust: trust) }?.kind == .notPermitted)
        try room.disclose(trust: Trust([room.defence.card]))
        #expect(room.notes.isEmpty)
        try room.disclose(trust: Trust())
        guard case .custody(.recipientNotKnown(let card, _)) = room.notes.first else {
            Issue.record("\(room.notes)")
            return
        }
        #expect(card == room.defence.card)
    }

    @Test("where trust was asked for, a stranger who discloses is no success")
    func stranger() throws {
        let room = try CourtRoom()
        try room.disclose()
        let known = Trust([room.dana.card, room.agency.card])
        #expect(try room.verified(by: room.defence, trust: known, asked: true).reliance.holds)
        let half = try room.verified(by: room.defence, trust: Trust([room.dana.card]), asked: true)
        #expect(half.reliance.refusal?.kind == .notPermitted)
    }
}
