import Originals
import Bundle
import Handover
import Records
import Statements
import Foundation
import Peers
import Sealing
import Testing

@Suite("A timestamp over the seal")
struct SealTimestampTests {
    private static let timestamp = "timestamp"
    private static let time = "time of sealing fits the timestamp"

    private static func verify(
        _ path: String, _ sample: SampleBundle, trusting authority: TimestampAuthority? = nil
    ) throws -> KeylessVerification {
        try KeylessVerification.of(
            path, trust: sample.trust, authorities: try authority?.folder.read("root.pem"))
    }

    private static func reason(_ verdict: Verdict?, _ word: String) throws -> String {
        let verdict = try #require(verdict)
        #expect(verdict.word == word, "\(verdict)")
        return verdict.reason ?? ""
    }

    /// What an attacker makes of a bundle who knows the format.
    private static func remade(
        _ sample: SampleBundle, _ change: (inout RemadeBundle) throws -> Void
    ) throws -> String {
        var bundle = try RemadeBundle(sample)
        try change(&bundle)
        try bundle.fixTagManifest()
        return try sample.folder.write(bundle.bytes, as: "remade.tar").path
    }

    @Test(
        "a seal of any year there is can be compared with a token of today",
        arguments: [WallTime.earliest, .earliest.adding(nanoseconds: 1), .latest])
    func farSeal(sealed: WallTime) throws {
        let authority = try TimestampAuthority()
        let folder = try Peers.ScratchFolder()
        let owner = try Identity.generate(name: "Vera Morgenstern", role: .owner)
        let path = folder.path("far.tar")
        let writer = try BundleWriter(
            path: path, replaceExisting: false, bundle: BundleWriter.newBundleID(),
            recipients: [owner.ageIdentity.recipient])
        _ = try writer.addObject(size: 3) { sink in try [UInt8]([1, 2, 3]).withUnsafeBytes(sink) }
        try writer.addFacts(Array("{}".utf8))
        try writer.addRecord(Array("{}".utf8))
        try writer.finish(sealed: sealed) { subjects in
            try Seal(
                bundle: writer.bundle, sealed: sealed, signer: owner.card, subjects: subjects,
                isTimestamped: true
            ).signed(by: owner)
        } timestamp: { digest in
            let question = try TimeStampRequest(of: digest)
            return try question.response(in: try authority.answer(question.der))
        }
        let found = try KeylessVerification.of(path, trust: Trust([owner.card]))
        let reason = try Self.reason(found.verdict(Self.time), "not_checked")
        #expect(reason.contains(sealed.toTheSecond.rfc3339), "\(reason)")
    }

    @Test("openssl, rfc3161-client and bagit accept it as it lies in the bundle")
    func peers() throws {
        let authority = try TimestampAuthority()
        let sample = try SampleBundle(authority: authority)
        let bag = try sample.unpacked()
        let root = authority.root
        let outcome = try Peer.run(
            try Peer.program("openssl"),
            ["ts", "-verify", "-data", bag.appending(path: "seal.dsse.json").path]
                + ["-in", bag.appending(path: "seal.tsr").path, "-CAfile", root], in: sample.folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        try Peer.python(
            """
            import bagit, sys
            from cryptography import x509
            from rfc3161_client import decode_timestamp_response, VerifierBuilder
            bag, root = sys.argv[1:]
            answer = decode_timestamp_response(open(bag + "/seal.tsr", "rb").read())
            root = x509.load_pem_x509_certificate(open(root, "rb").read())
            verifier = VerifierBuilder().add_root_certificate(root).build()
            assert verifier.verify_message(answer, open(bag + "/seal.dsse.json", "rb").read())
            bagit.Bag(bag).validate()
            """, [bag.path, root], in: sample.folder)
    }

    @Test("is proof to whoever trusts its authority, and else a claim that is named")
    func proof() throws {
        let authority = try TimestampAuthority()
        let sample = try SampleBundle(authority: authority)
        let proven = try Self.verify(sample.path, sample, trusting: authority)
        #expect(!proven.fails)
        #expect(proven.verdict(Self.timestamp) == .ok)
        #expect(proven.verdict(Self.time) == .ok)
        let claimed = try Self.verify(sample.path, sample)
        let reason = try Self.reason(claimed.verdict(Self.timestamp), "not_checked")
        #expect(reason.contains("CN=Clock of the tests says"))
        #expect(claimed.verdict(Self.timestamp)?.needs == .timestampRoots)
        // Anybody can make an authority that says what they like.
        #expect(
            try Self.reason(claimed.verdict(Self.time), "not_checked").contains("trusted by whoever checked"))
        #expect(!claimed.fails)
    }

