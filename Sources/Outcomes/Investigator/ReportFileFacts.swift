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

/// A report over several bundles that was written, as programs read it (docs/spec/report.md).
package struct CaseReportFileFacts: Encodable, Sendable {
    package var file: String
    package var sha256: String
    /// Bytes.
    package var size: Int
    /// The bundles, in the order of their marks.
    package var bundles: [Bundle]

    /// One of the bundles.
    package struct Bundle: Encodable, Sendable {
        /// What the report calls it.
        package var mark: String
        /// Its id.
        package var bundle: String
        /// The file's name, without its folder.
        package var file: String
        package var report: VerificationReport

        package init(mark: String, bundle: String, file: String, report: VerificationReport) {
            self.mark = mark
            self.bundle = bundle
            self.file = file
            self.report = report
        }
    }

    package init(file: String, sha256: String, size: Int, bundles: [Bundle]) {
        self.file = file
        self.sha256 = sha256
        self.size = size
        self.bundles = bundles
    }
}
