import Sealing
import Testing

@Suite("age keys")
struct AgeKeyTests {
    @Test(
        "the specification's example keys belong together",
        arguments: [
            (
                "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX",
                "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
            ),
            (
                "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR",
                "age1pq1x34nzsvr0rxjsgdn8zgyhfe8j"
            ),
        ])
    func specification(identity: String, recipient: String) throws {
        let key = try AgeIdentity(string: identity)
        #expect(key.string == identity)
        let written = try #require(key.recipient.string)
        #expect(written.hasPrefix(recipient))
        #expect(try AgeRecipient(string: written) == key.recipient)
        #expect(try AgeRecipient(string: written.uppercased()) == key.recipient)
    }

    @Test("X25519 is that of RFC 7748 §5.2, a thousand times over itself")
    func iterated() throws {
        var scalar = [9] + [UInt8](repeating: 0, count: 31)
        var coordinate = scalar
        for round in 1...1000 {
            let result = try #require(try Curve25519.sharedSecret(secret: scalar, share: coordinate))
            (scalar, coordinate) = (result, scalar)
            if round == 1 {
                #expect(try scalar == hex("422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079"))
            }
        }
        #expect(try scalar == hex("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51"))
    }

    @Test("new keys differ and survive being written down")
    func generated() throws {
        for key in [try AgeIdentity.generateX25519(), try AgeIdentity.generateHybrid()] {
            let text = try #require(key.string)
            #expect(try AgeIdentity(string: text).recipient == key.recipient)
            #expect(try AgeIdentity(string: text.lowercased()).recipient == key.recipient)
        }
        #expect(try AgeIdentity.generateX25519().string != AgeIdentity.generateX25519().string)
    }

    @Test(
        "a damaged or foreign key is refused, and the text is not repeated in the error",
        arguments: [
            "", "age1", "1", "hello", "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwk",
            "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj ",
            "Age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj",
            "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujw",
            "age1ébc", "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX",
            "age1pq1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj",
            // All zero: a point under which everybody could open the file.
            "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z",
            // Its last four bits are padding and not zero: a second spelling of a key.
            "age1ppppppppppppppppppppppppppppppppppppppppppppppppppppt06vn9",
        ])
    func refusedRecipients(text: String) {
        let error = #expect(throws: SealingError.self) { try AgeRecipient(string: text) }
        #expect(text.count < 20 || error?.description.contains(text) == false)
    }

    @Test(
        "a damaged or foreign identity is refused",
        arguments: [
            "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEQ",
            "AGE-SECRET-KEY-PQ-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX",
            "AGE-PLUGIN-YUBIKEY-1GFPYYSJZGFP",
            "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj",
        ])
    func refusedIdentities(text: String) {
        let error = #expect(throws: SealingError.self) { try AgeIdentity(string: text) }
        #expect(error?.description.contains(text) == false)
    }

    @Test(
        "a hybrid recipient with a number beyond ML-KEM's modulus is refused when it is read, wherever the number stands"
    )
    func modulus() throws {
        let sound = try HybridIdentity.generate().recipient.publicKey
        #expect(try HybridRecipient(publicKey: sound).publicKey == sound)
        // 3328 is the largest number that is allowed; two of 12 bits lie in three bytes.
        for place in [0, 3, 600, 1149] {
            for (bytes, isSound) in [
                ([0x00, 0x0D, 0xD0], true), ([0x01, 0x0D, 0x00], false), ([0x00, 0x10, 0xD0], false),
                ([0xFF, 0xFF, 0xFF], false),
            ] as [([UInt8], Bool)] {
                var key = sound
                key.replaceSubrange(place..<place + 3, with: bytes)
                #expect(((try? HybridRecipient(publicKey: key)) != nil) == isSound, "\(place) \(bytes)")
                // The library's own word, when something is to be encrypted.
                guard let recipient = try? HybridRecipient(publicKey: key) else { continue }
                #expect((try? Age.encrypt([1], to: [.hybrid(recipient)], armored: false)) != nil)
            }
        }
    }

    @Test("a described identity or passphrase shows no secret")
    func descriptions() throws {
        for key in [
            try AgeIdentity.generateX25519(), try .generateHybrid(), .scrypt(passphrase: "winter rain"),
        ] {
            for text in [
                "\(key)", String(reflecting: key), "\(key.recipient)", String(reflecting: key.recipient),
            ] {
                #expect(!text.contains("SECRET-KEY"))
                #expect(!text.contains("winter"))
            }
        }
        #expect(throws: SealingError.self) {
            try StrictJSON.encode([AgeRecipient.scrypt(passphrase: "winter rain")])
        }
    }

    @Test("a recipient travels in JSON as its text")
    func codable() throws {
        let recipient = try AgeIdentity.generateX25519().recipient
        let json = try StrictJSON.encode([recipient])
        #expect(json == Array("[\"\(try #require(recipient.string))\"]".utf8))
        #expect(try StrictJSON.decode([AgeRecipient].self, from: json, maximumBytes: 1000) == [recipient])
    }
}
