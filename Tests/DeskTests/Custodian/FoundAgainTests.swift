import CustodyDesk
import Foundation
import Outcomes
import Records
import Sealing
import Statements
import Testing

@Suite("Bundles are found again")
struct FoundAgainTests {
    private let room: ManyBundles
    init() throws { room = try ManyBundles() }

    private func write(_ deed: CustodyDeed, _ names: [String], by identity: Identity? = nil) throws
        -> [AccountedRowFacts]
    {
        var rows: [AccountedRowFacts] = []
        _ = try AccountedBundles(names.map(room.folder.path), register: room.register)
            .write(deed, by: room.atHand(identity ?? room.ruth), trust: Trust(), media: nil) {
                row throws(DeskError) in rows.append(row)
            }
        return rows
    }

    @Test("a listing says who received it when, from whom, who holds it, and in which state it was seen last")
    func row() throws {
        try room.seal("incoming/1.tar")
        try room.folder.write(room.owner.card.json(), as: "owner.card")
        let sender = room.folder.path("owner.card")
        let received = try room.receive { $0.sender = sender }
        let row = try #require(try room.list(trusting: [room.owner.card]).first)
        #expect(row.state == .held && row.condition == "ok" && row.holder == "Ruth Adeyemi")
        #expect(row.fromName == "Vera Morgenstern" && row.from == room.owner.card.fingerprint.hex)
        #expect(row.received == received.rows.first?.received && row.bundle == received.rows.first?.bundle)
        #expect(row.findings.isEmpty)
    }

    @Test(
        "open offers, what was disposed of, what was never received, and chains without a bundle are told apart"
    )
    func states() throws {
        for number in 1...5 { try room.seal("incoming/\(number).tar") }
        let taken = ["incoming/1.tar", "incoming/2.tar", "incoming/4.tar"]
        #expect(try write(.received(sender: nil, how: "by hand"), taken).allSatisfy { $0.entry == 1 })
        let lee = try Identity.generate(name: "Lee Park", role: .custodian)
        try room.folder.write(lee.card.json(), as: "lee.card")
        _ = try write(.transferred(receiver: room.folder.path("lee.card")), ["incoming/1.tar"])
        _ = try write(.disposed(.returned, how: nil, why: "retention ended"), ["incoming/2.tar"])
        try FileManager.default.removeItem(atPath: room.folder.path("incoming/4.tar"))
        let rows = try room.list()
        #expect(rows.map(\.state) == [.offered, .disposed, .notReceived, .notReceived, .held])
        #expect(rows.first?.offeredTo == "Lee Park")
        #expect(rows.last?.file.hasSuffix("4.tar") == true && rows.last?.findings == [.chainWithoutBundle])
    }

    @Test("without a folder all is listed that was ever received, also what is not there any more")
    func register() throws {
        try room.seal("incoming/1.tar")
        _ = try room.receive()
        for name in ["1.tar", "1.tar.custody.jsonl"] {
            try FileManager.default.removeItem(atPath: room.folder.path("incoming/\(name)"))
        }
        let row = try #require(try room.list([]).first)
        #expect(row.findings == [.fileGone] && row.file == room.folder.path("incoming/1.tar"))
    }

    @Test("two chains of one bundle that tell different things are found, each naming the other")
    func forked() throws {
        try room.makeFolder("incoming/usb")
        try room.seal("incoming/1.tar")
        let silent = CustodiansRegister.none
        for name in ["incoming/1.tar", "incoming/usb/1.tar"] {
            if name != "incoming/1.tar" { try room.copy("incoming/1.tar", to: name) }
            _ = try AccountedBundle(room.folder.path(name), custody: CustodyPlace(nil), register: silent)
                .write(
                    .received(sender: nil, how: "by hand, \(name)"), by: room.atHand(room.ruth),
                    trust: Trust(),
                    media: nil)
        }
        let rows = try room.list()
        #expect(rows.count == 2)
        #expect(rows.allSatisfy { $0.findings.map(\.code) == ["same_seal", "forked_chain"] })
    }

    @Test("a copy whose chain is a part of the other's is behind, and no fault")
    func behind() throws {
        try room.makeFolder("incoming/usb")
        try room.seal("incoming/1.tar")
        _ = try write(.received(sender: nil, how: "by hand"), ["incoming/1.tar"])
        for ending in ["", ".custody.jsonl"] {
            try room.copy("incoming/1.tar\(ending)", to: "incoming/usb/1.tar\(ending)")
        }
        _ = try write(.verified, ["incoming/1.tar"])
        let rows = try room.list()
        #expect(rows.map { $0.findings.map(\.code) }.contains(["same_seal", "longer_chain"]))
        #expect(rows.map { $0.findings.map(\.code) }.contains(["same_seal"]))
    }

