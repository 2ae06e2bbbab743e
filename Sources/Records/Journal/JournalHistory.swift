import Statements
import Sealing

/// Everything in a journal, by request: who got what from the owner, when, under which conditions. Whoever keeps a journal
/// puts it together; it is a value, so that every front can show it.
package struct JournalHistory: Sendable {
    /// The requests, the one seen first in front.
    package var requests: [RequestHistory] = []
    /// What no longer holds, in words: rows that were altered or taken out, statements that were changed.
    package var spoiled: [String] = []
    /// How many rows it has.
    package var rows: UInt64 = 0
    /// How many of them, from the first, agree with what lies beside an identity; nil where nothing was found there.
    package var agreed: UInt64?
    /// The files beside identities that agree.
    package var heads: [String] = []
    /// Where such a file was looked for in vain.
    package var headsNotFound: [String] = []

    /// The heads beside identities, which are signed with the owner's keys.
    package var signedHeads: [SignedCheckpoint] = []

    /// A history of nothing.
    package init() {}

    /// Whether a card has the owner's key: what lies beside an identity is signed with it. Nil where nothing lies there, so
    /// that nobody knows. A name shows nothing.
    package func isOwn(_ card: Card) -> Bool? {
        signedHeads.isEmpty ? nil : signedHeads.contains { $0.isSigned(by: card.verifyingKey) }
    }

    /// A statement and when it was noted.
    package struct Noted<Kind: Statement>: Sendable {
        /// What it says.
        package let statement: Kind
        /// As it was signed.
        package let envelope: DSSEEnvelope
        /// When it was noted first.
        package let first: WallTime
        /// When it was noted last.
        package let last: WallTime

        package init(statement: Kind, envelope: DSSEEnvelope, first: WallTime, last: WallTime) {
            (self.statement, self.envelope, self.first, self.last) = (statement, envelope, first, last)
        }
    }

    /// One request and what came of it.
    package struct RequestHistory: Sendable {
        /// The payload digest of the request.
        package let digest: SHA256Digest
        /// The request; nil where only an answer to it was noted.
        package var request: Noted<Request>?
        /// The payload digests of the other requests in the journal that have the same id: their writers chose it.
        package var sameID: [SHA256Digest] = []
        /// What the owner offered instead.
        package var offers: [Noted<CounterOffer>] = []
        /// What the owner answered.
        package var answers: [ConsentHistory] = []

        package init(digest: SHA256Digest) { self.digest = digest }
    }

    /// One answer and what left under it.
    package struct ConsentHistory: Sendable {
        /// The payload digest of the consent.
        package let digest: SHA256Digest
        /// The consent; nil where it was spoiled.
        package var consent: Noted<Consent>?
        /// Where it was taken back.
        package var revocations: [Noted<Revocation>] = []
        /// The bundles made under it, also those whose making was begun and never noted as done.
        package var bundles: [BundleHistory] = []

        package init(digest: SHA256Digest) { self.digest = digest }
    }

    /// One bundle.
    package struct BundleHistory: Sendable {
        /// The name of its file.
        package let file: String
        /// When its making was begun.
        package let begun: WallTime
        /// When it was done; nil where nobody noted that, so that nobody knows whether there is such a bundle.
        package let ended: WallTime?
        /// What left; nil like ``ended``.
        package let facts: SealedFacts?
        /// The payload digest of its seal; nil like ``ended``.
        package let seal: SHA256Digest?
        /// What came back from those who received it.
        package var receipts: [NotedReceipt] = []

        package init(
            file: String, begun: WallTime, ended: WallTime?, facts: SealedFacts?, seal: SHA256Digest?
        ) {
            self.file = file
            self.begun = begun
            self.ended = ended
            self.facts = facts
            self.seal = seal
        }
    }

    /// What came back from somebody who received a bundle.
    package struct NotedReceipt: Sendable {
        /// What it says.
        package let receipt: Receipt
        /// As it was signed.
        package let envelope: DSSEEnvelope
        /// When it was noted first.
        package let first: WallTime

        package init(receipt: Receipt, envelope: DSSEEnvelope, first: WallTime) {
            (self.receipt, self.envelope, self.first) = (receipt, envelope, first)
        }
    }

    /// The same history with some of its requests only.
    package func only(_ isWanted: (RequestHistory) -> Bool) -> JournalHistory {
        var history = self
        history.requests = requests.filter(isWanted)
        return history
    }
}
