import CustodianCommands
import Statements

/// Whom a request is shown to: who decides, or who just wrote it.
enum RequestReader {
    case owner, agency
}

extension Page {
    /// Adds what a request asks for, in the order in which one decides.
    mutating func request(
        _ request: Request, reader: RequestReader, trust: Trust, at moment: WallTime
    ) {
        let isVoluntary = request.legalBasis == "voluntary" && reader == .owner
        let recipients = request.recipients.map { $0.readerInWords(trust: trust, at: moment) }

        facts([
            .init("Case", request.caseNumber.theirs),
            .init("Purpose", request.purpose.theirs),
            .init("Offence", request.offence?.theirs),
            .init(
                "Legal basis",
                isVoluntary ? "voluntary: you may say no" : request.legalBasis.theirs),
            .init("Place", request.location.inWords),
            .init("From", request.window.from.inWords),
            .init("To", "\(request.window.to.inWords)  (\(request.window.lengthInWords))"),
            .init("Wanted", request.wanted.inWords),
            .init("Cameras", request.cameras?.inWords),
            .init(
                "Opened by",
                recipients.joined(separator: "\n")
                    + (reader == .owner ? "\nand you" : "\nand the owner")),
            .init("They keep it", request.terms.retention?.theirs ?? "not said"),
            .init("They pass on", request.terms.onwardSharing?.theirs ?? "not said"),
            .init("Contact", request.contact?.theirs),
            .init(
                "Answer by",
                (request.expires <= moment ? "expired on " : "") + request.expires.inWords),
        ])
    }
}

extension Card {
    fileprivate func readerInWords(trust: Trust, at moment: WallTime) -> String {
        let who = "\(inWords) (\(role.rawValue))\(keysInWords)"
        switch trust.standing(of: self, signed: moment) {
        case .trusted: return who
        case .certified(_, _, let root): return "\(who), known through a certificate of \(root)"
        case .unknown: return "\(who), whose card you have not compared"
        case let standing: return "\(who), whose key is not to be used: \(standing.word)"
        }
    }
}
