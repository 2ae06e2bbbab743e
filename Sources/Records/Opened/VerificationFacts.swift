import Sealing
import Statements

/// What was verified, when, and what came of it, as fields (docs/spec/verification.md): what whoever opens signs, and what
/// verifying says to programs.
package struct VerificationFacts: Sendable, Hashable, Codable {
    /// When it was done, by the clock of the machine that did it; in UTC.
    package var time: WallTime
    /// The bundle's random id; nil where its seal could not be used.
    package var bundle: String?
    /// The payload digest of its seal; nil where that could not be used.
    package var seal: SHA256Digest?
    /// The file that was verified; nil where it was not read to its end as a bundle.
    package var archive: ArchiveFacts?
    /// Who sealed it; nil where the seal could not be used.
    package var signer: SealerFacts?
    /// What did it: the program, its version, the system it ran on, the libraries it used.
    package var tool: ToolFacts
    /// The codes of the checks, by what came of them.
    package var codes: CheckCodes

    /// The facts from their parts.
    package init(
        time: WallTime, bundle: String?, seal: SHA256Digest?, archive: ArchiveFacts?, signer: SealerFacts?,
        tool: ToolFacts, codes: CheckCodes
    ) {
        self.time = time.inOffset(seconds: 0)
        self.bundle = bundle
        self.seal = seal
        self.archive = archive
        self.signer = signer
        self.tool = tool
        self.codes = codes
    }
}

/// Who sealed a bundle, as far as that is known to whoever verified it.
package struct SealerFacts: Sendable, Hashable, Codable {
    /// The fingerprint they go by.
    package var fingerprint: SHA256Digest
    /// What their signature is worth to whoever verified: `trusted`, `certified`, `unknown`, `replaced`, `doubtful` or
    /// `revoked`.
    package var standing: String
    /// Their name; nil where whoever verified does not know them by their card.
    package var name: String?

    /// The facts of a signer.
    package init(_ fingerprint: Fingerprint, _ standing: SignerStanding?) {
        self.fingerprint = fingerprint.digest
        self.standing = standing?.word ?? "unknown"
        name = standing?.card?.name
    }
}

/// The codes of checks, by what came of them, each list in the order of the checks.
package struct CheckCodes: Sendable, Hashable, Codable {
    /// Those that were made and hold.
    package var held: [String]
    /// Those that were made and do not hold.
    package var failed: [String]
    /// Those that were not made.
    package var notMade: [String]

    private enum CodingKeys: String, CodingKey {
        case held, failed
        case notMade = "not_made"
    }

    /// The codes of a report.
    package init(_ report: VerificationReport) {
        func codes(_ word: String) -> [String] {
            report.checks.filter { $0.verdict.word == word }.map(\.id.rawValue)
        }
        (held, failed, notMade) = (codes("ok"), codes("failed"), codes("not_checked"))
    }
}
