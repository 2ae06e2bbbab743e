import Outcomes
import Statements

/// What a person says of a signer nobody here vouches for, and to whom something of theirs is to go all the same.
///
/// Footage goes to whom a request names, and whoever signed the request chose them. So a stranger's request is answered with
/// yes only where the person said that they mean a stranger; where a name is trusted with another key, only where they say
/// which key.
package struct SignerAcceptance {
    /// How a person who is here is asked for the name on a card: they are shown it, and type it.
    package typealias Asking = (Card) throws(DeskError) -> String

    /// What a person said beforehand.
    package enum Said {
        /// Nothing: somebody unknown is refused, or asked about where somebody is here.
        case nothing
        /// That somebody unknown is meant, whoever it is.
        case anyone
        /// That whoever has the key of this fingerprint is meant.
        case key(ComparedFingerprint)
    }

    let said: Said
    let asking: Asking?

    /// - Parameter asking: how a person is asked; nil where nobody is here.
    package init(_ said: Said = .nothing, asking: Asking? = nil) {
        self.said = said
        self.asking = asking
    }

    /// From what a person gave.
    ///
    /// - Parameters:
    ///   - fingerprint: that of the key they mean; empty where they mean anybody, nil where they said nothing.
    /// - Throws: ``DeskError`` for a fingerprint that is too short to tell keys apart.
    package init(given fingerprint: String?, asking: Asking?) throws(DeskError) {
        switch fingerprint {
        case nil: self.init(.nothing, asking: asking)
        case "": self.init(.anyone, asking: asking)
        case let text?: self.init(.key(try ComparedFingerprint(text)), asking: asking)
        }
    }
}

extension Requester {
    /// Opens the identity of who answers with yes, and refuses to answer somebody unknown who was not accepted.
    ///
    /// One's own request is known by its key, which an identity tells once it is open; what needs no key is looked at before.
    ///
    /// - Parameter file: where the request was read.
    /// - Returns: the identity, and the requester as its owner knows them.
    /// - Throws: ``DeskError``, ``DeskError/Kind/notPermitted`` for a signer who is not accepted.
    package func answered(
        by identity: IdentityAtHand, _ acceptance: SignerAcceptance, in file: String
    ) throws(DeskError) -> (owner: Identity, requester: Requester) {
        try refuseHopeless(acceptance, in: file)
        let owner = try identity.open()
        let requester = known(to: owner.card)
        try requester.refuseUnaccepted(acceptance, in: file)
        return (owner, requester)
    }

    /// Refuses what no key at hand could change.
    private func refuseHopeless(_ acceptance: SignerAcceptance, in file: String) throws(DeskError) {
        if case .key(let fingerprint) = acceptance.said, !fingerprint.isOf(card) {
            throw DeskError(
                .notPermitted,
                "refused: \(file) is signed with another key than the one whose fingerprint was given: its card is that of "
                    + "\(card.inWords), fingerprint \(card.fingerprint.grouped)",
                remedy: .askForAnotherRequest, cause: DeskError.Cause(.whoContradicted))
        }
        switch standing {
        case .revoked, .doubtful:
            throw DeskError(
                .notPermitted, "refused: \(file) cannot be relied on: \(facts.reason ?? standing.word)",
                remedy: .askForAnotherRequest, cause: DeskError.Cause(.whoNotReliable))
        case .trusted, .certified, .unknown, .replaced: return
        }
    }

    private func refuseUnaccepted(_ acceptance: SignerAcceptance, in file: String) throws(DeskError) {
        guard let reason = facts.reason else { return }
        if case .key = acceptance.said { return }
        if let contradiction {
            throw DeskError(
                .notPermitted,
                "refused: \(file) is signed in the name of \(card.inWords) with a key that you do not know as theirs, and you "
                    + "know \(contradiction.inWords) by another, fingerprint \(contradiction.fingerprint.grouped): it may "
                    + "be somebody else who asks", remedy: .nameAcceptedKey(name: contradiction.name),
                cause: DeskError.Cause(.whoContradicted))
        }
        if case .replaced = standing {
            throw DeskError(
                .notPermitted, "refused: \(file) was \(reason)", remedy: .nameAcceptedKey(name: card.name),
                cause: DeskError.Cause(.whoNotReliable))
        }
        if case .anyone = acceptance.said { return }
        guard let asking = acceptance.asking else {
            throw DeskError(
                .notPermitted,
                "refused: you do not know who signed \(file): anybody can write the name \(card.quotedName) on a card, and "
                    + "what you give goes to whom they named (\(reason))", remedy: .acceptUnknownSigner,
                cause: DeskError.Cause(.whoUnknown))
        }
        guard SpokenName(try asking(card)) == SpokenName(card.name) else {
            throw DeskError(
                .notPermitted, "refused: what you typed is not the name on \(file), \(card.quotedName)",
                remedy: .acceptUnknownSigner, cause: DeskError.Cause(.nameWrong))
        }
    }
}

/// A name as a person types it: how its letters are composed and what space stands around it is the keyboard's.
private struct SpokenName: Equatable {
    private let text: String

    init(_ text: String) {
        // Texts compare by what they mean, however they are composed.
        self.text = String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
