import Records

/// A report or a draft that was written, as programs read it (docs/spec/report.md).
package struct ReportFileFacts: Encodable, Sendable {
    package var file: String
    package var sha256: String
    /// Bytes.
    package var size: Int
    package var report: VerificationReport

    package init(file: String, sha256: String, size: Int, report: VerificationReport) {
        self.file = file
        self.sha256 = sha256
        self.size = size
        self.report = report
    }
}
