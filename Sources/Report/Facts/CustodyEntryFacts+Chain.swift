import Bundle
import Records
import Statements

extension ReportFacts.CustodyEntryFacts {
    /// What a report tells of an entry of a chain.
    ///
    /// - Parameter doubts: why somebody in the chain is not relied on, by their fingerprint.
    init(_ link: CustodyChain.Link, of chain: CustodyChain, doubts: [Fingerprint: String]) {
        let named = [link.entry.actor, link.entry.office, link.receiver].compactMap(\.self)
        let doubted = named.compactMap { card in
            doubts[card.fingerprint].map {
                "not to be relied on: \(card.quotedName), fingerprint \(card.fingerprint.grouped): \($0)"
            }
        }
        let correction = chain.correction(of: link)
        self.init(
            time: link.entry.time,
            event: (link.acceptance == nil ? link.entry.action.inWords : "transfer offered")
                + (correction.map { ", taken back by entry \($0.by)" } ?? ""),
            signer: ReportFacts.Person(link.entry.actor),
            digest: link.envelope.payloadDigest,
            taken: chain.handOver(link)?.takenInWords,
            doubt: doubted.isEmpty ? nil : doubted.joined(separator: "; "),
            detail: (link.entry.office.map { "for \(ReportFacts.Person($0).inWords); " } ?? "")
                + Self.detail(of: link, in: chain)
                + (correction.map { "; TAKEN BACK by entry \($0.by): \($0.why.quoted)" } ?? ""))
    }

    private static func detail(of link: CustodyChain.Link, in chain: CustodyChain) -> String {
        switch link.entry.action {
        case .received(let facts):
            "\(facts.how.quoted); \(inWords(facts.checks)); SHA-256 of the file \(facts.archive.sha256.hex)"
        case .verified(let checks): inWords(checks)
        case .opened(let facts):
            "\(facts.objects == 1 ? "1 clip or still" : "\(facts.objects) clips and stills"); \(inWords(facts.checks))"
                + (facts.heldBy.map { "; while the bundle was held by the card \($0.grouped)" } ?? "")
        case .disclosed(let facts):
            "\(facts.objects == 1 ? "1 clip or still" : "\(facts.objects) clips and stills"), to somebody whom only they and the "
                + "owner can read; \(inWords(facts.checks)); SHA-256 of the disclosure \(facts.disclosure.hex)"
        case .clockMeasured: "of a camera's clock: under “Clocks”"
        case .copied(let facts): "to \(facts.to.quoted); SHA-256 of the copy \(facts.copy.sha256.hex)"
        case .transferred(let facts):
            "to \(ReportFacts.Person(facts.to).inWords), \(inWords(link, in: chain)); SHA-256 of the file "
                + facts.archive.sha256.hex
        case .disposed(let facts):
            "\(facts.seen.rawValue.replacing("_", with: " ")), by the word of who signs\(inWords(facts.found))"
                + "; \([facts.how, facts.why].compactMap { $0?.quoted }.joined(separator: "; "))"
        case .corrected(let facts):
            chain.links.first { $0.envelope.payloadDigest == facts.entry }.map {
                "takes back entry \($0.entry.sequence); \(facts.why.quoted)"
            } ?? facts.why.quoted
        case .succeeded(let facts):
            "goes on without the card \(facts.person.grouped), as "
                + (facts.cause == .left
                    ? "they act for it no longer" : "their key is lost, or in other hands")
                + "; \(facts.why.quoted)"
        }
    }

    private static func inWords(_ checks: CheckSummary) -> String {
        let made =
            "\(counted(checks.held, "check")) held, \(checks.notMade.count) \(checks.notMade.count == 1 ? "was" : "were") not made"
        return checks.failed.isEmpty
            ? made : "DID NOT HOLD: \(CheckID.inWords(codes: checks.failed)); \(made)"
    }

    private static func inWords(_ found: CustodyAction.Disposed.Found) -> String {
        switch found {
        case .nothing: "; nothing lay at its place"
        case .another: "; a file that is not the bundle lay at its place"
        case .bundle: "; it lay at its place still"
        }
    }

    private static func inWords(_ link: CustodyChain.Link, in chain: CustodyChain) -> String {
        let handOver =
            chain.handOver(link).map { ": offered at that time by the giver's clock, \($0.takenInWords)" }
            ?? ""
        return switch link.acceptance {
        case .accepted: "signed by both" + handOver
        case .offered, nil:
            chain.takenOver(link).map { "offered, and taken over by entry \($0)" + handOver }
                ?? (link == chain.openOffer ? "offered, and not yet accepted" : "offered, and not accepted")
        case .forged: "with a signature in the receiver's name that is NOT theirs"
        }
    }
}
