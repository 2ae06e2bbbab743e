import CustodyDesk
import Desk
import Foundation
import Hummingbird
import Outcomes

/// Whose clock the times of the recordings are by: the zone in a person's words, and whether each camera's clock is right.
struct ClockScreen: Sendable {
    let portal: PortalState

    func add(to router: PortalRouter) {
        let cases = CaseScreen(portal: portal)
        router.get("case/:name/clock") { request, context in
            try await show(try cases.found(context), Visit(request, portal))
        }
        router.post("case/:name/clock") { request, context in
            try await say(try cases.found(context), request)
        }
    }

    // MARK: - Showing

    /// Its address for who comes from a page that needs a zone which nobody said yet.
    static func addressWhereZoneIsMissing(of found: OwnersCase) -> String {
        HandoverStep.clock.address(of: found) + "?zone=missing"
    }

    private func show(_ found: OwnersCase, _ visit: Visit) async throws -> Response {
        let draft = found.draft
        guard !draft.footage.isEmpty else { return .see(HandoverStep.recordings.address(of: found)) }
        let (boxed, _) = try await portal.atDesk { desk in
            Boxed(try CamerasScreen(portal: portal).look(found, draft, desk))
        }
        let (asked, cameras) = boxed.values
        var values = Self.values(cameras, draft, asked, visit)
        values["case"] = found.name
        values["steps"] = HandoverStep.clock.values(of: found, visit)
        if visit.address.hasSuffix("?zone=missing") { values["problem"] = visit.words["clock.zone-missing"] }
        if let problem = visit.problem { values["problem"] = problem }
        return portal.pages.page("clock", visit.words["clock.title"], values, visit)
    }

    /// How many cameras without anything of the time are listed.
    private static let mostOthers = 64

    private static func values(
        _ cameras: RecordedCameras, _ draft: OwnersDraft, _ asked: AskedCase, _ visit: Visit
    ) -> [String: Any] {
        let words = visit.words
        let places = PortalPlaces(words: words)
        let chosen = cameras.cameras.filter { draft.cameras?.contains($0.label) ?? false }
        var values: [String: Any] = [:]
        var number = 0
        let each = chosen.map { camera in
            defer { number += 1 }
            return row(number, camera.label, camera.needsZone, draft, places, visit)
        }
        values["cameras"] = each
        values["isChosen"] = !chosen.isEmpty
        let others =
            cameras.cameras.filter { !(draft.cameras?.contains($0.label) ?? false) }.map(\.label)
            + cameras.others + cameras.unread
        if !others.isEmpty {
            let rows = others.prefix(mostOthers).map { label in
                defer { number += 1 }
                return row(number, label, true, draft, places, visit)
            }
            // Whoever comes before they chose a camera misses one, and another clock may be why.
            values["others"] = ["each": rows, "isOpen": chosen.isEmpty] as [String: Any]
        }
        values["count"] = "\(number)"
        if chosen.contains(where: \.needsZone) || draft.zone != nil {
            values["zones"] = zones(draft, asked, places, visit)
        }
        values["places"] = places.all
        return values
    }

    private static func row(
        _ number: Int, _ label: String, _ needsZone: Bool, _ draft: OwnersDraft, _ places: PortalPlaces,
        _ visit: Visit
    ) -> [String: Any] {
        let words = visit.words
        let measured = draft.measured(label)
        let said = visit.again?["word-\(number)"] ?? (draft.clocks[label] ?? .unknown).rawValue
        var values: [String: Any] = [
            "number": "\(number)", "label": label, "name": label.harmlessOnPage, "needsZone": needsZone,
            "isRight": said == "right", "isMeasure": said == "measured" || said == "measure",
            "isUnknown": said == "unknown",
            "zone": visit.again?["zone-\(number)"] ?? draft.zone(of: label).map(places.name) ?? "",
            "zoneLabel": words("clock.other-zone", ["camera": label.harmlessOnPage]),
        ]
        if let measured {
            values["measured"] = ["text": ClockWords(words).inWords(measured), "label": label.inAddress]
        }
        return values
    }

    private static func zones(
        _ draft: OwnersDraft, _ asked: AskedCase, _ places: PortalPlaces, _ visit: Visit
    ) -> [String: Any] {
        let words = visit.words
        let own = ZonePlaces.ofThisComputer
        let given = draft.zone
        let choice = visit.again?["zone"] ?? (given.map { $0 == own ? "own" : "other" } ?? "own")
        let typed =
            visit.again?["place"] ?? (given == nil || given == own ? "" : given.map(places.name) ?? "")
        let listed = visit.again?["listed"] ?? ""
        var values: [String: Any] = [
            "isOther": choice == "other" || own == nil, "typed": typed,
            // Who typed a city that is not known is led to it.
            "isListed": visit.again.map { unknownPlaces.contains($0.problem) } ?? false,
            "countries": places.byCountry.map { country, places in
                [
                    "country": country,
                    "listedPlaces": places.map {
                        ["zone": $0.zone, "city": $0.city, "isChosen": $0.zone == listed] as [String: Any]
                    },
                ] as [String: Any]
            },
        ]
        if let own {
            values["own"] = [
                "text": words("clock.own", ["place": places.fullName(of: own)]), "isTicked": choice == "own",
            ]
        }
        // Where the place's clock is certainly another, its offset is all that the request tells.
        if asked.clock.zone == nil {
            let offset = String(asked.shown.request.window.from.rfc3339.suffix(6))
            if offset.first == "+" || offset.first == "-" {
                values["theirs"] = [
                    "text": words("clock.theirs", ["zone": offset]), "offset": offset,
                    "isTicked": choice == offset,
                ]
            }
        }
        return values
    }

