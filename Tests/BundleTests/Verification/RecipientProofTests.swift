import Originals
import Bundle
import Records
import Statements
import Foundation
import Peers
import Sealing
import Testing

@Suite(
    "A bundle is encrypted to each of those who were named and to nobody else, and whoever opens it sees that"
)
struct RecipientProofTests {
    private static let name = "encrypted to the named recipients and the owner only"

    private static func reason(_ report: VerificationReport) -> String? {
        report.checks.first { $0.name == name }.flatMap {
            if case .failed(let reason) = $0.verdict { reason } else { nil }
        }
    }

    /// An honest bundle with files of the payload in place of its own, sealed anew by its owner, as somebody verifies it.
    private static func verified(
        _ honest: LyingOwnerTests.Honest, _ files: [String: [UInt8]], as verifier: Identity? = nil
    ) throws -> VerificationReport {
        let path = try honest.sealed()
        let bundle = try BundleArchive.read(path).bundle
        var remade = try RemadeBundle(path: path)
        for (name, bytes) in files { remade[name] = bytes }
        try remade.fixManifests()
        try remade.seal(as: honest.owner, bundle: bundle)
        try remade.fixTagManifest()
        let lie = honest.folder.path("lie-\(UUID().uuidString).tar")
        try Data(remade.bytes).write(to: URL(fileURLWithPath: lie))
        return try Verification.of(
            lie, identity: verifier ?? honest.reader, trust: Trust(), media: LibraryChecks()
        ).report
    }

    private static func keys(_ people: [Identity]) throws -> [[UInt8]] {
        try people.map { person in
            guard case .x25519(let identity) = person.ageIdentity else {
                return try #require(nil as [UInt8]?)
            }
            return identity.recipient.publicKey
        }
    }

    private static let nobody =
        "a stanza in it is made for none of the keys that were named: somebody else may open it"

    @Test(
        "one object for the press as well, or not for the owner, or in another order, is named with the object"
    )
    func objects() throws {
        let honest = try LyingOwnerTests.Honest()
        let press = try Identity.generate(name: "Press", role: .investigator)
        let (reader, owner) = (honest.reader, honest.owner)
        let cases: [([Identity], Identity, String)] = [
            ([reader, owner, press], reader, Self.nobody),
            (
                [reader, press], reader,
                Self.nobody + "; no stanza in it is made for “Owner”, who cannot open it"
            ),
            ([reader], reader, "no stanza in it is made for “Owner”, who cannot open it"),
            ([owner, reader], reader, "its stanzas stand in another order than the keys were named in"),
            ([reader, owner, reader], reader, "a stanza stands in it more than once"),
            ([reader], owner, "it does not open with the keys of “Owner”, which opened others of the bundle"),
        ]
        for (people, verifier, expected) in cases {
            let object = try Age.encrypt(
                honest.objects[0], to: people.map(\.ageIdentity.recipient), armored: false)
            let report = try Self.verified(honest, ["data/0001.age": object], as: verifier)
            #expect(Self.reason(report) == "data/0001.age: \(expected)", "\(people.map(\.name))")
        }
    }

