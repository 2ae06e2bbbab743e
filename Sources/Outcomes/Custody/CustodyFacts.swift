import Records
import Statements
import Sealing

/// A custody chain as programs read it.
package struct CustodyFacts: Encodable {
    /// One entry: the field names of docs/spec/custody.md, the card without envelope.
    package struct Entry: Encodable {
        package var line: Int
        package var sequence: UInt64
        package var digest: String
        package var time: WallTime
        package var actor: CardFacts
        package var action: CustodyAction
        /// The office they acted for; absent where they acted for themselves.
        package var office: CardFacts?
        /// The number of the entry that takes this one back; absent where it stands.
        package var correctedBy: UInt64?
        /// Of a transfer: `accepted`, `offered`, or `forged`.
        package var acceptance: String?
        /// Of a transfer that was taken over: between which times.
        package var handedOver: Passing?
        /// The SHA-256 of the bundle's `seal.tsr` as they found it; absent where it had none.
        package var timestamp: String?

        private enum CodingKeys: String, CodingKey {
            case line, sequence, digest, time, actor, office, acceptance, timestamp
            case handedOver = "handed_over"
            case correctedBy = "corrected_by"
        }

        package init(_ link: CustodyChain.Link, of chain: CustodyChain) {
            line = link.line
            sequence = link.entry.sequence
            digest = link.digest.hex
            time = link.entry.time
            actor = CardFacts(link.entry.actor)
            office = link.entry.office.map(CardFacts.init)
            correctedBy = chain.correction(of: link)?.by
            action = link.entry.action
            acceptance = link.acceptance.map { "\($0)" }
            handedOver = chain.handOver(link).map { Passing(.handedOver($0)) }
            timestamp = link.entry.timestamp?.hex
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(line, forKey: .line)
            try container.encode(sequence, forKey: .sequence)
            try container.encode(digest, forKey: .digest)
            try container.encode(time, forKey: .time)
            try container.encode(actor, forKey: .actor)
            try container.encodeIfPresent(office, forKey: .office)
            try container.encodeIfPresent(correctedBy, forKey: .correctedBy)
            try container.encodeIfPresent(acceptance, forKey: .acceptance)
            try container.encodeIfPresent(handedOver, forKey: .handedOver)
            try container.encodeIfPresent(timestamp, forKey: .timestamp)
            try action.encode(to: encoder)
        }
    }

    /// A time in which one person held the bundle.
    package struct Tenure: Encodable {
        package var holder: CardFacts
        package var from: Passing
        /// Absent while they hold it.
        package var to: Passing?

        init(_ tenure: ChainAccount.Tenure) {
            holder = CardFacts(tenure.holder)
            from = Passing(tenure.from)
            to = tenure.to.map(Passing.init)
        }
    }

    /// When the bundle came to somebody, or left them: at one signed time, or between the two of a hand-over.
    package struct Passing: Encodable {
        /// No earlier than this.
        package var earliest: WallTime
        /// The fingerprint of who signed that, by whose clock it is.
        package var earliestBy: String
        /// No later than this; absent where nobody signed when they took it over.
        package var latest: WallTime?
        package var latestBy: String?

        private enum CodingKeys: String, CodingKey {
            case earliest, latest
            case earliestBy = "earliest_by"
            case latestBy = "latest_by"
        }

        init(_ passing: Records.Passing) {
            earliest = passing.earliest.time
            earliestBy = passing.earliest.by.fingerprint.hex
            latest = passing.latest?.time
            latestBy = passing.latest?.by.fingerprint.hex
        }
    }

    /// What the checks of the bundle came to when something was signed about it.
    package struct State: Encodable, Sendable {
        package var result: VerificationResult
        /// The sentence on the bundle.
        package var summary: String
        /// Who sealed it, and what that is worth; absent where the seal does not say.
        package var sealer: SealerFacts?

        package init(_ report: VerificationReport, sealer: SealerFacts?) {
            result = report.result
            summary = report.summary
            self.sealer = sealer
        }
    }

    package var file: String
    package var bundle: String
    package var seal: String
    /// What the chain comes to: `ok`; `ok_custody_unknown` where somebody in it is not known; `failed` where it does not hold, or
    /// somebody signed with a key that had been revoked.
    package var result: VerificationResult
    /// What the bundle came to; absent where it was not looked at.
    package var state: State?
    /// Who in the chain is not relied on, and why; absent where all are.
    package var notReliedOn: [SealerFacts]?
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
        case file, bundle, seal, result, state, flaws, notes, head, holder, tenures, entries
        case notReliedOn = "not_relied_on"
        case clockDoubts = "clock_doubts"
    }

    package init(_ chain: CustodyChain, file: String, trust: Trust) {
        self.file = file
        bundle = chain.bundle
        seal = chain.seal.hex
        flaws = chain.flaws.map(\.description)
        let doubted = trust.notReliedOn(in: chain)
        let people = doubted.compactMap { SealerFacts($0.standing, fingerprint: $0.person.card.fingerprint) }
        notReliedOn = people.isEmpty ? nil : people
        result =
            if !flaws.isEmpty || people.contains(where: { $0.standing == .revoked }) {
                .failed
            } else if people.isEmpty {
                .ok
            } else {
                .custodyUnknown
            }
        notes = chain.surplus
        clockDoubts = chain.clockDoubts()
        head = chain.head?.hex
        holder = chain.holder.map(CardFacts.init)
        tenures = chain.tenures.map(Tenure.init)
        entries = chain.links.map { Entry($0, of: chain) }
    }
}
