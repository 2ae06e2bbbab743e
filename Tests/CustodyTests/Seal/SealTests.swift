import Records
import Statements
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
            read.signer == story.owner.card.fingerprint)
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
            subjects.map { $0["name"] as? String } == [
                "bagit.txt", "README.txt", "data/0001.age", "data/0002.age", "data/0001.facts.age",
                "data/0002.facts.age", "data/record.age", "bag-info.txt", "manifest-sha256.txt",
            ])
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
        let predicate = try #require(statement["predicate"] as? [String: Any])
        #expect(
            Set(predicate.keys) == ["bundle", "sealed", "signer_card", "signer_public_key", "timestamped"])
        #expect(predicate["sealed"] as? String == "2026-07-05T16:30:00Z")
        #expect(!String(decoding: envelope.payload, as: UTF8.self).contains("Dana"))
    }

    @Test(
        "an object is a number of four digits under data/, its facts beside it, nothing else",
        arguments: [
            "", "data/", "data/1.age", "data/001.age", "data/0001", "data/0001.AGE", "data/0001.age ",
            "data/0001.age/../x", "data/../0001.age", "/data/0001.age", "data//0001.age", "data/٠٠٠١.age",
            "data/-001.age", "data/00001.age", "data/0000.age", "data/Record.age", "data/0001.facts.age.age",
            "data/0001.fact.age", "data/facts.0001.age", "seal.dsse.json",
        ])
    func names(name: String) throws {
        #expect(Seal.objectNumber(name) == nil && Seal.factsNumber(name) == nil)
        let digest = try SHA256Digest.of([])
        #expect(throws: StatementError.self) {
            try Seal(
                bundle: "b", sealed: story.sealing, signer: story.owner.card,
                subjects: Seal.subjectNames(ofObjects: 1).map {
                    .init(name: $0 == "data/0001.age" ? name : $0, sha256: digest)
                })
        }
        let envelope = try changed("data/0001.age", name)
        #expect(throws: StatementError.self) { try Seal(verifying: envelope) }
    }

    @Test("a number of four digits names an object and its facts, and is read back")
    func numbers() {
        for number in [1, 42, 9_999] {
            #expect(Seal.objectNumber(Seal.objectName(number)) == number)
            #expect(Seal.factsNumber(Seal.factsName(number)) == number)
            #expect(Seal.factsNumber(Seal.objectName(number)) == nil)
            #expect(Seal.objectNumber(Seal.factsName(number)) == nil)
        }
    }

    @Test("a seal covers every file that stands before it, in order, and as many objects as facts")
    func coverage() throws {
        func seal(_ names: [String]) throws -> Seal {
            try Seal(
                bundle: "b", sealed: story.sealing, signer: story.owner.card,
                subjects: try names.map { try subject($0) })
        }
        for objects in [0, 1, 2, 300] {
            let whole = Seal.subjectNames(ofObjects: objects)
            #expect(whole.count == 2 * objects + 5)
            #expect(try seal(whole).numberOfObjects == objects)
        }
        let whole = Seal.subjectNames(ofObjects: 2)
        for index in whole.indices {
            var lies = [whole, whole, whole]
            lies[0].remove(at: index)
            lies[1].insert(whole[index], at: index)
            lies[2].swapAt(index, (index + 1) % whole.count)
            for lie in lies { #expect(throws: StatementError.self, "\(lie)") { try seal(lie) } }
        }
        #expect(throws: StatementError.self) { try seal([]) }
        #expect(throws: StatementError.self) { try seal(whole + ["seal.tsr"]) }
    }

    @Test("a seal over as many objects as a bundle can have fits into its file")
    func largest() throws {
        let seal = try Seal(
            bundle: String(repeating: "a", count: 64), sealed: .latest, signer: story.owner.card,
            subjects: try Seal.subjectNames(ofObjects: Seal.maximumObjects).map { try subject($0) },
            isTimestamped: true)
        let file = try Seal.file(of: try seal.signed(by: story.owner))
        #expect(file.count < Seal.maximumFileBytes)
        #expect(try Seal.read(file: file).seal == seal)
    }

    @Test(
        "a bundle's id is of lower-case letters, digits and hyphens, at most 64",
        arguments: ["", "A", "a b", "a/b", "..", "ä", "a\n", String(repeating: "a", count: 65)])
    func bundleIDs(id: String) throws {
        #expect(throws: StatementError.self) {
            try Seal(
                bundle: id, sealed: story.sealing, signer: story.owner.card,
                subjects: try Seal.subjectNames(ofObjects: 0).map { try subject($0) })
        }
    }

    @Test("nobody can sign a seal that names another's key, or another card of the same key")
    func otherSigner() throws {
        let other = try Identity(
            name: "Somebody Else", role: .owner, created: story.owner.created,
            signingKey: story.owner.signingKey, ageIdentity: story.owner.ageIdentity)
        for identity in [story.stranger, other] {
            #expect(
                failure { try story.seal.signed(by: identity) }
                    == StatementError.notSignable(kind: "seal", reason: "it names another signer"))
        }
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
                    == StatementError.statementNotValid(
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
        #expect(throws: StatementError.self) { try Seal(verifying: envelope) }
    }

    @Test("a seal in another kind of envelope is refused")
    func otherType() throws {
        let envelope = try changed(type: "application/json", "data/0001.age", "data/0001.age")
        #expect(
            failure { try Seal(verifying: envelope) }
                == StatementError.statementNotValid(
                    kind: "seal", reason: "it is of another type, “application/json”"))
    }

    @Test(
        "a seal signed in any other spelling than its one form is refused",
        arguments: [
            ("\"sha256\":", "\"sha512\":\"00\",\"sha256\":"), ("\"bundle\":", "\"a\":{},\"bundle\":"),
            ("\"_type\":", "\"_type\" :"), ("\"timestamped\":false", "\"timestamped\":false,\"z\":null"),
            ("16:30:00Z", "18:30:00+02:00"), ("16:30:00Z", "16:30:00.0Z"), ("16:30:00Z", "16:30:00-00:00"),
            ("16:30:00Z", "16:30:00z"), ("urn:", "\\u0075rn:"), ("https://", "https:\\/\\/"),
            (",\"timestamped\":false", ""),
            ("\"predicateType\":\"\(Seal.predicateType)\",", ""),
        ])
    func otherSpellings(part: String, replacement: String) throws {
        let envelope = try changed(part, replacement)
        #expect(throws: StatementError.self) { try Seal(verifying: envelope) }
    }

    /// A change of the file that leaves payload and signature good.
    static let otherFiles: [(String, @Sendable (String) -> String)] = [
        (
            "a field that nobody reads",
            { $0.replacing("{\"payload\":", with: "{\"note\":\"x\",\"payload\":") }
        ),
        ("a field in a signature", { $0.replacing("{\"keyid\":", with: "{\"a\":1,\"keyid\":") }),
        ("certificates", { $0.replacing("==\"}]", with: "==\",\"x5c\":[\"AAAA\"]}]") }),
        ("no certificates, and a field for them", { $0.replacing("==\"}]", with: "==\",\"x5c\":[]}]") }),
        ("white space", { $0.replacing("\":\"", with: "\": \"") }), ("a line feed more", { $0 + "\n" }),
        ("no line feed", { String($0.dropLast()) }), ("a space before its end", { $0.dropLast() + " \n" }),
        ("a carriage return", { $0.dropLast() + "\r\n" }), ("a byte order mark", { "\u{FEFF}" + $0 }),
        (
            "another order",
            { text in
                let parts = text.dropFirst().dropLast(2).split(separator: ",\"payloadType\"", maxSplits: 1)
                return "{\"payloadType\"\(parts[1]),\(parts[0])}\n"
            }
        ),
        ("an escape", { $0.replacing("application/vnd", with: "application\\/vnd") }),
        (
            "another keyid",
            { text in
                text.replacing(
                    #/"keyid":"[0-9a-f]+"/#, with: "\"keyid\":\"\(String(repeating: "0", count: 64))\"")
            }
        ),
        (
            "the keyid in capitals",
            { text in
                text.replacing(#/"keyid":"([0-9a-f]+)"/#) { "\"keyid\":\"\($0.output.1.uppercased())\"" }
            }
        ),
        (
            "the signature twice",
            { text in
                text.replacing(#/\[(\{.*\})\]/#) { "[\($0.output.1),\($0.output.1)]" }
            }
        ),
        (
            "a second signature by somebody else",
            { text in
                text.replacing(
                    "==\"}]",
                    with: "==\"},{\"keyid\":\"00\",\"sig\":\"\(String(repeating: "A", count: 86))==\"}]")
            }
        ),
    ]

    @Test("the file of a seal has one form: payload and signature being good is not enough")
    func oneForm() throws {
        let file = try Seal.file(of: try story.seal.signed(by: story.owner))
        #expect(try Seal.read(file: file).seal == story.seal)
        let text = String(decoding: file, as: UTF8.self)
        for (what, change) in Self.otherFiles {
            let changed = change(text)
            #expect(changed != text, "\(what)")
            #expect(throws: StatementError.self, "\(what)") { try Seal.read(file: Array(changed.utf8)) }
        }
        // Where payload or signature has a character that the two alphabets write differently.
        let urlSafe = text.replacing("+", with: "-").replacing("==", with: "==")
        if urlSafe != text {
            #expect(throws: StatementError.self) { try Seal.read(file: Array(urlSafe.utf8)) }
        }
    }

    @Test("no byte of the file can be another, whichever bit of it changes")
    func everyByte() throws {
        let file = try Seal.file(of: try story.seal.signed(by: story.owner))
        for index in file.indices {
            var changed = file
            changed[index] ^= 1 << UInt8(index % 8)
            #expect(throws: StatementError.self, "byte \(index)") { try Seal.read(file: changed) }
        }
    }
}
