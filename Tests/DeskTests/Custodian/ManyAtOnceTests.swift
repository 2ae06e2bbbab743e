import CustodyDesk
import Foundation
import Outcomes
import Presentation
import Sealing
import Statements
import Testing

@Suite("What is done with one bundle is done with many: one passphrase, a row for each, the end of the worst")
struct ManyAtOnceTests {
    private let room: ManyBundles
    private let tom: Identity
    init() throws {
        room = try ManyBundles()
        tom = try Identity.generate(name: "Tom Okafor", role: .investigator)
        for number in 1...3 { try room.seal("incoming/\(number).tar") }
        _ = try room.receive()
    }

    private var folder: [String] { [room.folder.path("incoming")] }

    private func offer(_ names: [String]) throws {
        let card = try room.folder.write(tom.card.json(), as: "tom.card.json").path
        for name in names {
            _ = try AccountedBundle(
                room.folder.path(name), custody: CustodyPlace(nil), register: room.register
            ).write(.transferred(receiver: card), by: room.atHand(room.ruth), trust: Trust(), media: nil)
        }
    }

    private func accept(_ trust: Trust = Trust()) throws -> (
        rows: [AccountedRowFacts], worst: BundleTotals.Worst
    ) {
        var rows: [AccountedRowFacts] = []
        let worst = try AccountedBundles(folder, register: .none).accept(
            by: room.atHand(tom), trust: trust, noting: room.note
        ) { row throws(DeskError) in rows.append(row) }
        return (rows, worst)
    }

    private func show(_ trust: Trust = Trust()) throws -> (rows: [ChainRowFacts], worst: BundleTotals.Worst) {
        var rows: [ChainRowFacts] = []
        let worst = try ShownChains(folder, noting: room.note).show(trust: trust) { row throws(DeskError) in
            rows.append(row)
        }
        return (rows, worst)
    }

    @Test("a folder that was handed over is taken over, and what was not offered is named")
    func accepted() throws {
        try offer(["incoming/1.tar", "incoming/3.tar"])
        let before = room.openings
        let (rows, worst) = try accept()
        #expect(room.openings == before + 1)
        #expect(rows.map(\.action) == ["received", nil, "received"] && worst == .notPermitted)
        #expect(rows[1].kind == .notPermitted && rows[1].reason != nil)
        let held = try show().rows.map(\.holder)
        #expect(held == ["Tom Okafor", "Ruth Adeyemi", "Tom Okafor"])
    }

    @Test("who gave it is named before anything is signed, with the bundle")
    func giver() throws {
        try offer(["incoming/1.tar"])
        _ = try accept(Trust([tom.card]))
        let path = room.folder.path("incoming/1.tar")
        #expect(
            room.notes.contains { note in
                if case .custody(.foundIn(let file, .personNotReliedOn)) = note {
                    file == path
                } else {
                    false
                }
            })
    }

    @Test("of an offer that lapses it is said of which bundle")
    func lapses() throws {
        try offer(["incoming/1.tar"])
        _ = try AccountedBundles(folder, register: room.register).write(
            .verified, by: room.atHand(room.ruth), trust: Trust(), media: nil
        ) { _ throws(DeskError) in }
        let note = Note.custody(
            .offerLapses(receiver: tom.card, entry: 2, of: room.folder.path("incoming/1.tar")))
        #expect(room.notes.contains(note), "\(room.notes)")
    }

    @Test("chains are shown a line each, one that does not hold and one without its bundle among them")
    func shown() throws {
        #expect(try show().rows.map(\.state) == [.held, .held, .held])
        #expect(try show().worst == .holds)
        var asked = Trust()
        asked.isAskedFor = true
        #expect(try show(asked).worst == .notPermitted)
        try room.folder.write(
            try room.folder.read("incoming/1.tar.custody.jsonl") + Array("{}\n".utf8),
            as: "incoming/1.tar.custody.jsonl")
        try FileManager.default.removeItem(atPath: room.folder.path("incoming/2.tar"))
        let (rows, worst) = try show(asked)
        let alone = rows.filter { $0.isWithBundle == false }
        #expect(rows.count == 3 && worst == .doesNotHold)
        #expect(rows.first?.cells[0] == "does NOT hold")
        #expect(alone.map(\.file) == [room.folder.path("incoming/2.tar.custody.jsonl")])
    }

    @Test("receipts are read a line each, and what is none is named")
    func receipts() throws {
        let paths = (1...3).map { room.folder.path("incoming/\($0).tar.receipt.json") }
        try room.folder.write("{}", as: "incoming/3.tar.receipt.json")
        var rows: [ReceiptRowFacts] = []
        let worst = try ReceiptsToRead(paths, keeper: nil).read(
            openedBy: nil, trust: Trust([room.ruth.card]), noting: { _ in nil }
        ) { row throws(DeskError) in rows.append(row) }
        #expect(rows.map(\.result) == [.ok, .ok, nil] && rows[0].receiver == "Ruth Adeyemi")
        #expect(rows[0].condition == "ok" && rows[2].reason != nil && worst == .notUnderstood)
    }

    @Test("a label is noted of each, and one that the register does not know is named")
    func labels() throws {
        try room.seal("incoming/4.tar")
        var rows: [LabelRowFacts] = []
        let worst = try BundlesToLabel(folder, register: room.register).label(
            LabelChange(caseNumber: "26-0417")
        ) { row throws(DeskError) in rows.append(row) }
        #expect(rows.map { $0.reason == nil } == [true, true, true, false] && worst == .notDone)
        #expect(try room.list(search: "26-0417").count == 3)
    }

    @Test("a folder in which nothing is a bundle is no success")
    func nothing() throws {
        try room.makeFolder("empty")
        #expect(throws: DeskError.self) {
            try ShownChains([room.folder.path("empty")], noting: room.note).show(trust: Trust()) {
                _ throws(DeskError) in
            }
        }
    }
}
