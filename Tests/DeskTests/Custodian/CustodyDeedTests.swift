import CustodyDesk
import Foundation
import Outcomes
import Statements
import Testing

@Suite("Who writes what into a custody chain")
struct CustodyDeedTests {
    private let room: EvidenceRoom
    init() throws { room = try EvidenceRoom() }

    private func received() throws { try room.write(.received(sender: nil, how: "by hand"), by: room.lee) }

    @Test("only who holds the bundle writes: what another does is refused, and the chain stays as it was")
    func holderOnly() throws {
        try received()
        let before = room.chain
        let error = refusal { try room.write(.verified, by: room.ruth) }
        #expect(error?.kind == .notPermitted)
        #expect(error?.remedy == .handOver)
        #expect(before != nil && room.chain == before)
    }

    @Test("once both have signed the transfer its receiver writes, and who gave it away no longer")
    func handedOver() throws {
        try received()
        let offer = try room.write(.transferred(receiver: try room.card(room.ruth)), by: room.lee)
        #expect(offer.receiver == room.ruth.card)
        #expect(refusal { try room.write(.verified, by: room.ruth) }?.remedy == .takeOver)
        let taken = try room.accounted.accept(by: room.atHand(room.ruth), trust: Trust())
        #expect(taken.chain.holder == room.ruth.card)
        #expect(taken.chain.links.map(\.entry.action.word) == ["received", "transferred", "received"])
        #expect(
            taken.chain.tenures.last?.from.latest?.by == room.ruth.card, "they sign when they took it over")
        #expect(try room.write(.verified, by: room.ruth).chain.links.count == 4)
        #expect(refusal { try room.write(.verified, by: room.lee) }?.kind == .notPermitted)
    }

    @Test("who is offered nothing takes nothing over")
    func notOffered() throws {
        try received()
        try room.write(.transferred(receiver: try room.card(room.ruth)), by: room.lee)
        let before = room.chain
        let error = refusal { try room.accounted.accept(by: room.atHand(room.owner), trust: Trust()) }
        #expect(error?.kind == .notPermitted)
        #expect(room.chain == before)
    }

    @Test("a chain begins with that the bundle was received")
    func begins() throws {
        let error = refusal { try room.write(.verified, by: room.lee) }
        #expect(error?.remedy == .writeReceived)
        #expect(room.chain == nil)
    }

    @Test(
        "a bundle that does not hold is written down all the same as received and as verified, with its state"
    )
    func damagedIsTold() throws {
        try room.damage()
        for deed in [CustodyDeed.received(sender: nil, how: "by hand"), .verified] {
            let written = try room.write(deed, by: room.lee)
            #expect(!written.bundleHolds)
            #expect(written.summary.contains("NOT to be relied on"))
            let entry = try #require(written.chain.links.last?.entry)
            switch entry.action {
            case .received(let facts): #expect(!facts.checks.holds)
            case .verified(let checks): #expect(!checks.holds)
            default: Issue.record("another entry was written: \(entry.action.word)")
            }
        }
    }

    /// The bundle's bytes in another file.
    private func copied() throws -> String {
        try room.folder.write(try room.folder.read("bundle.tar"), as: "copy.tar").path
    }

    @Test(
        "a bundle that does not hold is written down as nothing else before the chain says that it does not",
        arguments: ["copied", "transferred", "disposed"])
    func damagedIsNothingElse(what: String) throws {
        try received()
        try room.damage()
        let before = room.chain
        let deed: CustodyDeed =
            switch what {
            case "copied": .copied(to: "another disk", copy: try copied())
            case "transferred": .transferred(receiver: try room.card(room.ruth))
            default: .disposed(.returned, how: nil, why: "retention ended")
            }
        let error = refusal { try room.write(deed, by: room.lee) }
        #expect(error?.kind == .doesNotHold)
        #expect(error?.remedy == .writeVerified)
        #expect(before != nil && room.chain == before)
    }

    @Test("what the chain says is damaged can be disposed of, and the bundle is said not to hold")
    func damagedIsDisposedOf() throws {
        try room.damage()
        try room.write(.received(sender: nil, how: "by hand"), by: room.lee)
        let written = try room.write(.disposed(.returned, how: nil, why: "damaged on the way"), by: room.lee)
        #expect(!written.bundleHolds)
        #expect(written.chain.links.last?.entry.action.word == "disposed")
    }

    @Test("a copy is one only where it is the same file")
    func copies() throws {
        try received()
        try FileManager.default.copyItem(atPath: room.bundle, toPath: room.folder.path("copy.tar"))
        try room.write(.copied(to: "another disk", copy: room.folder.path("copy.tar")), by: room.lee)
        try room.folder.write("something else", as: "other.tar")
        let error = refusal {
            try room.write(.copied(to: "another disk", copy: room.folder.path("other.tar")), by: room.lee)
        }
        #expect(error?.kind == .doesNotHold)
    }

    @Test(
        "the bundle's own file is no copy of it, whatever it is called",
        arguments: ["bundle.tar", "soft.tar", "hard.tar"])
    func noCopy(name: String) throws {
        try received()
        let before = room.chain
        try FileManager.default.createSymbolicLink(
            atPath: room.folder.path("soft.tar"), withDestinationPath: room.bundle)
        try FileManager.default.linkItem(atPath: room.bundle, toPath: room.folder.path("hard.tar"))
        let error = refusal {
            try room.write(.copied(to: "another disk", copy: room.folder.path(name)), by: room.lee)
        }
        #expect(error?.kind == .doesNotHold)
        #expect(error?.message.contains("is no copy but the bundle's file itself") == true)
        #expect(before != nil && room.chain == before)
    }

    @Test("what is too damaged for its seal is written into the chain that lies beside it")
    func sealNotRead() throws {
        try received()
        let bytes = try room.folder.read("bundle.tar")
        try room.folder.write(Array(bytes.dropLast(600)), as: "bundle.tar")
        let written = try room.write(.verified, by: room.lee)
        #expect(!written.bundleHolds && written.chain.holds)
        #expect(written.chain.links.last?.entry.action.checks?.holds == false)
        #expect(refusal { try room.write(.verified, by: room.ruth) }?.kind == .notPermitted)
        // Whole again it goes on in the same chain.
        try room.folder.write(bytes, as: "bundle.tar")
        #expect(try room.write(.verified, by: room.lee).chain.links.count == 3)
    }

    @Test("nothing is written of such a file into another bundle's chain")
    func sealNotReadBesideAnother() throws {
        try received()
        let other = try EvidenceRoom()
        try other.write(.received(sender: nil, how: "by hand"), by: other.lee)
        let bytes = try room.folder.read("bundle.tar")
        try room.folder.write(Array(bytes.dropLast(600)), as: "bundle.tar")
        try room.folder.write(try #require(other.chain), as: "bundle.tar.custody.jsonl")
        #expect(refusal { try room.write(.verified, by: other.lee) }?.kind == .doesNotHold)
        #expect(room.chain == other.chain)
    }

    @Test("that an offer lapses is said before it does, and to its receiver afterwards")
    func lapses() throws {
        try received()
        let offer = try room.write(.transferred(receiver: try room.card(room.ruth)), by: room.lee)
        let register = CustodiansRegister(at: nil, noting: room.note)
        let accounted = AccountedBundle(room.bundle, custody: CustodyPlace(nil), register: register)
        let note = Note.custody(.offerLapses(receiver: room.ruth.card, entry: 2))
        _ = refusal { try accounted.write(.verified, by: room.atHand(room.ruth), trust: Trust(), media: nil) }
        #expect(room.notes.isEmpty, "who may write nothing ends no offer")
        _ = try accounted.write(.verified, by: room.atHand(room.lee), trust: Trust(), media: nil)
        #expect(room.notes == [note])
        let error = refusal { try room.accounted.accept(by: room.atHand(room.ruth), trust: Trust()) }
        #expect(offer.chain.links.count == 2 && error?.kind == .notPermitted)
        #expect(
            error?.message.contains("offered to you in entry 2, and that lapsed with entry 3") == true,
            "\(error?.message ?? "")")
    }

    @Test("whoever receives it again is told the same, and who comes with it too late why it is not theirs")
    func lapsesByReceiving() throws {
        try received()
        try room.write(.transferred(receiver: try room.card(room.ruth)), by: room.lee)
        func receipt(_ name: String, by identity: Identity) throws {
            _ = try NewReceipt(
                of: room.bundle, how: "again", sender: nil, ledger: nil, custody: CustodyPlace(nil),
                noting: room.note
            ).make(by: room.atHand(identity), trust: Trust(), in: room.output(name), media: nil)
        }
        try receipt("same.json", by: room.lee)
        #expect(room.notes.isEmpty, "an entry that is there already ends no offer")
        try room.damage()
        try receipt("damaged.json", by: room.lee)
        #expect(room.notes == [.custody(.offerLapses(receiver: room.ruth.card, entry: 2))])
        let late = refusal { try receipt("late.json", by: room.ruth) }
        let said = "offered to you in entry 2, and that lapsed with entry 3"
        #expect(late?.kind == .notPermitted && late?.message.contains(said) == true, "\(late?.message ?? "")")
        var rows: [BundleRowFacts] = []
        _ = try BundlesToReceive([room.bundle], how: "again", register: .none, noting: room.note).receive(
            by: room.atHand(room.ruth), trust: Trust(), media: nil
        ) { row throws(DeskError) in rows.append(row) }
        #expect(rows.first?.reason?.contains(said) == true)
    }

    @Test("of several that are received, the bundle is named whose offer lapses")
    func lapsesByReceivingMany() throws {
        try received()
        try room.write(.transferred(receiver: try room.card(room.ruth)), by: room.lee)
        try room.damage()
        _ = try BundlesToReceive([room.bundle], how: "again", register: .none, noting: room.note).receive(
            by: room.atHand(room.lee), trust: Trust(), media: nil
        ) { _ throws(DeskError) in }
        let note = Note.custody(.offerLapses(receiver: room.ruth.card, entry: 2, of: room.bundle))
        #expect(room.notes == [note])
    }

    @Test("who takes an offer back is not told that it lapses")
    func takenBack() throws {
        try received()
        try room.write(.transferred(receiver: try room.card(room.ruth)), by: room.lee)
        let register = CustodiansRegister(at: nil, noting: room.note)
        _ = try AccountedBundle(room.bundle, custody: CustodyPlace(nil), register: register).write(
            .corrected(entry: 2, why: "the wrong card"), by: room.atHand(room.lee), trust: Trust(), media: nil
        )
        #expect(room.notes.isEmpty)
    }

    @Test("once its bundle is gone, who asks for that is led to the chain")
    func gone() throws {
        try received()
        try FileManager.default.removeItem(atPath: room.bundle)
        let chain = room.bundle + ".custody.jsonl"
        let shown = refusal {
            try ShownCustody(of: room.bundle, custody: CustodyPlace(nil), trust: Trust())
        }
        #expect(shown?.kind == .missing && shown?.remedy == .showChainAlone(path: chain))
        let verified = refusal { try room.verified(trusting: [], asked: false) }
        #expect(verified?.kind == .missing && verified?.remedy == .showChainAlone(path: chain))
    }

    @Test("a chain is shown beside its bundle, and alone without a word on the bundle")
    func shown() throws {
        try received()
        let place = CustodyPlace(nil)
        let beside = try ShownCustody(of: room.bundle, custody: place, trust: Trust())
        #expect(beside.reliance.holds && !beside.isAlone)
        let alone = try ShownCustody(of: room.bundle + ".custody.jsonl", custody: place, trust: Trust())
        #expect(alone.reliance.holds && alone.isAlone)
    }
}
