import Records
import Statements
import Foundation
import Sealing
import Testing

@Suite("Receipts")
struct ReceiptTests {
    private let sample: SampleChain
    init() throws { sample = try SampleChain() }

    private func receipt(
        conditions: Receipt.Conditions = .notSeen(reason: "no key"), entry: Int? = 1, proof: String? = nil,
        bundle: String? = "3f9a6c1e-7d42-4b8f-a0c5-51e2d96b7f38", seal: SHA256Digest? = nil
    ) throws -> Receipt {
        Receipt(
            bundle: bundle, seal: bundle == nil ? seal : sample.digest, archive: sample.archive,
            checks: sample.checks,
            time: try time("2026-07-06T07:15:00Z"), receiver: sample.custodian.card, conditions: conditions,
            entry: entry.map { sample.whole.links[$0 - 1].envelope }, proof: proof)
    }

    private func record() throws -> Record {
        let (request, consent) = try sample.story.envelopes()
        return Record(
            bundle: sample.seal.bundle, request: request, consent: consent, sealed: sample.story.sealing,
            recordings: [], objects: [],
            tool: ToolFacts(name: "proffer", version: "0", operatingSystem: "", libraries: [:]), log: [])
    }

    @Test("a receipt read back is the one signed")
    func roundTrip() throws {
        for receipt in try [
            receipt(), receipt(proof: "c2sp.org/tlog-proof@v1\n"), receipt(entry: nil, bundle: nil),
        ] {
            let envelope = try receipt.signed(by: sample.custodian)
            #expect(try Receipt(verifying: try DSSEEnvelope(json: try envelope.json())) == receipt)
        }
    }

    @Test("a receipt that was changed is refused")
    func tampered() throws {
        let envelope = try receipt().signed(by: sample.custodian)
        let changed = String(decoding: envelope.payload, as: UTF8.self)
            .replacingOccurrences(of: "07:15:00Z", with: "07:16:00Z")
        let forged = try DSSEEnvelope(
            payload: Array(changed.utf8), payloadType: envelope.payloadType, signatures: envelope.signatures)
        #expect(
            failure { try Receipt(verifying: forged) }
                == StatementError.statementNotValid(
                    kind: "receipt", reason: "it was changed after it was signed, or not signed by “Lee Park”"
                ))
    }

    @Test("a receipt goes with a received entry of its own signer about the same file, and with no other")
    func entries() throws {
        for other in [2, 4] {
            #expect(throws: StatementError.self) { try receipt(entry: other).signed(by: sample.custodian) }
        }
        #expect(throws: StatementError.self) {
            try receipt(entry: nil, proof: "a proof of nothing").signed(by: sample.custodian)
        }
        #expect(throws: StatementError.self) {
            try receipt(entry: nil, bundle: nil, seal: sample.digest).signed(by: sample.custodian)
        }
    }

    @Test(
        "what a receipt holds that nobody reads is told: in it, in the entry in it, and beside its signature")
    func surplus() throws {
        let envelope = try receipt().signed(by: sample.custodian)
        #expect(try Receipt(verifying: envelope).surplus(in: envelope) == nil)
        let text = String(decoding: envelope.payload, as: UTF8.self)
        let filmed = text.replacingOccurrences(of: "\"checks\":{", with: "\"checks\":{\"_film\":1,")
        let other = try DSSEEnvelope.signing(
            payload: Array(filmed.utf8), payloadType: envelope.payloadType, key: sample.custodian.signingKey,
            keyID: sample.custodian.card.fingerprint.hex)
        #expect(try Receipt(verifying: other).surplus(in: other)?.contains("nobody reads") == true)
        let twice = try envelope.countersigned(
            by: sample.story.stranger.signingKey, keyID: sample.story.stranger.card.fingerprint.hex)
        #expect(try Receipt(verifying: twice).surplus(in: twice)?.contains("other signatures") == true)
    }

    @Test("nobody signs a receipt in another's name")
    func otherSigner() throws {
        #expect(throws: StatementError.self) { try receipt().signed(by: sample.story.stranger) }
    }

    @Test("another in-toto statement is not a receipt, and a receipt is no custody entry")
    func otherStatements() throws {
        let seal = try sample.seal.signed(by: sample.story.owner)
        let entry = sample.whole.links[0].envelope
        for envelope in [seal, entry] {
            #expect(throws: StatementError.self) { try Receipt(verifying: envelope) }
        }
        let receipt = try receipt().signed(by: sample.custodian)
        #expect(throws: StatementError.self) { try CustodyEntry(verifying: receipt) }
        #expect(throws: StatementError.self) { try Seal(verifying: receipt) }
    }

    @Test(
        "the owner, and only the owner, opens which conditions were read; on the way nothing of them can be read"
    )
    func conditions() throws {
        let encrypted = try ReceivedConditions(record()).encrypted(to: sample.story.owner.card)
        let receipt = try receipt(conditions: .seen(encrypted: encrypted))
        let envelope = try receipt.signed(by: sample.custodian)
        let text = String(decoding: envelope.payload, as: UTF8.self)
        for secret in ["26-0417", "face recognition", "Dana", "the prosecutor"] {
            #expect(!text.contains(secret), "\(secret) is readable")
        }
        let read = try ReceivedConditions(opening: encrypted, of: receipt, with: sample.story.owner)
        #expect(read.conditions == sample.story.consent.conditions)
        #expect(read.caseNumber == "26-0417" && read.retention == "until the case is closed")
        #expect(throws: SealingError.self) {
            try ReceivedConditions(opening: encrypted, of: receipt, with: sample.custodian)
        }
    }

    @Test("conditions of another bundle put into a receipt are refused")
    func movedConditions() throws {
        var record = try record()
        record.bundle = "00000000000000000000000000000000"
        let encrypted = try ReceivedConditions(record).encrypted(to: sample.story.owner.card)
        let receipt = try receipt(conditions: .seen(encrypted: encrypted))
        #expect(throws: StatementError.self) {
            try ReceivedConditions(opening: encrypted, of: receipt, with: sample.story.owner)
        }
    }

    @Test("few and many conditions make encrypted parts of one size")
    func padding() throws {
        var record = try record()
        let one = try ReceivedConditions(record).encrypted(to: sample.story.owner.card)
        var consent = sample.story.consent
        consent.conditions = ["No publication"]
        record.consent = try consent.signed(by: sample.story.owner)
        let other = try ReceivedConditions(record).encrypted(to: sample.story.owner.card)
        #expect(one.utf8.count == other.utf8.count)
    }
}
