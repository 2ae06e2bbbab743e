import CustodyDesk
import Foundation
import Outcomes
import Presentation
import Records
import Register
import Sealing
import Statements
import Testing

@Suite("A listing reads a chain as showing it alone does")
struct ListedCustodyTests {
    private let room: ManyBundles
    init() throws { room = try ManyBundles() }

    private func list(_ trust: Trust, at now: WallTime = .now()) throws -> HoldingFacts {
        try #require(
            try CustodyListing(
                of: [room.folder.path("incoming")], register: room.register, noting: room.note
            ).list(with: nil, trust: trust, at: now).first)
    }

    private static func revocation(of card: Card) -> CardRevocation {
        CardRevocation(card: card, reason: "stolen", since: card.created, issued: .now())
    }

    private func move(_ from: String, to: String) throws {
        try FileManager.default.moveItem(atPath: room.folder.path(from), toPath: room.folder.path(to))
    }

    private func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: room.folder.path(name))
    }

    private func row(_ name: String, _ rows: [HoldingFacts]) throws -> HoldingFacts {
        try #require(rows.first { $0.file.hasSuffix(name) })
    }

    @Test("the name of who holds it is marked where their key is a stranger's")
    func stranger() throws {
        try room.seal("incoming/1.tar")
        _ = try room.receive()
        let row = try list(Trust())
        #expect(row.findings.map(\.code) == ["person_not_known"] && row.holderStanding == .unknown)
        #expect(row.cells[2] == "“Ruth Adeyemi”, not known" && !row.isOfDoubtedKey)
        let known = try list(Trust([room.ruth.card]))
        #expect(known.findings.isEmpty && known.holderStanding == .trusted)
        #expect(known.cells[2] == "“Ruth Adeyemi”")
    }

    @Test("more so where the key is another than that of the trusted card of this name")
    func impostor() throws {
        try room.seal("incoming/1.tar")
        _ = try room.receive(by: try Identity.generate(name: "Ruth Adeyemi", role: .custodian))
        let row = try list(Trust([room.ruth.card]))
        #expect(row.findings.map(\.code) == ["person_doubted"] && row.isOfDoubtedKey)
        #expect(row.cells[2] == "“Ruth Adeyemi”, DOUBTED")
        #expect(row.remarks.contains { $0.contains("you trust another card of this name") })
    }

    @Test("a key that was revoked since is named with the reason")
    func revoked() throws {
        try room.seal("incoming/1.tar")
        _ = try room.receive()
        let revocation = Self.revocation(of: room.ruth.card)
        let row = try list(Trust([room.ruth.card]).adding(revocation))
        #expect(row.holderStanding == .revoked && row.isOfDoubtedKey)
        #expect(row.remarks.contains { $0.contains("stolen") })
    }

    @Test("a time that cannot be is marked and said")
    func timeAhead() throws {
        try room.seal("incoming/1.tar")
        _ = try room.receive()
        let before = WallTime.now().adding(nanoseconds: -3 * 24 * 3600 * WallTime.nanosecondsPerSecond)
        let row = try list(Trust([room.ruth.card]), at: before)
        #expect(row.findings.map(\.code) == ["time_doubted"] && row.receivedDoubt != nil)
        #expect(row.cells[0].hasSuffix(", CANNOT BE"))
    }

    @Test("by another bundle's chain nobody holds it, and it was not received", arguments: [true, false])
    func anothersChain(isKnown: Bool) throws {
        try room.seal("incoming/1.tar")
        try room.seal("other.tar")
        _ = try room.receive(isKnown ? ["incoming", "other.tar"] : ["other.tar"])
        try room.folder.write(
            room.folder.read("other.tar.custody.jsonl"), as: "incoming/1.tar.custody.jsonl")
        let row = try list(Trust([room.ruth.card]))
        #expect(row.state == .unclear && row.holder == nil && row.received == nil)
        let codes = row.findings.map(\.code)
        #expect(codes.contains("chain_of_another") && row.findings.contains(where: \.isFault), "\(codes)")
    }

    @Test("by the chain of another seal with its id neither")
    func chainOfAnotherSeal() throws {
        try room.makeFolder("usb")
        try room.seal("incoming/1.tar")
        _ = try room.receive()
        let thief = try Identity.generate(name: "Somebody Else", role: .owner)
        try Resealed.write(room.folder.path("incoming/1.tar"), to: room.folder.path("usb/x.tar"), by: thief)
        try room.copy("incoming/1.tar.custody.jsonl", to: "usb/x.tar.custody.jsonl")
        let row = try #require(try room.list(["usb"]).first)
        #expect(row.holder == nil && row.findings.map(\.code).contains("chain_of_another"))
    }

    @Test("where the seal in the file cannot be used, the chain is said to be its own word")
    func noSeal() throws {
        try room.seal("incoming/1.tar")
        _ = try room.receive()
        let bytes = try room.folder.read("incoming/1.tar")
        try room.folder.write(Array(bytes.prefix(bytes.count / 2)), as: "incoming/1.tar")
        let row = try list(Trust([room.ruth.card]))
        #expect(row.state == .held && row.findings.map(\.code).contains("seal_not_read"))
    }

    @Test("a file that was cut short is damaged by its size, whatever the chain said of it last")
    func cutShort() throws {
        try room.seal("incoming/1.tar")
        _ = try room.receive()
        let bytes = try room.folder.read("incoming/1.tar")
        for changed in [Array(bytes.dropLast(600)), bytes + [0]] {
            try room.folder.write(changed, as: "incoming/1.tar")
            let row = try list(Trust([room.ruth.card]))
            #expect(row.findings.map(\.code) == ["size_differs"])
            #expect(row.cells[1] == "held, DAMAGED")
        }
    }

    @Test("what this machine found too damaged for its seal is listed as damaged, by its place too")
    func seenDamaged() throws {
        try room.seal("incoming/1.tar")
        _ = try room.receive()
        try room.breakArchive("incoming/1.tar")
        _ = try room.receive()
        let row = try list(Trust([room.ruth.card]))
        #expect(row.findings.map(\.code).contains("seen_damaged"), "\(row.findings)")
        #expect(row.cells[1] == "held, DAMAGED")
    }

    @Test("a time of sealing that cannot be is marked where it stands, in the chain shown alone too")
    func sealedAhead() throws {
        let ahead = WallTime.now().adding(nanoseconds: 300 * 24 * 3600 * WallTime.nanosecondsPerSecond)
        try room.seal("incoming/1.tar", sealed: ahead)
        _ = try room.receive()
        let path = room.folder.path("incoming/1.tar")
        let shown = try ShownCustody(of: path, custody: CustodyPlace(nil), trust: Trust())
        let sealed = shown.chain.passages(trust: Trust()).compactMap { passage in
            if case .facts(let facts) = passage { facts.first { $0.label.hasPrefix("Sealed") } } else { nil }
        }
        #expect(sealed.first?.value.contains("(it lies ahead of this machine's clock") == true)
    }

    @Test("what is found is said on one line, whatever a file is called")
    func oneLine() {
        #expect(BundleFinding.sameBundle(file: "a\n\n99 files.tar").inWords.contains("a\\n\\n99 files.tar"))
    }

    @Test("who sealed is named by the seal, and a card whose key did not sign it is nobody's name")
    func sealer() throws {
        try room.seal("incoming/1.tar")
        let row = try list(Trust([room.owner.card]))
        #expect(row.signerName == "Vera Morgenstern" && row.signerStanding == .trusted)
        let revocation = Self.revocation(of: room.owner.card)
        let revoked = try list(Trust([room.owner.card]).adding(revocation))
        #expect(revoked.signerStanding == .revoked && revoked.findings.map(\.code) == ["sealer_doubted"])
    }

    /// Two bundles in `incoming`, moved to `moved` and met there.
    private func movedFolder() throws {
        for number in 1...2 { try room.seal("incoming/\(number).tar") }
        _ = try room.receive { $0.label = LabelChange(due: "2026-11-01") }
        try move("incoming", to: "moved")
        _ = try room.receive(["moved"])
    }

    @Test("a folder that was moved is listed once: the old paths are moved, neither counted nor due")
    func moved() throws {
        try movedFolder()
        let rows = try room.list([])
        #expect(rows.map(\.state) == [.moved, .held, .moved, .held])
        #expect(rows[0].findings == [.fileGone, .liesElsewhere(file: room.folder.path("moved/1.tar"))])
        #expect(
            HoldingFacts.counted(rows)
                == "2 bundles; 2 files that are gone from their places count elsewhere.")
        #expect(try room.list([], due: "2026-12-31").map(\.state) == [.held, .held])
    }

    @Test("what is gone and of which no other file is known stays due, and is said to be gone")
    func gone() throws {
        try movedFolder()
        try remove("moved/1.tar")
        try remove("moved/1.tar.custody.jsonl")
        let rows = try room.list([], due: "2026-12-31")
        #expect(try row("incoming/1.tar", rows).state == .gone)
        #expect(try row("moved/1.tar", rows).findings.map(\.code) == ["file_gone", "due_passed"])
        #expect(try row("moved/2.tar", rows).state == .held && rows.count == 3)
    }

    @Test("a damaged copy that is gone is no move of the whole one")
    func damagedCopyGone() throws {
        try room.seal("incoming/good.tar")
        try room.copy("incoming/good.tar", to: "incoming/bad.tar")
        try room.damage("incoming/bad.tar")
        _ = try room.receive()
        try remove("incoming/bad.tar")
        #expect(try row("bad.tar", room.list([])).state == .gone)
    }

    @Test("where another bundle lies in the place of one, the one is gone")
    func anotherInItsPlace() throws {
        try room.seal("incoming/1.tar")
        _ = try room.receive()
        try remove("incoming/1.tar")
        try remove("incoming/1.tar.custody.jsonl")
        try room.seal("incoming/1.tar")
        let rows = try room.list([])
        #expect(rows.map(\.state) == [.gone] && rows[0].findings == [.anotherInItsPlace])
        #expect(try room.list().map(\.state) == [.notReceived])
    }

    @Test("a ledger says of each entry what its signature and its time are worth")
    func ledger() throws {
        try room.seal("incoming/1.tar")
        let ledger = try room.beginLedger()
        _ = try room.receive { $0.ledger = ledger }
        let namesake = try Identity.generate(name: "Ruth Adeyemi", role: .custodian).card
        func said(_ cards: [Card]) throws -> LedgerFacts.Entry.Said? {
            try LedgerListing(ledger, from: nil, count: 1, trust: Trust(cards)).facts.entries.first?.said
        }
        #expect(try said([])?.byStanding == .unknown && said([])?.isDoubted == false)
        #expect(try said([namesake])?.isDoubted == true)
        #expect(try said([room.ruth.card])?.byReason == nil && said([])?.timeDoubt == nil)
    }
}
