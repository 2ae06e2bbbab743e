import CustodyDesk
import Desk
import Foundation
import Hummingbird
import Outcomes

/// Who asks, for what, and whether it is really they.
struct CaseScreen: Sendable {
    let portal: PortalState

    func add(to router: PortalRouter) {
        router.get("case/:name") { request, context in
            try await who(try found(context), Visit(request, portal))
        }
        router.post("case/:name/trust") { request, context in
            try await trust(try found(context), request)
        }
        router.get("case/:name/differs") { request, context in
            try await differs(try found(context), Visit(request, portal))
        }
    }

    /// The case of an address.
    func found(_ context: BasicRequestContext) throws -> OwnersCase {
        guard let found = portal.cases.find(try context.parameters.require("name")) else {
            throw HTTPError(.notFound)
        }
        return found
    }

    // MARK: - Who asks

    private func who(_ found: OwnersCase, _ visit: Visit) async throws -> Response {
        let (values, notes) = try await portal.atDesk { desk in
            let source = desk.trust
            let asked = try AskedCase(found, desk)
            var values = try WhoValues(asked, visit).values
            values["trustFolder"] = source.folder.path.harmlessOnPage
            return Boxed(values)
        }
        var page = values.values
        page["case"] = found.name
        if let problem = visit.problem { page["problem"] = problem }
        page["by"] = visit.again?["by"] ?? portal.identity.card?.name ?? ""
        page["called"] = visit.again?["number"] ?? ""
        page["isMet"] = visit.again?["met"] != nil
        let answers = [
            ("decline", found.decline, "decline"), ("offer", found.offer, "offer"),
            (
                "revocation", found.lastRevocation ?? found.revocation,
                found.isAgreed ? "revocation-former" : "revocation"
            ),
        ]
        var made = answers.filter { found.content(of: $0.1) != nil }.map {
            ["address": "/case/\(found.name)/answered/\($0.0)", "text": visit.words["answered.\($0.2)"]]
        }
        if found.isAgreed {
            made.append(
                ["address": "/case/\(found.name)/sealing", "text": visit.words["answered.consent"]])
        }
        page["answers"] = made
        page["notes"] = NoteWords.values(notes, found.draft, visit.words)
        page["takesNo"] = found.content(of: found.consent) == nil && found.content(of: found.decline) == nil
        if page["goesOn"] != nil, let answer = Self.answer(found, visit.words) {
            page["goesOn"] = nil
            page.merge(answer) { $1 }
        }
        return portal.pages.page("who", page["title"] as? String ?? "", page, visit)
    }

    /// What is said in place of the choice where it was made before; nil where it was not.
    private static func answer(_ found: OwnersCase, _ words: PortalWords) -> [String: Any]? {
        if !found.takesYes() { return ["agreed": true] }
        let (key, way, address) =
            if found.isTakenBack {
                ("who.taken-back", "again.link", found.nextAddress)
            } else if found.hasRunOut() {
                ("who.ran-out", "again.link", found.nextAddress)
            } else {
                ("who.declined", "who.look", HandoverStep.recordings.address(of: found))
            }
        guard found.isTakenBack || found.hasRunOut() || found.content(of: found.decline) != nil else {
            return nil
        }
        return ["answered": ["text": words[key], "way": words[way], "address": address]]
    }

    private func trust(_ found: OwnersCase, _ request: Request) async throws -> Response {
        let form = try await PostedForm(request, portal.session)
        let call = ComparedLines.Call(
            lines: Set(form.all("line").compactMap { Int($0) }),
            number: form["met"] == nil ? form.text("number") ?? "" : nil, by: form.text("by") ?? "")
        do {
            _ = try await portal.atDesk { desk in
                let asked = try AskedCase(found, desk)
                return Boxed(
                    try ComparedLines(of: asked.requester.card).trust(
                        after: call, as: asked.who, of: asked.shown.request, in: found.request, desk.trust))
            }
        } catch let refusal as ComparedLines.Refusal {
            return portal.again("/case/\(found.name)", form, Self.key(refusal))
        }
        return .see("/case/\(found.name)")
    }

    /// The key of the words for why a card is not trusted.
    private static func key(_ refusal: ComparedLines.Refusal) -> String {
        switch refusal {
        case .notToBeTrusted: "who.stop"
        case .linesMissing: "who.partly"
        case .noNumber: "who.no-number"
        case .numberOfRequest: "who.their-number"
        case .noName: "who.no-name"
        }
    }

    /// What to do where a digit was another.
    private func differs(_ found: OwnersCase, _ visit: Visit) async throws -> Response {
        let (name, _) = try await portal.atDesk { desk in
            try AskedCase(found, desk).requester.card.name.harmlessOnPage
        }
        return portal.pages.page(
            "differs", visit.words["differs.title"],
            ["case": found.name, "lead": visit.words("differs.lead", ["name": name])], visit)
    }
}

/// A request as the owner's desk reads it.
struct AskedCase {
    let shown: ShownRequest.Read
    let requester: Requester
    let who: WhoAsks

    /// - Throws: `DeskError`.
    init(_ found: OwnersCase, _ desk: DeskAtHand) throws {
        let scrutiny = RequestScrutiny(trust: try desk.trust.load(), journal: desk.journal)
        guard case .request(let shown) = try scrutiny.show(found.request) else {
            throw DeskError(
                .notUnderstood, "\(found.request): this is no request",
                cause: DeskError.Cause(.otherKind, file: found.request))
        }
        self.shown = shown
        requester = Requester(of: shown.request, trust: scrutiny.trust)
        who = requester.whoAsks(by: scrutiny.trust)
    }
}
