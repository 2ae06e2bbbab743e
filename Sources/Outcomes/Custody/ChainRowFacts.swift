import Records
import Sealing
import Statements

/// What one of many custody chains says, as programs read it: a line of JSON, a row of a table.
package struct ChainRowFacts: Encodable, Sendable {
    /// The bundle, or the chain where that is shown alone.
    package var file: String
    /// What the chain comes to; absent where it could not be read.
    package var result: VerificationResult?
    /// Where the bundle stands; absent where the chain could not be read.
    package var state: HoldingFacts.State?
    package var bundle: String?
    /// Whether the bundle was looked at; where not, nobody knows that the chain is its own.
    package var isWithBundle: Bool?
    /// How many entries there are.
    package var entries: Int?
    /// Who holds it.
    package var holder: String?
    package var holderFingerprint: String?
    /// To whom it is offered.
    package var offeredTo: String?
    /// When the last entry was signed, by its own word.
    package var last: WallTime?
    /// The digest of the last entry.
    package var head: String?
    package var flaws: [String]
    package var clockDoubts: [String]
    /// Why it is not to be gone by, though it is as it was written; absent where that was not found.
    package var doubt: String?
    /// What kind of an end that is.
    package var doubtKind: DeskError.Kind?
    /// Why it was not read.
    package var reason: String?
    package var kind: DeskError.Kind?
    /// What helps, for a front to put into words.
    package var remedy: Remedy?

    private enum CodingKeys: String, CodingKey {
        case file, result, state, bundle, entries, holder, last, head, flaws, doubt, reason, kind
        case isWithBundle = "with_bundle"
        case holderFingerprint = "holder_fingerprint"
        case offeredTo = "offered_to"
        case clockDoubts = "clock_doubts"
    }

    package init(file: String) {
        self.file = file
        (flaws, clockDoubts) = ([], [])
    }

    /// How bad that is among many.
    package var worst: BundleTotals.Worst {
        flaws.isEmpty ? BundleTotals.Worst(kind ?? doubtKind) : .doesNotHold
    }
}
