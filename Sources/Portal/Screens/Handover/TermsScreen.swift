import CustodyDesk
import Desk
import Foundation
import Hummingbird
import Outcomes

/// On which conditions, until when, and which of the three answers.
struct TermsScreen: Sendable {
    let portal: PortalState

    func add(to router: PortalRouter) {
        let cases = CaseScreen(portal: portal)
        router.get("case/:name/terms") { request, context in
            try await terms(try cases.found(context), Visit(request, portal))
        }
        router.post("case/:name/terms") { request, context in
            try await chosen(try cases.found(context), request)
        }
    }

    private func terms(_ found: OwnersCase, _ visit: Visit) async throws -> Response {
        if !found.takesYes() { return .see("/case/\(found.name)/sealing") }
        let words = visit.words
        let draft = found.draft
        let (values, _) = try await portal.atDesk { desk in
            let asked = try AskedCase(found, desk)
            let (clock, times) = (asked.clock, asked.times(words))
            let request = asked.shown.request
            let usual = clock.shown(OwnersDraft.usualExpiry(answering: request))
            let last = clock.shown(request.expires)
            // A day that is over is none to sign until.
            let until = draft.expires.flatMap { $0 > .now() ? clock.shown($0) : nil } ?? usual
            let from = clock.shown(draft.from ?? request.window.from)
            let to = clock.shown(draft.to ?? request.window.to)
            guard !asked.takesNoYes else { return Boxed(["takesNoYes": true] as [String: Any]) }
            var values: [String: Any] = [
                "name": asked.requester.card.name.harmlessOnPage,
                "until": String(until.rfc3339.prefix(10)), "last": String(last.rfc3339.prefix(10)),
                "least": String(clock.shown(.now()).rfc3339.prefix(10)),
                "untilHint": words(
                    usual < last ? "terms.until-hint" : "terms.until-last",
                    ["usual": times.short(usual), "last": times.short(last)]),
                "span": times.span(from, to), "zone": times.zoneName(from: from, to: to),
                "agree": words(
                    "terms.agree-makes",
                    ["name": asked.requester.card.name.harmlessOnPage]),
            ]
            values["again"] = try asked.earlierAnswers(found, words, desk)
            return Boxed(values)
        }
        // Its own page says that nobody can agree to it any more.
        if values.values["takesNoYes"] != nil { return .see(HandoverStep.who.address(of: found)) }
        var page = HandoverStep.terms.page(of: found, visit)
        page.merge(values.values) { $1 }
        let filled = visit.again
        let own = draft.conditions.filter { Condition.key(of: $0) == nil }
        let ticked = Set(draft.conditions.compactMap(Condition.key))
        page["conditions"] = Condition.usual.map { key in
            [
                "key": key, "text": words["condition.\(key)"],
                "isTicked": filled.map { $0.fields["condition"]?.contains(key) ?? false }
                    ?? ticked.contains(key),
            ] as [String: Any]
        }
        page["own"] = filled?["own"] ?? own.joined(separator: " ").harmlessOnPage
        if let until = filled?["until"] { page["until"] = until }
        return portal.pages.page("terms", words["terms.title"], page, visit)
    }

    private func chosen(_ found: OwnersCase, _ request: Request) async throws -> Response {
        let form = try await PostedForm(request, portal.session)
        let words = Visit(request, portal).words
        let conditions = Condition.chosen(in: form, words)
        do {
            _ = try await portal.atDesk { desk in
                let asked = try AskedCase(found, desk)
                var draft = found.draft
                draft.conditions = conditions
                let usual = asked.clock.shown(
                    OwnersDraft.usualExpiry(answering: asked.shown.request))
                let day = form.text("until").flatMap { $0 == usual.rfc3339.prefix(10) ? nil : $0 }
                try draft.expire(afterDay: day, answering: asked.shown.request)
                try found.keep(draft)
            }
        } catch let error as DeskError where [.usage, .notUnderstood].contains(error.kind) {
            return portal.again("/case/\(found.name)/terms", form, "terms.until-problem")
        }
        return .see("/case/\(found.name)/\(form["way"] == "offer" ? "offer" : "sign")")
    }
}

/// The conditions that most people set, by their keys in the table, and one of the person's own.
enum Condition {
    /// The keys.
    static let usual = ["delete", "only-case", "no-publication"]

    /// The key of a usual condition by its words in any language; nil for one of somebody's own.
    static func key(of text: String) -> String? {
        usual.first { key in PortalWords.table["condition.\(key)"]?.values.contains(text) ?? false }
    }

    /// What a form ticks, and what was typed.
    static func chosen(in form: PostedForm, _ words: PortalWords) -> [String] {
        usual.filter { form.all("condition").contains($0) }.map { words["condition.\($0)"] }
            + [form.text("own")].compactMap(\.self)
    }
}
