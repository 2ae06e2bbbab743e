import Records

/// Why a report could not be made.
package enum ReportError: Error, Sendable, Hashable {
    /// The record could not be read, so there is nothing to report but why.
    case unreadable(VerificationReport)
    /// A certification of a bundle that does not hold: nobody should be handed one to sign.
    case notToBeCertified(VerificationReport)
    /// The name of the output ends in nothing that can be written.
    case formatNotKnown(path: String)
    /// The library that lays out words on pages failed; its own text is the cause.
    case pages(cause: String)
}

extension ReportError: CustomStringConvertible {
    /// One line: what is wrong, and what to do.
    package var description: String {
        switch self {
        case .unreadable(let report): "there is nothing to report on: \(report.summary)"
        case .notToBeCertified(let report):
            "a certification would say what does not hold, so none is drafted: \(report.summary)"
        case .formatNotKnown(let path):
            "“\(path)” ends in none of .html, .pdf, .jsonld (report) and .html, .pdf, .txt (certification)"
        case .pages(let cause): "the pages cannot be drawn: \(cause)"
        }
    }
}
