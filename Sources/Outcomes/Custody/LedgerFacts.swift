import Records
import Sealing
import Statements

/// A checkpoint as programs read it.
package struct CheckpointFacts: Encodable {
    package var origin: String
    package var size: UInt64
    package var root: String

    package init(_ signed: SignedCheckpoint) {
        (origin, size, root) = (signed.checkpoint.origin, signed.checkpoint.size, signed.checkpoint.root.hex)
    }
}

/// A ledger that was begun, as programs read it.
package struct NewLedgerFacts: Encodable {
    package var ledger: String
    package var checkpoint: CheckpointFacts

    package init(ledger: String, checkpoint: CheckpointFacts) {
        self.ledger = ledger
        self.checkpoint = checkpoint
    }
}

/// What was logged, as programs read it.
package struct LoggedFacts: Encodable {
    package var appended: UInt64
    /// The place of the first that was logged; absent where nothing was.
    package var first: UInt64?
    /// How many had been logged before.
    package var already: Int
    package var checkpoint: CheckpointFacts

    package init(appended: UInt64, first: UInt64?, already: Int, checkpoint: CheckpointFacts) {
        self.appended = appended
        self.first = first
        self.already = already
        self.checkpoint = checkpoint
    }
}

/// What is logged, as programs read it.
package struct LedgerFacts: Encodable {
    package struct Entry: Encodable {
        package var place: UInt64
        /// What the statement is, by its own words.
        package var kind: String
        /// The key identifiers it names.
        package var signers: [String]
        package var sha256: SHA256Digest
        package var envelope: String
        /// What a custody entry or a receipt says, by its own words; absent of anything else, and of one that is not signed as
        /// it says.
        package var said: Said?

        /// What a statement says of a bundle.
        package struct Said: Encodable, Sendable {
            package var bundle: String?
            /// What was done: `received`, …, or `receipt`.
            package var action: String
            package var time: WallTime
            /// Why that cannot be when it was done; absent where it can.
            package var timeDoubt: String?
            /// Who did it, by their own card.
            package var by: String
            /// What their signature is worth.
            package var byStanding: SealerFacts.Standing?
            /// Why they are not relied on; absent where they are.
            package var byReason: String?
            /// Whether their key was replaced or revoked, or is another than that of the trusted card with the same name.
            package var isDoubted: Bool
            /// The bundle's file, as this machine's register knows it.
            package var file: String?
            /// The custodian's private label.
            package var caseNumber: String?
            package var shelf: String?
            /// The fingerprint of who sealed the bundle, as the register keeps it.
            package var sealer: String?
            /// Their name, by a card that is known.
            package var sealerName: String?

            private enum CodingKeys: String, CodingKey {
                case bundle, action, time, by, file, shelf, sealer
                case timeDoubt = "time_doubt"
                case byStanding = "by_standing"
                case byReason = "by_reason"
                case caseNumber = "case"
                case sealerName = "sealer_name"
            }

            /// - Parameters:
            ///   - standing: what the signature of who did it is worth.
            ///   - timeDoubt: why the time cannot be when it was done; nil where it can.
            package init(
                bundle: String?, action: String, time: WallTime, timeDoubt: String?, by: Card,
                standing: SignerStanding, trust: Trust
            ) {
                self.bundle = bundle
                self.action = action
                self.time = time
                self.timeDoubt = timeDoubt
                self.by = by.name
                isDoubted =
                    standing.isWithdrawn || (standing.card == nil && trust.contradiction(to: by) != nil)
                byStanding = SealerFacts.Standing(standing)
                byReason = standing.reason
            }
        }

        /// Whether a text stands in anything that a person would look for, capitals or not; digests and ids by their
        /// beginning.
        package func mentions(_ text: String) -> Bool {
            let words = [
                kind, said?.action, said?.time.rfc3339, said?.by, said?.file, said?.caseNumber, said?.shelf,
                said?.sealerName,
            ]
            return Mention.of(
                text, in: words, orBeginning: signers + [sha256.hex, said?.bundle, said?.sealer])
        }

        package init(place: UInt64, kind: String, signers: [String], sha256: SHA256Digest, envelope: String) {
            self.place = place
            self.kind = kind
            self.signers = signers
            self.sha256 = sha256
            self.envelope = envelope
        }
    }

    package var origin: String
    package var size: UInt64
    /// The newest checkpoint.
    package var checkpoint: CheckpointFacts
    package var entries: [Entry]

    package init(origin: String, size: UInt64, checkpoint: CheckpointFacts, entries: [Entry]) {
        self.origin = origin
        self.size = size
        self.checkpoint = checkpoint
        self.entries = entries
    }
}

/// A proof from a ledger, as programs read it: of an entry, or of growth.
package struct LedgerProofFacts: Encodable {
    /// The place of the entry that is proven.
    package var index: UInt64?
    /// The size from which growth is proven.
    package var since: UInt64?
    package var checkpoint: CheckpointFacts

    package init(index: UInt64? = nil, since: UInt64? = nil, checkpoint: CheckpointFacts) {
        self.index = index
        self.since = since
        self.checkpoint = checkpoint
    }
}

/// What came of checking a proof, as programs read it.
package struct CheckedProofFacts: Encodable {
    /// `ok` or `failed`.
    package var result: String
    package var summary: String
    package var checkpoint: CheckpointFacts

    package init(holds: Bool, summary: String, checkpoint: CheckpointFacts) {
        result = holds ? "ok" : "failed"
        self.summary = summary
        self.checkpoint = checkpoint
    }
}

/// What came of holding a ledger against what was signed for, as programs read it.
package struct VerifiedLedgerFacts: Encodable {
    /// `ok` or `failed`.
    package var result: String
    package var summary: String
    package var size: UInt64
    package var signed: UInt64
    package var checks: [Check]

    package init(holds: Bool, summary: String, size: UInt64, signed: UInt64, checks: [Check]) {
        result = holds ? "ok" : "failed"
        self.summary = summary
        self.size = size
        self.signed = signed
        self.checks = checks
    }
}
