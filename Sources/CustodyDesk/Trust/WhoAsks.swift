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

    /// Why a card is not trusted.
    package enum Refusal: Error, Equatable {
        /// It is one not to answer, or one's own.
        case notToBeTrusted
        /// A line was not compared: part of a fingerprint could be made to fit.
        case linesMissing
        /// Nobody said by which number they called, or that they met.
        case noNumber
        /// The number came with the request: whoever wrote that answers it.
        case numberOfRequest
        /// Nobody said who compared.
        case noName
    }

    /// What an owner says of the call.
    package struct Call: Sendable {
        /// The numbers of the lines that are the same, from 0.
        package var lines: Set<Int>
        /// The number they called; nil where they met.
        package var number: String?
        /// Who compared.
        package var by: String

        package init(lines: Set<Int>, number: String?, by: String) {
            self.lines = lines
            self.number = number
            self.by = by
        }
    }

    /// Trusts the card once each line was read out and is the same, by a number that did not come with the request. What was
    /// said of the call is written down beside the card.
    ///
    /// - Parameters:
    ///   - request: what the card came with.
    ///   - file: the request's file.
    /// - Throws: ``Refusal``, and ``DeskError``. Nothing is trusted then.
    package func trust(
        after call: Call, as who: WhoAsks, of request: Request, in file: String, _ source: TrustSource
    ) throws -> CardToTrust.Outcome {
        switch who {
        case .stop, .yourself: throw Refusal.notToBeTrusted
        case .renewed: return try CardToTrust(card, in: file, comparison: .missing).add(to: source)
        case .compared, .certified, .unknown, .changed: break
        }
        guard call.lines.isSuperset(of: lines.indices) else { throw Refusal.linesMissing }
        guard call.by.contains(where: { !$0.isWhitespace }) else { throw Refusal.noName }
        if let number = call.number {
            let called = CalledNumber(number)
            guard called.hasDigits else { throw Refusal.noNumber }
            guard !called.stands(inAnyOf: request.texts) else { throw Refusal.numberOfRequest }
        }
        let given = GivenComparison(
            read: card.fingerprint.hex, by: call.by, on: nil,
            way: call.number.map(GivenComparison.Way.number) ?? .faceToFace)
        return try CardToTrust(card, in: file, comparison: .made(given)).add(to: source)
    }
}
