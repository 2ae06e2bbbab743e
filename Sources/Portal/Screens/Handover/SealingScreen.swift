import CustodyDesk
import Desk
import Foundation
import Hummingbird
import Outcomes

/// A bundle while it is made: how far it has come, how long it still takes, and a button that stops it. Where none is made, the
/// way to begin.
struct SealingScreen: Sendable {
    let portal: PortalState

    func add(to router: PortalRouter) {
        let cases = CaseScreen(portal: portal)
        router.get("case/:name/sealing") { request, context in
            try await sealing(try cases.found(context), Visit(request, portal))
        }
        router.post("case/:name/sealing") { request, context in
            try await begun(try cases.found(context), request)
        }
        router.post("case/:name/stop") { request, context in
            let found = try cases.found(context)
            _ = try await PostedForm(request, portal.session)
            portal.works.stop(found)
            let isSaving = portal.works[found]?.isSaving ?? false
            return Response.see("/case/\(found.name)/\(isSaving ? "saving" : "sealing")")
        }
    }

    private func sealing(_ found: OwnersCase, _ visit: Visit) async throws -> Response {
        guard found.content(of: found.consent) != nil else { return .see("/case/\(found.name)/sign") }
        let words = visit.words
        var values: [String: Any] = [
            "case": found.name, "title": words["sealing.title"],
            "isUnlocked": portal.identity.minutesLeft != nil,
        ]
        var isRunning = false
        if case .sealing(let work) = portal.works[found] {
            let state = work.state
            switch state.result {
            case nil:
                isRunning = true
                values["running"] = WorkValues.of(
                    state.progress?.done, secondsLeft: state.progress?.secondsLeft,
                    isStopping: state.isStopped,
                    words)
                values["title"] = words["sealing.running"]
            // One that was made under a yes that was taken back since says nothing of a later one.
            case .success where found.bundles.isEmpty: break
            case .success: return .see("/case/\(found.name)/sealed")
            case .failure(let error):
                if state.isStopped {
                    values["said"] = ["tone": "open", "text": words["sealing.stopped"]]
                } else {
                    let failure = DeskError(error)
                    values["said"] = ["tone": "stop", "text": words["sealing.failed"]]
                    values["why"] =
                        FailureWords(failure, words, naming: FileNames(found.draft).shown).values()
                }
            }
        } else if !found.bundles.isEmpty {
            return .see("/case/\(found.name)/sealed")
        }
        if !isRunning { try await offer(to: &values, found, visit) }
        if let problem = visit.problem { values["problem"] = problem }
        return portal.pages.page(
            "sealing", values["title"] as? String ?? "", values, visit, refreshSeconds: isRunning ? 2 : nil)
    }

    /// The way to begin, or why there is none.
    private func offer(
        to values: inout [String: Any], _ found: OwnersCase, _ visit: Visit
    ) async throws {
        let (asked, _) = try await portal.atDesk { desk in Boxed(try AskedCase(found, desk)) }
        let words = visit.words
        let name = asked.values.requester.card.name.harmlessOnPage
        if found.isTakenBack {
            values["said"] = ["tone": "open", "text": words["sealing.taken-back"]]
            if !asked.values.shown.facts.request.expired { values["anew"] = ["address": found.nextAddress] }
        } else if asked.values.shown.facts.request.expired {
            values["said"] = ["tone": "stop", "text": words["who.is-expired"]]
        } else if found.hasRunOut(), let end = found.unusedUntil {
            let times = asked.values.times(words)
            values["said"] = [
                "tone": "stop",
                "text": words("sealing.run-out", ["time": times.moment(asked.values.clock.shown(end))]),
            ]
            values["anew"] = ["address": found.nextAddress]
        } else {
            var begin: [String: Any] = ["lead": words("sealing.lead", ["name": name])]
            switch asked.values.who {
            case .yourself, .compared, .certified: break
            case .unknown, .changed, .renewed, .stop:
                begin["unknown"] = [
                    "label": words("sign.type-name", ["name": name]), "typed": visit.again?["typed"] ?? "",
                ]
            }
            values["begin"] = begin
        }
    }

    private func begun(_ found: OwnersCase, _ request: Request) async throws -> Response {
        let form = try await PostedForm(request, portal.session)
        let address = "/case/\(found.name)/sealing"
        do {
            _ = try await portal.atDesk { [portal] desk in
                let signer = try portal.signer(by: form["passphrase"])
                try portal.beginSealing(found, by: signer, typed: form.text("typed"), desk)
            }
        } catch let refusal as SignRefusal {
            return portal.again(address, form, refusal.key, because: refusal.failure)
        }
        return .see(address)
    }
}

extension CaseWorks.Work {
    var isSaving: Bool { if case .saving = self { true } else { false } }
}

/// How far something has come, as a template shows it.
enum WorkValues {
    static func of(
        _ done: Double?, secondsLeft: Double?, isStopping: Bool, _ words: PortalWords
    ) -> [String: Any] {
        let percent = "\(Int(max(0, min(1, done ?? 0)) * 100))"
        var values: [String: Any] = [
            "percent": percent, "text": words("sealing.percent", ["percent": percent]),
            "isStopping": isStopping,
        ]
        if let left = secondsLeft {
            let times = PortalTimes(words: words, zone: nil)
            values["left"] = words(
                "sealing.left",
                [
                    "time": times.length(
                        nanoseconds: Int64(max(1, min(1e6, left.rounded(.up)))) * 1_000_000_000)
                ])
        }
        return values
    }
}
