import CustodyDesk
import Foundation
import Outcomes
import Records
import Sealing
import Statements
import Testing

@Suite("What is written of one file of a bundle is held against its other files and its account")
struct CopiesAtHandTests {
    private let room: ManyBundles
    init() throws { room = try ManyBundles() }

    @discardableResult
    private func write(_ deed: CustodyDeed, _ name: String, chain: String? = nil) throws -> CustodyWritten {
        try AccountedBundle(
            room.folder.path(name), custody: CustodyPlace(chain.map(room.folder.path)),
            register: room.register
        ).write(deed, by: room.atHand(room.ruth), trust: Trust(), media: nil)
    }

    private let deleted = CustodyDeed.disposed(.deleted, how: nil, why: "a damaged copy")

    private func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: room.folder.path(name))
    }

    /// A damaged copy in `bad.tar` with the older part of the account, which goes on beside the whole one in `good.tar`.
    private func wholeAfterDamaged() throws {
        try room.seal("incoming/good.tar")
        let whole = try room.folder.read("incoming/good.tar")
        try remove("incoming/good.tar")
        try room.folder.write(whole, as: "incoming/bad.tar")
        try room.damage("incoming/bad.tar")
        _ = try room.receive()
        try room.folder.write(whole, as: "incoming/good.tar")
        #expect(try room.receive()["good.tar"]?.done == .received)
        try remove("incoming/bad.tar")
    }

    private func row(_ name: String, _ rows: [HoldingFacts]) throws -> HoldingFacts {
        try #require(rows.first { $0.file.hasSuffix("/" + name) })
    }

    @Test("that a damaged copy is gone makes no second account: it is refused, and the whole one goes on")
    func damagedCopyGone() throws {
        try wholeAfterDamaged()
        let before = try room.contents("incoming")
        let error = refusal { try write(deleted, "incoming/bad.tar") }
        #expect(error?.kind == .notPermitted && error?.remedy == nil)
        #expect(error?.message.contains("good.tar.custody.jsonl") == true)
        #expect(error?.message.contains("needs no entry") == true)
        let corrected = refusal { try write(.corrected(entry: 1, why: "a slip"), "incoming/bad.tar") }
        #expect(
            corrected?.remedy
                == .useKnownChain(file: room.folder.path("incoming/good.tar.custody.jsonl")))
        #expect(try room.contents("incoming") == before)
        #expect(try write(.verified, "incoming/good.tar").chain.links.count == 3)
        #expect(try row("good.tar", room.list()).state == .held)
    }

    @Test("nor does it count, or is it due, beside the whole one in whose account it goes on")
    func damagedCopyGoneListed() throws {
        try wholeAfterDamaged()
        try BundleToLabel(room.folder.path("incoming/good.tar"), register: room.register).label(
            LabelChange(due: "2026-11-01"))
        let rows = try room.list()
        #expect(try row("bad.tar", rows).state == .gone && row("bad.tar", rows).countsElsewhere)
        #expect(
            try room.list(due: "2099-12-31").map { ($0.file as NSString).lastPathComponent } == ["good.tar"])
    }

    @Test(
        "the chain of the whole one, named for the damaged one's place, is not told that the bundle is gone")
    func chainOfTheWholeOne() throws {
        try wholeAfterDamaged()
        let error = refusal {
            try write(deleted, "incoming/bad.tar", chain: "incoming/good.tar.custody.jsonl")
        }
        #expect(error?.kind == .doesNotHold && error?.remedy == .disposeFirst)
        #expect(error?.message.contains("good.tar: the bundle lies there still") == true)
    }

    @Test("a chain that lacks its last entry is not told of a disposal")
    func cutChain() throws {
        try room.seal("incoming/1.tar")
        _ = try room.receive()
        let before = try room.folder.read("incoming/1.tar.custody.jsonl")
        try write(.verified, "incoming/1.tar")
        try room.folder.write(before, as: "incoming/1.tar.custody.jsonl")
        try remove("incoming/1.tar")
        let error = refusal { try write(deleted, "incoming/1.tar") }
        #expect(error?.kind == .doesNotHold && error?.remedy == .showCustody)
        #expect(try room.folder.read("incoming/1.tar.custody.jsonl") == before)
    }

    /// A bundle that was disposed of in `a.tar`, and lies in `b.tar` still.
    private func disposedOfOne() throws {
        try room.seal("incoming/a.tar")
        try room.copy("incoming/a.tar", to: "incoming/b.tar")
        _ = try room.receive()
        try BundleToLabel(room.folder.path("incoming/a.tar"), register: room.register).label(
            LabelChange(due: "2026-11-01"))
        try remove("incoming/a.tar")
        try write(deleted, "incoming/a.tar")
    }

    @Test("a copy that lies there is named before the disposal is signed")
    func copyNamed() throws {
        try disposedOfOne()
        #expect(
            room.notes.contains(.custody(.found(.sameBundle(file: room.folder.path("incoming/b.tar"))))))
    }

    @Test("it is listed as a copy with the disposal as a finding, and stays among what is due")
    func copyListed() throws {
        try disposedOfOne()
        let rows = try room.list()
        #expect(try row("a.tar", rows).state == .disposed)
        #expect(!(try row("a.tar", rows).findings.map(\.code).contains("disposed_before")))
        let copy = try row("b.tar", rows)
        #expect(copy.state == .copy && copy.findings.map(\.code).contains("disposed_before"))
        let due = try room.list(due: "2099-12-31")
        #expect(due.map { ($0.file as NSString).lastPathComponent } == ["b.tar"])
        let all = try CustodyListing(of: [], register: room.register, noting: room.note).list(
            with: nil, trust: Trust())
        #expect(try row("b.tar", all).state == .copy)
    }

    @Test("what was given back and lies at its place is listed with that too")
    func returnedAndThere() throws {
        try room.seal("incoming/1.tar")
        _ = try room.receive()
        try write(.disposed(.returned, how: nil, why: "asked for"), "incoming/1.tar")
        let row = try #require(try room.list().first)
        #expect(row.state == .disposed && row.findings.map(\.code) == ["disposed_before"])
    }

    @Test("a file that came again, and that nobody took in, is listed by its seal: disposed of, or a copy")
    func cameAgain() throws {
        try room.makeFolder("usb")
        try room.seal("incoming/1.tar")
        _ = try room.receive()
        try room.copy("incoming/1.tar", to: "usb/again.tar")
        #expect(try room.list(["usb"]).map(\.state) == [.copy])
        try remove("incoming/1.tar")
        try write(deleted, "incoming/1.tar")
        let row = try #require(try room.list(["usb"]).first)
        #expect(row.state == .copy && row.findings.map(\.code).contains("disposed_before"))
    }

    @Test("the same files under another seal are listed as that, taken in or not", arguments: [true, false])
    func resealed(isReceived: Bool) throws {
        try room.makeFolder("usb")
        try room.seal("incoming/1.tar")
        _ = try room.receive()
        let thief = try Identity.generate(name: "Somebody Else", role: .owner)
        try Resealed.write(room.folder.path("incoming/1.tar"), to: room.folder.path("usb/x.tar"), by: thief)
        if isReceived { _ = try room.receive(["usb"]) }
        let row = try #require(try room.list(["usb"]).first)
        #expect(row.findings.map(\.code).contains("id_of_another"))
        #expect(row.findings.map(\.code).contains("sealed_twice"))
        #expect(row.state == (isReceived ? .held : .notReceived))
    }

    @Test("the bundle itself is no copy of it, by another name of its file either")
    func copyOfItself() throws {
        try room.seal("incoming/1.tar")
        _ = try room.receive()
        try FileManager.default.linkItem(
            atPath: room.folder.path("incoming/1.tar"), toPath: room.folder.path("hard.tar"))
        try FileManager.default.createSymbolicLink(
            atPath: room.folder.path("soft.tar"), withDestinationPath: room.folder.path("incoming/1.tar"))
        for name in ["incoming/1.tar", "hard.tar", "soft.tar"] {
            let error = refusal {
                try write(.copied(to: "the second store", copy: room.folder.path(name)), "incoming/1.tar")
            }
            #expect(error?.kind == .doesNotHold, "\(name)")
        }
        try room.copy("incoming/1.tar", to: "copy.tar")
        let written = try write(
            .copied(to: "the second store", copy: room.folder.path("copy.tar")), "incoming/1.tar")
        #expect(written.chain.links.count == 2)
    }

    @Test(
        "where another bundle's chain was laid beside one, it is said what to do", arguments: [true, false])
    func anothersChain(isKnown: Bool) throws {
        try room.seal("incoming/1.tar")
        try room.seal("incoming/2.tar")
        _ = try room.receive(isKnown ? ["incoming"] : ["incoming/1.tar"])
        try room.copy("incoming/1.tar.custody.jsonl", to: "incoming/2.tar.custody.jsonl")
        let row = try #require(try room.receive()["2.tar"])
        #expect(row.done == .refused && row.kind == .doesNotHold)
        #expect(row.reason?.contains("put it away, and lay this bundle's own in its place") == true, "\(row)")
    }
}
