import CustodianCommands
import Outcomes
import Statements
import Catalog
import Sealing

/// What `journal show --json` writes; docs/spec/journal.md has its fields.
struct JournalFacts: Encodable {
    var journal: String
    var requests: [RequestEntry]
    /// What somebody has changed in the journal, in words.
    var spoiled: [String]
    /// How many rows it has.
    var rows: UInt64
    /// How many of them, from the first, agree with what lies beside an identity; absent where nothing was found there.
    var agreed: UInt64?
    /// The files beside identities that agree.
    var heads: [String]

    struct RequestEntry: Encodable {
        var digest: String
        /// Absent where only an answer to it was noted.
        var request: RequestFacts?
        var firstSeen: WallTime?
        var lastSeen: WallTime?
        var sameID: [String]
        var offers: [Offer]
        var answers: [Answer]

        enum CodingKeys: String, CodingKey {
            case digest, request, offers, answers
            case firstSeen = "first_seen"
            case lastSeen = "last_seen"
            case sameID = "same_id"
        }
    }

    /// A counter-offer, and whether it is the owner's.
    struct Offer: Encodable {
        var offer: OfferFacts
        /// Absent where that cannot be told.
        var yours: Bool?

        private enum CodingKeys: String, CodingKey { case yours }

        func encode(to encoder: any Encoder) throws {
            try offer.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encodeIfPresent(yours, forKey: .yours)
        }
    }

    struct Answer: Encodable {
        var digest: String
        var consent: ConsentFacts?
        /// Whether it is signed with the owner's key; absent where that cannot be told.
        var yours: Bool?
        var revocations: [RevocationFacts]
        var bundles: [Bundle]
    }

    struct Bundle: Encodable {
        var file: String
        var begun: WallTime
        /// Absent where nobody noted that it was made: there may or may not be such a bundle.
        var ended: WallTime?
        var seal: String?
        var left: SealedFacts?
        var receipts: [ReceiptFacts]
    }

    init(_ history: JournalHistory, path: String, trust: Trust, at moment: WallTime) {
        journal = path
        spoiled = history.spoiled
        (rows, agreed, heads) = (history.rows, history.agreed, history.heads)
        requests = history.requests.map { entry in
            RequestEntry(
                digest: entry.digest.hex,
                request: entry.request.map {
                    RequestFacts(
                        $0.statement, digest: $0.envelope.payloadDigest, trust: trust, at: moment)
                },
                firstSeen: entry.request?.first, lastSeen: entry.request?.last,
                sameID: entry.sameID.map(\.hex),
                offers: entry.offers.map {
                    Offer(
                        offer: OfferFacts($0.statement, digest: $0.envelope.payloadDigest),
                        yours: history.isOwn($0.statement.owner))
                },
                answers: entry.answers.map { answer in
                    Answer(
                        digest: answer.digest.hex,
                        consent: answer.consent.map {
                            ConsentFacts($0.statement, digest: $0.envelope.payloadDigest)
                        },
                        yours: answer.consent.flatMap { history.isOwn($0.statement.owner) },
                        revocations: answer.revocations.map {
                            RevocationFacts($0.statement, digest: $0.envelope.payloadDigest)
                        },
                        bundles: answer.bundles.map {
                            Bundle(
                                file: $0.file, begun: $0.begun, ended: $0.ended, seal: $0.seal?.hex,
                                left: $0.facts,
                                receipts: $0.receipts.map {
                                    ReceiptFacts($0.receipt, digest: $0.envelope.payloadDigest)
                                })
                        })
                })
        }
    }
}
