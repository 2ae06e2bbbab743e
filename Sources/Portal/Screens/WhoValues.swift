import CustodyDesk
import Desk
import Foundation
import Outcomes

/// What the page about who asks is filled with.
struct WhoValues {
    private(set) var values: [String: Any] = [:]

    init(_ asked: AskedCase, _ visit: Visit) throws {
        let words = visit.words
        let request = asked.shown.facts.request
        let card = asked.requester.card
        let times = asked.times(words)
        let isOver = request.expired
        values["title"] = words(
            asked.who.isKnown ? "who.title" : "who.title-unknown", ["name": card.name.harmlessOnPage])
        values["name"] = card.name.harmlessOnPage
        let findings = Self.findings(asked).map { FindingValues.of($0, words) }
        values["findings"] = findings
        values["isRead"] = !isOver || !findings.isEmpty
        values["facts"] = Self.facts(asked, request, times, words)
        values["isOver"] = isOver
        values["standing"] = Self.standing(asked, words)
        // To what is over nothing is to be decided.
        if isOver { return }
        if case .stop = asked.who { values["isStop"] = true }
        let ticked = visit.again?.fields["line"] ?? []
        switch asked.who {
        case .unknown, .changed:
            var compare: [String: Any] = [
                "lines": ComparedLines(of: card).lines.enumerated().map { number, line -> [String: Any] in
                    ["number": "\(number)", "text": line, "isTicked": ticked.contains("\(number)")]
                },
                "lead": words("who.compare-lead", ["name": card.name.harmlessOnPage]),
            ]
            if let number = request.contact { compare["number"] = ["text": number.harmlessOnPage] }
            values["compare"] = compare
        case .renewed(let old):
            values["renewed"] = ["text": words("who.renewed", ["name": old.name.harmlessOnPage])]
        case .yourself, .compared, .certified:
            values["goesOn"] = true
        case .stop: break
        }
    }

    /// What stands out. A card for which a known key vouches needs no call, so that nobody is told to make one; and that the time
    /// is over, the page says above.
    private static func findings(_ asked: AskedCase) -> [RequestFinding] {
        var said: Set = ["expired"]
        if case .renewed = asked.who { said.insert("signer-unknown") }
        return asked.shown.facts.findings.filter { !said.contains($0.rule) }
    }

    // MARK: - Whose card it is

    private static func standing(_ asked: AskedCase, _ words: PortalWords) -> [String: Any] {
        func said(_ key: String, _ tone: String, _ values: [String: String] = [:]) -> [String: Any] {
            let (text, todo) = (words("standing.\(key)", values), words("standing.\(key)-todo", values))
            return ["tone": tone, "text": text, "todo": todo]
        }
        let name = asked.requester.card.name.harmlessOnPage
        switch asked.who {
        case .yourself: return said("yourself", "good")
        case .compared: return said("compared", "good", ["name": name])
        case .certified(let root):
            return said("certified", "good", ["name": name, "root": root.harmlessOnPage])
        case .renewed: return said("renewed", "open", ["name": name])
        case .unknown: return said("unknown", "open", ["name": name])
        case .changed(let old, _): return said("changed", "open", ["name": old.name.harmlessOnPage])
        case .stop(.otherDigits(let known)):
            return said("other-digits", "stop", ["name": name, "known": known.name.harmlessOnPage])
        case .stop(.notReliedOn): return said("not-relied-on", "stop", ["name": name])
        }
    }

    // MARK: - What is asked for

