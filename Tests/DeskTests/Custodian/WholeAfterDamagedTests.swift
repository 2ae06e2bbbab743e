import Bundle
import CustodyDesk
import Foundation
import Outcomes
import Records
import Sealing
import Statements
import Testing

@Suite("A whole copy that comes after a damaged one is taken in, in the account that was begun")
struct WholeAfterDamagedTests {
    private let room: ManyBundles
    init() throws { room = try ManyBundles() }

    /// A whole bundle in `usb/1.tar`, of which a damaged copy was received as `incoming/1.tar`.
    private func damagedReceived(_ change: (inout BundlesToReceive) -> Void = { _ in }) throws {
        try room.makeFolder("usb")
        try room.seal("usb/1.tar")
        try room.copy("usb/1.tar", to: "incoming/1.tar")
        try room.damage("incoming/1.tar")
        #expect(try room.receive(["incoming"], change)["1.tar"]?.result == .failed)
    }

    private func verified(_ name: String) throws -> VerifiedBundle {
        try BundleToVerify(room.folder.path(name)).verify(with: nil, trust: Trust(), media: nil)
    }

    private func chain(_ name: String) throws -> CustodyChain {
        try ShownCustody(of: room.folder.path(name), custody: CustodyPlace(nil), trust: Trust()).chain
    }

