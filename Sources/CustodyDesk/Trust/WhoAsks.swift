import Outcomes
import Statements

/// What an owner does about who asks before they answer.
package enum WhoAsks: Equatable, Sendable {
    /// Nothing: it is the owner themselves.
    case yourself
    /// Nothing: the owner compared the card before.
    case compared
    /// Nothing, as far as a certificate authority is believed whose name this is.
    case certified(root: String)
    /// Nothing but taking the new card: the key of the card that the owner compared vouches for it.
    case renewed(of: Card)
    /// To call them, and to compare the fingerprint: nobody here knows whose card it is.
    case unknown
    /// To call somebody whose card the owner has: its key signed this one, and something else changed, in words after “but”.
    case changed(of: Card, reason: String)
    /// Not to answer.
    case stop(Stop)

    /// Why a request is not answered.
    package enum Stop: Equatable, Sendable {
        /// The name is that of a card the owner has, or looks like it, and the fingerprint is another.
        case otherDigits(than: Card)
        /// The card was revoked, or replaced before it signed this; in words.
        case notReliedOn(reason: String)
    }
}

extension Requester {
    /// What the owner does about who asks.
    ///
    /// - Parameter trust: whom they trust.
    package func whoAsks(by trust: Trust) -> WhoAsks {
        switch standing {
        case .trusted(let card): return trust.isOwn(card) ? .yourself : .compared
        case .certified(_, _, let root): return .certified(root: root)
        case .replaced, .doubtful, .revoked:
            return .stop(.notReliedOn(reason: facts.reason ?? standing.word))
        case .unknown: break
        }
        // Before what a key vouches for: a card that replaces one may look like a third.
        if let known = trust.lookAlike(of: card) { return .stop(.otherDigits(than: known)) }
        guard let replacement = trust.replacement(by: card) else { return .unknown }
        return replacement.needsNoCall
            ? .renewed(of: replacement.predecessor)
            : .changed(
                of: replacement.predecessor, reason: listInWords(replacement.objections.map(\.inWords)))
    }
}

/// The fingerprint of who asks, as the owner compares it on the telephone: line by line.
package struct ComparedLines: Sendable {
    /// Four lines of four groups of four digits.
    package let lines: [String]
    private let card: Card

    package init(of card: Card) {
        self.card = card
        let groups = card.fingerprint.grouped.split(separator: " ")
        lines = stride(from: 0, to: groups.count, by: 4).map {
            groups[$0..<min($0 + 4, groups.count)].joined(separator: " ")
        }
    }

    /// Trusts the card once each line was read out and is the same.
    ///
    /// - Parameters:
    ///   - compared: the numbers of the lines that are the same, from 0.
    ///   - file: the statement that the card came in.
    /// - Throws: ``DeskError``, ``DeskError/Kind/notPermitted`` where a line is missing: part of a fingerprint could be made to
    ///   fit, and for a card that is not to be relied on. Nothing is trusted then.
    package func trust(
        comparing compared: Set<Int>, as who: WhoAsks, in file: String, _ source: TrustSource
    ) throws(DeskError) -> CardToTrust.Outcome {
        switch who {
        case .stop, .yourself:
            throw DeskError(.notPermitted, "refused: the card in \(file) is not one to be trusted")
        case .renewed: return try CardToTrust(card, in: file, compared: nil).add(to: source)
        case .compared, .certified, .unknown, .changed: break
        }
        guard compared.isSuperset(of: lines.indices) else {
            throw DeskError(
                .notPermitted,
                "refused: \(compared.intersection(lines.indices).count) of the \(lines.count) lines of the fingerprint were "
                    + "compared; the card is not trusted")
        }
        return try CardToTrust(card, in: file, compared: card.fingerprint.hex).add(to: source)
    }
}
