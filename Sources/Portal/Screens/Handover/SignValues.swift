import CustodyDesk
import Desk
import Outcomes

/// What the page is filled with on which an owner reads once more what they sign.
struct SignValues {
    private(set) var values: [String: Any] = [:]

    init(_ asked: AskedCase, _ proposed: ProposedConsent, _ words: PortalWords) {
        let name = asked.requester.card.name.harmlessOnPage
        values["lead"] = words("sign.lead", ["name": name])
        values["facts"] = Self.facts(asked, proposed, words)
        // That the card was never compared, the field for the name of who asks says below.
        values["findings"] = asked.shown.facts.findings.filter {
            $0.weight >= .warning && $0.rule != "signer-unknown"
        }
        .map { FindingValues.of($0, words) }
        switch asked.who {
        case .yourself, .compared, .certified, .stop: break
        case .unknown, .changed, .renewed:
            values["unknown"] = [
                "name": name, "text": words("sign.unknown", ["name": name]),
                "label": words("sign.type-name", ["name": name]),
            ]
        }
    }

    private static func facts(
        _ asked: AskedCase, _ proposed: ProposedConsent, _ words: PortalWords
    ) -> [[String: Any]] {
        let (request, clock, times) = (asked.shown.facts.request, asked.clock, asked.times(words))
        let (from, to) = (clock.shown(proposed.window.from), clock.shown(proposed.window.to))
        let card = request.agency.card
        let rows: [(String, [String], Bool)] = [
            ("to", [card.name, card.organization].compactMap(\.self), true),
            ("for", [request.caseNumber, request.purpose], true),
            (
                "readers",
                request.recipients.map { reader in
                    [reader.card.name, reader.card.organization].compactMap(\.self).joined(separator: ", ")
                } + [words["sign.yourself"].asLine(words.locale)], false
            ),
            ("cameras", proposed.cameras.map(\.name), false),
            (
                "when",
                [
                    times.spanAlone(from, to),
                    words(
                        "who.length",
                        [
                            "length": times.length(nanoseconds: proposed.window.durationNanoseconds),
                            "zone": times.zoneName(from: from, to: to),
                        ]),
                ], false
            ),
            (
                "sound",
                [words[proposed.hasSound ? "sign.sound-goes" : "sign.sound-stays"].asLine(words.locale)],
                false
            ),
            (
                "conditions",
                proposed.conditions.isEmpty
                    ? [words["sign.no-conditions"].asLine(words.locale)] : proposed.conditions, false
            ),
            ("until", [times.moment(clock.shown(proposed.expires)).asLine(words.locale)], false),
            ("stays", Self.stays(proposed, clock, times, words), false),
            (
                "names",
                [words["sign.names-of-files"]] + proposed.cameras.flatMap(\.files), false
            ),
        ]
        return rows.map { key, lines, isTheirs in
            [
                "label": words["signed.\(key)"], "isTheirs": isTheirs,
                "lines": lines.map { $0.harmlessOnPage },
            ]
        }
    }

    private static func stays(
        _ proposed: ProposedConsent, _ clock: RequestClock, _ times: PortalTimes, _ words: PortalWords
    ) -> [String] {
        let kept = proposed.kept
        var lines: [String] = []
        for window in [kept.before, kept.after].compactMap(\.self) {
            lines.append(times.span(clock.shown(window.from), clock.shown(window.to)))
        }
        if kept.sound { lines.append(words["sign.kept-sound"]) }
        if kept.stills { lines.append(words["sign.kept-stills"]) }
        lines += proposed.camerasKept.map { words("sign.kept-camera", ["camera": $0]) }
        return (lines + [words["sign.kept-rest"]]).map { $0.asLine(words.locale) }
    }
}
