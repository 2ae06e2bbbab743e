import Outcomes
import Sealing
import StatementFiles
import Statements

/// A file that a person wants to add to what they trust: a card, or the revocation of one.
package struct CardToTrust {
    /// The file.
    package let file: String
    /// Who compared its fingerprint, when and how.
    package let comparison: ComparisonAnswer
    /// The card, where it came in another statement; nil where the file holds it.
    private let card: Card?

    package init(_ file: String, comparison: ComparisonAnswer) {
        self.file = file
        self.comparison = comparison
        card = nil
    }

    /// A card that came in another statement, such as that of who asks in their request.
    ///
    /// - Parameter file: the statement's file.
    package init(_ card: Card, in file: String, comparison: ComparisonAnswer) {
        self.file = file
        self.comparison = comparison
        self.card = card
    }

    /// What became of it.
    package enum Outcome {
        case added(AddedCard)
        case notTaken(CardNotTaken)
        case revocationKept(KeptRevocation)
    }

    /// Adds the card, or keeps the revocation.
    ///
    /// Who compared the fingerprint, when and how is written down beside the card; that nobody did is said of it. A card that
    /// the key of a trusted one signed is taken without a call only where nothing else changed; where anything did, its person
    /// must have read out the fingerprint.
    ///
    /// - Throws: ``DeskError`` where it is neither, has another fingerprint than was read out, or nothing was said of a
    ///   comparison. Nothing is added then.
    package func add(to source: TrustSource) throws(DeskError) -> Outcome {
        if let card { return try add(card, to: source) }
        let bytes = try telling { try StatementFile.read(file) }
        if let envelope = try? DSSEEnvelope(json: bytes), envelope.payloadType == CardRevocation.payloadType {
            return .revocationKept(try KeptRevocation(envelope, file: file, in: source))
        }
        return try add(try telling(in: file) { try Card(json: bytes) }, to: source)
    }

    private func add(_ card: Card, to source: TrustSource) throws(DeskError) -> Outcome {
        var compared: FingerprintComparison?
        if case .made(let given) = comparison { compared = try given.comparison(of: card, in: file) }
        let before = try source.content().trust
        let isNew = before.signer(card.fingerprint) == nil
        let replacement = before.replacement(by: card)
        let revocation = before.revocation(of: card.verifyingKey)
        note(card, isNew: isNew, replacement, revocation, before: before, source.noting)
        if let replacement, isNew, compared == nil, replacement.isTakenOnlyAfterACall {
            return .notTaken(CardNotTaken(card, file: file, replacement, folder: source.folder.path))
        }
        let known = before.comparisons(of: card.fingerprint)
        if compared == nil, !(isNew ? replacement?.needsNoCall ?? false : !known.isEmpty) {
            switch comparison {
            case .made, .notWrittenDown: break
            case .asking(let ask): compared = try ask(card)?.comparison(of: card, in: file)
            // What is trusted already stays it.
            case .missing where !isNew: break
            case .missing:
                throw DeskError(
                    .usage,
                    "nothing was said of who compared the fingerprint of \(card.quotedName), when and by which number; "
                        + "\(file) is not trusted",
                    remedy: .sayWhoCompared(card: file))
            }
        }
        if !card.has(.ordinary) { source.noting(.trust(.postQuantumOnly(card))) }
        // What an authority says of the card, whether it is trusted by hand or not.
        let vouched = try source.withRoots(before).removing(card.fingerprint).standing(
            of: card, signed: .now())
        // The note first: without its card it does nothing.
        if let compared { try telling { try source.folder.add(compared) } }
        let path = try telling { try source.folder.add(card) }
        return .added(
            AddedCard(
                card, file: path, folder: source.folder.path, isNew: isNew, replacement, vouched, revocation,
                comparisons: known + (compared.map { [$0] } ?? []),
                isAuthorityAsked: source.certificateRoots != nil))
    }

    private func note(
        _ card: Card, isNew: Bool, _ replacement: Replacement?, _ revocation: CardRevocation?, before: Trust,
        _ noting: (Note) -> Void
    ) {
        let predecessor = replacement.flatMap { $0.needsNoCall ? $0.predecessor : nil }
        for other in before.cards
        where isNew && other.name == card.name && other.fingerprint != predecessor?.fingerprint {
            noting(.trust(.anotherInName(other)))
        }
        if let revocation {
            noting(.trust(.revokedAlready(since: revocation.since, reason: revocation.reason)))
        }
    }
}

