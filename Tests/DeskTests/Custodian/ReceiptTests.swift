import CustodyDesk
import Outcomes
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

    @Test("a second one of the same bundle adds no entry to the chain")
    func once() throws {
        _ = try make("first.json")
        let chain = room.chain
        _ = try make("second.json")
        #expect(chain != nil && room.chain == chain)
    }

    @Test("one about another file than the bundle that was given does not hold")
    func another() throws {
        _ = try make("receipt.json")
        try room.damage()
        #expect(try !read("receipt.json").holds)
    }
}
