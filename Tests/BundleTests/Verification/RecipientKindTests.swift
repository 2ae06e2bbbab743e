import Bundle
import Custody
import Foundation
import Sealing
import Testing

@Suite(
    "A bundle is encrypted to as many recipients as were named, of their kind, on the record and on every object"
)
struct RecipientKindTests {
    private static let name = "encrypted to the named recipients and the owner only"

    private static func reason(_ report: VerificationReport) -> String? {
        report.checks.first { $0.name == name }.flatMap {
            if case .failed(let reason) = $0.verdict { reason } else { nil }
        }
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

    @Test("a recipient too many is named, of either kind")
    func tooMany() throws {
        for postQuantum in [true, false] {
            let honest = try LyingOwnerTests.Honest(postQuantum: postQuantum)
            let press = try Identity.generate(
                name: "Press", role: .investigator, postQuantum: postQuantum)
            let keys = try ReaderKeys(of: [honest.reader.card, honest.owner.card, press.card]).keys
            let reason = Self.reason(try honest.verified(recipients: keys))
            #expect(reason == "data/record.age is encrypted to 3 recipients where 2 were named")
        }
    }

    @Test("a recipient too many on one object alone, or one too few, is named with the object")
    func objectAlone() throws {
        let honest = try LyingOwnerTests.Honest()
        let press = try Identity.generate(name: "Press", role: .investigator)
        for people in [[honest.reader, honest.owner, press], [honest.reader]] {
            let path = try honest.sealed()
            let bundle = try BundleArchive.read(path).bundle
            var remade = try RemadeBundle(path: path)
            remade["data/0001.age"] = try Age.encrypt(
                honest.objects[0], to: people.map(\.ageIdentity.recipient), armored: false)
            try remade.fixManifests()
            try remade.seal(as: honest.owner, bundle: bundle)
            try remade.fixTagManifest()
            let lie = honest.folder.path("lie-\(people.count).tar")
            try Data(remade.bytes).write(to: URL(fileURLWithPath: lie))
            let report = try Verification.of(lie, identity: honest.reader, trust: Trust()).report
            #expect(
                Self.reason(report)
                    == "data/0001.age is encrypted to \(people.count) recipients where 2 were named")
        }
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
