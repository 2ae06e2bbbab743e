import Custody
import Foundation
import Sealing
import Testing

@Suite("Seals")
struct SealTests {
    private let story: Story
    init() throws { story = try Story() }

    private func subject(_ name: String) throws -> Seal.Subject {
        Seal.Subject(name: name, sha256: try SHA256Digest.of(Array(name.utf8)))
    }

    /// The seal's payload, changed and signed again by its owner, so that only its content is at fault.
    private func changed(
        type: String = Seal.payloadType, _ part: String, _ replacement: String
    ) throws -> DSSEEnvelope {
        let text = String(decoding: try story.seal.signed(by: story.owner).payload, as: UTF8.self)
        #expect(text.contains(part))
        return try DSSEEnvelope.signing(
            payload: Array(text.replacingOccurrences(of: part, with: replacement).utf8), payloadType: type,
            key: story.owner.signingKey, keyID: story.owner.card.fingerprint.hex)
    }

    @Test("a seal read back is the one signed")
    func roundTrip() throws {
        let envelope = try story.seal.signed(by: story.owner)
        let read = try Seal(verifying: try DSSEEnvelope(json: try envelope.json()))
        #expect(read == (try story.seal))
        #expect(
            Seal.signerFingerprint(of: envelope, key: read.signerPublicKey) == story.owner.card.fingerprint)
        #expect(
            Seal.signerFingerprint(of: envelope, key: story.stranger.signingKey.verifyingKey) == nil)
    }

    @Test("a seal is an in-toto Statement v1 over ciphertext hashes")
    func shape() throws {
        let envelope = try story.seal.signed(by: story.owner)
        #expect(envelope.payloadType == "application/vnd.in-toto+json")
        let statement = try #require(
            try JSONSerialization.jsonObject(with: Data(envelope.payload)) as? [String: Any])
        #expect(Set(statement.keys) == ["_type", "subject", "predicateType", "predicate"])
        #expect(statement["_type"] as? String == "https://in-toto.io/Statement/v1")
        #expect(statement["predicateType"] as? String == "urn:proffer:predicate:seal:v1")
        let subjects = try #require(statement["subject"] as? [[String: Any]])
        #expect(
            subjects.map { $0["name"] as? String } == ["data/0001.age", "data/0002.age", "data/record.age"])
        #expect(
            subjects.allSatisfy {
                ($0["digest"] as? [String: String])?.keys.elementsEqual(["sha256"]) == true
            })
    }

    @Test("a seal says nothing but what checking needs, and its time does not tell the region")
    func reticent() throws {
        let envelope = try story.seal.signed(by: story.owner)
        let statement = try #require(
            try JSONSerialization.jsonObject(with: Data(envelope.payload)) as? [String: Any])
        let predicate = try #require(statement["predicate"] as? [String: String])
        #expect(Set(predicate.keys) == ["bundle", "sealed", "signer_public_key"])
        #expect(predicate["sealed"] == "2026-07-05T16:30:00Z")
        #expect(!String(decoding: envelope.payload, as: UTF8.self).contains("Dana"))
    }

    @Test(
        "a subject is the record or a numbered object under data/, nothing else",
        arguments: [
            "", "data/", "data/1.age", "data/001.age", "data/0001", "data/0001.AGE", "data/0001.age ",
            "data/0001.age/../x", "data/../0001.age", "/data/0001.age", "data//0001.age", "data/٠٠٠١.age",
            "data/-001.age", "data/0001234567.age", "data/Record.age", "bagit.txt", "manifest-sha256.txt",
        ])
    func names(name: String) throws {
        #expect(!Seal.isObjectName(name))
        #expect(throws: CustodyError.self) {
            try Seal(
                bundle: "b", sealed: story.sealing, signerPublicKey: story.owner.signingKey.verifyingKey,
                subjects: [try subject(name), try subject(Seal.recordName)])
        }
        let envelope = try changed("data/0001.age", name)
        #expect(throws: CustodyError.self) { try Seal(verifying: envelope) }
    }

    @Test("a seal covers the record, and each file once")
    func coverage() throws {
        func seal(_ names: String...) throws -> Seal {
            try Seal(
                bundle: "b", sealed: story.sealing, signerPublicKey: story.owner.signingKey.verifyingKey,
                subjects: try names.map { try subject($0) })
        }
        #expect(try seal("data/record.age").subjects.count == 1)
        #expect(try seal("data/12345.age", "data/record.age").subjects.count == 2)
        #expect(
            failure { try seal("data/0001.age") }
                == CustodyError.notSignable(kind: "seal", reason: "it does not cover data/record.age"))
        #expect(throws: CustodyError.self) { try seal() }
        #expect(throws: CustodyError.self) { try seal("data/record.age", "data/record.age") }
    }

    @Test(
        "a bundle's id is of lower-case letters, digits and hyphens, at most 64",
        arguments: ["", "A", "a b", "a/b", "..", "ä", "a\n", String(repeating: "a", count: 65)])
    func bundleIDs(id: String) throws {
        #expect(throws: CustodyError.self) {
            try Seal(
                bundle: id, sealed: story.sealing, signerPublicKey: story.owner.signingKey.verifyingKey,
                subjects: [try subject(Seal.recordName)])
        }
    }

    @Test("nobody can sign a seal that names another's key")
    func otherSigner() throws {
        #expect(
            failure { try story.seal.signed(by: story.stranger) }
                == CustodyError.notSignable(kind: "seal", reason: "it names another signer's key"))
    }

    @Test("a seal that was changed, or that names a key other than the one that signed, is refused")
    func tampered() throws {
        let signed = try story.seal.signed(by: story.owner)
        let flipped = try DSSEEnvelope(
            payload: signed.payload + [0x20], payloadType: signed.payloadType, signatures: signed.signatures)
        let renamed = try changed(
            story.owner.signingKey.verifyingKey.base64, story.stranger.signingKey.verifyingKey.base64)
        for envelope in [flipped, renamed] {
            #expect(
                failure { try Seal(verifying: envelope) }
                    == CustodyError.statementNotValid(
                        kind: "seal",
                        reason: "it was changed after it was signed, or not signed with the key it names"))
        }
    }

    @Test(
        "another statement about the same files is not a seal",
        arguments: [
            (Seal.predicateType, "https://slsa.dev/provenance/v1"),
            (Seal.predicateType, "urn:proffer:predicate:seal:v2"),
            (Seal.statementType, "https://in-toto.io/Statement/v0.1"),
            ("\"sha256\"", "\"sha512\""),
            ("\"bundle\":", "\"_\":"),
            ("\"sealed\":\"2026-07-05T16:30:00Z\"", "\"sealed\":\"today\""),
            ("\"subject\":[", "\"subject\":[],\"subject\":["),
        ])
    func otherStatements(part: String, replacement: String) throws {
        let envelope = try changed(part, replacement)
        #expect(throws: CustodyError.self) { try Seal(verifying: envelope) }
    }

    @Test("a seal in another kind of envelope is refused")
    func otherType() throws {
        let envelope = try changed(type: "application/json", "data/0001.age", "data/0001.age")
        #expect(
            failure { try Seal(verifying: envelope) }
                == CustodyError.statementNotValid(
                    kind: "seal", reason: "it is of another type, “application/json”"))
    }

    @Test("a digest or a field of a later version beside ours is ignored")
    func laterVersions() throws {
        let envelope = try changed("\"sha256\":", "\"sha512\":\"00\",\"sha256\":")
        #expect(try Seal(verifying: envelope) == story.seal)
        #expect(
            try Seal(verifying: try changed("\"bundle\":", "\"later\":{},\"bundle\":")) == story.seal)
    }
}
