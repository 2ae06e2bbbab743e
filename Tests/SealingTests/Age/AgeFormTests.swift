import Sealing
import Testing

@Suite("The form of a small armored file shows, without its key, that there is no room in it for more")
struct AgeFormTests {
    /// Two keys of a kind, and a file of 32 bytes for both.
    private struct Sample {
        let keys: [AgeRecipient]
        let text: String

        init(isHybrid: Bool) throws {
            keys = try (0..<2).map { _ in
                try (isHybrid ? AgeIdentity.generateHybrid() : AgeIdentity.generateX25519()).recipient
            }
            text = try Self.text(32, for: keys)
        }

        static func text(_ count: Int, for keys: [AgeRecipient]) throws -> String {
            String(decoding: try Age.encrypt(patternedBytes(count), to: keys, armored: true), as: UTF8.self)
        }

        func flaw(_ text: String? = nil, for others: [AgeRecipient]? = nil) -> String? {
            Age.formFlaw(ofArmored: text ?? self.text, for: others ?? keys, plaintextBytes: 32)
        }
    }

    @Test("what was encrypted has it", arguments: [false, true])
    func holds(isHybrid: Bool) throws {
        let sample = try Sample(isHybrid: isHybrid)
        #expect(sample.flaw() == nil)
        #expect(sample.flaw(try Sample.text(32, for: [sample.keys[0]]), for: [sample.keys[0]]) == nil)
    }

    @Test(
        "more or less inside, other stanzas, another armor and any other text have not",
        arguments: [false, true])
    func fails(isHybrid: Bool) throws {
        let sample = try Sample(isHybrid: isHybrid)
        let other = try Sample(isHybrid: !isHybrid)
        let flaws = [
            sample.flaw(try Sample.text(31, for: sample.keys)),
            sample.flaw(try Sample.text(33, for: sample.keys)),
            sample.flaw(try Sample.text(100_000, for: sample.keys)), sample.flaw(for: [sample.keys[0]]),
            sample.flaw(for: sample.keys + [sample.keys[0]]), sample.flaw(for: other.keys),
            sample.flaw(other.text), sample.flaw(sample.text + "\n"), sample.flaw(" " + sample.text),
            sample.flaw(sample.text.replacing("\n", with: "\r\n")),
            sample.flaw(String(sample.text.dropLast())),
            sample.flaw(""), sample.flaw("checked by the court"),
        ]
        for (place, flaw) in flaws.enumerated() { #expect(flaw != nil, "\(place)") }
    }

    @Test("no passphrase has it: another length of salt and work would be another form")
    func passphrase() throws {
        let keys = [AgeRecipient.scrypt(passphrase: "correct horse", workFactor: 1)]
        #expect(Age.formFlaw(ofArmored: try Sample.text(32, for: keys), for: keys, plaintextBytes: 32) != nil)
    }
}
