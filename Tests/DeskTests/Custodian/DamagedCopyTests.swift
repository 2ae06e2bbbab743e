import CustodyDesk
import Foundation
import Outcomes
import Presentation
import Statements
import Testing

@Suite("Of two files of one bundle it is said which is damaged")
struct DamagedCopyTests {
    private let room: ManyBundles
    init() throws { room = try ManyBundles() }

    private func row(_ name: String, _ rows: [HoldingFacts]) throws -> HoldingFacts {
        try #require(rows.first { $0.file.hasSuffix(name) })
    }

    private func worst(_ rows: [HoldingFacts]) -> BundleTotals.Worst? {
        rows.map { $0.worst(refusesDoubtedKeys: false) }.max()
    }

    /// What is found of a file, without what is said of people.
    private func codes(_ row: HoldingFacts) -> [String] { row.findings.map(\.code) }

    /// A whole bundle, `a.tar`, and a copy of it, `b.tar`.
    private func copies(_ change: ([UInt8]) -> [UInt8]) throws {
        try room.seal("incoming/a.tar")
        try room.folder.write(change(try room.folder.read("incoming/a.tar")), as: "incoming/b.tar")
    }

    @Test("a copy that was cut short is the damaged one, received or not, and ends the listing as that")
    func cutShort() throws {
        try copies { Array($0.dropLast(600)) }
        let (whole, cut) = (room.folder.path("incoming/a.tar"), room.folder.path("incoming/b.tar"))
        for isReceived in [false, true] {
            if isReceived { _ = try room.receive() }
            let rows = try room.list()
            let copy = try row("b.tar", rows)
            #expect(try row("a.tar", rows).findings == [.otherBytes(file: cut, damaged: .other)])
            #expect(codes(copy).contains("not_whole"), "\(copy.findings)")
            #expect(copy.findings.contains(.otherBytes(file: whole, damaged: .this)))
            #expect(copy.cells[1] == (isReceived ? "a copy, DAMAGED" : "not received, DAMAGED"))
            #expect(worst(rows) == .doesNotHold)
        }
    }

    @Test(
        "a copy that ends in more zeros, as other programs write archives, has not its shape, and packing is named as a cause"
    )
    func padded() throws {
        try copies { $0 + [UInt8](repeating: 0, count: 512) }
        let rows = try room.list()
        let copy = try row("b.tar", rows)
        #expect(codes(copy).contains("not_whole") && worst(rows) == .doesNotHold)
        #expect(copy.remarks.contains { $0.contains("packed anew") }, "\(copy.remarks)")
        #expect(
            try row("a.tar", rows).findings == [
                .otherBytes(file: room.folder.path("incoming/b.tar"), damaged: .other)
            ])
    }

    @Test("a copy in which bytes are others is, once this machine saw it")
    func changed() throws {
        try copies { $0 }
        try room.damage("incoming/b.tar")
        #expect(codes(try row("b.tar", try room.list())) == ["same_seal"], "a listing reads no contents")
        _ = try room.receive()
        let rows = try room.list()
        let copy = try row("b.tar", rows)
        #expect(codes(copy).contains("seen_damaged") && copy.cells[1] == "a copy, DAMAGED")
        #expect(
            try row("a.tar", rows).findings == [
                .otherBytes(file: room.folder.path("incoming/b.tar"), damaged: .other)
            ])
        #expect(worst(rows) == .doesNotHold)
    }

    @Test("a file whose seal cannot be used is damaged, with no chain beside it too")
    func sealLost() throws {
        try copies { Array($0.prefix($0.count / 2)) }
        let rows = try room.list()
        #expect(codes(try row("b.tar", rows)) == ["seal_unusable"])
        #expect(try row("b.tar", rows).cells[1] == "not received, DAMAGED" && worst(rows) == .doesNotHold)
    }

    @Test("a damaged file in the store ends a listing with the same")
    func store() throws {
        try room.seal("incoming/1.tar")
        _ = try room.receive()
        #expect(try worst(room.list()) == .holds)
        let bytes = try room.folder.read("incoming/1.tar")
        try room.folder.write(Array(bytes.dropLast(600)), as: "incoming/1.tar")
        #expect(try worst(room.list()) == .doesNotHold)
        try room.folder.write(bytes, as: "incoming/1.tar")
        try room.damage("incoming/1.tar")
        _ = try room.receive()
        #expect(try worst(room.list()) == .doesNotHold)
    }

    @Test("two whole files with different timestamps are named as that, and neither as damaged")
    func timestamps() throws {
        try room.sealStampedTwice("incoming/a.tar", "incoming/b.tar")
        let other = BundleFinding.otherTimestamp(file: room.folder.path("incoming/b.tar"))
        #expect(try row("a.tar", try room.list()).findings == [other])
        let received = try room.receive()
        #expect(received["b.tar"]?.done == .duplicate && received.totals.worst == .holds)
        #expect(received["b.tar"]?.findings.map(\.code) == ["other_timestamp"])
        let rows = try room.list()
        #expect(try row("a.tar", rows).findings == [other] && worst(rows) == .holds)
        #expect(try row("b.tar", rows).cells[1] == "a copy")
    }

    @Test("in the place of the one that was received too, of whatever size it is")
    func timestampInPlace() throws {
        try room.makeFolder("usb")
        try room.sealStampedTwice("incoming/a.tar", "usb/b.tar")
        _ = try room.receive()
        // The shape of a token tells nothing: one that is longer makes the file longer.
        let longer = try RemadeTar.bytes(
            of: room.folder.path("usb/b.tar"), replacing: "seal.tsr", by: [UInt8](repeating: 7, count: 9_000))
        try room.folder.write(longer, as: "incoming/a.tar")
        let found = try row("a.tar", try room.list())
        #expect(found.findings == [.otherTimestamp(file: nil)] && found.cells[1] == "held")
    }

    @Test("whoever receives or checks both is told which one it is", arguments: [true, false])
    func checked(isReceiving: Bool) throws {
        try copies { $0 }
        try room.damage("incoming/b.tar")
        var rows: [BundleRowFacts] = []
        if isReceiving {
            rows = try room.receive().rows
        } else {
            _ = try BundlesToVerify([room.folder.path("incoming")], noting: room.note)
                .verify(with: nil, trust: Trust(), media: nil) { row throws(DeskError) in rows.append(row) }
        }
        let copy = try #require(rows.first { $0.file.hasSuffix("b.tar") })
        let found = try #require(copy.findings.first)
        #expect(found == .otherBytes(file: room.folder.path("incoming/a.tar"), damaged: .this))
        #expect(found.inWords.hasSuffix("this one is damaged"))
    }
}