    // MARK: - Saying

    /// The key of the words for a place that nobody can tell.
    ///
    /// - Parameter hasList: whether the page has the list of countries.
    private static func problem(_ unknown: UnknownPlace, hasList: Bool) -> String {
        if unknown.isSeveral { return "clock.several-places" }
        let kind = hasList ? "place" : "city"
        return unknown.near.isEmpty ? "clock.unknown-\(kind)" : "clock.near-\(kind)"
    }

    /// The keys of the words for a place that is not known.
    private static let unknownPlaces: Set = ["clock.unknown-place", "clock.near-place"]

    private func say(_ found: OwnersCase, _ request: Request) async throws -> Response {
        let form = try await PostedForm(request, portal.session)
        let visit = Visit(request, portal)
        let page = HandoverStep.clock.address(of: found)
        let before = found.draft
        var draft = before
        do {
            try Self.take(form, into: &draft, PortalPlaces(words: visit.words))
        } catch {
            return portal.again(
                page, form,
                Self.problem(error, hasList: form["zone"] != nil),
                ["text": error.text.harmlessOnPage, "near": error.near.joined(separator: "; ")])
        }
        let rows = (0..<Self.count(form))
        let toMeasure = rows.compactMap { number in
            form["word-\(number)"] == "measure" ? form["label-\(number)"] : nil
        }.first { draft.measured($0) == nil }
        let said = draft
        let (outcome, _) = try await portal.atDesk { desk -> (lacksZone: Bool, isOther: Bool) in
            let (old, new) = (
                try CamerasScreen(portal: portal).look(found, before, desk).cameras,
                try CamerasScreen(portal: portal).look(found, said, desk).cameras
            )
            let lacksZone = new.lackZone(said.cameras ?? [])
            if !lacksZone { try found.keep(said) }
            // Another clock may show another hour: of which cameras there is something then is chosen anew.
            let isOther = old.labels != new.labels || new.questions != old.questions
            return (lacksZone, isOther)
        }
        if outcome.lacksZone { return portal.again(page, form, "clock.zone-missing") }
        if let toMeasure { return .see("/case/\(found.name)/measure?camera=\(toMeasure.inAddress)") }
        if outcome.isOther { return .see(HandoverStep.cameras.address(of: found) + "?clock=changed") }
        return .see(HandoverStep.window.address(of: found))
    }

    /// A place that no zone is named for, or several.
    private struct UnknownPlace: Error {
        let text: String
        let isSeveral: Bool
        let near: [String]
    }

    /// How many cameras a form speaks of.
    private static func count(_ form: PostedForm) -> Int {
        min(1024, max(0, form["count"].flatMap { Int($0) } ?? 0))
    }

    private static func take(
        _ form: PostedForm, into draft: inout OwnersDraft, _ places: PortalPlaces
    ) throws(UnknownPlace) {
        switch form["zone"] {
        case "own": draft.zone = ZonePlaces.ofThisComputer
        case "other":
            // Of the list, which the page leads to where a city is not known.
            if let listed = form.text("listed"), ZonePlaces.all.contains(where: { $0.zone == listed }) {
                draft.zone = listed
                break
            }
            draft.zone = try form.text("place").map { text throws(UnknownPlace) in try zone(text, places) }
        case let offset?: draft.zone = try zone(offset, places)
        case nil: break
        }
        for number in 0..<count(form) {
            guard let label = form["label-\(number)"] else { continue }
            if form["zone-\(number)"] != nil {
                let typed = form.text("zone-\(number)")
                draft.setZone(
                    of: label, try typed.map { text throws(UnknownPlace) in try zone(text, places) })
            }
            switch form["word-\(number)"] {
            case "right": draft.setClock(of: label, isRight: true)
            case "unknown": draft.setClock(of: label, isRight: false)
            default: break
            }
        }
    }

    private static func zone(_ text: String, _ places: PortalPlaces) throws(UnknownPlace) -> String {
        let zones = places.zones(named: text)
        guard zones.count == 1, let zone = zones.first else {
            // What is only near is asked about and not taken.
            throw UnknownPlace(
                text: text, isSeveral: !zones.isEmpty,
                near: (zones.isEmpty ? ZonePlaces.near(text) : zones).map(places.name))
        }
        return zone
    }
}

/// How far a clock was off, in the page's words.
struct ClockWords {
    private let words: PortalWords

    init(_ words: PortalWords) { self.words = words }

    /// `183.0 seconds fast, give or take 1.6`.
    func inWords(_ error: MeasuredError) -> String {
        let key = error.errorNanoseconds < 0 ? "clock.slow" : "clock.fast"
        return words(
            key,
            [
                "seconds": seconds(error.errorNanoseconds.magnitude),
                "open": seconds(error.uncertaintyNanoseconds.magnitude),
            ])
    }

    private func seconds(_ nanoseconds: UInt64) -> String {
        (Double(nanoseconds) / 1e9).formatted(
            .number.precision(.fractionLength(1)).locale(words.locale))
    }
}
