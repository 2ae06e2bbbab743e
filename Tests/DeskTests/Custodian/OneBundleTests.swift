import Bundle
import CustodyDesk
import Foundation
import Outcomes
import Records
import Sealing
import Statements
import Testing

@Suite("One bundle is one bundle, whatever its file is called")
struct OneBundleTests {
    private let room: ManyBundles
    init() throws { room = try ManyBundles() }

    private func accounted(_ name: String, second: Bool = false) -> AccountedBundle {
        AccountedBundle(
            room.folder.path(name), custody: CustodyPlace(nil), register: room.register,
            beginsSecondChain: second)
    }

    @discardableResult
    private func write(_ deed: CustodyDeed, _ name: String, second: Bool = false) throws -> CustodyWritten {
        try accounted(name, second: second).write(
            deed, by: room.atHand(room.ruth), trust: Trust(), media: nil)
    }

    private func receipt(_ name: String, of bundle: String) throws -> MadeReceipt {
        try NewReceipt(
            of: room.folder.path(bundle), how: "by hand", sender: nil, ledger: nil,
            custody: CustodyPlace(nil),
            register: room.register
        ).make(
            by: room.atHand(room.ruth), trust: Trust(),
            in: OutputFile(room.folder.path(name), replaces: false), media: nil)
    }

    private let received = CustodyDeed.received(sender: nil, how: "by hand")

    @Test("a copy in another folder gets no second chain, unless that is meant")
    func secondChain() throws {
        try room.seal("incoming/1.tar")
        try write(received, "incoming/1.tar")
        try room.copy("incoming/1.tar", to: "copy.tar")
        let error = refusal { try write(received, "copy.tar") }
        #expect(error?.kind == .notPermitted)
        #expect(error?.remedy == .useKnownChain(file: room.folder.path("incoming/1.tar.custody.jsonl")))
        #expect(!room.folder.exists("copy.tar.custody.jsonl"))
        #expect(refusal { try receipt("receipt.json", of: "copy.tar") }?.kind == .notPermitted)
        #expect(!room.folder.exists("receipt.json"))
        let written = try write(received, "copy.tar", second: true)
        #expect(written.findings.map(\.code) == ["same_bundle", "chain_elsewhere"])
    }

    @Test("a run that meets such a copy names it, and writes nothing of it")
    func receiveCopy() throws {
        try room.seal("incoming/1.tar")
        _ = try room.receive()
        try room.makeFolder("usb")
        try room.copy("incoming/1.tar", to: "usb/other.tar")
        let row = try #require(try room.receive(["usb"])["other.tar"])
        #expect(row.done == .duplicate)
        #expect(row.duplicateOf == room.folder.path("incoming/1.tar"))
        #expect(try room.contents("usb").count == 1)
    }

    @Test("a chain that lacks the entry it ended with here is not added to")
    func cutChain() throws {
        try room.seal("incoming/1.tar")
        try write(received, "incoming/1.tar")
        let before = try room.folder.read("incoming/1.tar.custody.jsonl")
        try write(.verified, "incoming/1.tar")
        try room.folder.write(before, as: "incoming/1.tar.custody.jsonl")
        #expect(refusal { try write(.verified, "incoming/1.tar") }?.kind == .doesNotHold)
        #expect(try room.folder.read("incoming/1.tar.custody.jsonl") == before)
        #expect(try room.receive().totals.worst == .doesNotHold)
        #expect(try room.list().first?.findings.map(\.code).contains("chain_lacks_entry") == true)
    }

    @Test("a second receipt is made, and it is said that there was one")
    func secondReceipt() throws {
        try room.seal("incoming/1.tar")
        #expect(try receipt("first.json", of: "incoming/1.tar").findings.isEmpty)
        #expect(try receipt("second.json", of: "incoming/1.tar").findings.map(\.code) == ["receipt_before"])
    }

    @Test("what was disposed of is not received: no receipt, with a register or without")
    func afterDisposal() throws {
        try room.seal("incoming/1.tar")
        try write(received, "incoming/1.tar")
        try write(.disposed(.returned, how: nil, why: "retention ended"), "incoming/1.tar")
        #expect(refusal { try receipt("receipt.json", of: "incoming/1.tar") }?.kind == .notUnderstood)
        let row = try #require(try room.receive { $0.register = .none }["1.tar"])
        #expect(row.done == .refused && row.kind == .notUnderstood)
        try room.copy("incoming/1.tar", to: "copy.tar")
        #expect(refusal { try receipt("receipt.json", of: "copy.tar") }?.kind == .notUnderstood)
        #expect(!room.folder.exists("receipt.json"))
    }

