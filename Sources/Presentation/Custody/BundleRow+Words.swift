import Outcomes

extension BundleRowFacts: TableRow {
    /// The heads of a table of bundles.
    package static let columns = ["Result", "Done", "Sealed by", "File"]

    /// The row of a table.
    package var cells: [String] {
        [
            resultInWords, done.inWords,
            signerName.map { $0.quoted + (withdrawal.map { ", key \($0.uppercased())" } ?? "") }
                ?? signer.map { "unknown, \($0.prefix(16))…" } ?? "", file,
        ]
    }

    private var resultInWords: String {
        guard result == .signerUnknown, let withdrawal else { return result.inWords }
        return "ok, key \(withdrawal)"
    }

    /// What became of the key it is sealed with; nil where nothing is known of that.
    private var withdrawal: String? {
        switch standing {
        case .replaced?: "replaced"
        case .doubtful?, .revoked?: "revoked"
        case .trusted?, .certified?, .unknown?, nil: nil
        }
    }

    /// What is to be said of this bundle that the table does not: why it does not hold, was not taken in, or is a copy.
    package var remarks: [String] {
        var lines: [String] = []
        if result == .failed, let summary { lines.append(summary) }
        if standing?.isWithdrawn == true, let standingReason {
            lines.append("who sealed it is not relied on: \(standingReason)")
        }
        if let duplicateOf, !findings.contains(where: \.namesCopy) {
            lines.append("it is a copy of \(duplicateOf)")
        }
        if let reason { lines.append(reason) }
        return lines + findings.map(\.inWords)
    }
}

extension BundleFinding {
    /// Whether it says where another file of the same bundle lies.
    fileprivate var namesCopy: Bool {
        switch self {
        case .sameBundle, .otherBytes, .otherTimestamp(_?), .sameSeal: true
        default: false
        }
    }
}

extension BundleRowFacts.Result {
    fileprivate var inWords: String {
        switch self {
        case .ok: "ok"
        case .signerUnknown: "ok, signer unknown"
        case .failed: "FAILED"
        case .notABundle: "no bundle"
        case .notChecked: "not checked"
        }
    }
}

extension BundleRowFacts.Done {
    fileprivate var inWords: String {
        switch self {
        case .received: "received"
        case .already: "received before"
        case .duplicate: "a copy"
        case .checked: "checked"
        case .refused: "NOT done"
        }
    }
}

extension BundleTotals {
    /// What all of them came to, in a sentence for each thing there is to say.
    package var inWords: [String] {
        func which(_ count: Int) -> String {
            count == 0 ? "" : " (\(count) of which \(count == 1 ? "does" : "do") NOT hold)"
        }
        let taken = "received\(which(receivedFailed))"
        let takenBefore = "received before\(which(alreadyFailed))"
        let isAside = received + already > 0
        let counts: [(Int, one: String, many: String)] = [
            (received, taken, taken), (already, takenBefore, takenBefore),
            (duplicates, "copy of another", "copies of others"), (refused, "NOT done", "NOT done"),
            (
                failed - receivedFailed - alreadyFailed,
                isAside ? "of the rest does NOT hold" : "does NOT hold",
                isAside ? "of the rest do NOT hold" : "do NOT hold"
            ), (notBundles, "is no bundle", "are no bundles"),
            (
                unknownSigners, "sealed by somebody whose card is not among those you trust",
                "sealed by people whose cards are not among those you trust"
            ),
            (
                withdrawnKeys, "sealed with a key that was replaced or revoked",
                "sealed with keys that were replaced or revoked"
            ),
        ]
        let said = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.one : $0.many)" }
        var lines = [
            "\(bundles) \(bundles == 1 ? "file" : "files")"
                + (said.isEmpty ? "." : ": \(said.joined(separator: ", ")).")
        ]
        if otherFiles > 0 {
            lines.append(
                "\(otherFiles) other \(otherFiles == 1 ? "file does" : "files do") not begin as a bundle does, and "
                    + (otherFiles == 1 ? "was" : "were") + " left alone.")
        }
        return lines
    }
}
