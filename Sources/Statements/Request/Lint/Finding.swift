/// Something about a request that its owner should know before deciding.
///
/// It is advice: nothing in Proffer refuses because of a finding. Rules, limits and where they come from:
/// docs/spec/lint.md.
package struct Finding: Sendable, Hashable, Encodable {
    /// How much a finding weighs.
    package enum Weight: String, Sendable, Codable, CaseIterable, Comparable {
        /// Worth knowing.
        case note
        /// Beyond what an agency is commonly held to, or not known.
        case warning
        /// Nothing in the request can be relied on, or it cannot be granted as it is.
        case stop

        /// From the lightest to the heaviest.
        package static func < (one: Weight, other: Weight) -> Bool { one.rank < other.rank }

        private var rank: Int {
            switch self {
            case .note: 0
            case .warning: 1
            case .stop: 2
            }
        }
    }

    /// A step of the advice that is taken here and now. A front says what to type or to press for it.
    package enum Step: String, Sendable, Codable, CaseIterable {
        /// Trust the card of who asks, once its fingerprint was compared.
        case trustCard = "trust_card"
        /// Make a counter-offer of less time.
        case offerLess = "offer_less"
        /// Say which card is one's own.
        case giveOwnCard = "give_own_card"
        /// Give the counter-offer that the request answers.
        case giveOffer = "give_offer"
        /// Give the request that the counter-offer was made to.
        case giveFormerRequest = "give_former_request"
        /// Set a condition of how long they may keep the footage.
        case setRetention = "set_retention"
        /// Set a condition of whom they may pass it on to.
        case setSharing = "set_sharing"
    }

    /// The rule that found it, as docs/spec/lint.md calls it: `window-too-long`.
    package let rule: String
    /// How much it weighs.
    package let weight: Weight
    /// What was found, in plain words: a sentence without its full stop.
    package let reason: String
    /// What the owner can do, in plain words.
    package let advice: String
    /// The step of it that is taken here and now; nil where there is none.
    package let step: Step?

    /// Where the rule is explained, and where it comes from.
    package var source: String { "docs/spec/lint.md#\(rule)" }

    private enum CodingKeys: String, CodingKey { case rule, weight, reason, advice, step, source }

    /// Writes the fields and the source.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(rule, forKey: .rule)
        try container.encode(weight, forKey: .weight)
        try container.encode(reason, forKey: .reason)
        try container.encode(advice, forKey: .advice)
        try container.encodeIfPresent(step, forKey: .step)
        try container.encode(source, forKey: .source)
    }
}
