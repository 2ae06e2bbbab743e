import Sealing
import Testing

@Suite("Ed25519")
struct Ed25519Tests {
    struct Vector: Sendable {
        let seed, key, message, signature: String
    }

    @Test(
        "keys and signatures are those of RFC 8032 §7.1",
        arguments: [
            Vector(
                seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                key: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", message: "",
                signature:
                    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b4"
                    + "6bd25bf5f0595bbe24655141438e7a100b"),
            Vector(
                seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                key: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", message: "72",
                signature:
                    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d"
                    + "8c387b2eaeb4302aeeb00d291612bb0c00"),
            Vector(
                seed: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                key: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", message: "af82",
                signature:
                    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6"
                    + "594a7c15e9716ed28dc027beceea1ec40a"),
        ])
    func vectors(vector: Vector) throws {
        let key = try SigningKey(seed: hex(vector.seed))
        #expect(try key.verifyingKey.rawRepresentation == hex(vector.key))
        #expect(try key.signature(for: hex(vector.message)) == hex(vector.signature))
        #expect(try key.verifyingKey.isValidSignature(hex(vector.signature), for: hex(vector.message)))
    }

    @Test("a signature holds for its message, its key and its exact bytes only")
    func tampering() throws {
        let key = try SigningKey.generate()
        let message = Array("from 21:00 to 21:05".utf8)
        let signature = try key.signature(for: message)
        #expect(key.verifyingKey.isValidSignature(signature, for: message))
        #expect(!key.verifyingKey.isValidSignature(signature, for: message + [0]))
        #expect(!(try SigningKey.generate()).verifyingKey.isValidSignature(signature, for: message))
        for index in signature.indices {
            var changed = signature
            changed[index] ^= 1
            #expect(!key.verifyingKey.isValidSignature(changed, for: message), "byte \(index)")
        }
        #expect(!key.verifyingKey.isValidSignature([], for: message))
        #expect(!key.verifyingKey.isValidSignature(signature + [0], for: message))
        #expect(!key.verifyingKey.isValidSignature(Array(signature.dropLast()), for: message))
    }

    @Test("a signature has one form: S + L is refused (RFC 8032 §5.1.7)")
    func malleability() throws {
        let order = try hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
        let key = try SigningKey.generate()
        var signature = try key.signature(for: [1])
        var carry: UInt16 = 0
        for index in 0..<32 {
            let sum = UInt16(signature[32 + index]) + UInt16(order[index]) + carry
            signature[32 + index] = UInt8(truncatingIfNeeded: sum)
            carry = sum >> 8
        }
        #expect(!key.verifyingKey.isValidSignature(signature, for: [1]))
    }

    @Test(
        "a key under which anything counts as signed is refused",
        arguments: [
            "0100000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000080",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000080",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        ])
    func smallOrder(key: String) {
        #expect(throws: SealingError.self) { try VerifyingKey(rawRepresentation: hex(key)) }
    }

    @Test("keys of another length are refused", arguments: [0, 31, 33, 64])
    func lengths(count: Int) {
        #expect(throws: SealingError.self) { try SigningKey(seed: patternedBytes(count)) }
        #expect(throws: SealingError.self) { try VerifyingKey(rawRepresentation: patternedBytes(count)) }
    }

    @Test("a signing key does not show its seed when it is described")
    func description() throws {
        let key = try SigningKey(
            seed: hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
        #expect("\(key)" == "SigningKey(public: 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=)")
        #expect(String(reflecting: key) == "\(key)")
    }
}
