import CustodianCommands
import Presentation
import Records
import Statements

extension Page {
    /// Adds what the signature on a statement is worth.
    mutating func signature(by signer: Card, on issued: WallTime, trust: Trust, folder: String) {
        facts(trust.signature(by: signer, on: issued, folder: folder))
    }

    /// Adds a report, one line a check, in its groups.
    mutating func verification(_ report: VerificationReport) { add(report.passages) }

    /// Adds what in originals is neither picture nor sound: of each holder what is in it.
    mutating func other(_ tables: [(of: String, table: [OtherBytes])]) {
        other(lines: OtherBytes.linesInWords(tables))
    }

    /// Adds the same of a bundle's originals, by their names.
    mutating func other(of record: Record) { other(lines: record.otherBytesInWords) }
}
