import CustodyDesk
import Desk
import Foundation
import Hummingbird
import Outcomes

/// What was agreed to is taken back: signed like the yes, and obeyed by every later seal.
struct RevokeScreen: Sendable {
    let portal: PortalState

    func add(to router: PortalRouter) {
        let cases = CaseScreen(portal: portal)
        router.get("case/:name/revoke") { request, context in
            try await revoke(try cases.found(context), Visit(request, portal))
        }
        router.post("case/:name/revoke") { request, context in
            try await revoked(try cases.found(context), request)
        }
    }

    private func revoke(_ found: OwnersCase, _ visit: Visit) async throws -> Response {
        guard found.content(of: found.consent) != nil else { return .see("/case/\(found.name)") }
        if found.isTakenBack { return .see("/case/\(found.name)/answered/revocation") }
        let words = visit.words
        let (name, _) = try await portal.atDesk { desk in
            try AskedCase(found, desk).requester.card.name.harmlessOnPage
        }
        let notes = found.bundles.map(\.notes)
        let hasLeft = notes.contains { $0.handedOver != nil }
        let isSaved = notes.contains { !$0.copies.isEmpty }
        let key = hasLeft ? "revoke.has-left" : isSaved ? "revoke.is-saved" : "revoke.is-here"
        var values: [String: Any] = [
            "case": found.name, "reason": visit.again?["reason"] ?? "",
            "isUnlocked": portal.identity.minutesLeft != nil,
            "lead": words("revoke.lead", ["name": name]), "reach": words(key, ["name": name]),
        ]
        if let problem = visit.problem { values["problem"] = problem }
        return portal.pages.page("revoke", words["revoke.title"], values, visit)
    }

    private func revoked(_ found: OwnersCase, _ request: Request) async throws -> Response {
        let form = try await PostedForm(request, portal.session)
        guard !found.isTakenBack else { return .see("/case/\(found.name)/answered/revocation") }
        do {
            _ = try await portal.atDesk { [portal] desk in
                let signer = try portal.signer(by: form["passphrase"])
                let answer = OwnersAnswer(
                    by: signer, to: OutputFile(found.revocation, replaces: false), journal: desk.journal,
                    noting: desk.note)
                _ = try answer.revoke(found.consent, reason: form.text("reason"))
            }
        } catch let refusal as SignRefusal {
            return portal.again("/case/\(found.name)/revoke", form, refusal.key, because: refusal.failure)
        }
        // A seal or a copy that is on its way was begun under what is taken back now.
        portal.works.stop(found)
        return .see("/case/\(found.name)/answered/revocation")
    }
}
