import Originals
import Bundle
import Records
import Statements
import Foundation
import Peers
import Sealing
import Testing

@Suite("The custody chain beside a bundle")
struct CustodyFileTests {
    private let sample: SampleBundle
    private let custodian: Identity
    init() throws {
        sample = try SampleBundle()
        custodian = try Identity.generate(name: "Lee Park", role: .custodian)
    }

    private var file: CustodyFile { CustodyFile(besideBundle: sample.path) }

    private func held(by identity: Identity? = nil) throws -> HeldBundle {
        try HeldBundle(
            sample.path, identity: identity ?? custodian, trust: sample.trust, media: LibraryChecks())
    }

    private func custodyChecks(_ trust: Trust? = nil, head: SHA256Digest? = nil) throws -> [CheckID: Verdict]
    {
        let trust = trust ?? sample.trust.adding(custodian.card)
        let report = try Verification.of(sample.path, identity: nil, trust: trust, media: LibraryChecks())
            .checking(file, head: head, trust: trust).report
        return Dictionary(
            report.checks(in: .custody).map { ($0.id, $0.verdict) }, uniquingKeysWith: { first, _ in first }
        )
    }

    @Test("it lies beside the bundle under the bundle's own name")
    func place() throws {
        #expect(file.path == sample.path + ".custody.jsonl")
        _ = try held().addReceived(from: sample.owner.card, how: "by hand")
        #expect(file.exists)
        #expect(try sample.folder.names() == ["bundle.tar", "bundle.tar.custody.jsonl"])
    }

    @Test(
        "all that can be checked of a whole chain holds; that nothing is missing at its end is not promised")
    func whole() throws {
        let chain = try held().addReceived(from: nil, how: "by hand")
        let checks = try custodyChecks()
        let end = CheckID.custodyEndPresent
        #expect(checks.filter { $0.key != end }.values.allSatisfy { $0 == .ok }, "\(checks)")
        guard case .notChecked = checks[end] else {
            Issue.record("\(checks)")
            return
        }
        #expect(try custodyChecks(head: chain.head)[end] == .ok)
    }

    @Test("a chain that was taken away, or lost its end, fails when an entry of it is known")
    func missing() throws {
        _ = try held().addReceived(from: nil, how: "by hand")
        let head = try held().add(.verified(held().checks)).head
        let lines = try sample.folder.read("bundle.tar.custody.jsonl")
        let first = try #require(lines.firstIndex(of: 0x0A))
        try sample.folder.write(Array(lines[...first]), as: "bundle.tar.custody.jsonl")
        let cut = try #require(custodyChecks(head: head)[.custodyEndPresent])
        #expect(cut.reason?.contains("was removed") == true)
        #expect(cut.word == "failed")
        try FileManager.default.removeItem(atPath: file.path)
        #expect(try custodyChecks(head: head)[.custodyChainPresent]?.word == "failed")
        #expect(try custodyChecks()[.custodyChainPresent]?.word == "not_checked")
    }

    @Test("a chain that was emptied fails")
    func emptied() throws {
        _ = try held().addReceived(from: nil, how: "by hand")
        try sample.folder.write([], as: "bundle.tar.custody.jsonl")
        #expect(try custodyChecks()[.custodyChainPresent]?.word == "failed")
    }

    @Test("somebody whose card is not trusted is named with their fingerprint")
    func unknown() throws {
        _ = try held().addReceived(from: nil, how: "by hand")
        let verdict = try #require(custodyChecks(sample.trust)[.custodyPeopleKnown])
        #expect(verdict.word == "not_checked")
        #expect(verdict.reason?.contains(custodian.card.fingerprint.grouped) == true)
    }