extension Replacement {
    /// Whether the new card is taken only once somebody says that they compared it. A card whose predecessor was revoked
    /// is taken as any new card is: nothing vouches for it, and a call is asked for.
    fileprivate var isTakenOnlyAfterACall: Bool {
        objections.contains { objection in
            if case .revoked = objection { false } else { true }
        }
    }
}

/// A card that is trusted from now on, or was already.
package struct AddedCard {
    package let facts: AddedCardFacts
    package let card: Card
    package let isNew: Bool
    /// What is written down of who compared it, the latest last.
    package let comparisons: [FingerprintComparison]
    /// What is left to do before it is relied on.
    package let next: Next

    /// What is left to do before a card is relied on.
    package enum Next {
        /// Nothing: it replaces a trusted card, and nothing else changed.
        case nothing(replaces: Card)
        /// Its fingerprint is to be compared with its person, if that was not done.
        case compare(Comparison)
    }

    /// What is known of a card whose fingerprint decides.
    package struct Comparison {
        /// Whether somebody wrote down that its person read out the fingerprint.
        package let isDone: Bool
        /// That a trusted card's key signed it though it does not simply replace that; nil where none did.
        package let replacement: Replacement?
        /// Whether it says that it replaces a card, which is not shown here.
        package let saysItReplaces: Bool
        /// What an authority says of it.
        package let authority: Authority
    }

    /// What a certificate authority says of a card.
    package enum Authority {
        case notAsked
        case certifies(subject: String, root: String)
        case doesNotVouch(reason: String)
    }

    fileprivate init(
        _ card: Card, file: String, folder: String, isNew: Bool, _ replacement: Replacement?,
        _ vouched: SignerStanding, _ revocation: CardRevocation?, comparisons: [FingerprintComparison],
        isAuthorityAsked: Bool
    ) {
        self.card = card
        self.isNew = isNew
        self.comparisons = comparisons
        var authority = Authority.notAsked
        var root: String?
        if case .certified(_, let subject, let name) = vouched {
            authority = .certifies(subject: subject, root: name)
            root = name
        } else if isAuthorityAsked {
            authority = .doesNotVouch(reason: vouched.reason ?? "")
        }
        facts = AddedCardFacts(
            card, file: file, trust: folder, added: isNew, replacement: replacement,
            comparisons: comparisons, root: root, revoked: revocation)
        if let replacement, replacement.needsNoCall {
            next = .nothing(replaces: replacement.predecessor)
        } else {
            next = .compare(
                Comparison(
                    isDone: !comparisons.isEmpty, replacement: replacement,
                    saysItReplaces: replacement == nil && card.predecessor != nil, authority: authority))
        }
    }
}

/// A card that the key of a trusted one signed, and that is not taken before its person was called.
package struct CardNotTaken {
    package let facts: AddedCardFacts
    /// The trusted card, and the one that its key signed.
    package let trusted: Card
    package let card: Card
    /// Cards that are trusted already as the one after the same card.
    package let others: [Card]
    /// Why it is not taken, and what to do.
    package let refusal: DeskError

    fileprivate init(_ card: Card, file: String, _ replacement: Replacement, folder: String) {
        facts = AddedCardFacts(card, file: nil, trust: folder, added: false, replacement: replacement)
        trusted = replacement.predecessor
        self.card = card
        others = replacement.others
        refusal = DeskError(
            .notPermitted,
            "refused: \(file) is signed with the key of \(trusted.inWords), whose card you trust, but "
                + "\(listInWords(replacement.objections.map(\.inWords))); it is not trusted",
            remedy: .callAndCompare(name: trusted.name))
    }
}

extension Replacement {
    /// Cards that are trusted as the one after the same card.
    package var others: [Card] {
        objections.flatMap { objection -> [Card] in
            if case .fork(let others) = objection { others } else { [] }
        }
    }
}

/// A revocation that is kept, whether its card is trusted or not.
package struct KeptRevocation {
    package let facts: KeptRevocationFacts
    package let revocation: CardRevocation
    /// Whether the card is among those that are trusted.
    package let isTrusted: Bool
    /// Trusted cards that replaced it, whatever they say of themselves: the thief may have signed them all.
    package let successors: [Card]

    fileprivate init(_ envelope: DSSEEnvelope, file: String, in source: TrustSource) throws(DeskError) {
        let revocation = try telling(in: file) { try CardRevocation(verifying: envelope) }
        let before = try source.content().trust
        let path = try telling { try source.folder.add(revocation: envelope) }
        self.revocation = revocation
        isTrusted = before.signer(revocation.card.fingerprint) != nil
        successors = before.heirs(of: revocation.card)
        facts = KeptRevocationFacts(
            revocation, file: path, trust: source.folder.path, trusted: isTrusted, successors: successors)
    }
}
