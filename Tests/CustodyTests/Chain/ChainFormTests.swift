import Records
import Statements
import Foundation
import Sealing
import Testing

@Suite("A custody chain has one form, and its head tells a signature that was taken off")
struct ChainFormTests {
    private let sample: SampleChain
    init() throws { sample = try SampleChain() }

    struct Change: Sendable, CustomStringConvertible {
        let description: String
        let change: @Sendable (String) -> String

        init(_ description: String, _ change: @escaping @Sendable (String) -> String) {
            self.description = description
            self.change = change
        }
    }

    /// What can be put into a line without touching what was signed.
    static let unsigned = [
        Change("another field in front") { "{\"note\":\"anything\"," + $0.dropFirst() },
        Change("another field behind") {
            $0.dropLast() + ",\"x\":\"" + String(repeating: "y", count: 100_000) + "\"}"
        },
        Change("another field in a signature") {
            $0.replacing("{\"keyid\"", with: "{\"film\":\"…\",\"keyid\"")
        },
        Change("a space") { $0.replacing("\",\"payloadType\"", with: "\", \"payloadType\"") },
        Change("spaces at the end") { $0 + "   " },
        Change("fields in another order") { line in
            let payload =
                line.firstRange(of: ",\"payloadType\"").map { line[line.startIndex..<$0.lowerBound] } ?? ""
            return "{" + line.dropFirst(payload.count + 1).dropLast() + "," + payload.dropFirst() + "}"
        },
        Change("an escaped character") { $0.replacing("vnd.in-toto", with: "vnd.in\\u002dtoto") },
        Change("base64 of the URL's alphabet") { line in
            line.replacing("+", with: "-").replacing("/", with: "_")
                .replacing("application_vnd.in-toto-json", with: "application/vnd.in-toto+json")
        },
    ]

    @Test("whatever stands in a line and was not signed is named with the line", arguments: unsigned)
    func oneForm(_ sample: Change) throws {
        var found = 0
        for index in self.sample.lines.indices {
            var lines = self.sample.lines
            let changed = Array(sample.change(String(decoding: lines[index], as: UTF8.self)).utf8)
            guard changed != lines[index] else { continue }
            lines[index] = changed
            let chain = self.sample.chain(lines)
            #expect(
                chain.flaws == [.notInForm(line: index + 1)], "\(sample), line \(index + 1): \(chain.flaws)")
            #expect(chain.links.count == 5, "what was signed is still shown")
            found += 1
        }
        #expect(found > 0, "nothing was changed")
    }

    @Test("a signature more, one in front, or a certificate beside one makes a line no entry")
    func signatures() throws {
        let line = try DSSEEnvelope(json: sample.lines[1])
        let own = try #require(line.signatures.first)
        let other = DSSEEnvelope.Signature(
            keyID: sample.story.stranger.card.fingerprint.hex, signature: own.signature)
        let certified = DSSEEnvelope.Signature(
            keyID: own.keyID, signature: own.signature, certificates: [[0x30]])
        for signatures in [[own, other], [other, own], [own, own], [certified]] {
            var lines = sample.lines
            lines[1] = try DSSEEnvelope(
                payload: line.payload, payloadType: line.payloadType, signatures: signatures
            ).json()
            let flaws = sample.chain(lines).flaws
            guard flaws.count == 1, case .notAnEntry(line: 2, let reason) = flaws[0] else {
                Issue.record("\(flaws)")
                continue
            }
            #expect(reason.contains("signatures") || reason.contains("certificates"), "\(reason)")
        }
        // Nor may an entry be smuggled into a receipt like that.
        let entry = try DSSEEnvelope(json: sample.lines[0])
        let smuggled = try entry.adding(other)
        #expect(throws: StatementError.self) { try CustodyEntry(verifying: smuggled) }
    }

    @Test("an acceptance that was taken off is found by who wrote down the digest, and by nothing else")
    func strippedAcceptance() throws {
        let accepted = Array(sample.lines.prefix(3))
        let envelope = try DSSEEnvelope(json: accepted[2])
        let offer = try DSSEEnvelope(
            payload: envelope.payload, payloadType: envelope.payloadType,
            signatures: Array(envelope.signatures.prefix(1)))
        var stripped = accepted
        stripped[2] = try offer.json()
        let head = try #require(sample.chain(accepted).head)
        let offerHead = try SHA256Digest.of(stripped[2])
        #expect(sample.chain(accepted).contains(head))
        #expect(sample.chain(stripped).flaws == [], "the chain itself shows nothing")
        #expect(!sample.chain(stripped).contains(head), "who knows the acceptance finds it gone")
        // The giver wrote down the offer: it is still there once it was accepted.
        #expect(sample.chain(stripped).contains(offerHead) && sample.chain(accepted).contains(offerHead))
        // The digest of the payload is no digest of an entry: it would be the same with and without the signature.
        #expect(!sample.chain(accepted).contains(envelope.payloadDigest))
    }

    @Test(
        "every entry names the bundle's timestamp, and a receipt that names another than its entry is refused"
    )
    func timestamps() throws {
        let (one, two) = (try SHA256Digest.of([1]), try SHA256Digest.of([2]))
        let chain = try CustodyChain(of: sample.seal, digest: sample.digest, timestamp: one).adding(
            .received(.init(from: nil, how: "by hand", archive: sample.archive, checks: sample.checks)),
            by: sample.custodian, at: time("2026-07-06T07:10:00Z"))
        #expect(chain.links.map(\.entry.timestamp) == [one])
        let read = CustodyChain(
            jsonLines: chain.jsonLines, of: sample.seal, digest: sample.digest, timestamp: two)
        #expect(read.flaws == [] && read.links.map(\.entry.timestamp) == [one])
        func receipt(_ timestamp: SHA256Digest?) throws -> DSSEEnvelope {
            try Receipt(
                bundle: sample.seal.bundle, seal: sample.digest, timestamp: timestamp,
                archive: sample.archive,
                checks: sample.checks, time: time("2026-07-06T07:15:00Z"), receiver: sample.custodian.card,
                conditions: .notSeen(reason: "no key"), entry: chain.links[0].envelope, proof: nil
            ).signed(by: sample.custodian)
        }
        #expect(try Receipt(verifying: try receipt(one)).timestamp == one)
        for other in [two, nil] { #expect(throws: StatementError.self) { try receipt(other) } }
    }
}