    @Test("the sentences to read out name the time and the authority, only where they are proven")
    func sentences() throws {
        let authority = try TimestampAuthority()
        let sample = try SampleBundle(authority: authority)
        func report(_ authorities: [UInt8]?) throws -> VerificationReport {
            try Verification.of(
                sample.path, identity: nil, trust: sample.trust, authorities: authorities,
                media: LibraryChecks()
            )
            .report
        }
        let proven = try report(try authority.folder.read("root.pem"))
        let sentence = proven.conclusions.first { $0.code == .sealedNoLaterThan }?.text ?? ""
        #expect(sentence.contains("no later than 20") && sentence.contains("CN=Clock of the tests"))
        let claimed = try report(nil)
        #expect(!claimed.conclusions.contains { $0.code == .sealedNoLaterThan })
    }

    @Test("by another authority than those trusted proves nothing, and is called neither good nor bad")
    func foreignAuthority() throws {
        let sample = try SampleBundle(authority: try TimestampAuthority())
        let verification = try Self.verify(sample.path, sample, trusting: try TimestampAuthority())
        let reason = try Self.reason(verification.verdict(Self.timestamp), "not_checked")
        #expect(reason.contains("nobody among the authorities given vouches for it"))
        #expect(verification.verdict(Self.timestamp)?.needs == .timestampRoots)
    }

    @Test("over another seal is refused, with roots and without")
    func anotherSeal() throws {
        let authority = try TimestampAuthority()
        let (sample, other) = (try SampleBundle(authority: authority), try SampleBundle(authority: authority))
        let stolen = try RemadeBundle(other)["seal.tsr"]
        let path = try Self.remade(sample) { $0["seal.tsr"] = stolen }
        for trusted in [nil, authority] {
            let verification = try Self.verify(path, sample, trusting: trusted)
            let reason = try Self.reason(verification.verdict(Self.timestamp), "failed")
            #expect(reason.contains("of something else"))
        }
    }

    @Test("cannot be taken out, nor put into a bundle that was sealed without one")
    func takenOut() throws {
        let authority = try TimestampAuthority()
        let sample = try SampleBundle(authority: authority)
        let without = try Self.remade(sample) { $0.remove("seal.tsr") }
        let taken = try Self.verify(without, sample, trusting: authority)
        #expect(try Self.reason(taken.verdict(Self.timestamp), "failed").contains("taken out"))
        #expect(taken.verdict("every tag file matches its manifest") == .ok)

        let plain = try SampleBundle()
        let answer = try authority.answer(
            try TimeStampRequest(of: try SHA256Digest.of(try RemadeBundle(plain)["seal.dsse.json"])).der)
        let with = try Self.remade(plain) { bundle in
            let place = try #require(bundle.index("tagmanifest-sha256.txt"))
            bundle.members.insert(.init(path: "\(bundle.folder)/seal.tsr", data: answer), at: place)
        }
        let put = try Self.verify(with, plain, trusting: authority)
        #expect(try Self.reason(put.verdict(Self.timestamp), "failed").contains("put in"))
    }

