import Outcomes

extension BundleRowFacts {
    /// The heads of the same table for spreadsheets.
    package static let spreadsheetColumns = [
        "file", "result", "done", "bundle", "sha256", "size", "sealed", "signer", "signer_name", "standing",
        "duplicate_of", "received", "custody", "receipt", "ledger_place", "failed", "findings", "reason",
        "summary", "standing_reason",
    ]

    /// The row of the table for spreadsheets.
    package var spreadsheetCells: [String] {
        let first: [String?] = [
            file, result.rawValue, done.rawValue, bundle, archive?.sha256.hex, archive.map { "\($0.size)" },
            sealed?.rfc3339, signer, signerName, standing?.rawValue,
        ]
        let last: [String?] = [
            duplicateOf, received?.rfc3339, custody, receipt, ledgerPlace.map { "\($0)" },
            failed.joined(separator: " "), findings.map(\.code).joined(separator: " "), reason, summary,
            standingReason,
        ]
        return (first + last).map { $0 ?? "" }
    }
}

extension HoldingFacts {
    /// The heads of the same table for spreadsheets.
    package static let spreadsheetColumns = [
        "file", "state", "bundle", "size", "received", "from", "from_name", "holder", "holder_fingerprint",
        "offered_to",
        "condition", "condition_seen", "disposed", "case", "shelf", "due", "custody", "findings", "signer",
        "signer_name", "holder_standing", "signer_standing",
    ]

    /// The row of the table for spreadsheets.
    package var spreadsheetCells: [String] {
        let first: [String?] = [
            file, state.rawValue, bundle, size.map { "\($0)" }, received?.rfc3339, from, fromName, holder,
            holderFingerprint,
        ]
        let last: [String?] = [
            offeredTo, condition, conditionSeen?.rfc3339, disposed?.rfc3339, caseNumber, shelf, due, custody,
            findings.map(\.code).joined(separator: " "), signer, signerName, holderStanding?.rawValue,
            signerStanding?.rawValue,
        ]
        return (first + last).map { $0 ?? "" }
    }
}
