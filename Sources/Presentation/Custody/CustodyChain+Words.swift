import Records
import Statements

extension CustodyChain {
    /// Who held a bundle, what they did, and what is wrong with the account of it.
    package func passages(trust: Trust) -> [Passage] {
        var passages: [Passage] = [
            .facts([
                .init("Bundle", bundle),
                .init("Sealed, by its own account", sealed?.toTheSecond.inWords),
            ]),
            .gap,
            .paragraph("Held by"),
            .facts(
                tenures.map { tenure in
                    let end = tenure.to?.toTheSecond.inWords ?? "now, as far as this chain knows"
                    return .init(
                        "  " + tenure.holder.inWords, "\(tenure.from.toTheSecond.inWords) to \(end)")
                }),
        ]
        for link in links {
            passages += [
                .gap,
                .facts([.init("Entry \(link.entry.sequence)", link.entry.action.word)] + link.labelled),
            ]
        }
        passages.append(.gap)
        for person in people {
            guard let reason = trust.standing(of: person.card, signed: person.signed).reason else { continue }
            passages.append(
                .paragraph(
                    "Not to be relied on yet: \(person.card.inWords), fingerprint "
                        + "\(person.card.fingerprint.grouped): \(reason)."))
        }
        passages += (clockDoubts() + surplus).map { .paragraph("Note: \($0).") }
        return passages + conclusion
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
            .init("By", entry.actor.inWords), .init("On", entry.time.toTheSecond.inWords),
        ]
        let last: [LabelledText?] = [
            .init("Timestamp", entry.timestamp.map { "SHA-256 \($0.hex)" }),
            .init("Signed", acceptance?.inWords),
        ]
        return (first + entry.action.labelled + last).compactMap(\.self)
    }
}

extension CustodyEntry.Acceptance {
    /// What became of an offer.
    fileprivate var inWords: String {
        switch self {
        case .accepted: "by both"
        case .offered: "by the giver only: offered, not yet accepted"
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
            [.init("Opened", counted(facts.objects, "object")), .init("State", facts.checks.inWords)]
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
        case .disposed(let facts): [.init("How", facts.how.theirs), .init("Why", facts.why.theirs)]
        }
    }
}
