import Statements

extension FingerprintComparison {
    /// `“Tom Okafor”, Sat 2026-07-04 10:15:00 +02:00, by telephone, on “+1 555 0100”…; all 64 digits`.
    package var inWords: String {
        "\(by.quoted), \(compared.inWords), \(wayInWords); \(digitsInWords)"
    }
}

extension [FingerprintComparison] {
    /// Who compared a card's fingerprint, each on a line; that nobody wrote it down where that is so.
    ///
    /// - Parameter isClosed: whether a note lies there which the reader may not read.
    package func inWords(isClosed: Bool = false) -> String {
        let closed = isClosed ? ["by somebody whose note only they can read"] : []
        let lines = map(\.inWords) + closed
        return lines.isEmpty ? "nobody wrote down who compared it" : lines.joined(separator: "\n")
    }
}
