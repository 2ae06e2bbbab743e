import Custody
import Sealing

/// Whether a receipt is about the bundle its owner gave.
///
/// That it is signed, and that the custody entry in it is the same person's about the same file, is checked when it is
/// read (`Receipt.init(verifying:)`).
public struct ReceiptChecks: Sendable {
    /// The checks, always the same names in the same order.
    public let checks: [Check]

    /// The names of the checks, for scripts to look for.
    public enum Name {
        /// The receiver signed it.
        public static let signature = "receipt is signed by who received"
        /// The receiver said the same in the custody chain.
        public static let entry = "receipt goes with a custody entry"
        /// The receiver's log holds that entry.
        public static let log = "a log holds the custody entry"
        /// It is about this bundle.
        public static let archive = "receipt is for this bundle"
    }

    /// Checks a receipt.
    ///
    /// - Parameters:
    ///   - receipt: as it was read, its signature checked.
    ///   - bundle: the bundle that was given; nil when it is not at hand.
    /// - Throws: ``FileError``.
    public init(_ receipt: Receipt, bundle: String?) throws {
        checks = [
            Check(.custody, Name.signature, .ok),
            Check(
                .custody, Name.entry,
                receipt.entry == nil
                    ? .notChecked(reason: "the bundle was too damaged to begin a custody chain") : .ok),
            Check(.custody, Name.log, Self.log(receipt)),
            Check(.custody, Name.archive, try Self.archive(receipt, bundle)),
        ]
    }

    private static func log(_ receipt: Receipt) -> Verdict {
        .notChecked(
            reason: receipt.proof == nil
                ? "they gave no proof of a log; the receipt is their word alone"
                : "there is a proof, and this version cannot check it")
    }

    private static func archive(_ receipt: Receipt, _ bundle: String?) throws -> Verdict {
        guard let bundle else { return .notChecked(reason: "the bundle was not given (--bundle)") }
        let facts = try ArchiveFacts(ofFile: bundle)
        guard facts != receipt.archive else { return .ok }
        return .failed(
            reason: "they received a file of \(receipt.archive.size) bytes with SHA-256 "
                + "\(receipt.archive.sha256.hex), yours has \(facts.size) bytes and \(facts.sha256.hex)")
    }
}
