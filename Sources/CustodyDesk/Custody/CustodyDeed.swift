import Bundle
import Files
import Outcomes
import Records
import Register
import StatementFiles
import Statements

/// What somebody did with a bundle they hold, and writes into its custody chain.
package enum CustodyDeed {
    /// It arrived. `sender` is the card file of who brought it; only its fingerprint is written.
    case received(sender: String?, how: String)
    /// It was checked, with their key where that opens it.
    case verified
    /// It was copied: the copy is read, and must be the same file.
    case copied(to: String, copy: String)
    /// It is handed over to whose card is in a file; in force once they have signed too.
    case transferred(receiver: String)
    /// It was destroyed, given back, or found to be gone: what was seen, more of it in words, and why.
    case disposed(DisposalSeen, how: String?, why: String)
    /// The entry of that number was a slip.
    case corrected(entry: UInt64, why: String)
    /// An office, whose identity signs, goes on without whose card is in a file.
    case succeeded(person: String, SuccessionCause, why: String)
}

/// What was seen of a bundle that was disposed of.
package typealias DisposalSeen = CustodyAction.Disposed.Seen

/// Why an office goes on without somebody.
package typealias SuccessionCause = CustodyAction.Succeeded.Cause

/// A bundle that somebody accounts for.
package struct AccountedBundle {
    /// The bundle.
    package let path: String
    /// Where its custody chain lies, or will lie.
    package let custody: CustodyPlace
    /// A file with the certificates of time-stamping authorities to trust; nil where none were chosen.
    package let authorities: String?
    /// What the machine knows of other bundles.
    package let register: CustodiansRegister
    /// Whether a second chain is meant to begin where the bundle has one elsewhere, as that is lost.
    package let beginsSecondChain: Bool
    /// What is done about words that say more than they should.
    package let texts: TextScrutiny

    package init(
        _ path: String, custody: CustodyPlace, authorities: String? = nil,
        register: CustodiansRegister = .none, beginsSecondChain: Bool = false, texts: TextScrutiny = .none
    ) {
        self.texts = texts
        self.authorities = authorities
        self.path = path
        self.custody = custody
        self.register = register
        self.beginsSecondChain = beginsSecondChain
    }

    /// Writes down what was done, and signs it.
    ///
    /// Only who holds the bundle by its chain writes into that. A bundle that does not hold is written down all the same
    /// as received or verified, with what is wrong with it. As anything else it is written down only once the chain says
    /// so: nobody copies, hands over or disposes of as sound what is not.
    ///
    /// - Throws: ``DeskError``; then the chain is as it was.
    package func write(
        _ deed: CustodyDeed, by identity: IdentityAtHand, trust: Trust, media: BundleToVerify.Media?
    ) throws(DeskError) -> CustodyWritten {
        var sender: Card?
        var receiver: Card?
        if case .received(let path?, _) = deed { sender = try Card(file: path) }
        var person: Card?
        if case .transferred(let path) = deed { receiver = try Card(file: path) }
        if case .succeeded(let path, _, _) = deed { person = try Card(file: path) }
        let registered = try register.open()
        if deed.isDisposal { try nameCopies(knownIn: registered) }
        if case .copied(_, let copy) = deed { try requireAnotherFile(copy) }
        if let place = try placeWithoutBundle(deed) {
            return try writeAlone(deed, by: identity, trust: trust, person: person, place, registered)
        }
        let signer = try identity.open()
        let held = try held(
            by: signer, trust: trust, looksInside: deed.isToldOfAnyState, media: media)
        let known = try oneAccount(of: held, for: deed, in: registered)
        if case .verified = deed, let chain = try writeSealNotRead(held, by: signer, registered) {
            return CustodyWritten(chain, held, receiver: nil, trust: trust, findings: known.findings)
        }
        let isTold = try telling { try deed.isToldOfAnyState || held.chain().saysDamaged }
        guard held.checks.holds || isTold else {
            throw DeskError(
                .doesNotHold,
                "\(path): the bundle does not hold, so it is not written down that it was \(deed.word): "
                    + held.verification.report.summary,
                remedy: .writeVerified)
        }
        try texts.look(at: deed.texts, knowing: deed.texts.isEmpty ? [] : held.names(in: trust))
        if !deed.takesBack(in: chainThere) { held.custody.tellOfLapse(by: signer, register.noting) }
        let chain = try telling {
            switch deed {
            case .received(_, let how):
                try held.addReceived(
                    from: sender, how: how, goingOnFrom: beginsSecondChain ? nil : known.chainToGoOn)
            case .verified: try held.add(.verified(held.checks))
            case .copied(let place, let copy): try held.addCopied(copy, to: place)
            case .transferred: try receiver.map { try held.offer(to: $0) } ?? held.chain()
            case .disposed(let seen, let how, let why):
                try held.add(.disposed(.init(seen, found: .bundle, how: how, why: why)))
            case .corrected(let entry, let why):
                try held.add { chain in try chain.correction(ofEntry: entry, why: why) }
            case .succeeded(_, let cause, let why):
                try person.map { try held.add(.succeeded(.init($0.fingerprint, cause, why: why))) }
                    ?? held.chain()
            }
        }
        registered?.keep(
            known.seen(held, chain: chain, isSecondMeant: beginsSecondChain), noting: register.noting)
        // Copies were named before the disposal was signed.
        let findings =
            known.findings.filter { !(deed.isDisposal && $0.isOfCopy) }
            + (deed.isDisposal ? [] : [held.duePassed(for: signer.card)].compactMap(\.self))
        return CustodyWritten(
            chain, held, receiver: receiver, trust: trust.adding(own: signer.card), findings: findings)
    }

    /// Takes over a bundle that was offered to this person, who holds it from then on.
    ///
    /// - Parameter noting: takes, before anything is signed, who in the chain is not to be relied on, the giver among them.
    /// - Throws: ``DeskError`` where the chain does not end with a transfer of this very file to them.
    package func accept(
        by identity: IdentityAtHand, trust: Trust, noting: (Note) -> Void = { _ in }
    ) throws(DeskError) -> CustodyWritten {
        let registered = try register.open()
        let receiver = try identity.open()
        let held = try held(by: receiver, trust: trust, looksInside: false, media: nil)
        let known = try oneAccount(of: held, for: nil, in: registered)
        if let chain = try telling({ try held.chainOnSeal() }) {
            try requireTwoSides(chain, receiver)
            for finding in BundleFinding.people(in: chain, notReliedOnBy: trust.adding(own: receiver.card)) {
                noting(.custody(.found(finding)))
            }
        }
        let chain = try telling { try held.accept() }
        registered?.keep(known.seen(held, chain: chain), noting: register.noting)
        return CustodyWritten(
            chain, held, receiver: nil, trust: trust.adding(own: receiver.card),
            findings: known.findings + [held.duePassed(for: receiver.card)].compactMap(\.self))
    }

    /// Looks whether the bundle is known already, and refuses what would make a second account of it, or take in what was disposed
    /// of.
    private func oneAccount(
        of held: HeldBundle, for deed: CustodyDeed?, in registered: Register?
    ) throws(DeskError) -> OneBundle {
        let known = try telling {
            try OneBundle(held, in: registered)
        }
        if case .received? = deed {
            try known.requireNotDisposed(of: path, isSecondMeant: beginsSecondChain)
        }
        try known.requireOneAccount(of: path, isSecondMeant: beginsSecondChain)
        return known
    }

    private func held(
        by identity: Identity, trust: Trust, looksInside: Bool, media: BundleToVerify.Media?
    ) throws(DeskError) -> HeldBundle {
        let certificates = try StatementFile.certificates(chosen: authorities)
        try custody.file(beside: path).requireBundle(at: path)
        return try telling {
            try HeldBundle(
                path, identity: identity, trust: trust, authorities: certificates,
                custody: custody.file(beside: path),
                looksInside: looksInside, media: media)
        }
    }
}

