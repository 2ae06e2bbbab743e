import Statements

extension Request {
    /// Whom a request is shown to: who decides, or who just wrote it.
    package enum Reader: Sendable {
        case owner, agency
    }

    /// What a request asks for, in the order in which one decides.
    package func labelled(for reader: Reader, trust: Trust, at moment: WallTime) -> [LabelledText] {
        let (window, expires) = (shown.window, shown.expires)
        let isVoluntary = legalBasis == "voluntary" && reader == .owner
        let recipients = self.recipients.map { $0.readerInWords(trust: trust, at: moment) }
        let lines: [LabelledText?] = [
            .init("Case", caseNumber.theirs),
            .init("Purpose", purpose.theirs),
            .init("Offence", offence?.theirs),
            .init("Legal basis", isVoluntary ? "voluntary: you may say no" : legalBasis.theirs),
            .init("Place", location.inWords),
            .init("From", window.from.inWords),
            .init("To", "\(window.to.inWords)  (\(window.lengthInWords))"),
            .init("Wanted", wanted.inWords),
            .init("Cameras", cameras?.inWords),
            .init(
                "Opened by",
                recipients.joined(separator: "\n") + (reader == .owner ? "\nand you" : "\nand the owner")),
            .init("They keep it", terms.retention?.theirs ?? "not said"),
            .init("They pass on", terms.onwardSharing?.theirs ?? "not said"),
            .init("Contact", contact?.theirs),
            .init("Answer by", (expires <= moment ? "expired on " : "") + expires.inWords),
        ]
        return lines.compactMap(\.self)
    }
}

extension Card {
    fileprivate func readerInWords(trust: Trust, at moment: WallTime) -> String {
        let who = "\(inWords) (\(roleInWords))\(keysInWords)"
        switch trust.standing(of: self, signed: moment) {
        case .trusted: return who
        case .certified(_, _, let root): return "\(who), known through a certificate of \(root)"
        case .unknown: return "\(who), whose card you have not compared"
        case let standing: return "\(who), whose key is not to be used: \(standing.word)"
        }
    }
}
