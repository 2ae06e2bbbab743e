import Outcomes
import Bundle
import Records
import Statements
import Sealing

/// A custody chain as `--json` shows it.
package struct CustodyFacts: Encodable {
    /// One entry: the field names of docs/spec/custody.md, the card without envelope.
    package struct Entry: Encodable {
        package var line: Int
        package var sequence: UInt64
        package var digest: String
        package var time: WallTime
        package var actor: CardFacts
        package var action: CustodyAction
        /// Of a transfer: `accepted`, `offered`, or `forged`.
        package var acceptance: String?
        /// The SHA-256 of the bundle's `seal.tsr` as they found it; absent where it had none.
        package var timestamp: String?

        private enum CodingKeys: String, CodingKey {
            case line, sequence, digest, time, actor, acceptance, timestamp
        }

        package init(_ link: CustodyChain.Link) {
            line = link.line
            sequence = link.entry.sequence
            digest = link.digest.hex
            time = link.entry.time
            actor = CardFacts(link.entry.actor)
            action = link.entry.action
            acceptance = link.acceptance.map { "\($0)" }
            timestamp = link.entry.timestamp?.hex
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(line, forKey: .line)
            try container.encode(sequence, forKey: .sequence)
            try container.encode(digest, forKey: .digest)
            try container.encode(time, forKey: .time)
            try container.encode(actor, forKey: .actor)
            try container.encodeIfPresent(acceptance, forKey: .acceptance)
            try container.encodeIfPresent(timestamp, forKey: .timestamp)
            try action.encode(to: encoder)
        }
    }

    /// A time in which one person held the bundle.
    package struct Tenure: Encodable {
        package var holder: CardFacts
        package var from: WallTime
        package var to: WallTime?
    }

    package var file: String
    package var bundle: String
    package var seal: String
    /// `ok` or `failed`.
    package var result: String
    package var flaws: [String]
    package var clockDoubts: [String]
    /// What entries hold that nobody reads.
    package var notes: [String]
    /// The digest of the last entry.
    package var head: String?
    package var holder: CardFacts?
    package var tenures: [Tenure]
    package var entries: [Entry]

    private enum CodingKeys: String, CodingKey {
        case file, bundle, seal, result, flaws, notes, head, holder, tenures, entries
        case clockDoubts = "clock_doubts"
    }

    package init(_ chain: CustodyChain, file: String) {
        self.file = file
        bundle = chain.bundle
        seal = chain.seal.hex
        flaws = chain.findings
        result = flaws.isEmpty ? "ok" : "failed"
        notes = chain.surplus
        clockDoubts = chain.clockDoubts
        head = chain.head?.hex
        holder = chain.holder.map(CardFacts.init)
        tenures = chain.tenures.map { Tenure(holder: CardFacts($0.holder), from: $0.from, to: $0.to) }
        entries = chain.links.map(Entry.init)
    }
}

extension Page {
    /// Adds who held a bundle, what they did, and what is wrong with the account of it.
    package mutating func custody(_ chain: CustodyChain, trust: Trust) {
        facts([
            .init("Bundle", chain.bundle),
            .init("Sealed, by its own account", chain.sealed?.toTheSecond.inWords),
        ])
        gap()
        paragraph("Held by")
        facts(
            chain.tenures.map { tenure in
                .init(
                    "  " + tenure.holder.inWords,
                    "\(tenure.from.toTheSecond.inWords) to \(tenure.to?.toTheSecond.inWords ?? "now, as far as this chain knows")"
                )
            })
        for link in chain.links {
            gap()
            facts([.init("Entry \(link.entry.sequence)", link.entry.action.word)] + link.facts)
        }
        gap()
        for person in chain.people {
            guard let reason = trust.standing(of: person.card, signed: person.signed).reason else { continue }
            paragraph(
                "Not to be relied on yet: \(person.card.inWords), fingerprint \(person.card.fingerprint.grouped): \(reason)."
            )
        }
        for doubt in chain.clockDoubts { paragraph("Note: \(doubt).") }
        for note in chain.surplus { paragraph("Note: \(note).") }
        let findings = chain.findings
        guard findings.isEmpty else {
            paragraph("This chain does NOT hold:")
            for finding in findings { paragraph("- \(finding)") }
            return
        }
        paragraph(
            "Every entry is signed, and each follows the one before it, back to the seal. That no entry is missing at the "
                + "end, a chain cannot show by itself.")
        facts([.init("Last digest", chain.head?.hex)])
    }
}

extension CustodyChain {
    /// What is wrong with it as it is read now.
    var findings: [String] { flaws.map(\.description) + datedAhead(of: .now()) }
}

extension CustodyChain.Link {
    /// What an entry says, in labelled words.
    package var facts: [Page.Fact?] {
        [
            .init("By", entry.actor.inWords), .init("On", entry.time.toTheSecond.inWords),
        ] + entry.action.facts
            + [
                .init("Timestamp", entry.timestamp.map { "SHA-256 \($0.hex)" }),
                .init("Signed", acceptance?.inWords),
            ]
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
    fileprivate var facts: [Page.Fact?] {
        switch self {
        case .received(let facts):
            [
                .init("How", facts.how.theirs),
                .init("Brought by", facts.from.map { "fingerprint \($0.grouped)" }),
                .init("File", facts.archive.inWords), .init("State", facts.checks.inWords),
            ]
        case .verified(let checks): [.init("State", checks.inWords)]
        case .opened(let facts):
            [.init("Opened", "\(facts.objects) objects"), .init("State", facts.checks.inWords)]
        case .copied(let facts): [.init("To", facts.to.theirs), .init("File", facts.copy.inWords)]
        case .transferred(let facts):
            [.init("To", facts.to.inWords), .init("File", facts.archive.inWords)]
        case .disposed(let facts): [.init("How", facts.how.theirs), .init("Why", facts.why.theirs)]
        }
    }
}

extension ArchiveFacts {
    /// `12345 bytes, SHA-256 …`.
    package var inWords: String { "\(size) bytes, SHA-256 \(sha256.hex)" }
}

extension CheckSummary {
    /// The names of the checks that do not hold: the words of who signed for them.
    package var failedInWords: String {
        CheckID.inWords(titles: failed)
    }

    /// `whole and unchanged (14 checks hold, 15 not made: without a key)`.
    package var inWords: String {
        guard holds else {
            return failed.isEmpty
                ? "could not be checked" : "DAMAGED or not to be relied on: \(failedInWords)"
        }
        let omitted = notMade == 0 ? "" : ", \(notMade) not made"
        return "sound (\(held) checks hold\(omitted); \(withKey ? "looked at with a key" : "without a key"))"
    }
}