    @Test("the facts of an object for the press as well, or under the file key of their object, are named")
    func facts() throws {
        let honest = try LyingOwnerTests.Honest()
        let press = try Identity.generate(name: "Press", role: .investigator)
        let facts = "data/0001.facts.age"
        func reason(_ change: (inout RemadeBundle) throws -> Void) throws -> String? {
            let path = try honest.sealed()
            let bundle = try BundleArchive.read(path).bundle
            var remade = try RemadeBundle(path: path)
            try change(&remade)
            try remade.fixManifests()
            try remade.seal(as: honest.owner, bundle: bundle)
            try remade.fixTagManifest()
            try Data(remade.bytes).write(to: URL(fileURLWithPath: path))
            return Self.reason(
                try Verification.of(path, identity: honest.reader, trust: Trust(), media: LibraryChecks())
                    .report)
        }
        let keys = try Self.keys([honest.reader, honest.owner])
        let key = [UInt8](repeating: 0x42, count: 16)
        func plaintext(_ remade: RemadeBundle) throws -> [UInt8] {
            try Age.decrypt(remade[facts], with: honest.reader.ageIdentities)
        }
        #expect(
            try reason { remade in
                remade[facts] = try Age.encrypt(
                    try plaintext(remade),
                    to: [honest.reader, honest.owner, press].map(\.ageIdentity.recipient), armored: false)
            } == "\(facts): \(Self.nobody)")
        let same = try reason { remade in
            remade["data/0001.age"] = try AgeWriter.encrypt(
                honest.objects[0], to: keys, .init(fileKey: key), in: honest.folder)
            remade[facts] = try AgeWriter.encrypt(
                try plaintext(remade), to: keys, .init(fileKey: key), in: honest.folder)
        }
        #expect(same?.contains("have the same file key") == true, "\(same ?? "ok")")
    }

    @Test("the press in the owner's place, everywhere, is named; so is a record for one more")
    func everywhere() throws {
        let honest = try LyingOwnerTests.Honest()
        let press = try Identity.generate(name: "Press", role: .investigator)
        func reason(_ people: [Identity]) throws -> String? {
            Self.reason(try honest.verified(recipients: people.map(\.ageIdentity.recipient)))
        }
        #expect(
            try reason([honest.reader, press])
                == "data/record.age: \(Self.nobody); no stanza in it is made for “Owner”, who cannot open it")
        #expect(try reason([honest.reader, honest.owner, press]) == "data/record.age: \(Self.nobody)")
        #expect(
            try reason([honest.owner, honest.reader])
                == "data/record.age: its stanzas stand in another order than the keys were named in")
    }

    @Test("a stanza of an unknown type, random shares and one file key for two files are each named")
    func otherWriters() throws {
        let honest = try LyingOwnerTests.Honest()
        let keys = try Self.keys([honest.reader, honest.owner])
        func object(_ lie: AgeWriter.Lie) throws -> [UInt8] {
            try AgeWriter.encrypt(honest.objects[0], to: keys, lie, in: honest.folder)
        }
        func reason(_ lie: AgeWriter.Lie) throws -> String? {
            Self.reason(try Self.verified(honest, ["data/0001.age": try object(lie)]))
        }
        #expect(try reason(.init()) == nil, "an honest stranger's writer")
        let grease = try reason(.init(stanza: "-> x-grease abc\n\n"))
        #expect(
            grease?.contains("“x-grease”") == true && grease?.contains("nobody can tell") == true,
            "\(grease ?? "ok")")
        let drawn = try reason(.init(drawsShares: true))
        #expect(drawn?.contains("2 stanzas in it are made for none") == true, "\(drawn ?? "ok")")

        let key = [UInt8](repeating: 0x42, count: 16)
        let path = try honest.sealed()
        let bundle = try BundleArchive.read(path).bundle
        var remade = try RemadeBundle(path: path)
        remade["data/0001.age"] = try object(.init(fileKey: key))
        remade["data/record.age"] = try AgeWriter.encrypt(
            try Age.decrypt(remade["data/record.age"], with: honest.reader.ageIdentities), to: keys,
            .init(fileKey: key), in: honest.folder)
        try remade.fixManifests()
        try remade.seal(as: honest.owner, bundle: bundle)
        try remade.fixTagManifest()
        let lie = honest.folder.path("one-key.tar")
        try Data(remade.bytes).write(to: URL(fileURLWithPath: lie))
        let report = try Verification.of(lie, identity: honest.reader, trust: Trust(), media: LibraryChecks())
            .report
        #expect(
            Self.reason(report)?.contains("have the same file key") == true, "\(Self.reason(report) ?? "ok")")
    }

    @Test("everybody has post-quantum keys: the bundle holds, has no other stanza, and both open it")
    func honest() throws {
        let honest = try LyingOwnerTests.Honest(postQuantum: true)
        for verifier in [honest.reader, honest.owner] {
            let report = try honest.verified(as: verifier)
            #expect(report.failures.isEmpty, "\(report.failures)")
        }
        let bundle = try Data(contentsOf: URL(fileURLWithPath: try honest.sealed()))
        #expect(bundle.range(of: Data("-> mlkem768x25519 ".utf8)) != nil)
        #expect(bundle.range(of: Data("-> X25519 ".utf8)) == nil)
    }

    @Test("ordinary stanzas do not stand for post-quantum ones, nor these for ordinary ones, though as many")
    func kinds() throws {
        for postQuantum in [true, false] {
            let honest = try LyingOwnerTests.Honest(postQuantum: postQuantum)
            let other: [AgeRecipient] =
                if postQuantum {
                    // The reader's own ordinary key, and a stranger's.
                    [honest.reader.ageIdentity.recipient, try AgeIdentity.generateX25519().recipient]
                } else {
                    [try AgeIdentity.generateHybrid().recipient, try AgeIdentity.generateHybrid().recipient]
                }
            guard postQuantum else {
                // Nobody named can open it, which is an end of its own.
                #expect(throws: SealingError.self) { try honest.verified(recipients: other) }
                continue
            }
            let reason = Self.reason(try honest.verified(recipients: other))
            #expect(reason?.contains("X25519") == true && reason?.contains("mlkem768x25519") == true)
        }
    }

    @Test("a post-quantum recipient too many, or swapped, is named as well")
    func hybrid() throws {
        let honest = try LyingOwnerTests.Honest(postQuantum: true)
        let press = try Identity.generate(name: "Press", role: .investigator, postQuantum: true)
        func reason(_ people: [Identity]) throws -> String? {
            Self.reason(try honest.verified(recipients: try ReaderKeys(of: people.map(\.card)).keys))
        }
        #expect(try reason([honest.reader, honest.owner, press]) == "data/record.age: \(Self.nobody)")
        #expect(
            try reason([honest.reader, press])
                == "data/record.age: \(Self.nobody); no stanza in it is made for “Owner”, who cannot open it")
    }

    @Test(
        "what making headers again costs is bounded by the size of the bundle, and no bundle is made beyond it"
    )
    func cost() throws {
        #expect(RecipientCost.flaw(keys: 6, members: 10_000, bytes: 1 << 20) == nil)
        #expect(RecipientCost.flaw(keys: 512, members: 10_000, bytes: 1 << 30) != nil)
        #expect(RecipientCost.flaw(keys: 512, members: 10_000, bytes: 1 << 40) == nil)
    }

    @Test("a consent by another card of the owner's key than the seal names is named")
    func anotherCard() throws {
        let honest = try LyingOwnerTests.Honest()
        let other = try Identity(
            name: "Somebody Else", role: .owner, created: honest.owner.created,
            signingKey: honest.owner.signingKey, ageIdentity: honest.owner.ageIdentity)
        let report = try honest.verified(signer: other)
        #expect(report.failures.map(\.name) == ["consent is signed by who sealed"])
    }
}