    @Test("a chain beside another bundle fails, entry by entry")
    func otherBundle() throws {
        _ = try held().addReceived(from: nil, how: "by hand")
        let other = try SampleBundle(in: sample.folder, name: "other.tar", owner: sample.owner)
        let checks = try Verification.of(
            other.path, identity: nil, trust: sample.trust, media: LibraryChecks()
        )
        .checking(file, trust: sample.trust).report.checks(in: .custody)
        let failed = checks.filter { $0.verdict.word == "failed" }
        #expect(failed.map(\.id) == [.custodyEntriesOfBundle])
        #expect(failed[0].verdict.reason?.contains(sample.id) == true)
    }

    @Test("a chain that does not hold is left as it is")
    func untouched() throws {
        _ = try held().addReceived(from: nil, how: "by hand")
        let spoiled = try sample.folder.read("bundle.tar.custody.jsonl") + Array("{}\n".utf8)
        try sample.folder.write(spoiled, as: "bundle.tar.custody.jsonl")
        #expect(throws: CustodyRefusal.self) { try held().add(.verified(held().checks)) }
        #expect(try sample.folder.read("bundle.tar.custody.jsonl") == spoiled)
    }

    @Test("many who add at once are put one behind the other: nothing is lost, nothing forks")
    func atOnce() async throws {
        _ = try held().addReceived(from: nil, how: "by hand")
        let held = try held()
        try await withThrowingTaskGroup { group in
            for _ in 0..<40 {
                group.addTask { _ = try held.add(.verified(held.checks)) }
            }
            try await group.waitForAll()
        }
        let chain = try held.chain()
        #expect(chain.flaws == [])
        #expect(chain.links.count == 41)
        #expect(try sample.folder.names() == ["bundle.tar", "bundle.tar.custody.jsonl"])
    }

    @Test("of many who begin a chain at once one begins it, and the others are refused or follow")
    func begunAtOnce() async throws {
        let held = try held()
        await withTaskGroup { group in
            for _ in 0..<20 {
                group.addTask { _ = try? held.addReceived(from: nil, how: "by hand") }
            }
        }
        let chain = try held.chain()
        #expect(chain.flaws == [])
        #expect(chain.links.count == 20)
    }

    @Test("a receipt for a bundle with one bit changed says so, and so does the entry")
    func damaged() throws {
        var bytes = try sample.bytes
        let member = try #require(try BundleArchive.read(sample.path).member("data/0001.age"))
        bytes[Int(member.offset) + 5000] ^= 1
        try sample.folder.write(bytes, as: "bundle.tar")
        let held = try held()
        let entry = try #require(try held.receivedEntry(from: nil, how: "by hand"))
        let receipt = try Receipt(verifying: try held.receipt(entry: entry))
        #expect(!receipt.checks.holds)
        #expect(receipt.checks.failed.contains("payload_matches_manifest"))
        guard case .received(let facts) = try CustodyEntry(verifying: entry).action else {
            Issue.record("not received")
            return
        }
        #expect(facts.checks == receipt.checks)
    }

    @Test("a bundle too damaged for a chain still gets a receipt, for the file as it came")
    func cutShort() throws {
        try sample.folder.write(Array(try sample.bytes.prefix(20_000)), as: "bundle.tar")
        let held = try held()
        #expect(try held.receivedEntry(from: nil, how: "by hand") == nil)
        #expect(!file.exists)
        let receipt = try Receipt(verifying: try held.receipt(entry: nil))
        #expect(receipt.bundle == nil && !receipt.checks.holds)
        #expect(receipt.archive == (try ArchiveFacts(ofFile: sample.path)))
    }

    @Test("a second receipt goes with the entry that is there, not with a new one")
    func once() throws {
        let first = try held().receivedEntry(from: nil, how: "by hand")
        #expect(try held().receivedEntry(from: nil, how: "by post") == first)
        #expect(try held().chain().links.count == 1)
    }

