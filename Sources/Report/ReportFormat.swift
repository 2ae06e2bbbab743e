import Foundation
import Statements

/// What kind of file a report is written as; the ending of its name decides.
package enum ReportFormat: String, Sendable, CaseIterable {
    /// One page for a browser, which refers to nothing outside itself.
    case html
    /// Pages to print, whose words can be searched.
    case pdf
    /// A graph of CASE/UCO, for other forensic programs.
    case jsonld
    /// Plain text, to be edited; for certifications only.
    case txt

    /// The format of a file's name.
    ///
    /// - Parameter ofCertification: whether the file is to hold a certification and not a report.
    /// - Throws: ``ReportError/formatNotKnown(path:)``.
    package init(path: String, ofCertification: Bool = false) throws(ReportError) {
        let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
        switch ending {
        case "htm", "html": self = .html
        case "pdf": self = .pdf
        case "jsonld": self = .jsonld
        case "txt": self = .txt
        default: throw .formatNotKnown(path: path)
        }
        guard self != (ofCertification ? .jsonld : .txt) else { throw .formatNotKnown(path: path) }
    }
}

extension ReportFacts {
    /// The report as a file of a format.
    ///
    /// - Throws: ``ReportError``, and `TimelineError` where the timeline cannot be drawn.
    package func report(as format: ReportFormat, path: String) throws -> [UInt8] {
        switch format {
        case .html: try HTMLPage(document(), chart: chart).bytes()
        case .pdf: try PDFPages(document(), chart: chart, made: made).bytes()
        case .jsonld: try CaseGraph(self).bytes()
        case .txt: throw ReportError.formatNotKnown(path: path)
        }
    }

    /// A certification draft as a file of a format.
    ///
    /// - Parameter trust: knows who compared the fingerprint of who sealed. It has telephone numbers, which a certification alone
    ///   shows: no report does.
    /// - Throws: ``ReportError``; ``ReportError/notToBeCertified(_:)`` where a check does not hold.
    package func certification(
        _ rule: Certification.Rule, as format: ReportFormat, path: String, trust: Trust
    ) throws -> [UInt8] {
        let signer = bundle.signerFingerprint.flatMap { try? Fingerprint($0) }
        let document = try Certification(
            rule, self, comparisons: signer.map(trust.comparisons) ?? []
        ).document()
        switch format {
        case .html: return try HTMLPage(document, chart: nil).bytes()
        case .pdf: return try PDFPages(document, chart: nil, made: made).bytes()
        case .txt: return Array(document.plainText().utf8)
        case .jsonld: throw ReportError.formatNotKnown(path: path)
        }
    }
}
