import Foundation
import Peers
import Sealing
import Testing

@Suite("DSSE envelopes")
struct DSSETests {
    private let type = "application/vnd.proffer.request.v1+json"

    private func envelope(_ payload: String = "{\"purpose\":\"a theft\"}") throws -> (
        DSSEEnvelope, SigningKey
    ) {
        let key = try SigningKey.generate()
        return (
            try DSSEEnvelope.signing(
                payload: Array(payload.utf8), payloadType: type, key: key, keyID: "key-1"), key
        )
    }

    @Test("what is signed is the protocol's pre-authentication encoding")
    func encoding() {
        let encoded = DSSEEnvelope.preAuthenticationEncoding(
            payloadType: "http://example.com/HelloWorld", payload: Array("hello world".utf8))
        #expect(
            String(decoding: encoded, as: UTF8.self)
                == "DSSEv1 29 http://example.com/HelloWorld 11 hello world")
        #expect(
            DSSEEnvelope.preAuthenticationEncoding(payloadType: "é", payload: [0]) == Array(
                "DSSEv1 2 é 1 ".utf8) + [0])
    }

    @Test("an envelope read back is the one written, byte for byte")
    func roundTrip() throws {
        let (envelope, key) = try envelope()
        let json = try envelope.json()
        let read = try DSSEEnvelope(json: json)
        #expect(read == envelope)
        #expect(try read.json() == json)
        #expect(read.isSigned(by: key.verifyingKey, keyID: "key-1"))
        #expect(read.payloadDigest == (try SHA256Digest.of(envelope.payload)))
        #expect(String(decoding: json, as: UTF8.self).hasPrefix("{\"payload\":\""))
    }

    @Test("a signature holds for its payload, its type, its key and its key id only")
    func binding() throws {
        let (envelope, key) = try envelope()
        #expect(!envelope.isSigned(by: key.verifyingKey, keyID: "key-2"))
        #expect(!envelope.isSigned(by: (try SigningKey.generate()).verifyingKey, keyID: "key-1"))
        let otherType = try DSSEEnvelope(
            payload: envelope.payload, payloadType: "application/vnd.proffer.consent.v1+json",
            signatures: envelope.signatures)
        #expect(!otherType.isSigned(by: key.verifyingKey, keyID: "key-1"))
        let otherPayload = try DSSEEnvelope(
            payload: envelope.payload + [0x20], payloadType: envelope.payloadType,
            signatures: envelope.signatures)
        #expect(!otherPayload.isSigned(by: key.verifyingKey, keyID: "key-1"))
    }

    @Test("one valid signature of several is found")
    func severalSignatures() throws {
        let (envelope, key) = try envelope()
        let several = try DSSEEnvelope(
            payload: envelope.payload, payloadType: type,
            signatures: [.init(keyID: "key-1", signature: []), .init(keyID: "other", signature: [1])]
                + envelope.signatures)
        #expect(several.isSigned(by: key.verifyingKey, keyID: "key-1"))
        #expect(!several.isSigned(by: key.verifyingKey, keyID: "other"))
    }

    @Test(
        "an envelope without what is needed to check it is refused",
        arguments: [
            #"{"payload":"aGk=","payloadType":"t","signatures":[]}"#,
            #"{"payload":"aGk=","payloadType":"t"}"#,
            #"{"payload":"aGk=","payloadType":"","signatures":[{"keyid":"k","sig":"aGk="}]}"#,
            #"{"payload":"aGk=","payloadType":"t","signatures":[{"keyid":"","sig":"aGk="}]}"#,
            #"{"payload":"aGk=","payloadType":"t","signatures":[{"sig":"aGk="}]}"#,
            #"{"payload":"aGk=","payloadType":"t","signatures":[{"keyid":"k"}]}"#,
            #"{"payload":"aGk","payloadType":"t","signatures":[{"keyid":"k","sig":"aGk="}]}"#,
            #"{"payload":"aGl=","payloadType":"t","signatures":[{"keyid":"k","sig":"aGk="}]}"#,
            #"{"payload":"a-+=","payloadType":"t","signatures":[{"keyid":"k","sig":"aGk="}]}"#,
            #"{"payload":"aGk=","payload":"aGk=","payloadType":"t","signatures":[{"keyid":"k","sig":"aGk="}]}"#,
            #"{"payload":"aGk=","payloadType":"t","signatures":[{"keyid":"k","keyid":"j","sig":"aGk="}]}"#,
            "[]", "",
        ])
    func refused(json: String) {
        #expect(throws: SealingError.self) { try DSSEEnvelope(json: Array(json.utf8)) }
    }

    @Test("the URL-safe alphabet and unknown fields are read")
    func lenient() throws {
        let envelope = try DSSEEnvelope(
            json: Array(
                #"{"x":{},"payload":"-_8=","payloadType":"t","signatures":[{"keyid":"k","sig":"+/8=","cert":1}]}"#
                    .utf8))
        #expect(envelope.payload == [0xFB, 0xFF])
        #expect(envelope.signatures == [.init(keyID: "k", signature: [0xFB, 0xFF])])
    }

    @Test("signing without a key id is refused")
    func keyID() throws {
        let key = try SigningKey.generate()
        #expect(throws: SealingError.self) {
            try DSSEEnvelope.signing(payload: [], payloadType: type, key: key, keyID: "")
        }
    }

    @Test("Python's securesystemslib and cryptography accept our envelope, and refuse a changed one")
    func accepted() throws {
        let folder = try ScratchFolder()
        let (envelope, key) = try envelope("{\"purpose\":\"vol à l'étalage\"}")
        let outcome = try Peer.python(
            Self.verifier, [key.verifyingKey.base64, "key-1"], input: try envelope.json(), in: folder)
        #expect(outcome.text == "securesystemslib True False\ncryptography True False\n")
    }

    @Test("we accept what securesystemslib signs")
    func theirs() throws {
        let folder = try ScratchFolder()
        let outcome = try Peer.python(Self.signer, in: folder)
        let lines = outcome.text.split(separator: "\n").map(String.init)
        let key = try VerifyingKey(rawRepresentation: hex(lines[0]))
        let envelope = try DSSEEnvelope(json: Array(lines[2].utf8))
        #expect(envelope.isSigned(by: key, keyID: lines[1]))
        #expect(String(decoding: envelope.payload, as: UTF8.self) == "hello world")
    }

    private static let verifier = """
        import base64, copy, json, sys
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        from securesystemslib.dsse import Envelope
        from securesystemslib.signer import SSlibKey
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(sys.argv[1]))
        envelope = json.load(sys.stdin)
        changed = copy.deepcopy(envelope)
        changed["payload"] = base64.b64encode(base64.b64decode(envelope["payload"]) + b" ").decode()
        def by_library(e):
            try:
                key = SSlibKey.from_crypto(public, keyid=sys.argv[2])
                return sys.argv[2] in Envelope.from_dict(copy.deepcopy(e)).verify([key], 1)
            except Exception:
                return False
        def by_hand(e):
            kind, body = e["payloadType"].encode(), base64.b64decode(e["payload"])
            pae = b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(body), body)
            try:
                public.verify(base64.b64decode(e["signatures"][0]["sig"]), pae)
                return True
            except InvalidSignature:
                return False
        print("securesystemslib", by_library(envelope), by_library(changed))
        print("cryptography", by_hand(envelope), by_hand(changed))
        """

    private static let signer = """
        import json
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
        from securesystemslib.dsse import Envelope
        from securesystemslib.signer import CryptoSigner
        signer = CryptoSigner.generate_ed25519()
        envelope = Envelope(b"hello world", "http://example.com/HelloWorld", {})
        envelope.sign(signer)
        print(signer.public_key.keyval["public"])
        print(signer.public_key.keyid)
        print(json.dumps(envelope.to_dict()))
        """

    @Test("an envelope carries sixteen signatures at most, as each costs a look at the whole payload")
    func manySignatures() throws {
        let key = try SigningKey.generate()
        let one = try DSSEEnvelope.signing(payload: [1], payloadType: "a/b", key: key, keyID: "k").signatures[
            0]
        func envelope(_ count: Int) throws -> DSSEEnvelope {
            try DSSEEnvelope(
                payload: [1], payloadType: "a/b",
                signatures: [DSSEEnvelope.Signature](repeating: one, count: count))
        }
        #expect(try envelope(16).isSigned(by: key.verifyingKey, keyID: "k"))
        #expect(throws: SealingError.self) { try envelope(17) }
    }
}
