import Records
import Statements
import Sealing

/// What `journal show --json` writes; docs/spec/journal.md has its fields.
package struct JournalFacts: Encodable {
    package var journal: String
    package var requests: [RequestEntry]
    /// What somebody has changed in the journal, in words.
    package var spoiled: [String]
    /// How many rows it has.
    package var rows: UInt64
    /// How many of them, from the first, agree with what lies beside an identity; absent where nothing was found there.
    package var agreed: UInt64?
    /// The files beside identities that agree.
    package var heads: [String]

    package struct RequestEntry: Encodable {
        package var digest: String
        /// Absent where only an answer to it was noted.
        package var request: RequestFacts?
        package var firstSeen: WallTime?
        package var lastSeen: WallTime?
        package var sameID: [String]
        package var offers: [Offer]
        package var answers: [Answer]

        private enum CodingKeys: String, CodingKey {
            case digest, request, offers, answers
            case firstSeen = "first_seen"
            case lastSeen = "last_seen"
            case sameID = "same_id"
        }
    }

    /// A counter-offer, and whether it is the owner's.
    package struct Offer: Encodable {
        package var offer: OfferFacts
        /// Absent where that cannot be told.
        package var yours: Bool?

        private enum CodingKeys: String, CodingKey { case yours }

        package func encode(to encoder: any Encoder) throws {
            try offer.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encodeIfPresent(yours, forKey: .yours)
        }
    }

    package struct Answer: Encodable {
        package var digest: String
        package var consent: ConsentFacts?
        /// Whether it is signed with the owner's key; absent where that cannot be told.
        package var yours: Bool?
        package var revocations: [RevocationFacts]
        package var bundles: [Bundle]
    }

    package struct Bundle: Encodable {
        package var file: String
        package var begun: WallTime
        /// Absent where nobody noted that it was made: there may or may not be such a bundle.
        package var ended: WallTime?
        package var seal: String?
        package var left: SealedFacts?
        package var receipts: [ReceiptFacts]
    }

    package init(_ history: JournalHistory, path: String, trust: Trust, at moment: WallTime) {
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

/// What comes of noting statements that did not get into a journal by themselves.
package struct JournalAddedFacts: Encodable {
    package struct Added: Encodable {
        package var file: String
        package var kind: String
        package var digest: String

        package init(file: String, kind: String, digest: String) {
            self.file = file
            self.kind = kind
            self.digest = digest
        }
    }
    package var journal: String
    package var added: [Added]

    package init(journal: String, added: [Added]) {
        self.journal = journal
        self.added = added
    }
}
