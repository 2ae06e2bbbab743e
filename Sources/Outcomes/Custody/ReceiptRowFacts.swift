import Records
import Sealing
import Statements

/// What one of many receipts says, as programs read it: a line of JSON, a row of a table.
package struct ReceiptRowFacts: Encodable, Sendable {
    package var file: String
    /// What the checks of the receipt came to: `ok`, `ok_signer_unknown` or `failed`; absent where it could not be read.
    package var result: VerificationResult?
    package var bundle: String?
    package var archive: ArchiveFacts?
    /// When it was signed, by its own word.
    package var time: WallTime?
    /// Who received the bundle, by the card in the receipt.
    package var receiver: String?
    package var receiverFingerprint: String?
    /// What their signature is worth.
    package var standing: String?
    /// Whether the bundle held when they received it, by their word: `ok` or `failed`.
    package var condition: String?
    /// The codes of the checks of the receipt that do not hold.
    package var failed: [String]
    /// What the receipt holds that nobody reads; absent where it holds nothing of that kind.
    package var note: String?
    /// The journal in which it is noted now; absent where it is in none.
    package var journal: String?
    /// Why it is not to be gone by, though it holds; absent where that was not found.
    package var doubt: String?
    /// What kind of an end that is.
    package var doubtKind: DeskError.Kind?
    /// Why it was not read.
    package var reason: String?
    package var kind: DeskError.Kind?
    /// What helps, for a front to put into words.
    package var remedy: Remedy?

    private enum CodingKeys: String, CodingKey {
        case file, result, bundle, archive, time, receiver, standing, condition, failed, note, journal, doubt,
            reason, kind
        case receiverFingerprint = "receiver_fingerprint"
    }

    package init(file: String) {
        self.file = file
        failed = []
    }

    /// How bad that is among many.
    package var worst: BundleTotals.Worst {
        failed.isEmpty ? BundleTotals.Worst(kind ?? doubtKind) : .doesNotHold
    }
}