extension CustodyDeed {
    /// Whether the entry says in which state the bundle is, so that any is written down.
    fileprivate var isToldOfAnyState: Bool {
        switch self {
        case .received, .verified, .corrected, .succeeded: true
        case .copied, .transferred, .disposed: false
        }
    }

    /// Whether it says that the bundle was disposed of.
    var isDisposal: Bool { if case .disposed = self { true } else { false } }

    /// Whether it takes back the transfer that waits at the end of a chain.
    fileprivate func takesBack(in chain: CustodyChain?) -> Bool {
        guard case .corrected(let entry, _) = self else { return false }
        return chain?.openOffer?.entry.sequence == entry
    }

    /// The words in it that anyone may read.
    var texts: [String] {
        switch self {
        case .received(_, let how): [how]
        case .copied(let to, _): [to]
        case .disposed(_, let how, let why): [how, why].compactMap(\.self)
        case .corrected(_, let why), .succeeded(_, _, let why): [why]
        case .verified, .transferred: []
        }
    }

    /// What was done, as in an entry.
    fileprivate var word: String {
        switch self {
        case .received: "received"
        case .verified: "verified"
        case .copied: "copied"
        case .transferred: "handed over"
        case .disposed: "disposed of"
        case .corrected: "corrected"
        case .succeeded: "taken over"
        }
    }
}