    @Test("a receipt that finds another state than the entry that is there goes with an entry of its own")
    func anotherState() throws {
        let damaged = CheckSummary(
            VerificationReport(
                checks: [Check(.archiveWellFormed, .failed(reason: "it was"))]))
        _ = try held().add(
            .received(.init(from: nil, how: "by hand", archive: held().archive, checks: damaged)))
        let held = try held()
        let entry = try #require(try held.receivedEntry(from: nil, how: "by hand"))
        #expect(try held.chain().links.count == 2)
        let receipt = try Receipt(verifying: try held.receipt(entry: entry))
        let checks = try ReceiptChecks(receipt, bundle: sample.path).checks
        #expect(checks.first { $0.id == .receiptHasCustodyEntry }?.verdict == .ok)
    }

    @Test("a byte order mark before the chain is told of, and nothing is called wrong for it")
    func byteOrderMark() throws {
        _ = try held().addReceived(from: nil, how: "by hand")
        let whole = try sample.folder.read("bundle.tar.custody.jsonl")
        try sample.folder.write([0xEF, 0xBB, 0xBF] + whole, as: "bundle.tar.custody.jsonl")
        let chain = try held().chain()
        #expect(chain.holds && chain.links.count == 1)
        #expect(chain.surplus.contains { $0.contains("byte order mark") }, "\(chain.surplus)")
    }

