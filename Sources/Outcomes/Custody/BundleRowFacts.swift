import Records
import Sealing
import Statements

/// What became of one of many bundles, as programs read it: a line of JSON, a row of a table.
package struct BundleRowFacts: Encodable, Sendable {
    /// What the checks came to.
    package enum Result: String, Encodable, Sendable {
        /// Every check that was made holds, and who sealed it is known.
        case ok
        /// Every check that was made holds; who sealed it is nobody known here, or their key was withdrawn.
        case signerUnknown = "ok_signer_unknown"
        /// A check does not hold.
        case failed
        /// It is no bundle at all.
        case notABundle = "not_a_bundle"
        /// It could not be checked to its end.
        case notChecked = "not_checked"
    }

    /// What was done about it.
    package enum Done: String, Encodable, Sendable {
        /// It was received: the entry or the receipt was written now.
        case received
        /// All of that had been done before, and nothing was written.
        case already
        /// It is another copy of a bundle that was received, or has a chain, elsewhere; nothing was written.
        case duplicate
        /// It was checked, and nothing more was asked.
        case checked
        /// It was not received, and ``BundleRowFacts/reason`` says why.
        case refused
    }

    package var file: String
    package var result: Result
    package var done: Done
    package var bundle: String?
    package var archive: ArchiveFacts?
    package var sealed: WallTime?
    /// The fingerprint of who sealed it.
    package var signer: String?
    /// Their name, by a card that is known, relied on or not; absent where none is.
    package var signerName: String?
    /// What their signature is worth.
    package var standing: SealerFacts.Standing?
    /// Why they are not relied on; absent where they are.
    package var standingReason: String?
    /// The sentence to read out.
    package var summary: String?
    /// The codes of the checks that do not hold.
    package var failed: [String]
    /// The file of the bundle that this one is a copy of.
    package var duplicateOf: String?
    /// When the receiver took it in, by the entry in its chain.
    package var received: WallTime?
    package var custody: String?
    package var receipt: String?
    /// At which place the ledger holds that it was received.
    package var ledgerPlace: UInt64?
    package var findings: [BundleFinding]
    /// Why it was not done.
    package var reason: String?
    /// What kind of an end that was.
    package var kind: DeskError.Kind?
    /// What helps, for a front to put into words.
    package var remedy: Remedy?

    private enum CodingKeys: String, CodingKey {
        case file, result, done, bundle, archive, sealed, signer, standing, summary, failed, received,
            custody, receipt,
            findings, reason, kind
        case signerName = "signer_name"
        case standingReason = "standing_reason"
        case duplicateOf = "duplicate_of"
        case ledgerPlace = "ledger_place"
    }

    /// A file of which nothing is known yet.
    package init(file: String, result: Result, done: Done) {
        self.file = file
        self.result = result
        self.done = done
        failed = []
        findings = []
    }
}

/// What many bundles came to.
package struct BundleTotals: Encodable, Sendable {
    package var bundles = 0
    package var received = 0
    /// Those of them that do not hold.
    package var receivedFailed = 0
    package var already = 0
    /// Those of them that do not hold.
    package var alreadyFailed = 0
    package var duplicates = 0
    package var refused = 0
    package var failed = 0
    package var notBundles = 0
    package var unknownSigners = 0
    /// Those that are sealed with a key which is known, and was replaced or revoked.
    package var withdrawnKeys = 0
    /// Files in the folders that do not begin as bundles, and were left alone.
    package var otherFiles = 0
    /// The worst that was met.
    package var worst = Worst.holds

    /// What a program acts on, the worst last.
    package enum Worst: Int, Encodable, Sendable, Comparable {
        /// All hold.
        case holds
        /// All hold; somebody who sealed is unknown, though all were to be known, or a chain is another person's.
        case notPermitted
        /// One is no bundle.
        case notUnderstood
        /// One could not be read or written: what is done stays done, and the next run goes on.
        case notDone
        /// One does not hold.
        case doesNotHold

        /// That one ended with an error of that kind; nil where it did not.
        package init(_ kind: DeskError.Kind?) {
            self =
                switch kind {
                case nil: .holds
                case .doesNotHold?: .doesNotHold
                case .notPermitted?: .notPermitted
                case .notUnderstood?: .notUnderstood
                default: .notDone
                }
        }

        package static func < (one: Worst, other: Worst) -> Bool { one.rawValue < other.rawValue }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode("\(self)")
        }
    }

    package init() {}

    /// Counts one more.
    ///
    /// - Parameters:
    ///   - requiresKnownSigners: whether an unknown signer, of the seal or in the custody chain, is no success.
    ///   - refusesWithdrawnKeys: whether one whose key is known to have been replaced or revoked is none.
    package mutating func add(
        _ row: BundleRowFacts, requiresKnownSigners: Bool, refusesWithdrawnKeys: Bool
    ) {
        let isWithdrawn = row.standing?.isWithdrawn == true
        if isWithdrawn { withdrawnKeys += 1 }
        bundles += 1
        switch row.done {
        case .received: received += 1
        case .already: already += 1
        case .duplicate: duplicates += 1
        case .refused: refused += row.result == .notABundle ? 0 : 1
        case .checked: break
        }
        var met = Worst.holds
        switch row.result {
        case .ok: break
        case .signerUnknown:
            if !isWithdrawn { unknownSigners += 1 }
            if requiresKnownSigners || isWithdrawn && refusesWithdrawnKeys { met = .notPermitted }
        case .failed:
            failed += 1
            if row.done == .received { receivedFailed += 1 }
            if row.done == .already { alreadyFailed += 1 }
            met = .doesNotHold
        case .notABundle:
            notBundles += 1
            met = .notUnderstood
        case .notChecked: met = .notDone
        }
        if row.done == .refused, row.result != .notABundle {
            met = max(met, Worst(row.kind ?? .brokeMidway))
        }
        let isOfStrangers = row.findings.contains {
            $0.isOfPerson && (requiresKnownSigners || $0.isOfDoubted && refusesWithdrawnKeys)
        }
        if isOfStrangers { met = max(met, .notPermitted) }
        if row.findings.contains(where: \.isFault) { met = max(met, .doesNotHold) }
        worst = max(worst, met)
    }
}
