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