    @Test("it is received, logged and receipted, the chain tells of both, and holds")
    func takenIn() throws {
        let ledger = try room.beginLedger()
        try damagedReceived { $0.ledger = ledger }
        let before = try room.contents("incoming")
        let row = try #require(try room.receive(["usb"]) { $0.ledger = ledger }.rows.first)
        #expect(row.done == .received && row.ledgerPlace == 1 && row.receipt != nil)
        #expect(
            row.findings.map(\.code) == ["same_seal_other_bytes", "receipt_before", "whole_after_damaged"])
        #expect(try room.contents("incoming") == before)
        let logged = try LedgerListing(
            ledger, from: nil, count: 9, search: "usb/1.tar", register: room.register)
        #expect(logged.facts.entries.map(\.place) == [1])
        let chain = try chain("usb/1.tar")
        #expect(chain.links.count == 2 && chain.holder == room.ruth.card)
        #expect(chain.files.whole?.entry == 2 && chain.files.damaged.map(\.entry) == [1])
        let report = try verified("usb/1.tar").report
        #expect(report.holds && report.check(.custodyFileAsReceived)?.verdict == .ok)
        #expect(report.summary.contains("Its entries name 1 other file as damaged"))
    }

    @Test(
        "what was done is not done twice, and the damaged one is a copy from then on, with the older part of the account"
    )
    func again() throws {
        try damagedReceived()
        _ = try room.receive(["usb"])
        let second = try room.receive(["usb", "incoming"])
        #expect(second.rows.map(\.done) == [.already, .duplicate])
        let alone = try #require(try room.receive(["incoming"]).rows.first)
        #expect(alone.done == .duplicate && alone.result == .failed)
        #expect(alone.findings.map(\.code).contains("longer_chain"))
        #expect(!alone.findings.map(\.code).contains("chain_lacks_entry"))
    }

    @Test("so it is where both lie in one folder, with a register or without", arguments: [true, false])
    func oneFolder(isRegistered: Bool) throws {
        let register = isRegistered ? room.register : .none
        try damagedReceived { $0.register = register }
        try room.copy("usb/1.tar", to: "incoming/again.tar")
        let received = try room.receive { $0.register = register }
        #expect(received["again.tar"]?.done == .received)
        #expect(received["again.tar"]?.findings.map(\.code).contains("whole_after_damaged") == true)
        #expect(try chain("incoming/again.tar").links.count == 2)
        #expect(try room.receive { $0.register = register }["again.tar"]?.done == .already)
    }

    @Test("so it is where it takes the damaged one's place")
    func inItsPlace() throws {
        try damagedReceived()
        try room.copy("usb/1.tar", to: "incoming/1.tar")
        let refused = refusal {
            try AccountedBundle(
                room.folder.path("incoming/1.tar"), custody: CustodyPlace(nil), register: room.register
            ).write(.verified, by: room.atHand(room.ruth), trust: Trust(), media: nil)
        }
        #expect(refused?.kind == .notPermitted && refused?.remedy == .writeReceived)
        #expect(try !verified("incoming/1.tar").report.holds)
        let row = try #require(try room.receive()["1.tar"])
        #expect(row.done == .received && row.findings.map(\.code).contains("whole_after_damaged"))
        #expect(try verified("incoming/1.tar").report.holds)
        #expect(try room.list().first?.condition == "ok")
    }

    @Test("a receipt by itself, and an entry by itself, go on in that account too")
    func alone() throws {
        try damagedReceived()
        try room.copy("usb/1.tar", to: "2.tar")
        let made = try NewReceipt(
            of: room.folder.path("usb/1.tar"), how: "by hand", sender: nil, ledger: nil,
            custody: CustodyPlace(nil), register: room.register
        ).make(
            by: room.atHand(room.ruth), trust: Trust(),
            in: OutputFile(room.folder.path("receipt.json"), replaces: false), media: nil)
        #expect(made.findings.map(\.code).contains("whole_after_damaged"))
        #expect(try chain("usb/1.tar").links.count == 2)
        // The account that goes on is known: a third file is a copy of it.
        #expect(try room.receive(["2.tar"]).rows.first?.done == .duplicate)
    }

    @Test(
        "one too damaged for a chain is named by its file, as its first block says which bundle it was to be")
    func tooDamaged() throws {
        try room.makeFolder("usb")
        try room.seal("usb/1.tar")
        try room.copy("usb/1.tar", to: "incoming/1.tar")
        try room.breakArchive("incoming/1.tar")
        _ = try room.receive()
        let row = try #require(try room.receive(["usb"]).rows.first)
        #expect(row.done == .received)
        guard case .wholeAfterDamaged(let file, _) = row.findings.first else {
            Issue.record("\(row.findings)")
            return
        }
        #expect(file == room.folder.path("incoming/1.tar"))
        #expect(try chain("usb/1.tar").links.count == 1)
    }

    @Test(
        "the same files under another seal are no whole copy: they are told as another bundle, with an account of their own"
    )
    func anotherSeal() throws {
        try damagedReceived()
        let thief = try Identity.generate(name: "Somebody Else", role: .owner)
        try Resealed.write(room.folder.path("usb/1.tar"), to: room.folder.path("other.tar"), by: thief)
        let row = try #require(try room.receive(["other.tar"]).rows.first)
        #expect(Set(row.findings.map(\.code)) == ["id_of_another", "sealed_twice"])
        #expect(try chain("other.tar").links.count == 1)
    }

    @Test("where the account is not at hand any more, none is begun beside it unless that is meant")
    func lostChain() throws {
        try damagedReceived()
        try FileManager.default.removeItem(atPath: room.folder.path("incoming/1.tar.custody.jsonl"))
        let received = try room.receive(["usb"])
        #expect(received.rows.first?.done == .refused && received.totals.worst == .notPermitted)
        #expect(
            received.rows.first?.remedy
                == .useKnownChain(file: room.folder.path("incoming/1.tar.custody.jsonl")))
    }

    @Test("a bundle that is damaged in its place and put back whole is received anew, and listed as whole")
    func putBack() throws {
        try room.seal("incoming/1.tar")
        let whole = try room.folder.read("incoming/1.tar")
        _ = try room.receive()
        try room.damage("incoming/1.tar")
        _ = try room.receive()
        #expect(try room.list().first?.condition == "failed")
        try room.folder.write(whole, as: "incoming/1.tar")
        #expect(try room.receive()["1.tar"]?.done == .received)
        #expect(try room.list().first?.condition == "ok")
        #expect(try verified("incoming/1.tar").report.holds)
        #expect(try room.receive()["1.tar"]?.done == .already)
    }

    @Test(
        "a listing shows the whole one as held, and the damaged one with the older part of the account, without a fault"
    )
    func listed() throws {
        try damagedReceived()
        _ = try room.receive(["usb"])
        let rows = try room.list(["incoming", "usb"])
        #expect(rows.map(\.state) == [.held, .held] && rows.map(\.condition) == ["failed", "ok"])
        #expect(!rows.contains { $0.findings.contains(where: \.isFault) })
        let alone = try #require(try room.list(["incoming"]).first)
        #expect(alone.findings == [.longerChain(file: room.folder.path("usb/1.tar.custody.jsonl"))])
    }
}
