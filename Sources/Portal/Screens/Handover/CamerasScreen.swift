import CustodyDesk
import Desk
import Foundation
import HTTPTypes
import Hummingbird
import Outcomes

/// Which cameras: each with a picture, and what has to be asked of their recordings before anything of them may leave.
struct CamerasScreen: Sendable {
    let portal: PortalState

    func add(to router: PortalRouter) {
        let cases = CaseScreen(portal: portal)
        router.get("case/:name/cameras") { request, context in
            try await show(try cases.found(context), Visit(request, portal))
        }
        router.post("case/:name/cameras") { request, context in
            try await choose(try cases.found(context), request)
        }
        router.post("case/:name/starts") { request, context in
            try await answer(try cases.found(context), request)
        }
        router.get("case/:name/thumbnail/:key") { _, context in
            _ = try cases.found(context)
            return try await thumbnail(try context.parameters.require("key"))
        }
    }

    /// What a case's recordings have of the time it asks for.
    func look(
        _ found: OwnersCase, _ draft: OwnersDraft, _ desk: DeskAtHand
    ) throws -> (asked: AskedCase, cameras: RecordedCameras) {
        let asked = try AskedCase(found, desk)
        return (
            asked,
            try portal.footage.cameras(
                of: draft.recordings(), askedFor: asked.shown.request, noting: desk.note)
        )
    }

    // MARK: - Showing

    private func show(_ found: OwnersCase, _ visit: Visit) async throws -> Response {
        let draft = found.draft
        guard !draft.footage.isEmpty else { return .see(HandoverStep.recordings.address(of: found)) }
        let (looked, notes) = try await portal.atDesk { desk in
            do {
                return Result<Boxed<(asked: AskedCase, cameras: RecordedCameras)>, DeskError>.success(
                    Boxed(try look(found, draft, desk)))
            } catch let error as DeskError { return .failure(error) }
        }
        var values: [String: Any] = [
            "case": found.name, "steps": HandoverStep.cameras.values(of: found, visit),
        ]
        if let problem = visit.problem { values["problem"] = problem }
        if visit.address.contains("clock=changed") { values["isChanged"] = true }
        switch looked {
        case .failure(let error):
            values["trouble"] = true
            values["why"] = FailureWords(error, visit.words, naming: FileNames(draft).shown).values()
            values["said"] = SaidStarts(draft, [], nil, visit).values
        case .success(let boxed):
            let (asked, cameras) = boxed.values
            portal.thumbnails.know(cameras.cameras.compactMap(\.picture))
            values.merge(CameraValues(cameras, draft, asked, visit).values) { $1 }
            values["said"] = SaidStarts(draft, notes, asked, visit).values
        }
        values["isSaid"] = !((values["said"] as? [[String: Any]])?.isEmpty ?? true)
        return portal.pages.page("cameras", visit.words["cameras.title"], values, visit)
    }

    private func thumbnail(_ key: String) async throws -> Response {
        let (file, _) = try await portal.atDesk { [portal] _ in portal.thumbnails.file(key) }
        guard let file else { throw HTTPError(.notFound) }
        return Pages.response(file, "image/jpeg")
    }

    // MARK: - Choosing

    private func choose(_ found: OwnersCase, _ request: Request) async throws -> Response {
        let form = try await PostedForm(request, portal.session)
        let (ticked, absent) = (form.all("camera").sorted(), form.all("absent").sorted())
        let (obstacle, _) = try await portal.atDesk { desk in
            var draft = found.draft
            let cameras = try look(found, draft, desk).cameras
            if let obstacle = cameras.obstacle(to: ticked, absent: absent) {
                return RecordedCameras.Obstacle?.some(obstacle)
            }
            (draft.cameras, draft.absentCameras) = (ticked, absent)
            try found.keep(draft)
            return nil
        }
        guard let obstacle else { return .see(HandoverStep.clock.address(of: found)) }
        let page = HandoverStep.cameras.address(of: found)
        return switch obstacle {
        case .nothingTicked: portal.again(page, form, "cameras.none-ticked")
        case .gone: portal.again(page, form, "cameras.gone")
        case .notAskedFor: portal.again(page, form, "cameras.not-asked")
        case .tooMany(let most): portal.again(page, form, "cameras.too-many", ["count": "\(most)"])
        case .questions: portal.again(page, form, "cameras.questions-first")
        case .labels: portal.again(page, form, "cameras.labels-first")
        }
    }

    // MARK: - Answers about starts

    private func answer(_ found: OwnersCase, _ request: Request) async throws -> Response {
        let form = try await PostedForm(request, portal.session)
        let page = HandoverStep.cameras.address(of: found)
        guard let place = form["place"] else { return .see(page) }
        do {
            _ = try await portal.atDesk { desk in
                var draft = found.draft
                if form["forget"] != nil {
                    draft.starts.removeAll { SaidStarts.split($0)?.place == place }
                    // Remembered from another case, too: what was taken back counts nowhere.
                    _ = try? OwnersAnswers.place()?.forget([place])
                    return try found.keep(draft)
                }
                let (asked, cameras) = try look(found, draft, desk)
                draft.starts.removeAll { SaidStarts.split($0)?.place == place }
                draft.starts.append(try Self.text(form, place, cameras, asked))
                // What does not fit the recordings is refused before it is kept.
                _ = try look(found, draft, desk)
                try found.keep(draft)
            }
        } catch is NotAsked {
            return portal.again(page, form, "cameras.answer-problem")
        } catch let error as DeskError
            where [.usage, .notUnderstood, .doesNotHold, .missing].contains(error.kind)
        {
            return portal.again(page, form, "cameras.time-problem")
        }
        return .see(page)
    }

    /// An answer to what nobody asks.
    private struct NotAsked: Error {}

    private static func text(
        _ form: PostedForm, _ place: String, _ cameras: RecordedCameras, _ asked: AskedCase
    ) throws -> String {
        let question = cameras.questions.first { $0.place == place }
        if let answer = form["answer"] {
            guard let question, question.readings.contains(where: { $0.answer == answer }) else {
                throw NotAsked()
            }
            return question.text(answer)
        }
        guard let time = form.text("time"),
            question != nil || cameras.resetClocks.first.contains(where: { $0.file == place })
        else { throw NotAsked() }
        return "\(place)=\(try asked.moment(typed: time).rfc3339)"
    }
}

extension AskedCase {
    /// The moment that a person typed into a field for a date and a time of day, by the clock of the place.
    fileprivate func moment(typed text: String) throws -> GivenTime {
        try telling { try GivenMoment(text).moment(in: shown.request.window) }
    }
}
