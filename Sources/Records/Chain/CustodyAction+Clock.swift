extension CustodyAction {
    /// That somebody measured how far a camera's clock is off, after the bundle was sealed: which camera, from what and how far, is
    /// read by the bundle's recipients and the owner only, as a camera's name is nobody else's to read.
    package struct ClockMeasured: Sendable, Hashable, Codable {
        /// The ``ClockFinding``, encrypted (docs/spec/custody.md, Clock measured).
        package var finding: String

        /// The most the encrypted text may measure, in bytes.
        package static let maximumFindingBytes = 256 << 10

        /// The facts from their part.
        package init(finding: String) { self.finding = finding }

        /// The first value that is out of bounds, in words; nil where there is none.
        var flaw: String? {
            if finding.isBlank { return "it does not hold what was measured" }
            return finding.utf8.count > Self.maximumFindingBytes ? "what was measured is too long" : nil
        }
    }
}
