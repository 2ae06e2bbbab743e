import Originals
import Bundle
import Records
import Statements
import Foundation
import Peers
import Sealing
import Testing

@Suite("A timestamp that was replaced on the way is told by the chain and by the receipt")
struct SwappedTimestampTests {
    private let authority: TimestampAuthority
    private let sample: SampleBundle
    private let custodian: Identity
    init() throws {
        authority = try TimestampAuthority()
        sample = try SampleBundle(authority: authority)
        custodian = try Identity.generate(name: "Lee Park", role: .custodian)
    }

    /// The bundle with another token over the same seal, or none, in its place.
    private func replace(_ sample: SampleBundle, with token: [UInt8]?) throws {
        var bundle = try RemadeBundle(sample)
        if let token {
            if bundle.index("seal.tsr") == nil {
                let place = try #require(bundle.index("tagmanifest-sha256.txt"))
                bundle.members.insert(.init(path: "\(bundle.folder)/seal.tsr", data: token), at: place)
            }
            bundle["seal.tsr"] = token
        } else {
            bundle.remove("seal.tsr")
        }
        try bundle.fixTagManifest()
        try sample.folder.write(bundle.bytes, as: "bundle.tar")
    }

    private func token(_ authority: TimestampAuthority, over sample: SampleBundle) throws -> [UInt8] {
        try authority.answer(
            try TimeStampRequest(of: try SHA256Digest.of(try RemadeBundle(sample)["seal.dsse.json"])).der)
    }

    private func checks(_ sample: SampleBundle) throws -> [CheckID: Verdict] {
        let trust = sample.trust.adding(custodian.card)
        let report = try Verification.of(
            sample.path, identity: nil, trust: trust, authorities: try authority.folder.read("root.pem"),
            media: LibraryChecks()
        ).checking(CustodyFile(besideBundle: sample.path), trust: trust).report
        return Dictionary(
            report.checks.map { ($0.id, $0.verdict) }, uniquingKeysWith: { first, _ in first })
    }

    private func received(_ sample: SampleBundle) throws -> Receipt {
        let held = try HeldBundle(
            sample.path, identity: custodian, trust: sample.trust, media: LibraryChecks())
        return try Receipt(
            verifying: try held.receipt(entry: try held.receivedEntry(from: nil, how: "by hand")))
    }

    @Test("a later token of the same authority holds by itself, and is not the one that was received")
    func later() throws {
        let receipt = try received(sample)
        #expect(try receipt.timestamp == SHA256Digest.of(try RemadeBundle(sample)["seal.tsr"]))
        #expect(try checks(sample)[.custodyTimestampAsReceived] == .ok)
        #expect(
            try ReceiptChecks(receipt, bundle: sample.path).checks.map(\.verdict).filter {
                $0.word == "failed"
            } == [])
        try replace(sample, with: try token(authority, over: sample))
        let found = try checks(sample)
        #expect(found[.timestamp] == .ok, "what a carrier can do: a sound token of a later time")
        #expect(found[.tagFilesMatchManifest] == .ok)
        let told = try #require(found[.custodyTimestampAsReceived])
        #expect(told.word == "failed" && told.reason?.contains("replaced") == true, "\(told)")
        let failed = try ReceiptChecks(receipt, bundle: sample.path).checks.filter {
            $0.verdict.word == "failed"
        }
        #expect(failed.map(\.id) == [.receiptOfBundle, .receiptTimestampOfBundle])
    }

    @Test(
        "under cover of a first copy that came damaged, another timestamp is told, and is not taken for the one"
    )
    func underCover() throws {
        let whole = try sample.bytes
        var damaged = whole
        damaged[damaged.count / 2] ^= 1
        try sample.folder.write(damaged, as: "bundle.tar")
        _ = try received(sample)
        try sample.folder.write(whole, as: "bundle.tar")
        _ = try received(sample)
        #expect(try checks(sample)[.custodyTimestampAsReceived] == .ok)
        try sample.folder.write(damaged, as: "bundle.tar")
        try FileManager.default.removeItem(atPath: CustodyFile(besideBundle: sample.path).path)
        _ = try received(sample)
        try sample.folder.write(whole, as: "bundle.tar")
        try replace(sample, with: try token(authority, over: sample))
        _ = try received(sample)
        let found = try checks(sample)
        #expect(found[.custodyFileAsReceived] == .ok)
        #expect(found[.custodyTimestampAsReceived]?.word == "not_checked")
        #expect(found[.custodyTimestampAsReceived]?.reason?.hasPrefix("entry 1 names") == true)
    }

    @Test("so is one of another authority, one that was taken out, and one that was put in")
    func others() throws {
        _ = try received(sample)
        let whole = try sample.bytes
        try replace(sample, with: try token(try TimestampAuthority(), over: sample))
        #expect(try checks(sample)[.custodyTimestampAsReceived]?.word == "failed")
        try sample.folder.write(whole, as: "bundle.tar")
        try replace(sample, with: nil)
        #expect(try checks(sample)[.custodyTimestampAsReceived]?.reason?.contains("none") == true)

        let plain = try SampleBundle()
        let receipt = try received(plain)
        #expect(receipt.timestamp == nil)
        try replace(plain, with: try token(authority, over: plain))
        #expect(try checks(plain)[.custodyTimestampAsReceived]?.word == "failed")
        #expect(
            try ReceiptChecks(receipt, bundle: plain.path).checks.contains {
                $0.id == .receiptTimestampOfBundle && $0.verdict.word == "failed"
            })
    }
}
