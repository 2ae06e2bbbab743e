import Statements
import Sealing
import Testing

@Suite("The keys that a file for several people is encrypted to")
struct ReaderKeysTests {
    /// Somebody with keys of these kinds.
    private static func person(_ name: String, _ kinds: Set<AgeRecipient.Kind>) throws -> Identity {
        let hybrid = try HybridIdentity.generate()
        let ordinary = kinds.contains(.ordinary)
        return try Identity(
            name: name, role: .investigator, created: try time("2026-06-01T10:00:00+02:00"),
            signingKey: try SigningKey.generate(),
            ageIdentity: ordinary ? .generateX25519() : .hybrid(hybrid),
            hybridIdentity: ordinary && kinds.contains(.postQuantum) ? hybrid : nil)
    }

    @Test(
        "are the post-quantum keys of all where everybody has one, and the ordinary keys of all where somebody has none"
    )
    func kinds() throws {
        let both = try Self.person("Both", [.ordinary, .postQuantum])
        let alsoBoth = try Self.person("Also both", [.ordinary, .postQuantum])
        let modern = try Self.person("Modern", [.postQuantum])
        let ordinary = try Self.person("Ordinary", [.ordinary])
        for (people, kind, without) in [
            ([both, alsoBoth], AgeRecipient.Kind.postQuantum, []), ([both, modern], .postQuantum, []),
            ([modern], .postQuantum, []), ([both, ordinary], .ordinary, ["Ordinary"]),
            ([ordinary], .ordinary, []),
        ] as [([Identity], AgeRecipient.Kind, [String])] {
            let keys = try ReaderKeys(of: people.map(\.card))
            #expect(keys.kind == kind && keys.keys.count == people.count)
            #expect(keys.keys.allSatisfy { $0.kind == kind })
            #expect(keys.withoutPostQuantum.map(\.name) == without)
            // Whoever was named opens the file, and age itself takes them together.
            let file = try Age.encrypt([1, 2, 3], to: keys.keys, armored: false)
            for person in people { #expect(try Age.decrypt(file, with: person.ageIdentities) == [1, 2, 3]) }
        }
    }

    @Test("are none where one card has post-quantum keys only and another none: both are named")
    func noCommonKind() throws {
        let modern = try Self.person("Ivo Quant", [.postQuantum])
        let both = try Self.person("Both", [.ordinary, .postQuantum])
        let ordinary = try Self.person("Tom Okafor", [.ordinary])
        for people in [[modern, ordinary], [both, ordinary, modern]] {
            let error = try #require(throws: NoCommonKind.self) { try ReaderKeys(of: people.map(\.card)) }
            #expect(error.description.contains("Ivo Quant") && error.description.contains("Tom Okafor"))
        }
    }

    @Test("name each key once, however often it stands on the cards")
    func once() throws {
        let ordinary = try Self.person("Tom Okafor", [.ordinary])
        #expect(try ReaderKeys(of: [ordinary.card, ordinary.card]).keys.count == 1)
    }

    @Test("a consent to a request whose readers have no kind in common is refused before anything is sealed")
    func authorization() throws {
        var story = try Story()
        let modern = try Self.person("Ivo Quant", [.postQuantum])
        story.request.recipients = [story.investigator.card, modern.card]
        let (request, consent) = try story.envelopes()
        let refusal = failure(of: ConsentRefusal.self) {
            try Authorization(
                request: request, consent: consent, owner: story.owner.card, at: story.sealing)
        }
        guard case .readersHaveNoCommonKind(let reason) = refusal else {
            Issue.record("not refused, or for another reason: \(String(describing: refusal))")
            return
        }
        #expect(reason.ordinaryOnly.map(\.name) == ["Tom Okafor", "Dana Whitfield"])
    }

    @Test("an identity with both keys comes out of its file as it was, and hands both on when it is replaced")
    func identityFile() throws {
        let both = try Identity.generate(
            name: "Dana", role: .owner, created: try time("2026-06-01T10:00:00+02:00"), postQuantum: true)
        let read = try Identity(file: try both.file(passphrase: nil), passphrase: nil)
        #expect(read.card == both.card && read.ageIdentities.count == 2)
        #expect(read.hybridIdentity?.string == both.hybridIdentity?.string)
        let next = try both.rotated(created: try time("2026-07-01T10:00:00+02:00"))
        #expect(next.card.has(.postQuantum) && next.card.has(.ordinary))
        #expect(next.hybridIdentity?.string != both.hybridIdentity?.string)
        let ordinary = try Identity.generate(
            name: "Dana", role: .owner, created: try time("2026-06-01T10:00:00+02:00"))
        #expect(!ordinary.card.has(.postQuantum))
        #expect(
            try ordinary.rotated(created: try time("2026-07-01T10:00:00+02:00"), postQuantum: true).card.has(
                .postQuantum))
    }
}