    @Test("still holds when the authority's certificate has expired, if it had not when it stamped")
    func expiredAuthority() throws {
        // Root for 400 days and signer for one, both from 300 days ago: what was stamped then.
        let authority = try TimestampAuthority(days: 1, clock: "-300d")
        let sample = try SampleBundle(authority: authority)
        let bag = try sample.unpacked()
        let openssl =
            ["ts", "-verify", "-data", bag.appending(path: "seal.dsse.json").path]
            + ["-in", bag.appending(path: "seal.tsr").path, "-CAfile", authority.root]
        #expect(try Peer.run(try Peer.program("openssl"), openssl, in: sample.folder).status != 0)
        let then = String(Int(Date().timeIntervalSince1970) - 300 * 86_400 + 60)
        #expect(
            try Peer.run(try Peer.program("openssl"), openssl + ["-attime", then], in: sample.folder).status
                == 0)
        let verification = try Self.verify(sample.path, sample, trusting: authority)
        #expect(verification.verdict(Self.timestamp) == .ok)
        // The seal claims to be 300 days younger than what it was stamped as.
        #expect(try Self.reason(verification.verdict(Self.time), "not_checked").contains("ahead"))
    }

    @Test("from the future is named, and proves nothing")
    func future() throws {
        let authority = try TimestampAuthority(clock: "+2d")
        let sample = try SampleBundle(authority: authority)
        let verification = try Self.verify(sample.path, sample, trusting: authority)
        let reason = try Self.reason(verification.verdict(Self.timestamp), "not_checked")
        #expect(reason.contains("one of the two clocks is wrong"))
    }

    @Test("much later than the seal's own time is named")
    func late() throws {
        let authority = try TimestampAuthority()
        let owner = try Identity.generate(name: "Vera", role: .owner)
        let folder = try ScratchFolder()
        let writer = try BundleWriter(
            path: folder.path("late.tar"), replaceExisting: false, bundle: BundleWriter.newBundleID(),
            recipients: [owner.ageIdentity.recipient])
        try writer.addRecord(Array("{}".utf8))
        let sealed = try WallTime(rfc3339: "2026-01-01T00:00:00Z")
        try writer.finish(
            sealed: sealed,
            seal: { subjects in
                try Seal(
                    bundle: writer.bundle, sealed: sealed, signer: owner.card, subjects: subjects,
                    isTimestamped: true
                ).signed(by: owner)
            },
            timestamp: { digest in
                let question = try TimeStampRequest(of: digest)
                return try question.response(in: try authority.answer(question.der))
            })
        let verification = try KeylessVerification.of(
            folder.path("late.tar"), trust: Trust(), authorities: try authority.folder.read("root.pem"))
        #expect(verification.verdict(Self.timestamp) == .ok)
        #expect(
            try Self.reason(verification.verdict(Self.time), "not_checked").contains("is the owner's word"))
    }

    @Test(
        "that is refused leaves no bundle: of something else, by a certificate that may not stamp, none at all"
    )
    func refusedWhileSealing() throws {
        let authority = try TimestampAuthority()
        let other = try SHA256Digest.of(Array("something else".utf8))
        let stampers: [(SHA256Digest) throws -> TimeStampResponse] = [
            { _ in try TimeStampResponse(der: try authority.answer(try TimeStampRequest(of: other).der)) },
            { digest in
                try Self.forged(
                    try TimeStampResponse(der: try authority.answer(TimeStampRequest(of: digest).der)))
            },
            { _ in throw SealingError.timestamp("nobody answered") },
        ]
        for stamper in stampers {
            let owner = try Identity.generate(name: "Vera", role: .owner)
            let folder = try ScratchFolder()
            let writer = try BundleWriter(
                path: folder.path("bundle.tar"), replaceExisting: false, bundle: BundleWriter.newBundleID(),
                recipients: [owner.ageIdentity.recipient])
            try writer.addRecord(Array("{}".utf8))
            #expect(throws: SealingError.self) {
                try SampleBundle.finish(writer, as: owner, timestamp: stamper)
            }
            #expect(try folder.names() == [])
        }
    }

    /// The same statement of a time, signed by a certificate without the key usage for it.
    private static func forged(_ response: TimeStampResponse) throws -> TimeStampResponse {
        let plain = try TimestampAuthority(section: "plain")
        try plain.folder.write(response.token.der, as: "token.der")
        let read = ["cms", "-verify", "-noverify", "-in", "token.der", "-inform", "DER", "-out", "info.der"]
        let sign =
            ["cms", "-sign", "-in", "info.der", "-outform", "DER", "-binary", "-nodetach", "-cades"]
            + ["-signer", "tsa.pem", "-inkey", "tsa.key", "-econtent_type", "1.2.840.113549.1.9.16.1.4"]
            + ["-md", "sha256", "-out", "forged.der"]
        for step in [read + ["-binary"], sign] {
            let outcome = try Peer.run(try Peer.program("openssl"), step, in: plain.folder)
            try #require(outcome.status == 0, "\(outcome.errors)")
        }
        let body = [0x30, 0x03, 0x02, 0x01, 0x00] + (try plain.folder.read("forged.der"))
        return try TimeStampResponse(
            der: [0x30, 0x82, UInt8(body.count >> 8), UInt8(body.count & 0xFF)] + body)
    }
}
