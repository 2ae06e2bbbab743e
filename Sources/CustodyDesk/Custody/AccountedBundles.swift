import Outcomes
import Statements

/// Several bundles of which the same is written down.
package struct AccountedBundles {
    /// The bundles, each with the chain beside it, and folders with bundles.
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
        try rows(by: identity, telling) { bundle, identity throws(DeskError) in
            try bundle.write(deed, by: identity, trust: trust, media: media)
        }
    }

    /// Takes over each that was offered to this person. One that cannot be taken over is a row that says so.
    ///
    /// - Parameters:
    ///   - identity: opened once.
    ///   - noting: takes, before anything is signed, who in a chain is not to be relied on.
    ///   - telling: is given each row as soon as it is known.
    /// - Returns: the worst that was met.
    /// - Throws: ``DeskError`` for what stops all of them.
    package func accept(
        by identity: IdentityAtHand, trust: Trust, noting: @escaping (Note) -> Void,
        telling: (AccountedRowFacts) throws(DeskError) -> Void
    ) throws(DeskError) -> BundleTotals.Worst {
        try rows(by: identity, telling) { bundle, identity throws(DeskError) in
            try bundle.accept(by: identity, trust: trust) { noting($0.naming(bundle.path)) }
        }
    }

    private func rows(
        by identity: IdentityAtHand, _ telling: (AccountedRowFacts) throws(DeskError) -> Void,
        _ doing: (AccountedBundle, IdentityAtHand) throws(DeskError) -> CustodyWritten
    ) throws(DeskError) -> BundleTotals.Worst {
        let files = try GivenBundles.files(paths, noting: register.noting)
        let opened = try identity.openedOnce()
        var worst = BundleTotals.Worst.holds
        for path in files {
            var row = AccountedRowFacts(file: path)
            do throws(DeskError) {
                let bundle = AccountedBundle(
                    path, custody: CustodyPlace(nil), authorities: authorities,
                    register: CustodiansRegister(at: register.path) { register.noting($0.naming(path)) },
                    beginsSecondChain: beginsSecondChain, texts: texts)
                row.take(try doing(bundle, opened))
            } catch {
                (row.reason, row.kind, row.remedy) = (error.message, error.kind, error.remedy)
            }
            worst = max(worst, row.worst)
            try telling(row)
        }
        return worst
    }
}

extension AccountedRowFacts {
    fileprivate mutating func take(_ written: CustodyWritten) {
        let last = written.chain.links.last
        (entry, action, digest) = (last?.entry.sequence, last?.entry.action.word, last?.digest.hex)
        (holds, findings) = (written.bundleHolds, written.findings)
        if case .refused(let refusal) = written.reliance {
            (doubt, doubtKind) = (refusal.message, refusal.kind)
        }
    }
}

extension Note {
    /// The same with the bundle that it is about, as one of many.
    fileprivate func naming(_ bundle: String) -> Note {
        switch self {
        case .custody(.found(let finding)): .custody(.foundIn(file: bundle, finding))
        case .custody(.offerLapses(let receiver, let entry, _)):
            .custody(.offerLapses(receiver: receiver, entry: entry, of: bundle))
        default: self
        }
    }
}
