// Whether a request that answers a counter-offer keeps to it.

extension LintRule {
    static let offers: [LintRule] = [
        LintRule("more-than-offered", .warning) { subject in
            guard let offer = subject.offer, case .success(let request) = subject.reading.verified else {
                return []
            }
            var excess = offer.excess(in: request)
            if request.answers?.request != offer.request {
                excess.append("an answer to another request than the one you made it to")
            }
            guard !excess.isEmpty else { return [] }
            return [
                Words(
                    "it says it answers your counter-offer and asks for more: \(excess.joined(separator: "; "))",
                    "Decide on what it asks now, not on what you offered.")
            ]
        },
        LintRule("offer-not-at-hand", .note) { subject in
            guard let answers = subject.reading.answers, subject.offer == nil else { return [] }
            return [
                Words(
                    "it says it answers a counter-offer (SHA-256 \(answers.offer.hex.prefix(16))…) that is not at "
                        + "hand, so nobody can say whether it keeps to it",
                    "If you made one, give it with --offer.")
            ]
        },
    ]
}
