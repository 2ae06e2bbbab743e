import Outcomes
import Statements

/// Several bundles of which the same is written down.
package struct AccountedBundles {
    /// The bundles, each with the chain beside it.
    package var paths: [String]
    /// A file with the certificates of time-stamping authorities to trust; nil where none were chosen.
    package var authorities: String?
    /// What the machine knows of other bundles.
    package var register: CustodiansRegister
    /// Whether a second chain is meant to begin where one has a chain elsewhere.
    package var beginsSecondChain: Bool
    /// What is done about words that say more than they should.
    package var texts: TextScrutiny

    package init(
        _ paths: [String], authorities: String? = nil, register: CustodiansRegister,
        beginsSecondChain: Bool = false, texts: TextScrutiny = .none
    ) {
        self.authorities = authorities
        self.texts = texts
        self.paths = paths
        self.register = register
        self.beginsSecondChain = beginsSecondChain
    }

    /// Writes down what was done with each. One of which it cannot be written is a row that says so.
    ///
    /// - Parameters:
    ///   - identity: opened once.
    ///   - telling: is given each row as soon as it is known.
    /// - Returns: the worst that was met.
    /// - Throws: ``DeskError`` for what stops all of them.
    package func write(
        _ deed: CustodyDeed, by identity: IdentityAtHand, trust: Trust, media: BundleToVerify.Media?,
        telling: (AccountedRowFacts) throws(DeskError) -> Void
    ) throws(DeskError) -> BundleTotals.Worst {
        let opened = try identity.openedOnce()
        var worst = BundleTotals.Worst.holds
        for path in paths {
            var row = AccountedRowFacts(file: path)
            do throws(DeskError) {
                let written = try AccountedBundle(
                    path, custody: CustodyPlace(nil), authorities: authorities, register: register,
                    beginsSecondChain: beginsSecondChain, texts: texts
                ).write(deed, by: opened, trust: trust, media: media)
                let last = written.chain.links.last
                (row.entry, row.action, row.digest) = (
                    last?.entry.sequence, last?.entry.action.word, last?.digest.hex
                )
                (row.holds, row.findings) = (written.bundleHolds, written.findings)
                if case .refused(let refusal) = written.reliance {
                    (row.doubt, row.doubtKind) = (refusal.message, refusal.kind)
                }
            } catch {
                (row.reason, row.kind, row.remedy) = (error.message, error.kind, error.remedy)
            }
            worst = max(worst, row.worst)
            try telling(row)
        }
        return worst
    }
}
