import Statements

/// The names of all checks, as they are printed: those of a bundle in the order they are made, and those of a receipt.
///
/// What each covers stands in docs/spec/checks.md.
package enum CheckNames {
    /// What is checked of a bundle and its custody chain.
    package static let ofBundle =
        KeylessVerification.Name.all.map(\.1) + AuthorisedChecks.Name.all + FaithfulChecks.Name.bundle
        + [DerivativeChecks.Name.units, DerivativeChecks.Name.packing, PrecommitmentCheck.name]
        + SourceChecks.Name.all
        + [DerivativeChecks.Name.pictures, DerivativeChecks.Name.lossless, DerivativeChecks.Name.stills]
        + CustodyChecks.Name.all

    /// What is checked of a receipt.
    package static let ofReceipt = [
        ReceiptChecks.Name.signature, ReceiptChecks.Name.time, ReceiptChecks.Name.entry,
        ReceiptChecks.Name.log, ReceiptChecks.Name.archive, ReceiptChecks.Name.timestamp,
        ReceiptChecks.Name.conditions,
    ]

    private static let known = Set(ofBundle)

    /// Names somebody gives of checks that do not hold, at most eight one by one: what is no check of ours is said to be
    /// their words.
    package static func inWords(_ named: [String]) -> String {
        let told = named.filter(known.contains) + named.filter { !known.contains($0) }
        return told.prefix(8).map { name in
            known.contains(name) ? name.quoted : "in their words, and no check we know: \(name.quoted)"
        }.joined(separator: "; ") + (told.count > 8 ? "; and \(told.count - 8) more" : "")
    }
}
