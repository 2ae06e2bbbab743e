import Originals
import Bundle
import Handover
import Records
import Statements
import Foundation
import Peers
import Sealing
import Testing

@Suite("A seal that somebody else puts over the owner's payload is said as that")
struct OthersSealTests {
    private static let consent = "consent is signed by who sealed"

    /// The honest bundle under another's seal: payload, id and time are as they were.
    private static func resealed(
        _ honest: LyingOwnerTests.Honest, by thief: Identity
    ) throws -> String {
        let path = try honest.sealed()
        let archive = try BundleArchive.read(path)
        var bundle = try RemadeBundle(path: path)
        try bundle.seal(as: thief, bundle: archive.bundle, sealed: honest.record.sealed)
        let changed = honest.folder.path("resealed-\(UUID().uuidString).tar")
        try Data(bundle.bytes).write(to: URL(fileURLWithPath: changed))
        return changed
    }

    @Test("with a key it is refused in plain words, whoever the thief is and whoever is trusted")
    func withKey() throws {
        let honest = try LyingOwnerTests.Honest()
        let thieves = [
            try Identity.generate(name: "Owner", role: .owner),
            try Identity.generate(name: "Ruth Adeyemi", role: .custodian),
            honest.reader,
        ]
        for thief in thieves {
            let path = try Self.resealed(honest, by: thief)
            for trust in [Trust(), Trust([thief.card]), Trust([thief.card, honest.owner.card])] {
                let report = try Verification.of(
                    path, identity: honest.reader, trust: trust, media: LibraryChecks()
                ).report
                let reason = report.failures.first { $0.name == Self.consent }?.verdict.reason ?? ""
                #expect(reason.contains("who is not the owner that consented: that is “Owner”"), "\(reason)")
                #expect(reason.contains(thief.card.fingerprint.grouped), "\(reason)")
                #expect(reason.contains(honest.owner.card.fingerprint.grouped), "\(reason)")
                #expect(report.summary.contains("NOT to be relied on"))
            }
            let outcome = try Opener.open(
                path, identity: honest.reader, trust: Trust([thief.card]),
                into: honest.folder.path("opened-\(thief.name)"),
                tool: ToolFacts(name: "test", version: "1", operatingSystem: "none", libraries: [:]))
            guard case .refused = outcome else {
                Issue.record("it was opened under the seal of \(thief.name)")
                continue
            }
        }
    }

    @Test("without one the sentence names who sealed, and says that it does not show the owner's consent")
    func keyless() throws {
        let honest = try LyingOwnerTests.Honest()
        let custodian = try Identity.generate(name: "Ruth Adeyemi", role: .custodian)
        let path = try Self.resealed(honest, by: custodian)
        let open = Conclusion.Code.insideNotLookedAt
        let known = try Verification.of(
            path, identity: nil, trust: Trust([custodian.card]), media: LibraryChecks()
        ).report
        #expect(known.failures.isEmpty)
        #expect(
            known.summary.contains(
                "by “Ruth Adeyemi” (custodian by their card), whose card whoever checked trusts"))
        #expect(known.conclusions.contains { $0.code == open })
        let unknown = try Verification.of(
            path, identity: nil, trust: Trust([honest.owner.card]), media: LibraryChecks()
        ).report
        #expect(
            unknown.summary.contains("an unknown signer") && unknown.conclusions.contains { $0.code == open })
        // The owner's own seal is said without a role, and with the same reserve.
        let own = try Verification.of(
            try honest.sealed(), identity: nil, trust: Trust([honest.owner.card]), media: LibraryChecks()
        ).report
        #expect(
            own.summary.contains("by “Owner”, whose card whoever checked trusts")
                && own.conclusions.contains { $0.code == open })
    }

    @Test("the owner's name on the thief's card makes no difference to whose seal it is")
    func namesake() throws {
        let honest = try LyingOwnerTests.Honest()
        let thief = try Identity.generate(name: honest.owner.card.name, role: .owner)
        let path = try Self.resealed(honest, by: thief)
        let found = try KeylessVerification.of(path, trust: Trust([honest.owner.card]))
        #expect(found.signer == nil)
        #expect(
            found.verdict("signer is known")
                == .notChecked(reason: "valid, signer unknown: \(thief.card.fingerprint.grouped)"))
    }
}
