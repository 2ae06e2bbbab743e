import Outcomes
import Records
import Statements

extension HoldingFacts: TableRow {
    /// The heads of a table of holdings.
    package static let columns = [
        "Received", "State", "Holder", "Sealed by", "From", "Case", "Shelf", "Due", "File",
    ]

    /// The row of a table.
    package var cells: [String] {
        [
            received.map { DayInWords.of($0) + (receivedDoubt == nil ? "" : ", CANNOT BE") } ?? "",
            stateInWords, holder.map { $0.quoted + holderMark } ?? "",
            (signerName?.quoted ?? signer.map { "\($0.prefix(16))…" } ?? "") + signerMark,
            fromName?.quoted ?? from.map { "\($0.prefix(16))…" } ?? "", caseNumber ?? "", shelf ?? "",
            (due ?? "") + (isOverdue ? ", PAST" : ""), file,
        ]
    }

    /// What is behind the name of who holds it, where their card is not relied on.
    private var holderMark: String {
        for case .personNotReliedOn(_, let fingerprint, let isDoubted, _) in findings
        where fingerprint.hex == holderFingerprint {
            return isDoubted ? ", DOUBTED" : ", not known"
        }
        return ""
    }

    private var signerMark: String {
        findings.contains { if case .sealerDoubted = $0 { true } else { false } } ? ", DOUBTED" : ""
    }

    private var isOverdue: Bool {
        findings.contains { if case .duePassed = $0 { true } else { false } }
    }

    private var stateInWords: String {
        let fault = faultInWords.map { ", \($0)" } ?? ""
        return switch state {
        case .notReceived: "not received" + fault
        case .received: condition == "failed" ? "received, DAMAGED, no chain" : "received, no chain"
        case .copy: "a copy" + fault
        case .held: "held" + fault
        case .offered: "offered to \(offeredTo?.quoted ?? "somebody")" + fault
        case .disposed: "disposed of"
        case .moved: "moved"
        case .gone: "not there any more"
        case .unclear: "UNCLEAR"
        }
    }

    /// What is wrong with it, by the chain: damaged is only what is not what was sealed.
    private var faultInWords: String? {
        guard condition == "failed" else { return nil }
        return switch conditionFailed.map(CheckSummary.Fault.init) {
        case .damage?, nil: "DAMAGED"
        case .revokedKey?: "does NOT hold: key revoked"
        case .other?: "does NOT hold"
        }
    }

    /// What is to be said of this bundle that the table does not.
    package var remarks: [String] {
        var lines = findings.map(\.inWords)
        if let terms {
            if let retention = terms.retention { lines.append("kept, by the request:\n\(retention.theirs)") }
            if !terms.conditions.isEmpty {
                lines.append("the owner's conditions:\n\(terms.conditions.joined(separator: "\n").theirs)")
            }
            if due == nil { lines.append("these name no one day, so none is noted as due") }
        }
        if let termsReason { lines.append("its terms were not read: \(termsReason)") }
        return lines
    }
}

extension HoldingFacts {
    /// `2 bundles.`, and how many rows are files that are gone and count under another path.
    package static func counted(_ listed: [HoldingFacts]) -> String {
        let elsewhere = listed.count(where: \.countsElsewhere)
        let bundles = listed.count - elsewhere
        let files =
            elsewhere == 1
            ? "1 file that is gone from its place counts elsewhere."
            : "\(elsewhere) files that are gone from their places count elsewhere."
        return "\(bundles) \(bundles == 1 ? "bundle" : "bundles")" + (elsewhere == 0 ? "." : "; \(files)")
    }
}

/// The day of a moment.
enum DayInWords {
    /// `2026-07-06`, in UTC as entries are.
    static func of(_ time: WallTime) -> String { String(time.inOffset(seconds: 0).rfc3339.prefix(10)) }
}
