import Sealing

/// What a good signature is worth: whose it is known to be, and whether the key was still to be relied on.
///
/// Never a Boolean: *unknown*, *replaced* and *revoked* are different things to a person, and each says what to do.
package enum SignerStanding: Sendable, Hashable {
    /// The card was added by hand.
    case trusted(Card)
    /// A certificate authority that was chosen vouches for the card.
    case certified(Card, subject: String, root: String)
    /// Nobody here vouches for the card; `note` says what else is known of it.
    case unknown(note: SignerNote?)
    /// The key was replaced before it signed.
    case replaced(Card, by: Card, signed: WallTime)
    /// The key was revoked, and nothing shows that it signed before.
    case doubtful(name: String, CardRevocation, signed: WallTime)
    /// The key was revoked before it signed, as the signature says itself.
    case revoked(name: String, CardRevocation, signed: WallTime)

    /// The card, where it is known whose it is and the key can be relied on.
    package var card: Card? {
        switch self {
        case .trusted(let card), .certified(let card, _, _): card
        case .unknown, .replaced, .doubtful, .revoked: nil
        }
    }

    /// Whose key it is known to be, relied on or not; nil where nobody here knows.
    package var name: String? {
        switch self {
        case .trusted(let card), .certified(let card, _, _), .replaced(let card, _, _): card.name
        case .doubtful(let name, _, _), .revoked(let name, _, _): name
        case .unknown: nil
        }
    }

    /// Whether the key is known and was withdrawn: replaced, or revoked. That is more than nobody knowing it.
    package var isWithdrawn: Bool {
        switch self {
        case .replaced, .doubtful, .revoked: true
        case .trusted, .certified, .unknown: false
        }
    }

    /// `trusted`, `certified`, `unknown`, `replaced`, `doubtful` or `revoked`.
    package var word: String {
        switch self {
        case .trusted: "trusted"
        case .certified: "certified"
        case .unknown: "unknown"
        case .replaced: "replaced"
        case .doubtful: "doubtful"
        case .revoked: "revoked"
        }
    }

    /// Why the signer is not relied on, after “valid, ”; nil where they are.
    package var reason: String? {
        switch self {
        case .trusted, .certified: nil
        case .unknown(let note): "signer unknown" + (note.map { "; \($0.text)" } ?? "")
        case .replaced(let card, let successor, let signed):
            "signed on \(signed.toTheSecond) with a key of \(card.quotedName) that was replaced on "
                + "\(successor.created.toTheSecond)"
        case .doubtful(let name, let revocation, let signed):
            "the card of \(name.quoted) was revoked as of \(revocation.since.toTheSecond) (\(revocation.reason.quoted)); that this was "
                + "signed before, on \(signed.toTheSecond), is the word of whoever has the key"
        case .revoked(let name, let revocation, let signed):
            "signed on \(signed.toTheSecond), and the card of \(name.quoted) was revoked as of "
                + "\(revocation.since.toTheSecond) (\(revocation.reason.quoted))"
        }
    }
}

extension Trust {
    /// What a signature is worth that is known to be good.
    ///
    /// - Parameters:
    ///   - card: the signer's, as the statement carries it.
    ///   - signed: when, by the word of who signed.
    ///   - proven: the latest moment at which it can have been signed, by the word of a time-stamping authority that is
    ///     trusted; nil where nobody says so.
    ///   - now: the present, at which revocation lists of certificate authorities must be in force.
    package func standing(
        of card: Card, signed: WallTime, provenBefore proven: WallTime? = nil, now: WallTime = .now()
    ) -> SignerStanding {
        if let revocation = revocation(of: card.verifyingKey) {
            if signed >= revocation.since { return .revoked(name: card.name, revocation, signed: signed) }
            guard let proven, proven < revocation.since else {
                return .doubtful(name: card.name, revocation, signed: signed)
            }
        }
        if let known = signer(card.fingerprint) {
            let isOlder =
                proven.map { proven in successor(of: known).map { proven < $0.created } ?? true } ?? false
            if let successor = successor(of: known), signed >= successor.created, !isOlder {
                return .replaced(known, by: successor, signed: signed)
            }
            return .trusted(known)
        }
        let vouched = certified(card, signed: signed, now: now)
        guard case .unknown(let note) = vouched else { return vouched }
        if let replacement = replacement(by: card) { return .unknown(note: replacement.note) }
        guard let known = lookAlike(of: card) else { return vouched }
        let warning = warning(of: card, lookingLike: known)
        return .unknown(
            note: SignerNote(
                [warning, note?.text].compactMap(\.self).joined(separator: "; "), settledBy: note?.settled))
    }

    /// What is said of a card whose name is that of a known one, or looks like it, and whose key is another.
    private func warning(of card: Card, lookingLike known: Card) -> String {
        let fingerprint = "fingerprint \(known.fingerprint.grouped)"
        guard !isOwn(known) else {
            return
                "its name is yours or looks like it, and its key is not that of your own card, \(fingerprint)"
        }
        return known.name == card.name
            ? "you trust another card of this name, \(fingerprint), and the key of this one is another: ask them"
            : "its name looks like that of \(known.inWords), whose card you trust, \(fingerprint), and its key is another: "
                + "ask them"
    }

    private func certified(_ card: Card, signed: WallTime, now: WallTime) -> SignerStanding {
        guard let chain = card.certificates else { return .unknown(note: nil) }
        guard let roots = certificateRoots else {
            return .unknown(
                note: SignerNote(
                    "a certificate for \(chain.subject.text.quoted) comes with the card, and was not checked",
                    settledBy: .givingCertificateRoots))
        }
        // A card can give itself any name; the authority has looked at that in the certificate only.
        guard chain.subject.commonName == card.name, chain.subject.organization == card.organization else {
            return .unknown(
                note: SignerNote("its certificate is for another name, \(chain.subject.text.quoted)"))
        }
        do {
            let root = try chain.verify(
                under: roots, signedAt: signed.unixSeconds, now: now.unixSeconds)
            return .certified(card, subject: chain.subject.text, root: root)
        } catch {
            return .unknown(note: SignerNote("\(error)"))
        }
    }
}

extension Replacement {
    /// What is known of the new card, for who does not trust it.
    fileprivate var note: SignerNote {
        guard !needsNoCall else {
            return SignerNote(
                "the card replaces that of \(predecessor.quotedName), which is trusted here, and is signed with its key: no call "
                    + "is needed before you trust it", settledBy: .trustingCard)
        }
        return SignerNote(
            "the card is signed with the key of \(predecessor.inWords), whose card is trusted here, but "
                + listInWords(objections.map(\.inWords))
                + ": call \(predecessor.quotedName) before you trust it")
    }
}

extension Replacement.Objection {
    /// Why a call is needed, after “but”.
    package var inWords: String {
        switch self {
        case .departs(let differences):
            listInWords(
                differences.map { difference in
                    difference == .created
                        ? "it is not the later one" : "the \(difference.inWords) is another"
                })
        case .fork(let others):
            others.count == 1
                ? "another card that you trust replaces the same one"
                : "\(others.count) other cards that you trust replace the same one"
        case .revoked(let revocation):
            "the old card was revoked as of \(revocation.since.toTheSecond) (\(revocation.reason.quoted))"
        }
    }
}

extension WallTime {
    /// Whole seconds since 1970.
    fileprivate var unixSeconds: Int64 {
        let second = Self.nanosecondsPerSecond
        return nanoseconds / second - (nanoseconds % second < 0 ? 1 : 0)
    }
}
