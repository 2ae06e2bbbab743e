import CustodyDesk
import Desk
import Foundation
import Outcomes
import Testing

@Suite("A receipt that comes back, and what is next in a case")
struct CaseReceiptTests {
    /// The agency gets the bundle and signs a receipt.
    private func receipt(_ owner: CaseOwner) throws -> String {
        let bundle = try #require(owner.found.bundles.first)
        let copy = owner.owner.folder.path(bundle.name)
        try FileManager.default.copyItem(atPath: bundle.path, toPath: copy)
        let receipt = NewReceipt(
            of: copy, how: "on a stick", sender: nil, ledger: nil,
            custody: CustodyPlace(owner.owner.folder.path("chain.json")))
        _ = try receipt.make(
            by: owner.asked.identity(owner.asked.agency, "keller.identity"), trust: owner.trust,
            in: owner.asked.output("receipt.json"), media: nil)
        return owner.owner.folder.path("receipt.json")
    }

    @Test(
        "it is found by the seal that the journal noted, kept with its case, and is what the case waited for")
    func found() throws {
        let owner = try CaseOwner()
        try owner.agree()
        #expect(owner.found.next(try owner.entry()) == .seal)
        try owner.seal()
        let path = try receipt(owner)
        let taken = try CaseReceipt(
            path, of: owner.cases, journal: owner.asked.journal, openedBy: owner.identity, trust: owner.trust)
        #expect(taken.found == owner.found)
        #expect(taken.shown.holds)
        #expect(owner.found.content(of: owner.found.receipt) != nil)
        #expect(
            try owner.found.shownReceipt(
                openedBy: nil, journal: owner.asked.journal, trust: owner.trust
            ).holds)
        guard case .received = try owner.entry().standing else {
            Issue.record("the journal does not know of the receipt")
            return
        }
        #expect(owner.found.next(try owner.entry()) == .done)
    }

    @Test("one for a bundle that was not made here is of no case, and is not noted")
    func stranger() throws {
        let (owner, other) = (try CaseOwner(), try CaseOwner())
        try other.agree()
        try other.seal()
        let path = try receipt(other)
        _ = try owner.asked.scrutiny().show(owner.found.request)
        let error = refusal {
            try CaseReceipt(
                path, of: owner.cases, journal: owner.asked.journal, openedBy: nil, trust: owner.trust)
        }
        #expect(error?.kind == .missing)
        #expect(owner.found.content(of: owner.found.receipt) == nil)
    }

    @Test("what is next follows what was done: to decide, to choose, to seal; nothing once it was taken back")
    func next() throws {
        let owner = try CaseOwner()
        _ = try owner.asked.scrutiny().show(owner.found.request)
        #expect(owner.found.next(try owner.entry()) == .choose)
        try owner.found.keep(OwnersDraft())
        #expect(owner.found.next(try owner.entry()) == .decide)
        try owner.found.keep(try CaseOwner.draft())
        try owner.agree()
        _ = try OwnersAnswer(
            by: owner.identity, to: OutputFile(owner.found.revocation, replaces: false),
            journal: owner.asked.journal, noting: owner.asked.note
        ).revoke(owner.found.consent, reason: nil)
        #expect(owner.found.isTakenBack)
        #expect(owner.found.next(try owner.entry()) == .done)
        #expect(refusal { try owner.seal() }?.kind == .notPermitted)
        #expect(owner.found.bundles == [])
    }
}
