import CustodyDesk
import Desk
import Foundation
import Hummingbird
import Outcomes

/// A folder or a stick is chosen, and a bundle is copied there, read back and compared.
struct SaveScreen: Sendable {
    let portal: PortalState

    func add(to router: PortalRouter) {
        let cases = CaseScreen(portal: portal)
        router.get("case/:name/save") { request, context in
            try await choose(
                try cases.found(context), request.uri.queryParameters["path"].map(String.init),
                Visit(request, portal))
        }
        router.post("case/:name/save") { request, context in
            try await begun(try cases.found(context), request)
        }
        router.get("case/:name/saving") { request, context in
            saving(try cases.found(context), Visit(request, portal))
        }
    }

    private func choose(_ found: OwnersCase, _ path: String?, _ visit: Visit) async throws -> Response {
        guard let bundle = found.bundles.first else { return .see("/case/\(found.name)/sealing") }
        // What was taken back leaves by nothing here.
        if found.isTakenBack { return .see("/case/\(found.name)/sealed") }
        let words = visit.words
        let (folder, _) = try await portal.atDesk { _ in
            let places = BrowsedFolder.places()
            return (places, try BrowsedFolder(path ?? places.first ?? "/"))
        }
        let (places, shown) = folder
        func address(_ path: String) -> String { "/case/\(found.name)/save?path=\(path.inAddress)" }
        func child(_ name: String) -> String { shown.path == "/" ? "/\(name)" : "\(shown.path)/\(name)" }
        var values: [String: Any] = [
            "case": found.name, "path": shown.path.harmlessOnPage, "raw": shown.path,
            "lead": words(
                "save.lead", ["file": bundle.name, "size": PortalSizes(words).text(bundle.size)]),
            "places": PlaceNames.values(places, words) { address($0) },
            "folders": shown.folders.map { ["name": $0.harmlessOnPage, "address": address(child($0))] },
        ]
        if let parent = shown.parent { values["parent"] = ["address": address(parent)] }
        if let problem = visit.problem { values["problem"] = problem }
        return portal.pages.page("save", words["save.title"], values, visit)
    }

    private func begun(_ found: OwnersCase, _ request: Request) async throws -> Response {
        let form = try await PostedForm(request, portal.session)
        guard let bundle = found.bundles.first else { return .see("/case/\(found.name)/sealing") }
        if found.isTakenBack { return .see("/case/\(found.name)/sealed") }
        let folder = try await portal.atDesk { _ in try BrowsedFolder(form["path"] ?? "") }.value.path
        try portal.works.begin(found) { .saving(try bundle.beginSaving(in: folder)) }
        return .see("/case/\(found.name)/saving")
    }

    private func saving(_ found: OwnersCase, _ visit: Visit) -> Response {
        let words = visit.words
        guard case .saving(let work) = portal.works[found] else { return .see("/case/\(found.name)/sealed") }
        let state = work.state
        var values: [String: Any] = ["case": found.name, "title": words["save.running"], "isSaving": true]
        switch state.result {
        case .success: return .see("/case/\(found.name)/sealed")
        case nil:
            values["running"] = WorkValues.of(
                state.progress, secondsLeft: nil, isStopping: state.isStopped, words)
        case .failure(let error):
            values["title"] = words["save.title"]
            values["said"] = [
                "tone": state.isStopped ? "open" : "stop",
                "text": words[state.isStopped ? "save.stopped" : "save.failed"],
            ]
            if !state.isStopped {
                let failure = DeskError(error)
                values["why"] = FailureWords(failure, words).values()
            }
            values["again"] = ["address": "/case/\(found.name)/save"]
        }
        return portal.pages.page(
            "sealing", values["title"] as? String ?? "", values, visit,
            refreshSeconds: state.result == nil ? 2 : nil)
    }
}