    private static func facts(
        _ asked: AskedCase, _ request: RequestFacts, _ times: PortalTimes, _ words: PortalWords
    ) -> [[String: Any]] {
        let card = request.agency.card
        let window = request.window
        let clock = asked.clock
        let (from, to) = (clock.shown(window.from), clock.shown(window.to))
        var wanted: [String] = []
        if request.wanted.video { wanted.append(words["who.video"]) }
        if request.wanted.audio { wanted.append(words["who.sound"]) }
        if request.wanted.stills { wanted.append(words["who.stills"]) }
        var rows: [(String, [String], Bool)] = [
            ("from", [card.name, card.organization].compactMap(\.self), true),
            ("purpose", [request.purpose], true),
            ("case", [request.caseNumber], true),
            ("place", Self.place(request, words), true),
            (
                "when",
                [
                    times.spanAlone(from, to),
                    words(
                        "who.length",
                        [
                            "length": times.length(nanoseconds: window.durationNanoseconds),
                            "zone": times.zoneName(from: from, to: to),
                        ]),
                ], false
            ),
            ("wanted", [wanted.joined(separator: ", ").asLine(words.locale)], false),
        ]
        if let offence = request.offence { rows.append(("offence", [offence], true)) }
        rows.append(
            request.legalBasis == "voluntary"
                ? ("basis", [words["who.voluntary"]], false) : ("basis", [request.legalBasis], true))
        rows.append(
            (
                "readers",
                request.recipients.map { reader in
                    [reader.card.name, reader.card.organization].compactMap(\.self).joined(separator: ", ")
                        + " (\(words["role.\(reader.card.role.rawValue)"]))"
                }, true
            ))
        rows.append(
            ("kept", [request.terms.retention ?? words["who.not-said"]], request.terms.retention != nil))
        rows.append(
            (
                "shared", [request.terms.onwardSharing ?? words["who.not-said"]],
                request.terms.onwardSharing != nil
            ))
        rows.append(
            (
                "until",
                [
                    request.expired
                        ? words("who.expired", ["time": times.moment(clock.shown(request.expires))])
                        : times.moment(clock.shown(request.expires)).asLine(words.locale)
                ], false
            ))
        return rows.map { key, lines, isTheirs in
            [
                "label": words["fact.\(key)"], "isTheirs": isTheirs,
                "lines": lines.map { $0.harmlessOnPage },
            ]
        }
    }

    private static func place(_ request: RequestFacts, _ words: PortalWords) -> [String] {
        let place = request.location
        guard let latitude = place.latitude, let longitude = place.longitude else { return [place.text] }
        let degrees = FloatingPointFormatStyle<Double>.number.precision(.fractionLength(0...6)).locale(
            words.locale)
        var places = ["latitude": latitude.formatted(degrees), "longitude": longitude.formatted(degrees)]
        guard let radius = place.radiusMetres else { return [place.text, words("who.point", places)] }
        places["metres"] = Int64(clampingMetres: radius).formatted(.number.locale(words.locale))
        return [place.text, words("who.around", places)]
    }
}

extension Int64 {
    /// Whole metres of a radius, which a request bounds by half the way around the Earth.
    fileprivate init(clampingMetres metres: Double) {
        self = Int64(Swift.max(0, Swift.min(metres.rounded(), 1e9)))
    }
}

/// What the linter found, in the words of the page's table; the desk's own sentence stands behind it where it tells more.
enum FindingValues {
    /// The rules of which the desk's sentence says what the page's words say.
    private static let saidWhole: Set = [
        "area-not-stated", "case-number-missing", "contact-missing", "purpose-missing",
        "retention-not-promised",
        "sharing-not-limited", "signer-unknown",
    ]

    static func of(_ finding: RequestFinding, _ words: PortalWords) -> [String: Any] {
        var values: [String: Any] = [
            "tone": finding.weight.tone, "label": words["finding.\(finding.weight.rawValue)"],
            "what": words["finding.\(finding.rule)"], "todo": words["finding.\(finding.rule)-todo"],
        ]
        if !saidWhole.contains(finding.rule) {
            values["detail"] =
                (finding.reason.prefix(1).uppercased() + finding.reason.dropFirst() + ".").harmlessOnPage
        }
        return values
    }
}

extension RequestFinding.Weight {
    fileprivate var tone: String {
        switch self {
        case .stop: "stop"
        case .warning: "warn"
        case .note: "open"
        }
    }
}

extension WhoAsks {
    /// Whether the name on the card is that of who signed, as far as the owner knows: compared, or vouched for by a key they know.
    var isKnown: Bool {
        switch self {
        case .yourself, .compared, .certified, .renewed: true
        case .unknown, .changed, .stop: false
        }
    }
}

extension AskedCase {
    /// Whether nobody can agree to it: the time to answer is over, or the card is not to be relied on. Its first page says so.
    var takesNoYes: Bool {
        if case .stop = who { return true }
        return shown.facts.request.expired
    }

    /// The clock of the place.
    var clock: RequestClock { RequestClock(shown.request.window) }

    /// Times as the page shows them.
    func times(_ words: PortalWords) -> PortalTimes { PortalTimes(words: words, zone: clock.zone) }
}