/// A custody chain that something was written into.
package struct CustodyWritten {
    package let facts: CustodyFacts
    package let chain: CustodyChain
    /// The chain's file.
    package let file: String
    /// Who has to sign a transfer too; nil for anything else.
    package let receiver: Card?
    /// Whether who wrote may go by the bundle, as far as it was looked at.
    package let reliance: Reliance
    /// Whether the bundle holds, as far as it was looked at.
    package let bundleHolds: Bool
    /// The sentence on the bundle.
    package let summary: String
    /// What is found when the bundle is held against what the machine knows of others. Receipts are none of it.
    package let findings: [BundleFinding]

    /// Of a bundle that is not there any more.
    init(alone chain: CustodyChain, file: String, trust: Trust) {
        self.chain = chain
        self.file = file
        facts = CustodyFacts(chain, file: file, trust: trust)
        reliance = Reliance(chain, trust: trust)
        (receiver, findings, bundleHolds, summary) = (nil, [], true, "")
    }

    fileprivate init(
        _ chain: CustodyChain, _ held: HeldBundle, receiver: Card?, trust: Trust,
        findings: [BundleFinding]
    ) {
        self.chain = chain
        self.findings = findings.filter { if case .receiptBefore = $0 { false } else { true } }
        self.receiver = receiver
        file = held.custody.path
        facts = CustodyFacts(chain, held, trust: trust)
        reliance = held.reliance(trust, on: chain)
        bundleHolds = held.checks.holds
        summary = held.verification.report.summary
    }
}

extension CustodyChain {
    /// Whether the last entry that tells the bundle's state says that it does not hold.
    fileprivate var saysDamaged: Bool {
        let told = links.lazy.reversed().compactMap { link in
            switch link.entry.action {
            case .received(let facts): facts.checks
            case .verified(let checks): checks
            case .opened, .copied, .disclosed, .clockMeasured, .transferred, .disposed, .corrected,
                .succeeded:
                nil
            }
        }
        return told.first.map { !$0.holds } ?? false
    }
}

extension BundleFinding {
    /// Whether it names another file of the same bundle.
    fileprivate var isOfCopy: Bool {
        switch self {
        case .sameBundle, .otherBytes, .otherTimestamp: true
        default: false
        }
    }
}

extension CustodyFacts {
    /// A chain that was written into, with what the checks of its bundle came to.
    init(_ chain: CustodyChain, _ held: HeldBundle, trust: Trust) {
        self.init(chain, file: held.custody.path, trust: trust)
        state = State(held)
    }
}

extension CustodyFacts.State {
    /// What a bundle that somebody holds came to.
    init(_ held: HeldBundle) {
        let verification = held.verification
        self.init(
            verification.report,
            sealer: SealerFacts(
                verification.standing, fingerprint: verification.keyless.signerFingerprint))
    }
}

extension BundleFinding {
    /// Who in a chain is not to be relied on, each a finding.
    static func people(in chain: CustodyChain, notReliedOnBy trust: Trust) -> [BundleFinding] {
        trust.notReliedOn(in: chain).map { person, standing in
            .personNotReliedOn(
                name: person.card.name, person.card.fingerprint,
                isDoubted: standing.isWithdrawn || trust.contradiction(to: person.card) != nil,
                reason: standing.reason ?? "")
        }
    }
}
