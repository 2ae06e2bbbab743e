import CustodyDesk
import Outcomes
import Presentation
import Statements
import Testing

@Suite("Whose signature counts where trust is asked for")
struct SignersThatCountTests {
    private let room: EvidenceRoom
    init() throws { room = try EvidenceRoom() }

    @Test("a stranger's seal is valid and no success where somebody asked whose it is")
    func strangersSeal() throws {
        let refusal = try room.verified(trusting: [], asked: true).reliance.refusal
        #expect(refusal?.kind == .notPermitted)
        #expect(refusal?.remedy == .compareWithSigner)
    }

    @Test("the seal of somebody who is trusted is a success")
    func trustedSeal() throws {
        #expect(try room.verified(trusting: [room.owner.card], asked: true).reliance.holds)
    }

    @Test("where nobody asked whose it is, a valid seal is a success, and the report names the stranger")
    func notAsked() throws {
        let verified = try room.verified(trusting: [], asked: false)
        #expect(verified.reliance.holds)
        #expect(verified.report.check(.signerKnown)?.verdict.word == "not_checked")
    }

    @Test("a bundle that does not hold is that before anything is said of who signed")
    func damaged() throws {
        try room.damage()
        #expect(try room.verified(trusting: [], asked: true).reliance.doesNotHold)
        #expect(try room.verified(trusting: [room.owner.card], asked: true).reliance.doesNotHold)
    }

    @Test("a stranger in the custody chain is no success either where somebody asked")
    func strangerInChain() throws {
        try room.write(.received(sender: nil, how: "by hand"), by: room.lee)
        let refusal = try room.verified(trusting: [room.owner.card], asked: true).reliance.refusal
        #expect(refusal?.kind == .notPermitted)
        #expect(refusal?.remedy == .compareWithPeople)
        #expect(try room.verified(trusting: [room.owner.card, room.lee.card], asked: true).reliance.holds)
    }

    @Test(
        "what is written or signed of a stranger's bundle is written all the same, and is no success where somebody asked"
    )
    func writtenAllTheSame() throws {
        var asked = Trust()
        asked.isAskedFor = true
        let written = try room.accounted.write(
            .received(sender: nil, how: "by hand"), by: room.atHand(room.lee), trust: asked, media: nil)
        #expect(written.chain.links.count == 1)
        #expect(written.reliance.refusal?.remedy == .compareWithSigner)
        let made = try NewReceipt(
            of: room.bundle, how: "by hand", sender: nil, ledger: nil, custody: CustodyPlace(nil)
        ).make(by: room.atHand(room.lee), trust: asked, in: room.output("receipt.json"), media: nil)
        #expect(made.reliance.refusal?.remedy == .compareWithSigner)
        #expect(made.facts.report.result == .signerUnknown)
        let shown = try ShownCustody(of: room.bundle, custody: CustodyPlace(nil), trust: asked)
        #expect(shown.reliance.refusal?.remedy == .compareWithPeople)
        #expect(try ShownCustody(of: room.bundle, custody: CustodyPlace(nil), trust: Trust()).reliance.holds)
    }

    private static func asked(_ cards: [Card]) -> Trust {
        var trust = Trust(cards)
        trust.isAskedFor = true
        return trust
    }

