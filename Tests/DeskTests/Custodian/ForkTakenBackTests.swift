import Bundle
import CustodyDesk
import Foundation
import Outcomes
import Records
import Register
import Sealing
import Statements
import Testing

/// A damaged copy that was disposed of in a chain of its own, by a program that did not see that the account went on beside the whole
/// one; and a register that saw that last.
@Suite("An account that was forked by a disposal can be gone on with once that was taken back")
struct ForkTakenBackTests {
    private let room: ManyBundles

    init() throws {
        room = try ManyBundles()
        try room.seal("incoming/good.tar")
        let whole = try room.folder.read("incoming/good.tar")
        try FileManager.default.removeItem(atPath: room.folder.path("incoming/good.tar"))
        try room.folder.write(whole, as: "incoming/bad.tar")
        try room.damage("incoming/bad.tar")
        _ = try room.receive()
        try room.folder.write(whole, as: "incoming/good.tar")
        _ = try room.receive()
        try FileManager.default.removeItem(atPath: room.folder.path("incoming/bad.tar"))
        let forked = try write(Self.deleted, "incoming/bad.tar", register: CustodiansRegister.none).chain
        var seen = BundleSeen(BundleKey(seal: forked.seal))
        (seen.head, seen.disposed) = (forked.head, forked.disposal?.entry.time)
        try Register(path: room.folder.path("register.sqlite")).note([seen])
    }

    private static let deleted = CustodyDeed.disposed(.deleted, how: nil, why: "a damaged copy")
    private static let takenBack = CustodyDeed.corrected(entry: 2, why: "the copy is gone, the bundle is not")

    @discardableResult
    private func write(
        _ deed: CustodyDeed, _ name: String, register: CustodiansRegister? = nil, second: Bool = false
    ) throws -> CustodyWritten {
        try AccountedBundle(
            room.folder.path(name), custody: CustodyPlace(nil), register: register ?? room.register,
            beginsSecondChain: second
        ).write(deed, by: room.atHand(room.ruth), trust: Trust(), media: nil)
    }

    private func good() throws -> HoldingFacts {
        try #require(try room.list(["incoming/good.tar"]).first)
    }

    @Test("before that nothing is written, and it is said where the fork is and what to do")
    func refused() throws {
        let error = refusal { try write(.verified, "incoming/good.tar") }
        #expect(error?.kind == .doesNotHold && error?.message.contains("bad.tar.custody.jsonl") == true)
        #expect(
            error?.remedy
                == .takeBackFork(
                    bundle: room.folder.path("incoming/bad.tar"),
                    chain: room.folder.path("incoming/bad.tar.custody.jsonl")))
        #expect(try good().state == .unclear && good().findings.contains(where: \.isFault))
    }

    @Test("with the disposal taken back the longer account goes on, and the fork stays a finding")
    func takenBack() throws {
        try write(Self.takenBack, "incoming/bad.tar")
        let fork = BundleFinding.forkTakenBack(file: room.folder.path("incoming/bad.tar.custody.jsonl"))
        for length in 3...4 {
            let written = try write(.verified, "incoming/good.tar")
            #expect(written.chain.links.count == length && written.findings == [fork])
            let row = try good()
            #expect(row.state == .held && row.findings == [fork] && !row.findings.contains(where: \.isFault))
        }
        #expect(try room.receive(["incoming/good.tar"])["good.tar"]?.done == .already)
        let both = try room.list()
        #expect(!both.contains { $0.findings.contains(where: \.isFault) })
        #expect(
            both.first { $0.file.hasSuffix("bad.tar") }?.findings.map(\.code).contains("longer_chain") == true
        )
        #expect(refusal { try write(Self.deleted, "incoming/bad.tar") }?.kind == .notPermitted)
    }

    @Test(
        "where the forked chain is lost, who says so goes on by receiving the bundle in the one that is there"
    )
    func lost() throws {
        try FileManager.default.removeItem(atPath: room.folder.path("incoming/bad.tar.custody.jsonl"))
        #expect(refusal { try write(.verified, "incoming/good.tar") }?.remedy == .takeUpAccount)
        let again = CustodyDeed.received(
            sender: nil, how: "taken up again: the chain of the damaged copy is lost")
        #expect(refusal { try write(again, "incoming/good.tar") }?.kind == .notUnderstood)
        let written = try write(again, "incoming/good.tar", second: true)
        #expect(written.chain.links.count == 3 && written.chain.holds)
        #expect(written.findings.map(\.code).contains("chain_lacks_entry"))
        #expect(try write(.verified, "incoming/good.tar").findings.isEmpty)
        #expect(try good().state == .held && good().findings.isEmpty)
    }

    @Test("only the chain that takes its own part back gives way to the other")
    func direction() throws {
        let forked = try chain("incoming/bad.tar"), account = try chain("incoming/good.tar")
        #expect(!forked.takesBackDeparture(from: account))
        try write(Self.takenBack, "incoming/bad.tar")
        #expect(try chain("incoming/bad.tar").takesBackDeparture(from: account))
        #expect(!account.takesBackDeparture(from: try chain("incoming/bad.tar")))
        #expect(!account.takesBackDeparture(from: account))
    }

    private func chain(_ name: String) throws -> CustodyChain {
        try #require(
            CustodyChain(withoutSeal: try CustodyFile(besideBundle: room.folder.path(name)).content()))
    }
}
