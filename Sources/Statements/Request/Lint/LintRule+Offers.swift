// Whether a request that answers a counter-offer keeps to it.

extension LintRule {
    static let offers: [LintRule] = [
        LintRule("more-than-offered", .warning) { subject in
            guard let answered = subject.answered, answered.isOwn == true,
                case .success(let request) = subject.reading.verified
            else { return [] }
            let departures = answered.departures(of: request)
            guard !departures.isEmpty else { return [] }
            return [
                Words(
                    "it says it answers your counter-offer and does not keep to it. Other than what you offered and what they asked before: "
                        + departures.joined(separator: "; "),
                    "Decide on what it asks now, not on what you offered.")
            ]
        },
        LintRule("offer-not-yours", .warning) { subject in
            guard let answered = subject.answered, answered.isOwn != true else { return [] }
            let owner = answered.offer.owner
            return [
                answered.isOwn == false
                    ? Words(
                        "it answers a counter-offer that is not signed with your key: it was made in the name of "
                            + "\(owner.inWords), fingerprint \(owner.fingerprint.grouped)",
                        "Decide on what it asks. If nobody else may answer for you, find out who did.")
                    : Words(
                        "it answers a counter-offer in the name of \(owner.inWords), fingerprint "
                            + "\(owner.fingerprint.grouped), and which key is yours is not known here",
                        "Say which card is yours, or decide on what it asks.", step: .giveOwnCard)
            ]
        },
        LintRule("offer-not-at-hand", .note) { subject in
            guard let answers = subject.reading.answers, subject.answered == nil else { return [] }
            return [
                Words(
                    "it says it answers a counter-offer (SHA-256 \(answers.offer.hex.prefix(16))…) that is not at "
                        + "hand, so nobody can say whether it keeps to it",
                    "If you made one, give it too.", step: .giveOffer)
            ]
        },
        LintRule("former-request-not-at-hand", .note) { subject in
            guard let answered = subject.answered, answered.isOwn == true, answered.former == nil else {
                return []
            }
            return [
                Words(
                    "the request you made your counter-offer to (SHA-256 \(answered.offer.request.hex.prefix(16))…) is not "
                        + "at hand, so that purpose, place, readers and terms are still the same nobody can say",
                    "If you have it, give it too.", step: .giveFormerRequest)
            ]
        },
    ]
}
