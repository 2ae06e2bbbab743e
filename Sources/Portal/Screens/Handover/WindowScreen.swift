import CustodyDesk
import Desk
import Foundation
import Hummingbird
import Outcomes

/// What would leave: from when to when, of which cameras, with or without sound; a player of exactly that; and what stays.
struct WindowScreen: Sendable {
    let portal: PortalState

    func add(to router: PortalRouter) {
        let cases = CaseScreen(portal: portal)
        router.get("case/:name/window") { request, context in
            try await window(try cases.found(context), Visit(request, portal))
        }
        router.post("case/:name/window") { request, context in
            try await chosen(try cases.found(context), request)
        }
    }

    private func window(_ found: OwnersCase, _ visit: Visit) async throws -> Response {
        let draft = found.draft
        // What comes before was not answered yet.
        if draft.footage.isEmpty { return .see(HandoverStep.recordings.address(of: found)) }
        guard let cameras = draft.cameras, !cameras.isEmpty else {
            return .see(HandoverStep.cameras.address(of: found))
        }
        let (boxed, _) = try await portal.atDesk {
            desk -> Boxed<(AskedCase, GivenSpan, FootageTimeline)?> in
            let asked = try AskedCase(found, desk)
            let request = asked.shown.request
            // In another zone it would be another hour, so nothing can be shown before somebody said where clocks run.
            let lacking = try portal.footage.cameras(
                of: draft.recordings(), askedFor: request, noting: desk.note)
            guard !lacking.lackZone(cameras) else { return Boxed(nil) }
            return Boxed(
                (
                    asked, try draft.terms.window(in: request),
                    try portal.footage.timeline(
                        of: draft.recordings(), asked: request.window, naming: cameras, noting: desk.note)
                ))
        }
        guard let looked = boxed.values else { return .see(ClockScreen.addressWhereZoneIsMissing(of: found)) }
        let (asked, window, timeline) = looked
        let values = WindowValues(found, draft, asked, window, timeline, visit).values
        return portal.pages.page(
            "window", visit.words["window.title"], values, visit, naming: FileNames(draft),
            settling: { $0.step(of: found, visit.words) },
            // What was chosen before is not gone on with by who sees that their choice was not taken.
            then: visit.problem != nil
                ? []
                : [
                    { try await self.leaving(found, draft, visit, Boxed(looked)) },
                    { try await self.inside(found, draft, visit) },
                ])
    }

    /// What would leave and what stays, worked out anew each time the page is looked at.
    private func leaving(
        _ found: OwnersCase, _ draft: OwnersDraft, _ visit: Visit,
        _ known: Boxed<(AskedCase, GivenSpan, FootageTimeline)>
    ) async throws -> (String, Boxed<[String: Any]>) {
        let (handover, notes) = try await portal.atDesk { desk in
            try DraftedHandover(draft, answering: found.request, program: portal.program, noting: desk.note)
        }
        portal.drafted.keep(handover, of: found)
        let (asked, _, timeline) = known.values
        var values = LeavingValues(found, draft, asked, timeline, handover, visit).values
        values["notes"] = NoteWords.values(notes, draft, visit.words)
        return ("leaving", Boxed(values))
    }

    /// What the camera wrote into its pictures.
    private func inside(
        _ found: OwnersCase, _ draft: OwnersDraft, _ visit: Visit
    ) async throws -> (String, Boxed<[String: Any]>) {
        guard let handover = portal.drafted[found, draft.digest], !handover.parts.isEmpty else {
            return ("inside", Boxed([:]))
        }
        let (messages, _) = try await portal.atDesk { _ in try handover.messages() }
        return ("inside", Boxed(["inside": InsideValues.of(messages, visit.words)]))
    }

    // MARK: - What was chosen

    private func chosen(_ found: OwnersCase, _ request: Request) async throws -> Response {
        let form = try await PostedForm(request, portal.session)
        let address = HandoverStep.window.address(of: found)
        let cameras = form.all("camera")
        guard !cameras.isEmpty else { return portal.again(address, form, "window.no-camera") }
        do {
            let (draft, _) = try await portal.atDesk { desk in
                let asked = try AskedCase(found, desk).shown.request
                let (from, to) = (
                    TypedTime(name: "from", asked: asked.window), TypedTime(name: "to", asked: asked.window)
                )
                guard !from.isOpen(in: form), !to.isOpen(in: form) else { throw TimeOpen() }
                var draft = found.draft
                draft.cameras = Set(cameras).sorted()
                draft.keepsSound = asked.wanted.audio && form["sound"] == nil
                try draft.narrow(from: from.moment(in: form), to: to.moment(in: form), of: asked)
                try found.keep(draft)
                return draft
            }
            // Nobody goes on with what they have not been shown.
            let isSeen = form["way"] == "on" && form["of"] == draft.digest
            return .see(
                (isSeen ? HandoverStep.terms : .window).address(of: found) + (isSeen ? "" : "#leaving"))
        } catch is TimeOpen {
            return portal.again(address, form, "typed.open")
        } catch let error as DeskError where [.notUnderstood, .usage].contains(error.kind) {
            return portal.again(address, form, "window.time-problem")
        }
    }
}