    @Test(
        "who gave a bundle and is not known is named before it is taken over, which is signed and no success")
    func strangerGave() throws {
        try room.write(.received(sender: nil, how: "by hand"), by: room.lee)
        try room.write(.transferred(receiver: try room.card(room.ruth)), by: room.lee)
        let taken = try room.accounted.accept(
            by: room.atHand(room.ruth), trust: Self.asked([room.owner.card]), noting: room.note)
        #expect(taken.chain.holder == room.ruth.card)
        #expect(
            room.notes.contains {
                $0.inWords.contains("not to be relied on yet") && $0.inWords.contains("Lee Park")
            })
        #expect(taken.reliance.refusal?.remedy == .compareWithPeople)
        #expect(taken.facts.result == .custodyUnknown)
        #expect(taken.facts.notReliedOn?.map(\.fingerprint) == [room.lee.card.fingerprint.hex])
    }

    @Test("who goes on from a chain with a stranger in it is told so by whatever they sign next")
    func goingOn() throws {
        try room.write(.received(sender: nil, how: "by hand"), by: room.lee)
        try room.write(.transferred(receiver: try room.card(room.ruth)), by: room.lee)
        let (known, all) = ([room.owner.card], [room.owner.card, room.lee.card])
        let ruth = room.atHand(room.ruth)
        _ = try room.accounted.accept(by: ruth, trust: Trust())
        func verified(_ cards: [Card]) throws -> CustodyWritten {
            try room.accounted.write(.verified, by: ruth, trust: Self.asked(cards), media: nil)
        }
        func receipt(_ cards: [Card], _ name: String) throws -> MadeReceipt {
            try NewReceipt(
                of: room.bundle, how: "by hand", sender: nil, ledger: nil, custody: CustodyPlace(nil)
            ).make(by: ruth, trust: Self.asked(cards), in: room.output(name), media: nil)
        }
        #expect(try verified(known).reliance.refusal?.remedy == .compareWithPeople)
        let made = try receipt(known, "1.json")
        #expect(made.reliance.refusal?.remedy == .compareWithPeople)
        #expect(made.facts.report.result == .custodyUnknown)
        #expect(try verified(all).reliance.holds && receipt(all, "2.json").reliance.holds)
        let many = try AccountedBundles([room.bundle], register: .none).write(
            .verified, by: ruth, trust: Self.asked(known), media: nil
        ) { _ throws(DeskError) in }
        #expect(many == .notPermitted)
    }

    @Test(
        "a chain in which a key signed that had been revoked does not hold, for whoever reads it or goes on from it"
    )
    func revokedInChain() throws {
        try room.write(.received(sender: nil, how: "by hand"), by: room.lee)
        try room.write(.transferred(receiver: try room.card(room.ruth)), by: room.lee)
        let revocation = CardRevocation(
            card: room.lee.card, reason: "stolen",
            since: room.lee.card.created.adding(nanoseconds: -3600 * WallTime.nanosecondsPerSecond),
            issued: .now())
        let trust = Self.asked([room.owner.card, room.lee.card]).adding(revocation)
        #expect(
            try BundleToVerify(room.bundle).verify(with: nil, trust: trust, media: nil).reliance.doesNotHold)
        let shown = try ShownCustody(of: room.bundle, custody: CustodyPlace(nil), trust: trust)
        #expect(shown.reliance.refusal?.kind == .doesNotHold && shown.facts.result == .failed)
        let taken = try room.accounted.accept(by: room.atHand(room.ruth), trust: trust, noting: room.note)
        #expect(taken.reliance.refusal?.kind == .doesNotHold)
        #expect(taken.reliance.refusal?.message.contains("stolen") == true)
        #expect(room.notes.contains { $0.inWords.contains("stolen") })
    }

    @Test(
        "what is written tells programs what the bundle came to and who sealed it, beside what the chain came to"
    )
    func stateBeside() throws {
        let written = try room.accounted.write(
            .received(sender: nil, how: "by hand"), by: room.atHand(room.lee), trust: Self.asked([]),
            media: nil)
        #expect(written.facts.result == .ok && written.facts.notReliedOn == nil)
        #expect(written.facts.state?.result == .signerUnknown)
        #expect(written.facts.state?.sealer?.standing == .unknown)
    }

    @Test(
        "a bundle that is received with a stranger in its chain is no success where everybody is to be known")
    func receivedFromStranger() throws {
        let many = try ManyBundles()
        let bundle = try many.seal("incoming/1.tar")
        let lee = try Identity.generate(name: "Lee Park", role: .custodian)
        func written(_ deed: CustodyDeed, by identity: Identity) throws {
            _ = try AccountedBundle(bundle, custody: CustodyPlace(nil)).write(
                deed, by: many.atHand(identity), trust: Trust(), media: nil)
        }
        try written(.received(sender: nil, how: "by hand"), by: lee)
        let card = try many.folder.write(many.ruth.card.json(), as: "ruth.card.json").path
        try written(.transferred(receiver: card), by: lee)
        _ = try AccountedBundle(bundle, custody: CustodyPlace(nil)).accept(
            by: many.atHand(many.ruth), trust: Trust())
        func worst(_ cards: [Card]) throws -> BundleTotals.Worst {
            try BundlesToReceive(
                [many.folder.path("incoming")], how: "by hand", register: many.register,
                requiresKnownSigners: true, noting: many.note
            ).receive(by: many.atHand(many.ruth), trust: Trust(cards), media: nil) { _ throws(DeskError) in }
                .worst
        }
        #expect(try worst([many.owner.card]) == .notPermitted)
        #expect(try worst([many.owner.card, lee.card]) == .holds)
    }

    @Test("a seal with a key that was replaced before is refused, and its owner is to be asked why")
    func replaced() throws {
        let new = try room.owner.rotated(created: room.owner.created.adding(nanoseconds: 1))
        let refusal = try room.verified(trusting: [room.owner.card, new.card], asked: true).reliance.refusal
        #expect(refusal?.kind == .notPermitted)
        #expect(refusal?.remedy == .askWhyOldKey)
    }

    @Test(
        "of many, a key that was replaced or revoked is said by that word and by whose it was, not as unknown"
    )
    func withdrawnAmongMany() throws {
        let room = try ManyBundles()
        let (replaced, revoked) = (room.owner, try Identity.generate(name: "Dana Whitfield", role: .owner))
        try room.seal("incoming/1.tar", by: replaced)
        try room.seal("incoming/2.tar", by: revoked)
        try room.seal("incoming/3.tar", by: try Identity.generate(name: "Somebody", role: .owner))
        let new = try replaced.rotated(created: replaced.created.adding(nanoseconds: 1))
        let revocation = CardRevocation(
            card: revoked.card, reason: "stolen",
            since: .now().adding(nanoseconds: 3600 * WallTime.nanosecondsPerSecond), issued: .now())
        var trust = Trust([replaced.card, new.card, revoked.card]).adding(revocation)
        func rows() throws -> (rows: [BundleRowFacts], worst: BundleTotals) {
            var rows: [BundleRowFacts] = []
            let order = BundlesToReceive(
                [room.folder.path("incoming")], how: "by hand", register: room.register, noting: room.note)
            let totals = try order.receive(by: room.atHand(room.ruth), trust: trust, media: nil) {
                row throws(DeskError) in rows.append(row)
            }
            return (rows, totals)
        }
        let (received, totals) = try rows()
        #expect(received.map(\.standing) == [.replaced, .doubtful, .unknown])
        #expect(received.map(\.signerName) == ["Vera Morgenstern", "Dana Whitfield", nil])
        #expect(
            received.map { $0.cells[0] } == ["ok, key replaced", "ok, key revoked", "ok, signer unknown"])
        #expect(received[1].remarks.contains { $0.contains("stolen") })
        #expect(totals.withdrawnKeys == 2 && totals.unknownSigners == 1 && totals.worst == .holds)
        // An unknown owner is no failure of a day; a key that is known to be withdrawn is, where trust was asked for.
        trust.isAskedFor = true
        #expect(try rows().worst.worst == .notPermitted)
    }

    @Test("a receipt says to whoever makes it what the sealer's signature is worth then")
    func receiptOfWithdrawnKey() throws {
        let new = try room.owner.rotated(created: room.owner.created.adding(nanoseconds: 1))
        let made = try NewReceipt(
            of: room.bundle, how: "by hand", sender: nil, ledger: nil, custody: CustodyPlace(nil)
        ).make(
            by: room.atHand(room.lee), trust: Trust([room.owner.card, new.card]),
            in: room.output("receipt.json"), media: nil)
        #expect(made.facts.sealer?.standing == .replaced && made.facts.sealer?.name == room.owner.name)
        #expect(made.facts.sealer?.reason?.contains("was replaced on") == true)
    }

    @Test("a receipt by a stranger is read, and is no success where somebody asked who signed it")
    func strangersReceipt() throws {
        _ = try NewReceipt(
            of: room.bundle, how: "by hand", sender: nil, ledger: nil, custody: CustodyPlace(nil)
        ).make(by: room.atHand(room.lee), trust: Trust(), in: room.output("receipt.json"), media: nil)
        func read(_ cards: [Card], asked: Bool) throws -> ShownReceipt {
            var trust = Trust(cards)
            trust.isAskedFor = asked
            return try ReceiptToRead(room.folder.path("receipt.json"), bundle: room.bundle, keeper: nil)
                .read(openedBy: nil, trust: trust)
        }
        #expect(try read([], asked: true).reliance.refusal?.kind == .notPermitted)
        #expect(try read([], asked: true).holds)
        #expect(try read([], asked: false).reliance.holds)
        #expect(try read([room.lee.card], asked: true).reliance.holds)
    }

    @Test("a folder of trust that was named asks, the usual one does not; one that is not there is an error")
    func asked() throws {
        #expect(!TrustSource(named: nil, noting: room.note).isAskedFor(in: [:]))
        let named = TrustSource(named: room.folder.path("no such folder"), noting: room.note)
        #expect(named.isAskedFor(in: [:]))
        let error = refusal { try named.load() }
        #expect(error?.kind == .missing)
        #expect(error?.remedy == .makeTrustFolder(path: room.folder.path("no such folder")))
    }
}