    @Test(
        "what was disposed of and comes again is no copy: it is refused, with who disposed of it, when, and what helps"
    )
    func disposedComesAgain() throws {
        try room.seal("incoming/1.tar")
        try write(received, "incoming/1.tar")
        try room.makeFolder("usb")
        try room.copy("incoming/1.tar", to: "usb/1.tar")
        try FileManager.default.removeItem(atPath: room.folder.path("incoming/1.tar"))
        try write(.disposed(.overwritten, how: nil, why: "retention ended"), "incoming/1.tar")
        let again = try room.receive(["usb"])
        let row = try #require(again.rows.first)
        #expect(row.done == .refused && again.totals.worst == .notUnderstood)
        #expect(row.remedy == .askAboutDisposal && row.findings.map(\.code).contains("disposed_before"))
        let day = WallTime.now().inOffset(seconds: 0).rfc3339.prefix(10)
        #expect(
            row.reason?.contains("(overwritten) by “Ruth Adeyemi” on \(day)") == true, "\(row.reason ?? "")")
        #expect(try room.contents("usb").count == 1)
        #expect(refusal { try write(received, "usb/1.tar") }?.kind == .notUnderstood)
        // Also where the part of its account that is from before comes with it.
        let ended = try room.folder.read("incoming/1.tar.custody.jsonl")
        let older = try #require(ended.split(separator: 0x0A).first)
        try room.folder.write(Array(older) + [0x0A], as: "usb/1.tar.custody.jsonl")
        #expect(try room.receive(["usb"]).rows.first?.kind == .notUnderstood)
        try FileManager.default.removeItem(atPath: room.folder.path("usb/1.tar.custody.jsonl"))
        // Also where the chain that says so is gone.
        try FileManager.default.removeItem(atPath: room.folder.path("incoming/1.tar.custody.jsonl"))
        #expect(
            try room.receive(["usb"]).rows.first?.reason?.contains("as your register of bundles has it")
                == true)
        let meant = try write(received, "usb/1.tar", second: true)
        #expect(meant.chain.links.count == 1)
        let after = try room.receive(["usb"]).rows.first
        #expect(after?.done == .received && after?.findings.isEmpty == true, "its receipt")
    }

    @Test("a copy of a bundle whose disposal was taken back is a copy as any other")
    func disposalTakenBack() throws {
        try room.seal("incoming/1.tar")
        try write(received, "incoming/1.tar")
        try write(.disposed(.returned, how: nil, why: "retention ended"), "incoming/1.tar")
        try write(.corrected(entry: 2, why: "the wrong bundle"), "incoming/1.tar")
        try room.copy("incoming/1.tar", to: "copy.tar")
        let row = try #require(try room.receive(["copy.tar"]).rows.first)
        #expect(row.done == .duplicate && row.findings.map(\.code) == ["same_bundle", "chain_elsewhere"])
    }

    @Test("a copy of which the account is not there any more is no silent copy")
    func accountGone() throws {
        try room.seal("incoming/1.tar")
        _ = try room.receive()
        try room.copy("incoming/1.tar", to: "copy.tar")
        for name in try room.contents("incoming").keys {
            try FileManager.default.removeItem(atPath: room.folder.path("incoming/\(name)"))
        }
        let received = try room.receive(["copy.tar"])
        #expect(received.rows.first?.done == .refused && received.totals.worst == .notPermitted)
    }

    @Test("an entry that is dated before the seal is said")
    func beforeSeal() throws {
        let ahead = WallTime.now().toTheSecond.adding(nanoseconds: 3600 * WallTime.nanosecondsPerSecond)
        try room.seal("incoming/1.tar", sealed: ahead)
        #expect(try write(received, "incoming/1.tar").findings == [.datedBeforeSeal(sealed: ahead)])
    }

    @Test("files that another sealed anew are found by the record in them")
    func resealed() throws {
        try room.seal("incoming/1.tar")
        _ = try room.receive()
        let thief = try Identity.generate(name: "Somebody Else", role: .owner)
        try Resealed.write(
            room.folder.path("incoming/1.tar"), to: room.folder.path("resealed.tar"), by: thief)
        let row = try #require(try room.receive(["resealed.tar"]).rows.first)
        #expect(row.done == .received)
        #expect(Set(row.findings.map(\.code)) == ["id_of_another", "sealed_twice"])
    }

    @Test("a register that cannot be used stops what would be done unseen")
    func noRegister() throws {
        try room.seal("incoming/1.tar")
        try room.folder.write("no database", as: "register.sqlite")
        #expect(refusal { try write(received, "incoming/1.tar") }?.remedy == .keepRegisterElsewhere)
        #expect(!room.folder.exists("incoming/1.tar.custody.jsonl"))
    }
}