    @Test("labels are searched, and what is due on a day or before is listed while it is not disposed of")
    func labels() throws {
        for number in 1...3 { try room.seal("incoming/\(number).tar") }
        _ = try room.receive { $0.label = LabelChange(caseNumber: "26-0417") }
        func label(_ name: String, _ change: LabelChange) throws {
            try BundleToLabel(room.folder.path(name), register: room.register).label(change)
        }
        try label("incoming/1.tar", LabelChange(shelf: "upper row", due: "2026-12-31"))
        try label("incoming/2.tar", LabelChange(due: "2027-01-01"))
        #expect(try room.list(search: "26-0417").count == 3)
        #expect(try room.list(search: "UPPER row").map(\.shelf) == ["upper row"])
        #expect(try room.list(due: "2026-12-31").count == 1)
        #expect(try room.list(due: "2027-01-01").count == 2)
        _ = try write(.disposed(.returned, how: nil, why: "retention ended"), ["incoming/1.tar"])
        #expect(try room.list(due: "2026-12-31").count == 1, "it lies there still")
        try FileManager.default.removeItem(atPath: room.folder.path("incoming/1.tar"))
        #expect(try room.list(due: "2026-12-31").isEmpty)
        #expect(refusal { try label("incoming/2.tar", LabelChange(due: "31.12.2026")) }?.kind == .usage)
        try label("incoming/2.tar", LabelChange(due: ""))
        #expect(try room.list(due: "2030-01-01").isEmpty)
    }

