import Bundle
import CustodyDesk
import Files
import Foundation
import Outcomes
import Presentation
import Records
import Sealing
import StatementFiles
import Statements
import Testing

@Suite("Many bundles, taken in at once")
struct ReceiveManyTests {
    private let room: ManyBundles
    init() throws { room = try ManyBundles() }

    @Test("each gets an entry, a place in the ledger and a receipt, and the identity is opened once")
    func road() throws {
        for number in 1...5 { try room.seal("incoming/\(number).tar") }
        let ledger = try room.beginLedger()
        let received = try room.receive(trusting: [room.owner.card]) { $0.ledger = ledger }
        #expect(room.openings == 1)
        #expect(received.rows.map(\.done) == Array(repeating: .received, count: 5))
        #expect(received.totals.worst == .holds && received.totals.received == 5)
        #expect(Set(received.rows.compactMap(\.ledgerPlace)) == [0, 1, 2, 3, 4])
        for row in received.rows {
            let shown = try ReceiptToRead(try #require(row.receipt), bundle: row.file, keeper: nil)
                .read(openedBy: nil, trust: Trust([room.ruth.card]))
            #expect(shown.holds)
            #expect(shown.checks.first { $0.id == .receiptEntryLogged }?.verdict == .ok)
        }
    }

    /// A stop is for good, so it happens in a process of its own.
    @Test("who stops a run is told how many entries ledger and register have got")
    func stopped() async {
        await #expect(processExitsWith: .success) {
            let room = try ManyBundles()
            for number in 1...3 { try room.seal("incoming/\(number).tar") }
            let ledger = try room.beginLedger()
            _ = try room.receive { $0.ledger = ledger }
            // Nothing is logged a second time.
            _ = try room.receive { $0.ledger = ledger }
            let written = WrittenOutputs.stop()
            #expect(written.first { $0.path == ledger.path }?.entries == 3)
            #expect(written.first { $0.path == room.folder.path("register.sqlite") }?.entries == 6)
        }
    }

    @Test("a second run writes nothing and says that all was done before")
    func again() throws {
        for number in 1...3 { try room.seal("incoming/\(number).tar") }
        let ledger = try room.beginLedger()
        _ = try room.receive { $0.ledger = ledger }
        let before = try room.contents("incoming")
        let second = try room.receive { $0.ledger = ledger }
        #expect(second.rows.map(\.done) == [.already, .already, .already])
        #expect(try room.contents("incoming") == before)
        #expect(try LedgerListing(ledger, from: nil, count: 10).facts.size == 3)
    }

    @Test(
        "a run that was stopped anywhere is gone on with by the next one",
        arguments: ["1.tar.receipt.json", "1.tar.custody.jsonl"])
    func goesOn(lost: String) throws {
        try room.seal("incoming/1.tar")
        let ledger = try room.beginLedger()
        // Without the register, as whoever is stopped has not written that either.
        _ = try room.receive {
            $0.ledger = ledger
            $0.register = .none
        }
        try FileManager.default.removeItem(atPath: room.folder.path("incoming/1.tar.receipt.json"))
        if lost != "1.tar.receipt.json" {
            try FileManager.default.removeItem(atPath: room.folder.path("incoming/\(lost)"))
        }
        let second = try room.receive { $0.ledger = ledger }
        #expect(second["1.tar"]?.done == .received)
        let chain = try ShownCustody(
            of: room.folder.path("incoming/1.tar"), custody: CustodyPlace(nil), trust: Trust())
        #expect(chain.reliance.holds && chain.chain.links.count == 1)
        #expect(room.folder.exists("incoming/1.tar.receipt.json"))
    }

