import CustodyDesk
import Desk
import Foundation
import Hummingbird
import Outcomes

/// Measuring a camera's clock: a code is shown, and the clips that saw it are chosen.
struct MeasureScreen: Sendable {
    let portal: PortalState

    /// How near to true time the clock was that showed the code, in seconds, by the keys of its words.
    static let references = [("auto", "0.5"), ("compared", "5"), ("unsure", "60")]

    /// How many clips are offered.
    private static let mostClips = 24

    func add(to router: PortalRouter) {
        let cases = CaseScreen(portal: portal)
        router.get("case/:name/measure") { request, context in
            try await show(
                try cases.found(context), request.uri.queryParameters["camera"].map(String.init) ?? "",
                Visit(request, portal))
        }
        router.post("case/:name/measure") { request, context in
            try await measure(try cases.found(context), request)
        }
        router.post("case/:name/telephone") { request, context in
            try await telephone(try cases.found(context), request)
        }
    }

    private static func address(_ found: OwnersCase, _ camera: String) -> String {
        "/case/\(found.name)/measure?camera=\(camera.inAddress)"
    }

    // MARK: - Showing

    private func show(_ found: OwnersCase, _ camera: String, _ visit: Visit) async throws -> Response {
        let words = visit.words
        let draft = found.draft
        guard draft.cameras?.contains(camera) ?? false else {
            return .see(HandoverStep.clock.address(of: found))
        }
        let listener = portal.telephone.found
        let (boxed, _) = try await portal.atDesk { desk in
            Boxed(
                (
                    try draft.recordings().newestClips(of: camera, most: Self.mostClips),
                    try Self.code(), try listener.map { try AddressCode($0.address) },
                    try AskedCase(found, desk).times(words)
                ))
        }
        let (clips, code, telephone, times) = boxed.values
        let ticked = visit.again?.fields["clip"] ?? []
        let reference = visit.again?["within"] ?? Self.references[0].1
        var values: [String: Any] = [
            "case": found.name, "camera": camera,
            "title": words("measure.title", ["camera": camera.harmlessOnPage]),
            "back": HandoverStep.clock.address(of: found),
            "code": code,
            "clips": clips.map { clip in
                [
                    "path": clip.path, "name": clip.name.harmlessOnPage, "start": times.full(clip.start),
                    "isTicked": ticked.contains(clip.path),
                ] as [String: Any]
            },
            "references": Self.references.map { key, value in
                [
                    "value": value, "text": words["measure.within-\(key)"],
                    "isTicked": value == reference,
                ] as [String: Any]
            },
        ]
        if let listener, let telephone {
            values["telephone"] = [
                "address": listener.address, "side": "\(telephone.side)", "path": telephone.path,
                "left": words(
                    "measure.telephone-left", ["minutes": "\(listener.minutesLeft)"]),
            ]
        }
        if let problem = visit.problem { values["problem"] = problem }
        if let why = visit.why { values["why"] = why }
        return portal.pages.page("measure", words["measure.name"], values, visit)
    }

    /// What a canvas is given to draw the codes from.
    private static func code() throws -> [String: String] {
        Dictionary(uniqueKeysWithValues: try ClockDrawing.values().map { ($0.name, $0.value) })
    }

    /// The page for a telephone, in the words of the page on which it was switched on: it stands alone, so all is in it.
    private static func telephonePage(_ pages: Pages, _ words: PortalWords) throws -> String {
        pages.text(
            "telephone",
            [
                "w": words.nested, "language": words.language.rawValue, "code": try code(),
                "script": ClockDrawing.script,
            ])
    }

    // MARK: - Measuring

    private func measure(_ found: OwnersCase, _ request: Request) async throws -> Response {
        let form = try await PostedForm(request, portal.session)
        let camera = form["camera"] ?? ""
        let page = Self.address(found, camera)
        let chosen = form.all("clip")
        guard !chosen.isEmpty else { return portal.again(page, form, "measure.no-clip") }
        let reference =
            Self.references.map(\.1).first { $0 == form["within"] } ?? Self.references[0].1
        do {
            _ = try await portal.atDesk { desk in
                var draft = found.draft
                let clips = try draft.recordings().newestClips(of: camera, most: Self.mostClips)
                // Only what the page offered: a clip of another camera measures another clock.
                let own = chosen.filter { path in clips.contains { $0.path == path } }
                guard own.count == chosen.count, draft.cameras?.contains(camera) ?? false else {
                    throw DeskError(.usage, "that is no recording of this camera")
                }
                let measurement = try ClockMeasurement.of(
                    own, zone: draft.zone(of: camera) ?? draft.zone, referenceWithin: reference,
                    noting: desk.note)
                draft.setClock(of: camera, measuredIn: try found.keep(measurement))
                try found.keep(draft)
            }
        } catch let error as DeskError {
            let key =
                switch error.kind {
                case .doesNotHold: "measure.contradiction"
                case .notUnderstood: "measure.no-code"
                default: "measure.problem"
                }
            return portal.again(page, form, key, because: error)
        }
        portal.telephone.end()
        return .see(HandoverStep.clock.address(of: found))
    }

    // MARK: - The telephone

    private func telephone(_ found: OwnersCase, _ request: Request) async throws -> Response {
        let form = try await PostedForm(request, portal.session)
        let page = Self.address(found, form["camera"] ?? "")
        guard form["on"] != nil else {
            portal.telephone.end()
            return .see(page)
        }
        let words = Visit(request, portal).words
        do {
            _ = try await portal.atDesk { [portal] _ in
                try portal.telephone.start(serving: try Self.telephonePage(portal.pages, words))
            }
        } catch let refusal as TelephoneListener.Refusal {
            return portal.again(
                page, form,
                refusal == .noNetwork ? "measure.no-network" : "measure.no-port")
        }
        return .see(page)
    }
}
