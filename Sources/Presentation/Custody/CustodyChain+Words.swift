import Records
import Statements

extension CustodyChain {
    /// Who held a bundle, what they did, and what is wrong with the account of it.
    package func passages(trust: Trust) -> [Passage] {
        var passages: [Passage] = [
            .facts([
                .init("Bundle", bundle),
                .init("Sealed, by its own account", sealed.map { $0.toTheSecond.inWords + $0.doubtInWords }),
            ]),
            .gap,
            .paragraph("Held by"),
            tenures.isEmpty
                ? .paragraph("  nobody, by what stands in this chain")
                : .facts(
                    tenures.map { tenure in
                        let end =
                            tenure.to.map {
                                $0.isHandOver ? "until handed over" : "until \($0.inWords)\($0.doubtInWords)"
                            }
                            ?? "still, as far as this chain knows"
                        return .init(
                            "  " + tenure.holder.inWords,
                            "\(tenure.from.isHandOver ? "handed over" : "since") \(tenure.from.inWords)\(tenure.from.doubtInWords); \(end)"
                        )
                    }),
        ]
        for link in links {
            passages += [
                .gap,
                .facts(
                    [.init("Entry \(link.entry.sequence)", title(of: link))] + labelled(link)
                        + (correction(of: link).map { [.init("Taken back because", $0.why.theirs)] } ?? [])),
            ]
        }
        passages.append(.gap)
        for (person, standing) in trust.notReliedOn(in: self) {
            passages.append(
                .paragraph(
                    "Not to be relied on yet: \(person.card.inWords), fingerprint "
                        + "\(person.card.fingerprint.grouped): \(standing.reason ?? "")."))
        }
        passages += (clockDoubts() + surplus).map { .paragraph("Note: \($0).") }
        return passages + conclusion
    }

    /// `copied`, and what became of that entry since.
    private func title(of link: Link) -> String {
        link.entry.action.inWords
            + (correction(of: link).map { ", TAKEN BACK by entry \($0.by)" } ?? "")
    }

    /// What an entry says; of the entry it takes back, which that is; of a transfer, when it was taken over.
    package func labelled(_ link: Link) -> [LabelledText] {
        if let handOver = handOver(link) {
            return link.labelled + [.init("Handed over", handOver.takenInWords)].compactMap(\.self)
        }
        guard case .corrected(let facts) = link.entry.action,
            let taken = links.first(where: { $0.envelope.payloadDigest == facts.entry })
        else { return link.labelled }
        return link.labelled
            + [
                .init("Takes back", "entry \(taken.entry.sequence), \(taken.entry.inWords)")
            ].compactMap(\.self)
    }

    private var conclusion: [Passage] {
        let findings = flaws.map(\.description)
        guard findings.isEmpty else {
            return [.paragraph("This chain does NOT hold:")] + findings.map { .paragraph("- \($0)") }
        }
        return [
            .paragraph(
                "Every entry is signed, and each follows the one before it, back to the seal. That no entry is missing at "
                    + "the end, a chain cannot show by itself."),
            .facts([.init("Last digest", head?.hex)]),
        ]
    }
}

extension CustodyChain.Link {
    /// What an entry says, in labelled words.
    package var labelled: [LabelledText] {
        let first: [LabelledText?] = [
            .init("By", entry.actor.inWords), .init("For", entry.office?.inWords),
            .init(
                acceptance == nil ? "On" : "Offered on",
                entry.time.toTheSecond.inWords + entry.time.doubtInWords),
        ]
        let last: [LabelledText?] = [
            .init("Timestamp", entry.timestamp.map { "SHA-256 \($0.hex)" }),
            .init("Signed", acceptance?.inWords),
        ]
        return (first + entry.action.labelled + last).compactMap(\.self)
    }
}

extension Passing {
    /// Whether two signed for it, so that it lies between two times.
    fileprivate var isHandOver: Bool { if case .handedOver = self { true } else { false } }

    /// Why a time in it cannot be right, in brackets behind it; empty where each can.
    fileprivate var doubtInWords: String {
        [earliest, latest].lazy.compactMap { $0?.time.doubtInWords }.first { !$0.isEmpty } ?? ""
    }
}

extension WallTime {
    /// Why a time that somebody signed cannot be right by this machine's clock, in brackets behind it; empty where it can.
    fileprivate var doubtInWords: String { doubt(at: .now()).map { " (it \($0))" } ?? "" }
}

extension CustodyEntry.Acceptance {
    /// What became of an offer.
    fileprivate var inWords: String {
        switch self {
        case .accepted: "by both"
        case .offered: "by the giver only"
        case .forged: "by the giver only: the receiver's signature is NOT theirs"
        }
    }
}

extension CustodyAction {
    fileprivate var labelled: [LabelledText?] {
        switch self {
        case .received(let facts):
            [
                .init("How", facts.how.theirs),
                .init("Brought by", facts.from.map { "fingerprint \($0.grouped)" }),
                .init("File", facts.archive.inWords), .init("State", facts.checks.inWords),
            ]
        case .verified(let checks): [.init("State", checks.inWords)]
        case .opened(let facts):
            [
                .init("Opened", counted(facts.objects, "object")),
                .init("While held by", facts.heldBy.map { "fingerprint \($0.grouped)" }),
                .init("State", facts.checks.inWords),
            ]
        case .disclosed(let facts):
            [
                .init("Disclosed", counted(facts.objects, "object")),
                .init("To and why", "encrypted to its recipient and the owner"),
                .init("Disclosure", "SHA-256 \(facts.disclosure.hex)"), .init("State", facts.checks.inWords),
            ]
        case .clockMeasured:
            [.init("Camera and times", "encrypted to the bundle's recipients and the owner")]
        case .copied(let facts): [.init("To", facts.to.theirs), .init("File", facts.copy.inWords)]
        case .transferred(let facts):
            [.init("To", facts.to.inWords), .init("File", facts.archive.inWords)]
        case .disposed(let facts):
            [
                .init("Seen", facts.seen.inWords), .init("Found at its place", facts.found.inWords),
                .init("How", facts.how?.theirs), .init("Why", facts.why.theirs),
            ]
        case .corrected(let facts): [.init("Why", facts.why.theirs)]
        case .succeeded(let facts):
            [
                .init("Goes on without", "fingerprint \(facts.person.grouped)"),
                .init("As", facts.cause.inWords), .init("Why", facts.why.theirs),
            ]
        }
    }
}
