import Outcomes
import Statements

/// Several receipts that an owner got.
package struct ReceiptsToRead {
    package var receipts: [String]
    /// The card file of who keeps the log, where that is not who received the bundles.
    package var keeper: String?

    package init(_ receipts: [String], keeper: String?) {
        self.receipts = receipts
        self.keeper = keeper
    }

    /// Reads and checks each as far as that goes without its bundle. One that cannot be read is a row that says so.
    ///
    /// - Parameters:
    ///   - owner: the owner's identity, opened once; nil leaves closed what the receivers say they read.
    ///   - noting: notes one that was read where the program has a journal; returns which, or nil.
    ///   - telling: is given each row as soon as it is known.
    /// - Returns: the worst that was met.
    /// - Throws: ``DeskError`` for what stops all of them.
    package func read(
        openedBy owner: IdentityAtHand?, trust: Trust, noting: (ShownReceipt) -> String?,
        telling: (ReceiptRowFacts) throws(DeskError) -> Void
    ) throws(DeskError) -> BundleTotals.Worst {
        let opened = try owner?.openedOnce()
        var worst = BundleTotals.Worst.holds
        for path in receipts {
            var row = ReceiptRowFacts(file: path)
            do throws(DeskError) {
                let shown = try ReceiptToRead(path, bundle: nil, keeper: keeper).read(
                    openedBy: opened, trust: trust)
                row.take(shown)
                row.journal = noting(shown)
            } catch {
                (row.reason, row.kind, row.remedy) = (error.message, error.kind, error.remedy)
            }
            worst = max(worst, row.worst)
            try telling(row)
        }
        return worst
    }
}

extension ReceiptRowFacts {
    fileprivate mutating func take(_ shown: ShownReceipt) {
        let receipt = shown.receipt
        result = !shown.holds ? .failed : shown.standing.card == nil ? .signerUnknown : .ok
        (bundle, archive, time) = (receipt.bundle, receipt.archive, receipt.time)
        (receiver, receiverFingerprint) = (receipt.receiver.name, receipt.receiver.fingerprint.hex)
        (standing, note) = (shown.standing.word, shown.note)
        condition = receipt.checks.holds ? "ok" : "failed"
        failed = shown.checks.filter(\.isFailed).map(\.id.rawValue)
        if case .refused(let refusal) = shown.reliance {
            (doubt, doubtKind) = (refusal.message, refusal.kind)
        }
    }
}