    @Test("a bundle that was moved keeps its label, as its chain says which it is")
    func moved() throws {
        try room.seal("incoming/1.tar")
        _ = try room.receive()
        for ending in ["", ".custody.jsonl"] {
            try FileManager.default.moveItem(
                atPath: room.folder.path("incoming/1.tar\(ending)"),
                toPath: room.folder.path("moved.tar\(ending)"))
        }
        try BundleToLabel(room.folder.path("moved.tar"), register: room.register).label(
            LabelChange(shelf: "C1"))
        #expect(try room.list(["moved.tar"]).first?.shelf == "C1")
        try room.seal("unknown.tar")
        #expect(
            refusal {
                try BundleToLabel(room.folder.path("unknown.tar"), register: room.register)
                    .label(LabelChange(shelf: "C1"))
            }?.remedy == .receiveFirst)
    }

    @Test("the ledger is searched by bundle, person, action and label")
    func ledger() throws {
        for number in 1...3 { try room.seal("incoming/\(number).tar") }
        let ledger = try room.beginLedger()
        let received = try room.receive { $0.ledger = ledger }
        try BundleToLabel(room.folder.path("incoming/2.tar"), register: room.register).label(
            LabelChange(shelf: "upper row"))
        func found(_ text: String) throws -> [LedgerFacts.Entry] {
            try LedgerListing(ledger, from: nil, count: 10, search: text, register: room.register).facts
                .entries
        }
        #expect(try found("UPPER ROW").map(\.said?.file) == [room.folder.path("incoming/2.tar")])
        #expect(try found(try #require(received["3.tar"]?.bundle)).map(\.said?.action) == ["received"])
        #expect(try found("ruth").count == 3)
        #expect(try found("nobody").isEmpty)
        // A digest is found by its beginning: any two letters stand somewhere in one.
        let bundle = try #require(received["3.tar"]?.bundle)
        #expect(try found(String(bundle.prefix(12))).count == 1 && found(String(bundle.dropFirst(3))).isEmpty)
    }

    @Test("what is known by its receipt alone was received, and is found by its file in the ledger too")
    func receiptAlone() throws {
        for number in 1...2 { try room.seal("incoming/\(number).tar") }
        try room.breakArchive("incoming/1.tar")
        let ledger = try room.beginLedger()
        _ = try room.receive { $0.ledger = ledger }
        try FileManager.default.removeItem(atPath: room.folder.path("incoming/2.tar.custody.jsonl"))
        try room.seal("incoming/3.tar")
        let rows = try room.list()
        #expect(rows.map(\.state) == [.received, .received, .notReceived])
        #expect(rows.map(\.condition) == ["failed", nil, nil])
        #expect(rows.prefix(2).allSatisfy { $0.received != nil })
        let found = try LedgerListing(ledger, from: nil, count: 9, search: "1.tar", register: room.register)
        #expect(found.facts.entries.map(\.said?.action) == [Receipt.kind])
    }

    @Test("another file of a bundle whose chain lies elsewhere is a copy, and is not called never received")
    func copy() throws {
        try room.seal("incoming/1.tar")
        _ = try room.receive()
        try room.copy("incoming/1.tar", to: "incoming/2.tar")
        _ = try room.receive()
        #expect(try room.list().map(\.state) == [.held, .copy])
    }

    @Test("a bundle is found by who sealed it, by name where their card is known, in the ledger too")
    func sealer() throws {
        for number in 1...2 { try room.seal("incoming/\(number).tar") }
        let other = try Identity.generate(name: "Dana Whitfield", role: .owner)
        try room.seal("incoming/3.tar", by: other)
        let ledger = try room.beginLedger()
        _ = try room.receive { $0.ledger = ledger }
        let cards = [room.owner.card]
        #expect(try room.list(search: "morgenstern", trusting: cards).count == 2)
        #expect(try room.list(search: "morgenstern").isEmpty)
        #expect(try room.list(search: String(other.card.fingerprint.hex.prefix(16))).count == 1)
        func logged(_ text: String) throws -> Int {
            try LedgerListing(
                ledger, from: nil, count: 9, search: text, register: room.register, trust: Trust(cards)
            ).facts.entries.count
        }
        #expect(try logged("Morgenstern") == 2)
        #expect(try logged(String(other.card.fingerprint.hex.prefix(16))) == 1)
    }

    @Test("what was taken back is not received, and nobody is listed as its holder")
    func takenBack() throws {
        try room.seal("incoming/1.tar")
        _ = try room.receive()
        _ = try write(.corrected(entry: 1, why: "the wrong bundle"), ["incoming/1.tar"])
        let row = try #require(try room.list().first)
        #expect(row.state == .notReceived && row.holder == nil && row.received == nil)
        #expect(try write(.verified, ["incoming/1.tar"]).first?.remedy == .writeReceived)
        #expect(try room.receive()["1.tar"]?.done == .received)
        #expect(try room.list().first?.holder == "Ruth Adeyemi")
    }

    @Test(
        "a day for disposal that is past is said when it is noted, and in every list until the bundle is disposed of"
    )
    func past() throws {
        try room.seal("incoming/1.tar")
        _ = try room.receive()
        let passed = BundleFinding.duePassed(day: "2026-01-31")
        try BundleToLabel(room.folder.path("incoming/1.tar"), register: room.register).label(
            LabelChange(due: "2026-01-31"))
        #expect(room.notes.contains(.custody(.found(passed))))
        #expect(try room.list().first?.findings == [passed])
        _ = try write(.disposed(.returned, how: nil, why: "retention ended"), ["incoming/1.tar"])
        #expect(try room.list().first?.findings.contains(passed) == true, "it lies there still")
        try FileManager.default.removeItem(atPath: room.folder.path("incoming/1.tar"))
        #expect(try room.list().first?.findings == [.chainWithoutBundle])
    }

    @Test(
        "of several bundles the same is written, with one passphrase; the one of which it cannot be is named")
    func several() throws {
        for number in 1...3 { try room.seal("incoming/\(number).tar") }
        _ = try write(.received(sender: nil, how: "by hand"), ["incoming/1.tar", "incoming/3.tar"])
        let before = room.openings
        let rows = try write(.verified, ["incoming/1.tar", "incoming/2.tar", "incoming/3.tar"])
        #expect(room.openings == before + 1)
        #expect(rows.map(\.entry) == [2, nil, 2])
        #expect(rows[1].remedy == .writeReceived)
    }

    @Test(
        "a day stands in terms only where they name one in full, and no other",
        arguments: [
            ("deleted on 2027-01-31", "2027-01-31"), ("2027-01-31 or 2028-01-31", nil), ("two years", nil),
            ("2027-02-31", nil), ("until 31.01.2027", nil),
            ("2027-01-31, and no later than 2027-01-31", "2027-01-31"),
        ] as [(String, String?)])
    func dayInTerms(text: String, day: String?) throws { #expect(DueDay(namedIn: [text])?.text == day) }
}
