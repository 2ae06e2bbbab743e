// How much is asked for: of which case, how long, how wide.

extension LintRule {
    static let scope: [LintRule] = [
        LintRule("case-number-missing", .warning) { subject in
            guard let number = subject.reading.caseNumber, !Self.isPlaceholder(number) else {
                return [
                    Words(
                        subject.reading.caseNumber.map {
                            $0.isBlank ? "it names no case" : "\($0.quoted) is hardly the number of a case"
                        } ?? "it names no case",
                        "Ask for the number of the case, and call the agency to hear whether there is such a case."
                    )
                ]
            }
            return []
        },
        LintRule("window-too-long", .warning) { subject in
            guard let window = subject.reading.window else { return [] }
            let hours = Double(window.durationNanoseconds) / 3600e9
            let limit = subject.limits.longestWindowHours
            guard hours > limit else { return [] }
            return [
                Words(
                    "it asks for \(number(hours)) hours, more than \(number(limit))",
                    "Ask what happened when, or offer less.", step: .offerLess)
            ]
        },
        LintRule("window-in-future", .warning) { subject in
            guard let window = subject.reading.window else { return [] }
            let asked = min(subject.moment, subject.reading.issued ?? subject.moment)
            guard asked < window.to else { return [] }
            return [
                Words(
                    "it asks for time that was still to come when it was asked for, up to \(window.to)",
                    "That is watching, not looking back. Ask why, and on what legal basis.")
            ]
        },
        LintRule("area-too-large", .warning) { subject in
            guard let radius = subject.reading.location?.radiusMetres else { return [] }
            let squareMiles = Double.pi * radius * radius / squareMetresInSquareMile
            let limit = subject.limits.largestAreaSquareMiles
            guard squareMiles > limit else { return [] }
            return [
                Words(
                    "it asks for everything within \(number(radius)) m, which is \(number(squareMiles)) square miles "
                        + "and more than \(number(limit))",
                    "Ask where it happened, and why they need so wide an area.")
            ]
        },
        LintRule("area-not-stated", .note) { subject in
            guard let location = subject.reading.location, location.radiusMetres == nil else { return [] }
            return [
                Words(
                    "it names a place in words and no radius, so nobody can say how wide an area is meant",
                    "Ask which of your cameras they have in mind.")
            ]
        },
        LintRule("recipient-outside-agency", .warning) { subject in
            guard let agency = subject.reading.agency else { return [] }
            return (subject.reading.recipients ?? []).compactMap { recipient in
                guard let organization = recipient.organization, !organization.isBlank,
                    Self.folded(organization) != agency.organization.map(Self.folded)
                else { return nil }
                return Words(
                    "\(recipient.inWords) would be able to open it, "
                        + "and is not of \(agency.organization?.quoted ?? "the organisation that asks")",
                    "Ask why footage goes there, and who else will get it.")
            }
        },
        LintRule("only-reader-one-person", .warning) { subject in
            guard let only = subject.reading.recipients?.onlyPerson else { return [] }
            return [
                Words(
                    "only \(only.inWords) would be able to open it, by a card that is one person's: if they leave or lose "
                        + "their keys, nobody there can",
                    "Ask for a request that names the card of their office as well, or of a second person.")
            ]
        },
        LintRule("recipient-without-organisation", .note) { subject in
            guard subject.reading.agency?.organization != nil else { return [] }
            return (subject.reading.recipients ?? []).filter { $0.organization?.isBlank ?? true }.map {
                Words(
                    "\($0.quotedName) would be able to open it, and their card names no organisation",
                    "Ask who that is.")
            }
        },
    ]

    private static let squareMetresInSquareMile = 1609.344 * 1609.344

    /// Two names of one organisation, written alike.
    private static func folded(_ text: String) -> [String] { PhraseList.words(of: text) }

    /// Whether a text stands where a number should, and is none.
    private static func isPlaceholder(_ text: String) -> Bool {
        let words = PhraseList.words(of: text)
        guard !words.isEmpty else { return true }
        let placeholders: Set<String> = [
            "na", "n", "a", "none", "no", "number", "nil", "null", "tbd", "tba", "pending", "unknown", "test",
            "keine", "unbekannt", "folgt", "ninguno", "desconocido", "pendiente", "xxx", "xx", "x", "0", "00",
            "000", "0000",
        ]
        return words.allSatisfy(placeholders.contains)
    }

    /// A number with at most two digits behind the point, rounded up so that what is more than a limit reads as more.
    private static func number(_ value: Double) -> String {
        let hundredths = (value * 100 - 1e-9).rounded(.up)
        guard hundredths.magnitude < 1e15 else { return "\(value)" }
        let whole = Int64(hundredths)
        guard whole % 100 != 0 else { return "\(whole / 100)" }
        let digits = whole % 100 < 10 ? "0\(whole % 100)" : "\(whole % 100)"
        return "\(whole / 100).\(digits.hasSuffix("0") ? String(digits.dropLast()) : digits)"
    }
}