    @Test("copies of one bundle in one run are one bundle, whatever they are called")
    func copies() throws {
        try room.seal("incoming/b.tar")
        try room.makeFolder("incoming/usb")
        try room.copy("incoming/b.tar", to: "incoming/usb/a (1).tar")
        try room.copy("incoming/b.tar", to: "incoming/a copy")
        let received = try room.receive()
        #expect(received["b.tar"]?.done == .received)
        for name in ["a (1).tar", "a copy"] {
            #expect(received[name]?.done == .duplicate)
            #expect(received[name]?.duplicateOf == room.folder.path("incoming/b.tar"))
            #expect(received[name]?.findings.map(\.code) == ["same_bundle"])
        }
        #expect(
            try room.contents("incoming").keys.filter { $0.hasSuffix(".jsonl") } == ["b.tar.custody.jsonl"])
    }

    @Test("of copies the one with an account is the bundle, and else a sound one")
    func whichCopy() throws {
        try room.seal("incoming/z.tar")
        try room.copy("incoming/z.tar", to: "incoming/a.tar")
        try room.damage("incoming/a.tar")
        let first = try room.receive()
        #expect(first["z.tar"]?.done == .received && first["z.tar"]?.result != .failed)
        #expect(first["a.tar"]?.done == .duplicate && first["a.tar"]?.result == .failed)
        #expect(first["a.tar"]?.findings.map(\.code) == ["same_seal_other_bytes"])
        try room.copy("incoming/z.tar", to: "incoming/0.tar")
        let second = try room.receive()
        #expect(second["z.tar"]?.done == .already && second["0.tar"]?.done == .duplicate)
    }

    @Test(
        "a damaged bundle is received as damaged, says so in its receipt, and ends the run with what does not hold"
    )
    func damaged() throws {
        try room.seal("incoming/1.tar")
        try room.seal("incoming/2.tar")
        try room.damage("incoming/1.tar")
        let received = try room.receive(trusting: [room.owner.card])
        #expect(received["1.tar"]?.result == .failed && received["1.tar"]?.done == .received)
        #expect(received["1.tar"]?.failed.isEmpty == false)
        #expect(received["2.tar"]?.result == .ok)
        #expect(received.totals.worst == .doesNotHold)
        #expect(received.totals.inWords == ["2 files: 2 received (1 of which does NOT hold)."])
        #expect(
            try room.receive(trusting: [room.owner.card]).totals.inWords.first
                == "2 files: 2 received before (1 of which does NOT hold).")
        let envelope = try DSSEEnvelope(
            json: try StatementFile.read(try #require(received["1.tar"]?.receipt)))
        #expect(try Receipt(verifying: envelope).checks.holds == false)
    }

    @Test(
        "one too damaged for a chain gets a receipt, which is what the ledger holds; without a ledger it is said that nothing is"
    )
    func tooDamaged() throws {
        try room.seal("incoming/1.tar")
        try room.breakArchive("incoming/1.tar")
        let first = try room.receive()
        #expect(first["1.tar"]?.findings == [.tooDamagedForChain(logged: nil)])
        let ledger = try room.beginLedger()
        let second = try room.receive { $0.ledger = ledger }
        #expect(second["1.tar"]?.findings == [.tooDamagedForChain(logged: 0)])
        let logged = try LedgerListing(ledger, from: 0, count: 1).facts.entries.first
        #expect(logged?.kind == Receipt.predicateType)
        _ = try room.receive { $0.ledger = ledger }
        #expect(try LedgerListing(ledger, from: nil, count: 9).facts.size == 1)
    }

    @Test("a file that is no bundle is named where it is named as one, and else counted")
    func noBundle() throws {
        try room.seal("incoming/1.tar")
        try room.folder.write("nothing", as: "incoming/2.tar")
        try room.folder.write("nothing", as: "incoming/bundle.tar.gz")
        try room.folder.write("notes", as: "incoming/notes.txt")
        // What lies beside identities begins like the name of a bundle's folder.
        try room.folder.write(
            "proffer-journal/3f9a6c1e-7d42-4b8f-a0c5-51e2d96b7f38\n9\n", as: "incoming/a.head")
        let received = try room.receive()
        for name in ["2.tar", "bundle.tar.gz"] {
            #expect(received[name]?.result == .notABundle && received[name]?.done == .refused)
        }
        #expect(received["notes.txt"] == nil && received.totals.otherFiles == 2)
        #expect(received["a.head"] == nil && received.totals.worst == .notUnderstood)
    }

    @Test("the worst of all is the end: what does not hold before what is none")
    func worst() throws {
        try room.seal("incoming/1.tar")
        try room.damage("incoming/1.tar")
        try room.folder.write("nothing", as: "incoming/2.tar")
        #expect(try room.receive().totals.worst == .doesNotHold)
    }

    @Test("an unknown signer is said, and is no failure unless all are to be known")
    func unknownSigner() throws {
        try room.seal("incoming/1.tar")
        let received = try room.receive()
        #expect(received["1.tar"]?.result == .signerUnknown && received["1.tar"]?.standing == .unknown)
        #expect(received.totals.worst == .holds)
        #expect(try room.receive { $0.requiresKnownSigners = true }.totals.worst == .notPermitted)
    }

    @Test("one that another holds by its chain is not taken, and the others are")
    func heldByAnother() throws {
        let lee = try Identity.generate(name: "Lee Park", role: .custodian)
        try room.seal("incoming/1.tar")
        _ = try room.receive(by: lee) { $0.register = .none }
        try room.seal("incoming/2.tar")
        let before = try room.folder.read("incoming/1.tar.custody.jsonl")
        let received = try room.receive()
        #expect(received["1.tar"]?.done == .refused && received["1.tar"]?.kind == .notPermitted)
        #expect(received["2.tar"]?.done == .received)
        #expect(try room.folder.read("incoming/1.tar.custody.jsonl") == before)
        #expect(received.totals.worst == .notPermitted)
    }

    @Test("receipts of bundles of one name go into one folder without one taking the other's place")
    func oneFolder() throws {
        for place in ["incoming/a", "incoming/b", "receipts"] { try room.makeFolder(place) }
        try room.seal("incoming/a/bundle.tar")
        try room.seal("incoming/b/bundle.tar")
        let receipts = room.folder.path("receipts")
        let received = try room.receive { $0.receipts = receipts }
        #expect(Set(received.rows.compactMap(\.receipt)).count == 2)
        #expect(try room.receive { $0.receipts = receipts }.rows.map(\.done) == [.already, .already])
    }

    @Test("no file of somebody else is taken for a receipt, or replaced")
    func foreignReceipt() throws {
        try room.seal("incoming/1.tar")
        try room.folder.write("mine", as: "incoming/1.tar.receipt.json")
        let received = try room.receive()
        #expect(received["1.tar"]?.receipt == room.folder.path("incoming/1.tar.receipt-2.json"))
        #expect(try room.folder.read("incoming/1.tar.receipt.json") == Array("mine".utf8))
    }

    @Test("links in folders are not followed, and that is said")
    func links() throws {
        try room.seal("outside.tar")
        try FileManager.default.createSymbolicLink(
            atPath: room.folder.path("incoming/link.tar"),
            withDestinationPath: room.folder.path("outside.tar"))
        #expect(try room.receive().rows.isEmpty)
        #expect(room.notes.contains { if case .custody(.passedOver) = $0 { true } else { false } })
    }

    @Test("a key that opens none of many is no success, whoever sealed them and whether trust was asked for")
    func wrongKey() throws {
        try room.seal("incoming/1.tar")
        for trust in [Trust(), Trust([room.owner.card])] {
            var rows: [BundleRowFacts] = []
            let totals = try BundlesToVerify([room.folder.path("incoming")], noting: room.note)
                .verify(with: room.atHand(room.ruth), trust: trust, media: nil) { row throws(DeskError) in
                    rows.append(row)
                }
            #expect(rows.map(\.done) == [.refused] && rows.first?.kind == .notPermitted)
            #expect(totals.worst == .notPermitted)
        }
    }

    @Test("many are verified without writing a word")
    func verified() throws {
        try room.seal("incoming/1.tar")
        try room.copy("incoming/1.tar", to: "incoming/2.tar")
        try room.seal("incoming/3.tar")
        try room.damage("incoming/3.tar")
        let before = try room.contents("incoming")
        var rows: [BundleRowFacts] = []
        let totals = try BundlesToVerify(
            [room.folder.path("incoming")], noting: room.note
        )
        .verify(with: nil, trust: Trust([room.owner.card]), media: nil) { row throws(DeskError) in
            rows.append(row)
        }
        #expect(rows.map(\.result) == [.ok, .ok, .failed])
        #expect(rows[1].duplicateOf == rows[0].file)
        #expect(totals.worst == .doesNotHold)
        #expect(try room.contents("incoming") == before)
    }
}
