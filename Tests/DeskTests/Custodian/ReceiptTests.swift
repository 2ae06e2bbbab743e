import CustodyDesk
import Foundation
import Outcomes
import Presentation
import Records
import Statements
import Testing

@Suite("A receipt, from who received a bundle to its owner")
struct ReceiptTests {
    private let room: EvidenceRoom
    init() throws { room = try EvidenceRoom() }

    private func make(_ name: String, ledger: String? = nil) throws -> MadeReceipt {
        try NewReceipt(
            of: room.bundle, how: "by hand", sender: nil, ledger: ledger, custody: CustodyPlace(nil)
        ).make(by: room.atHand(room.lee), trust: Trust(), in: room.output(name), media: nil)
    }

    private func read(_ name: String) throws -> ShownReceipt {
        try ReceiptToRead(room.folder.path(name), bundle: room.bundle, keeper: nil)
            .read(openedBy: nil, trust: Trust([room.lee.card]))
    }

    @Test("it fits the bundle that was given, and its entry is in the chain and in the ledger")
    func road() throws {
        let ledger = room.folder.path("ledger.sqlite")
        _ = try LedgerAtHand(ledger, noting: room.note).begin(by: room.atHand(room.lee), heads: nil)
        let made = try make("receipt.json", ledger: ledger)
        #expect(made.reliance.holds)
        #expect(made.logged == 0)
        let shown = try read("receipt.json")
        #expect(shown.holds)
        #expect(shown.facts.standing == "trusted")
        for id in [CheckID.receiptOfBundle, .receiptHasCustodyEntry, .receiptEntryLogged] {
            #expect(shown.checks.first { $0.id == id }?.verdict == .ok, "\(id)")
        }
    }

    @Test("one of a damaged bundle is made, and says so to the owner")
    func damaged() throws {
        try room.damage()
        let made = try make("receipt.json")
        #expect(made.reliance.doesNotHold)
        #expect(try read("receipt.json").receipt.checks.holds == false)
    }

    @Test(
        "that one too damaged for a chain stands in no chain, and in no ledger or in which place, is in its JSON"
    )
    func tooDamaged() throws {
        let bytes = try room.folder.read("bundle.tar")
        try room.folder.write(Array(bytes.dropLast(600)), as: "bundle.tar")
        let ledger = room.folder.path("ledger.sqlite")
        _ = try LedgerAtHand(ledger, noting: room.note).begin(by: room.atHand(room.lee), heads: nil)
        func said(_ made: MadeReceipt) throws -> String { try JSONLine.of(made.facts) }
        #expect(try said(try make("1.json")).contains(#"{"code":"too_damaged_for_chain","logged":false}"#))
        #expect(
            try said(try make("2.json", ledger: ledger)).contains(
                #"{"code":"too_damaged_for_chain","logged":true,"place":0}"#))
    }

    @Test("a second one of the same bundle adds no entry to the chain")
    func once() throws {
        _ = try make("first.json")
        let chain = room.chain
        _ = try make("second.json")
        #expect(chain != nil && room.chain == chain)
    }

    private func inChain() throws -> Verdict? {
        try read("receipt.json").checks.first { $0.id == .receiptEntryInChain }?.verdict
    }

    @Test("it is held against the chain beside the bundle, and where none lies there that is said")
    func chainBeside() throws {
        _ = try make("receipt.json")
        #expect(try inChain() == .ok)
        try FileManager.default.removeItem(atPath: room.folder.path("bundle.tar.custody.jsonl"))
        #expect(try inChain()?.word == "not_checked" && read("receipt.json").holds)
    }

    @Test("where its entry was taken back there it does not hold, and why is said")
    func takenBack() throws {
        _ = try make("receipt.json")
        try room.write(.corrected(entry: 1, why: "the wrong bundle"), by: room.lee)
        #expect(try inChain()?.reason?.contains("taken back") == true && !read("receipt.json").holds)
        #expect(try inChain()?.reason?.contains("the wrong bundle") == true)
    }

    @Test("that the bundle was disposed of since is said, and makes nothing wrong")
    func disposedSince() throws {
        _ = try make("receipt.json")
        try room.write(.disposed(.returned, how: nil, why: "asked for"), by: room.lee)
        #expect(try inChain()?.reason?.contains("the bundle was disposed of") == true)
        #expect(try read("receipt.json").holds)
    }

    @Test("beside another bundle's chain, or another account of this one, it does not hold")
    func anothersChain() throws {
        _ = try make("receipt.json")
        let other = try EvidenceRoom()
        try other.write(.received(sender: nil, how: "by hand"), by: other.lee)
        try room.folder.write(try #require(other.chain), as: "bundle.tar.custody.jsonl")
        #expect(try inChain()?.reason?.contains("does not hold") == true && !read("receipt.json").holds)
        try FileManager.default.removeItem(atPath: room.folder.path("bundle.tar.custody.jsonl"))
        try room.write(.received(sender: nil, how: "once more"), by: room.lee)
        #expect(try inChain()?.reason?.contains("two accounts") == true && !read("receipt.json").holds)
    }

    @Test("a chain that ends before its entry is an older part, and is said to be")
    func olderPart() throws {
        try room.write(.received(sender: nil, how: "by hand"), by: room.lee)
        let before = try #require(room.chain)
        try room.write(.corrected(entry: 1, why: "by post"), by: room.lee)
        _ = try make("receipt.json")
        try room.folder.write(before, as: "bundle.tar.custody.jsonl")
        #expect(try inChain()?.word == "not_checked" && inChain()?.reason?.contains("ends before") == true)
    }

    @Test("one about another file than the bundle that was given does not hold")
    func another() throws {
        _ = try make("receipt.json")
        try room.damage()
        #expect(try !read("receipt.json").holds)
    }
}
