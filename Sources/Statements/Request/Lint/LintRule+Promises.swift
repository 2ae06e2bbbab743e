// What the agency promises, and how it can be reached.

extension LintRule {
    static let promises: [LintRule] = [
        LintRule("contact-missing", .note) { subject in
            guard subject.reading.contact?.isBlank ?? true else { return [] }
            return [
                Words(
                    "it does not say how to reach who asks", "Look up the agency's number yourself and call.")
            ]
        },
        LintRule("retention-not-promised", .note) { subject in
            guard subject.reading.terms?.retention?.isBlank ?? true else { return [] }
            return [
                Words(
                    "it does not say how long they keep the footage",
                    "Ask, or write into your consent how long they may.", step: .setRetention)
            ]
        },
        LintRule("sharing-not-limited", .note) { subject in
            guard subject.reading.terms?.onwardSharing?.isBlank ?? true else { return [] }
            return [
                Words(
                    "it does not say whom they pass the footage on to",
                    "Ask, or write into your consent whom they may.", step: .setSharing)
            ]
        },
        LintRule("not-voluntary", .note) { subject in
            guard let basis = subject.reading.legalBasis, !PhraseList.words(of: basis).isEmpty,
                PhraseList.words(of: basis) != ["voluntary"]
            else { return [] }
            return [
                Words(
                    "it states a legal basis: \(basis.quoted)",
                    "Ask for the order or the law in writing. If it is one, a lawyer can say what you have to do."
                )
            ]
        },
    ]
}
