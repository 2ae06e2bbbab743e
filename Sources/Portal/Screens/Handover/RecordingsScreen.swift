import CustodyDesk
import Desk
import Foundation
import Hummingbird
import Outcomes

/// Where the recordings lie: a folder or several of this computer, chosen by looking through them.
struct RecordingsScreen: Sendable {
    let portal: PortalState

    /// The makers and kinds of cameras that are told how to get their footage, by their keys in the table.
    static let brands = [
        "reolink", "ring", "wyze", "recorder", "blink", "eufy", "nest", "unifi", "dashcam", "telephone",
        "other",
    ]

    func add(to router: PortalRouter) {
        let cases = CaseScreen(portal: portal)
        router.get("case/:name/recordings") { request, context in
            try await show(
                try cases.found(context), request.uri.queryParameters["path"].map(String.init),
                Visit(request, portal))
        }
        router.post("case/:name/recordings") { request, context in
            try await change(try cases.found(context), request)
        }
    }

    private func show(_ found: OwnersCase, _ path: String?, _ visit: Visit) async throws -> Response {
        let words = visit.words
        let draft = found.draft
        let (looked, _) = try await portal.atDesk { [portal] _ in
            let places = BrowsedFolder.places()
            let last = portal.lastFolders.there
            let start = path ?? last.first ?? places.first ?? "/"
            // A stick that was pulled out is no reason to show nothing.
            let folder = (try? BrowsedFolder(start)) ?? (try? BrowsedFolder(places.first ?? "/"))
            return (places, last, folder, folder.map { Set($0.recordings) } ?? [])
        }
        let (places, last, folder, recordings) = looked
        var values: [String: Any] = [
            "case": found.name, "steps": HandoverStep.recordings.values(of: found, visit),
            "chosen": draft.footage.map { ["path": $0, "name": $0.harmlessOnPage] },
            "isChosen": !draft.footage.isEmpty,
            "places": PlaceNames.values(places, words) { $0.inAddress },
            "brands": Self.brands.map {
                ["name": words["brand.\($0)"], "text": words["brand.\($0)-how"]]
            },
        ]
        let others = last.filter { !draft.footage.contains($0) }
        if !others.isEmpty {
            values["last"] = ["each": others.map { ["path": $0, "name": $0.harmlessOnPage] }]
        }
        if let folder {
            var shown = Self.values(of: folder, recordings, draft, words)
            // Where something was chosen that can be read, to look at it comes next.
            shown["isNext"] =
                !folder.files.filter(recordings.contains).isEmpty
                && (draft.footage.isEmpty || visit.problem != nil)
            values["folder"] = shown
        }
        if let problem = visit.problem { values["problem"] = problem }
        if let why = visit.why { values["why"] = why }
        return portal.pages.page("recordings", words["recordings.title"], values, visit)
    }

    private static func values(
        of folder: BrowsedFolder, _ recordings: Set<String>, _ draft: OwnersDraft, _ words: PortalWords
    ) -> [String: Any] {
        func child(_ name: String) -> String {
            folder.path == "/" ? "/\(name)" : "\(folder.path)/\(name)"
        }
        let files = folder.files.filter(recordings.contains)
        var values: [String: Any] = [
            "path": folder.path, "name": folder.path.harmlessOnPage,
            "isChosen": draft.footage.contains(folder.path),
            "count": files.isEmpty
                ? words[folder.folders.isEmpty ? "recordings.none-here" : "recordings.perhaps-below"]
                : words("recordings.count", ["count": "\(files.count)"]),
            "folders": folder.folders.map { ["name": $0.harmlessOnPage, "address": child($0).inAddress] },
        ]
        if !files.isEmpty {
            values["files"] = [
                "each": files.prefix(Self.filesShown).map {
                    ["path": child($0), "name": $0.harmlessOnPage]
                }
            ]
        }
        if let parent = folder.parent { values["parent"] = ["address": parent.inAddress] }
        return values
    }

    /// How many files of a folder can be chosen one by one: whoever has more means the folder.
    private static let filesShown = 200

    private func change(_ found: OwnersCase, _ request: Request) async throws -> Response {
        let form = try await PostedForm(request, portal.session)
        let page = "/case/\(found.name)/recordings"
        let here = form.text("here").map { "\(page)?path=\($0.inAddress)" } ?? page
        do {
            _ = try await portal.atDesk { [portal] _ in
                var draft = found.draft
                if let path = form["add"] {
                    try draft.add(footage: path)
                    try found.keep(draft)
                    try portal.lastFolders.add(path)
                } else if let path = form["remove"] {
                    draft.footage.removeAll { $0 == path }
                    try found.keep(draft)
                } else if !draft.footage.isEmpty {
                    // What was said of cameras that are not there any more would stop every look.
                    draft.keepOnly(cameras: try draft.recordings(answers: nil).cameraLabels())
                    try found.keep(draft)
                }
            }
        } catch let error as DeskError {
            return portal.again(
                here, form, form["add"] == nil ? "recordings.problem" : "recordings.not-there",
                because: error)
        }
        guard form["add"] == nil, form["remove"] == nil else { return .see(here) }
        return .see(found.draft.footage.isEmpty ? here : HandoverStep.cameras.address(of: found))
    }
}
