import Bundle
import Records
import Statements

extension ReportFacts.CustodyEntryFacts {
    /// What a report tells of an entry of a chain.
    init(_ link: CustodyChain.Link) {
        self.init(
            time: link.entry.time, event: link.entry.action.word,
            signer: ReportFacts.Person(link.entry.actor),
            digest: link.envelope.payloadDigest, detail: Self.detail(of: link))
    }

    private static func detail(of link: CustodyChain.Link) -> String {
        switch link.entry.action {
        case .received(let facts):
            "\(facts.how.quoted); \(inWords(facts.checks)); SHA-256 of the file \(facts.archive.sha256.hex)"
        case .verified(let checks): inWords(checks)
        case .opened(let facts):
            "\(facts.objects == 1 ? "1 clip or still" : "\(facts.objects) clips and stills"); \(inWords(facts.checks))"
        case .disclosed(let facts):
            "\(facts.objects == 1 ? "1 clip or still" : "\(facts.objects) clips and stills"), to somebody whom only they and the "
                + "owner can read; \(inWords(facts.checks)); SHA-256 of the disclosure \(facts.disclosure.hex)"
        case .copied(let facts): "to \(facts.to.quoted); SHA-256 of the copy \(facts.copy.sha256.hex)"
        case .transferred(let facts):
            "to \(ReportFacts.Person(facts.to).inWords), \(inWords(link.acceptance)); SHA-256 of the file "
                + facts.archive.sha256.hex
        case .disposed(let facts): "\(facts.how.quoted); \(facts.why.quoted)"
        }
    }

    private static func inWords(_ checks: CheckSummary) -> String {
        let made =
            "\(counted(checks.held, "check")) held, \(checks.notMade.count) \(checks.notMade.count == 1 ? "was" : "were") not made"
        return checks.failed.isEmpty
            ? made : "DID NOT HOLD: \(CheckID.inWords(codes: checks.failed)); \(made)"
    }

    private static func inWords(_ acceptance: CustodyEntry.Acceptance?) -> String {
        switch acceptance {
        case .accepted: "signed by both"
        case .offered, nil: "offered, and not yet accepted"
        case .forged: "with a signature in the receiver's name that is NOT theirs"
        }
    }
}
