import Records
import Statements
import Sealing

/// A bundle's way from its owner to a custodian and on to an investigator, as five entries:
/// received, verified, transferred (signed by both), opened, copied.
struct SampleChain {
    let story: Story
    let custodian: Identity
    let seal: Seal
    let digest: SHA256Digest
    let archive: ArchiveFacts
    let checks: CheckSummary
    let whole: CustodyChain

    init() throws {
        story = try Story()
        custodian = try Story.person("custodian", "Lee Park", .custodian, "Elm Springs Police")
        seal = try story.seal
        digest = try story.seal.signed(by: story.owner).payloadDigest
        archive = ArchiveFacts(sha256: try SHA256Digest.of(Array("the archive".utf8)), size: 142_336)
        checks = CheckSummary(
            VerificationReport(
                checks: [
                    Check(.archiveWellFormed, .ok), Check(.sealSignature, .ok),
                    Check(.objectFilesAsRecorded, .notChecked(reason: "no key")),
                ]))
        whole = try CustodyChain(of: seal, digest: digest)
            .adding(
                .received(
                    .init(
                        from: story.owner.card.fingerprint, how: "by hand, on a USB stick", archive: archive,
                        checks: checks)), by: custodian, at: time("2026-07-06T07:10:00Z")
            )
            .adding(.verified(checks), by: custodian, at: time("2026-07-06T07:12:00Z"))
            .adding(
                .transferred(.init(to: story.investigator.card, archive: archive)), by: custodian,
                at: time("2026-07-06T08:00:00Z")
            )
            .accepting(by: story.investigator, archive: archive)
            .adding(
                .opened(.init(objects: 2, checks: checks)), by: story.investigator,
                at: time("2026-07-06T08:30:00Z")
            )
            .adding(
                .copied(.init(to: "the evidence store, second disk", copy: archive)), by: story.investigator,
                at: time("2026-07-06T09:00:00Z"))
    }

    /// What the custodian, who has no key, signs for the owner.
    var receipt: Receipt {
        get throws {
            Receipt(
                bundle: seal.bundle, seal: digest, archive: archive, checks: checks,
                time: try time("2026-07-06T07:15:00Z"), receiver: custodian.card,
                conditions: .notSeen(
                    reason: "they are inside the encryption, and who received the bundle has no key"),
                entry: whole.links[0].envelope, proof: nil)
        }
    }

    /// The lines of the whole chain, without their line feeds.
    var lines: [[UInt8]] { whole.links.map(\.json) }

    /// The chain that these lines are.
    func chain(_ lines: [[UInt8]]) -> CustodyChain {
        CustodyChain(jsonLines: lines.flatMap { $0 + [0x0A] }, of: seal, digest: digest)
    }

    /// An entry by whoever wants to, without asking whether it is their turn.
    func entry(
        _ action: CustodyAction, by identity: Identity, sequence: UInt64, previous: SHA256Digest,
        at moment: String = "2026-07-06T10:00:00Z"
    ) throws -> [UInt8] {
        try CustodyEntry(
            bundle: seal.bundle, seal: digest, sequence: sequence, previous: previous, time: time(moment),
            actor: identity.card, action: action
        ).signed(by: identity).json()
    }

    /// The digest of the entry of that number, as a person writes it down.
    func head(atEntry number: Int) -> SHA256Digest { whole.links[number - 1].digest }

    /// The payload digest of the entry of that number, by which the next refers to it.
    func digest(ofEntry number: Int) -> SHA256Digest { whole.links[number - 1].envelope.payloadDigest }
}
