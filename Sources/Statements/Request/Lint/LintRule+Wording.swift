// What the footage is for, and in which words one is asked. Word lists: they do not understand what they read.

extension LintRule {
    static let wording: [LintRule] = [
        LintRule("purpose-missing", .stop) { subject in
            guard subject.reading.purpose?.isBlank ?? true else { return [] }
            return [
                Words(
                    "it does not say what the footage is for", "It cannot be granted. Ask what it is for.")
            ]
        },
        LintRule("purpose-generic", .warning) { subject in
            guard let purpose = subject.reading.purpose, !purpose.isBlank else { return [] }
            let words = PhraseList.words(of: purpose)
            guard words.allSatisfy({ GenericWords.all.contains($0) || $0.allSatisfy(\.isNumber) }) else {
                return []
            }
            return [
                Words(
                    "\(purpose.quoted) could be said of any request: it does not say what happened",
                    "Ask what they look for. A purpose binds them later only if it says something.")
            ]
        },
        LintRule("pressure", .warning) { subject in
            let phrases = PhraseList.pressure.found(in: subject.texts)
            guard !phrases.isEmpty else { return [] }
            return [
                Words(
                    "its words put pressure on you: \(quoted(phrases))",
                    "A request on a voluntary basis may be declined without a reason. If it is an order, ask for "
                        + "the order itself, and show it to a lawyer.")
            ]
        },
        LintRule("lawful-activity", .warning) { subject in
            let phrases = PhraseList.lawfulActivity.found(
                in: [subject.reading.purpose, subject.reading.offence].compactMap(\.self))
            guard !phrases.isEmpty else { return [] }
            return [
                Words(
                    "it seems to be about a protest or another lawful activity: \(quoted(phrases))",
                    "Ask which offence is looked into. Footage of who was there is not needed for an offence nobody "
                        + "names.")
            ]
        },
    ]

    private static func quoted(_ phrases: [String]) -> String {
        phrases.prefix(4).map(\.quoted).joined(separator: ", ")
    }
}

extension LintSubject {
    /// Everything in the request that is written for a person.
    fileprivate var texts: [String] {
        [
            reading.purpose, reading.offence, reading.contact, reading.legalBasis, reading.location?.text,
            reading.terms?.retention, reading.terms?.onwardSharing,
        ].compactMap(\.self)
    }
}
