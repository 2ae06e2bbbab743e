import CustodyDesk
import Desk
import Foundation
import Outcomes
import Statements
import Testing

@Suite("Nobody is unknown to themselves")
struct OwnCardTests {
    private func lost(_ identity: Identity, _ moment: WallTime) throws -> CardRevocation {
        try CardRevocation(
            verifying: CardRevocation(
                card: identity.card, reason: "lost", since: moment, issued: moment
            ).signed(by: identity))
    }

    @Test("the journal tells which card is the owner's, and of a namesake that it is not")
    func journal() throws {
        let asked = try AskedOwner()
        let request = try asked.ask()
        #expect(asked.journal.ownCards().isEmpty)
        _ = try asked.answer("consent.json").grant(request, GrantTerms(), heldAgainst: asked.scrutiny())
        #expect(asked.journal.ownCards() == [asked.owner.card])
        let namesake = try Identity.generate(
            name: asked.owner.card.name, role: .owner, created: asked.moment)
        let theirs = OwnersAnswer(
            by: IdentityAtHand(at: asked.folder.path("elsewhere.identity")) { () throws(DeskError) in
                namesake
            },
            to: asked.output("theirs.json"), journal: OwnersJournal(at: nil, noting: asked.note),
            noting: asked.note
        ) { asked.moment }
        _ = try theirs.grant(request, GrantTerms(), heldAgainst: asked.scrutiny())
        _ = try asked.journal.add([asked.folder.path("theirs.json")])
        #expect(asked.journal.ownCards() == [asked.owner.card])

        let folder = asked.folder.path("trusted")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let trust = try TrustSource(named: folder, own: asked.journal.ownCards, noting: { _ in }).load()
        #expect(trust.isOwn(asked.owner.card))
        #expect(
            try ShownConsent(asked.folder.path("consent.json"), trust: trust).facts.standing == "trusted")
        #expect(
            try ShownConsent(asked.folder.path("theirs.json"), trust: trust).facts.standing == "unknown")
    }

    @Test("one's own card that was revoked is revoked")
    func revoked() throws {
        let asked = try AskedOwner()
        let trust = Trust().adding(try lost(asked.owner, asked.moment)).adding(own: asked.owner.card)
        #expect(trust.standing(of: asked.owner.card, signed: asked.moment).word == "revoked")
    }

    @Test("a receipt that is read for a bundle the journal knows is noted in it, and no other")
    func receipts() throws {
        let owner = try AgreedOwner()
        try owner.seal(try owner.agree())
        func receipt(_ name: String, of bundle: String) throws -> ShownReceipt {
            _ = try NewReceipt(
                of: bundle, how: "by hand", sender: nil, ledger: nil, custody: CustodyPlace(nil)
            ).make(
                by: owner.asked.identity(owner.asked.agency, "keller.identity"), trust: Trust(),
                in: owner.asked.output(name), media: nil)
            return try ReceiptToRead(owner.folder.path(name), bundle: nil, keeper: nil)
                .read(openedBy: nil, trust: Trust())
        }
        let read = try receipt("receipt.json", of: owner.folder.path("bundle.tar"))
        #expect(owner.asked.journal.note(read: read) == owner.asked.journal.path)
        let noted = try owner.asked.kept().requests.flatMap(\.answers).flatMap(\.bundles)
            .flatMap(\.receipts)
        #expect(noted.count == 1)

        let room = try EvidenceRoom()
        let other = try receipt("other.json", of: room.bundle)
        #expect(owner.asked.journal.note(read: other) == nil)
        #expect(owner.asked.notes.contains { if case .journal(.notNoted) = $0 { true } else { false } })
        let nowhere = OwnersJournal(at: owner.folder.path("none.sqlite"), noting: owner.asked.note)
        #expect(nowhere.note(read: read) == nil)
        #expect(!owner.asked.exists("none.sqlite"))
    }

    @Test(
        "a journal that is a folder is said to be none, whatever way the folder is written",
        arguments: [".", "./", "/", ".."])
    func folder(path: String) throws {
        let asked = try AskedOwner()
        let request = try StatementInput<Request>(try asked.ask())
        OwnersJournal(at: path, noting: asked.note).note(request.envelope)
        #expect(asked.notes.contains { if case .journal(.notNoted) = $0 { true } else { false } })
    }
}