    @Test("an entry dated in a time to come is told of, and fails nothing: clocks go wrong by themselves")
    func ahead() throws {
        _ = try held().addReceived(from: nil, how: "by hand")
        let chain = try held().chain()
        let yesterday = WallTime.now().adding(nanoseconds: -25 * 3600 * WallTime.nanosecondsPerSecond)
        let early = CustodyChecks(
            chain, archive: try held().archive, head: nil, trust: sample.trust, now: yesterday)
        let verdict = early.checks.first { $0.id == .custodyTimesOrdered }?.verdict
        #expect(
            verdict?.word == "not_checked"
                && verdict?.reason?.contains("ahead of this machine's clock") == true)
        let now = CustodyChecks(chain, archive: try held().archive, head: nil, trust: sample.trust)
        #expect(now.checks.first { $0.id == .custodyTimesOrdered }?.verdict == .ok)
    }

    @Test("who does not hold the bundle makes no entry and gets no receipt")
    func notHeld() throws {
        _ = try held().addReceived(from: nil, how: "by hand")
        let stranger = try Identity.generate(name: "Someone Else", role: .custodian)
        #expect(throws: CustodyRefusal.heldBy(custodian.card, offeredTo: nil)) {
            try held(by: stranger).receivedEntry(from: nil, how: "found")
        }
    }

    @Test("what is said to be a copy is read, and must be one")
    func copies() throws {
        _ = try held().addReceived(from: nil, how: "by hand")
        try sample.folder.write(try sample.bytes, as: "copy.tar")
        let copy = sample.folder.path("copy.tar")
        #expect(try held().addCopied(copy, to: "the second disk").links.count == 2)
        try sample.folder.write(try sample.bytes.dropLast() + [1], as: "copy.tar")
        #expect(throws: CustodyRefusal.notACopy(path: copy)) {
            try held().addCopied(copy, to: "the second disk")
        }
    }

    @Test("another file than the one received fails, and the entry that names the first is named")
    func otherFile() throws {
        let chain = try held().addReceived(from: nil, how: "by hand")
        let other = ArchiveFacts(sha256: try SHA256Digest.of([1]), size: 1)
        let checks = CustodyChecks(chain, archive: other, head: nil, trust: sample.trust).checks
        let verdict = checks.first { $0.id == .custodyFileAsReceived }?.verdict
        #expect(verdict?.word == "failed" && verdict?.reason?.hasPrefix("entry 1") == true)
    }

    @Test("a receipt is compared with the bundle its owner has")
    func compared() throws {
        let held = try held()
        let receipt = try Receipt(
            verifying: held.receipt(entry: try held.receivedEntry(from: nil, how: "by hand")))
        func verdict(_ bundle: String?) throws -> String? {
            try ReceiptChecks(receipt, bundle: bundle).checks
                .first { $0.id == .receiptOfBundle }?.verdict.word
        }
        #expect(try verdict(sample.path) == "ok")
        #expect(try verdict(nil) == "not_checked")
        let other = try SampleBundle(in: sample.folder, name: "other.tar", owner: sample.owner)
        #expect(try verdict(other.path) == "failed")
        // Neither has a timestamp, and still nothing is compared of another bundle.
        #expect(
            try ReceiptChecks(receipt, bundle: other.path).checks.first {
                $0.id == .receiptTimestampOfBundle
            }?
            .verdict.word == "not_checked")
    }

    @Test(
        "a receipt dated before the seal is told where the bundle is at hand, and is not called wrong for it")
    func datedBeforeSeal() throws {
        let held = try held()
        let made = try Receipt(
            verifying: held.receipt(entry: try held.receivedEntry(from: nil, how: "by hand")))
        let sealed = try #require(held.verification.keyless.seal?.sealed)
        func dated(_ time: WallTime, _ bundle: String?) throws -> Verdict? {
            let receipt = Receipt(
                bundle: made.bundle, seal: made.seal, timestamp: made.timestamp, archive: made.archive,
                checks: made.checks, time: time, receiver: made.receiver, conditions: made.conditions,
                entry: nil, proof: nil)
            return try ReceiptChecks(
                receipt, bundle: bundle, now: sealed.adding(nanoseconds: 3600 * WallTime.nanosecondsPerSecond)
            ).checks.first { $0.id == .receiptNotAhead }?.verdict
        }
        let before = sealed.adding(nanoseconds: -2 * WallTime.nanosecondsPerSecond)
        let told = try dated(before, sample.path)
        #expect(told?.word == "not_checked" && told?.reason?.contains("before the bundle was sealed") == true)
        #expect(try dated(before, nil) == .ok, "without the bundle nobody knows when it was sealed")
        #expect(try dated(sealed, sample.path) == .ok)
        // Another bundle's seal says nothing of this receipt.
        let other = try SampleBundle(in: sample.folder, name: "later.tar", owner: sample.owner)
        #expect(try dated(before, other.path) == .ok)
    }

    /// The receipt with a proof of a log that holds something, signed by somebody.
    private func receipt(logged: [UInt8]? = nil, by keeper: Identity? = nil) throws -> Receipt {
        let held = try held()
        let entry = try #require(try held.receivedEntry(from: nil, how: "by hand"))
        let root = try MerkleHasher().leaf(try logged ?? entry.json())
        let checkpoint = try SignedCheckpoint.signing(
            Checkpoint(origin: "example.org/log", size: 1, root: root), with: (keeper ?? custodian).signingKey
        )
        let proof = TransparencyLogProof(index: 0, path: [], checkpoint: checkpoint)
        return try Receipt(
            verifying: held.receipt(entry: entry, proof: String(decoding: proof.bytes, as: UTF8.self)))
    }

    private func log(_ receipt: Receipt, keeper: Card? = nil) throws -> String? {
        try ReceiptChecks(receipt, bundle: nil, keeper: keeper).checks
            .first { $0.id == .receiptEntryLogged }?.verdict.word
    }

    @Test("a proof shows that the receiver's log holds the entry, and nothing else does")
    func logged() throws {
        #expect(try log(try receipt()) == "ok")
        #expect(try log(try receipt(logged: [1, 2, 3])) == "failed")
        let none = try Receipt(
            verifying: try held().receipt(entry: try held().receivedEntry(from: nil, how: "by hand")))
        #expect(try log(none) == "not_checked")
    }

    @Test("a log that somebody else keeps counts only under the card of who is said to keep it")
    func keptByAnother() throws {
        let keeper = try Identity.generate(name: "Ruth Adler", role: .custodian)
        let receipt = try receipt(by: keeper)
        #expect(try log(receipt) == "not_checked")
        #expect(try log(receipt, keeper: keeper.card) == "ok")
        #expect(try log(receipt, keeper: sample.owner.card) == "failed")
    }
}
