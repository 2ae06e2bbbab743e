import CustodyDesk
import Desk
import Foundation
import HTTPTypes
import Hummingbird
import Outcomes

/// The owner's answers that need no recordings: no, and what they would rather be asked for.
struct AnswerScreens: Sendable {
    let portal: PortalState

    func add(to router: PortalRouter) {
        let cases = CaseScreen(portal: portal)
        router.get("case/:name/decline") { request, context in
            try await decline(try cases.found(context), Visit(request, portal))
        }
        router.post("case/:name/decline") { request, context in
            try await declined(try cases.found(context), request)
        }
        router.get("case/:name/offer") { request, context in
            try await offer(try cases.found(context), Visit(request, portal))
        }
        router.post("case/:name/offer") { request, context in
            try await offered(try cases.found(context), request)
        }
        router.get("case/:name/answered/:kind") { request, context in
            try await answered(
                try cases.found(context), context.parameters.get("kind") ?? "", Visit(request, portal))
        }
        router.get("case/:name/file/:kind") { _, context in
            try await file(try cases.found(context), context.parameters.get("kind") ?? "")
        }
    }

    // MARK: - Signing

    /// The identity of who signs: unlocked, or opened by the passphrase that came with the form.
    private func signer(_ form: PostedForm) -> IdentityAtHand {
        if let passphrase = form["passphrase"], !passphrase.isEmpty {
            return portal.identity.signing(with: passphrase)
        }
        return portal.identity.unlocked
    }

    private func signing(_ visit: Visit) -> [String: Any] {
        let identity = portal.identity
        let minutes = identity.minutesLeft
        var values: [String: Any] = [
            "hasKey": identity.isThere, "isLocked": minutes == nil, "back": visit.address,
        ]
        if let minutes {
            values["unlocked"] = visit.words("sign.unlocked", ["minutes": "\(minutes)"])
        }
        return values
    }

    // MARK: - No

    private func decline(_ found: OwnersCase, _ visit: Visit) async throws -> Response {
        if found.content(of: found.decline) != nil { return .see("/case/\(found.name)/answered/decline") }
        // A no to what was agreed to takes it back.
        if found.content(of: found.consent) != nil { return .see("/case/\(found.name)/revoke") }
        let (name, _) = try await portal.atDesk { desk in
            try AskedCase(found, desk).requester.card.name.harmlessOnPage
        }
        var values = signing(visit)
        values["case"] = found.name
        values["reason"] = visit.again?["reason"] ?? ""
        values["lead"] = visit.words("decline.lead", ["name": name])
        if let problem = visit.problem { values["problem"] = problem }
        return portal.pages.page("decline", visit.words["decline.title"], values, visit)
    }

    private func declined(_ found: OwnersCase, _ request: Request) async throws -> Response {
        let form = try await PostedForm(request, portal.session)
        do {
            _ = try await portal.atDesk { desk in
                let answer = OwnersAnswer(
                    by: signer(form), to: OutputFile(found.decline, replaces: false),
                    journal: desk.journal, noting: desk.note)
                return Boxed(
                    try answer.decline(
                        found.request, reason: form.text("reason"), trust: try desk.trust.load()))
            }
        } catch let error as DeskError where error.kind == .notPermitted {
            return portal.again("/case/\(found.name)/decline", form, "unlock.wrong")
        }
        return .see("/case/\(found.name)/answered/decline")
    }

    // MARK: - Less

    private func offer(_ found: OwnersCase, _ visit: Visit) async throws -> Response {
        if found.content(of: found.offer) != nil { return .see("/case/\(found.name)/answered/offer") }
        let (words, filled) = (visit.words, visit.again)
        let (asked, _) = try await portal.atDesk { desk in Boxed(try AskedCase(found, desk)) }
        let request = asked.values.shown.request
        let (clock, times) = (asked.values.clock, asked.values.times(words))
        let (from, to) = (clock.shown(request.window.from), clock.shown(request.window.to))
        let draft = found.draft
        var values = signing(visit)
        values["case"] = found.name
        values["lead"] = words(
            "offer.lead", ["name": asked.values.requester.card.name.harmlessOnPage])
        values["asked"] = times.span(from, to)
        values["zone"] = times.zoneName(from: from, to: to)
        let shown = [("from", draft.from.map(clock.shown) ?? from), ("to", draft.to.map(clock.shown) ?? to)]
        values["typed"] = shown.map { name, time in
            TypedTime(name: name, asked: request.window).values(
                time, again: filled, clock: clock, times: times)
        }
        values["hasSound"] = request.wanted.audio
        values["keepsSound"] = filled.map { $0["sound"] == nil } ?? draft.keepsSound
        let ticked = Set(draft.conditions.compactMap(Condition.key))
        values["conditions"] = Condition.usual.map { key in
            [
                "key": key, "text": words["condition.\(key)"],
                "isTicked": filled.map { $0.fields["condition"]?.contains(key) ?? false }
                    ?? ticked.contains(key),
            ] as [String: Any]
        }
        let own = draft.conditions.filter { Condition.key(of: $0) == nil }
        values["own"] = filled?["own"] ?? own.joined(separator: " ").harmlessOnPage
        values["note"] = filled?["note"] ?? ""
        if let problem = visit.problem { values["problem"] = problem }
        return portal.pages.page("offer", words["offer.title"], values, visit)
    }

    private func offered(_ found: OwnersCase, _ request: Request) async throws -> Response {
        let form = try await PostedForm(request, portal.session)
        let visit = Visit(request, portal)
        let conditions = Condition.chosen(in: form, visit.words)
        do {
            _ = try await portal.atDesk { desk in
                let asked = try AskedCase(found, desk)
                let window = asked.shown.request.window
                let (from, to) = (
                    TypedTime(name: "from", asked: window), TypedTime(name: "to", asked: window)
                )
                guard !from.isOpen(in: form), !to.isOpen(in: form) else { throw TimeOpen() }
                var terms = OfferTerms()
                terms.from = try from.moment(in: form)
                terms.to = try to.moment(in: form)
                terms.keepsSound = asked.shown.request.wanted.audio && form["sound"] == nil
                terms.conditions = conditions
                terms.note = form.text("note")
                // A wrong passphrase is told apart from what nobody asked for.
                let isTyped = form["passphrase"]?.isEmpty == false
                let answer = OwnersAnswer(
                    by: isTyped ? try portal.signer(by: form["passphrase"]) : portal.identity.unlocked,
                    to: OutputFile(found.offer, replaces: false), journal: desk.journal, noting: desk.note)
                return Boxed(try answer.counter(found.request, terms, trust: try desk.trust.load()))
            }
        } catch is TimeOpen {
            return portal.again("/case/\(found.name)/offer", form, "typed.open")
        } catch let refusal as SignRefusal {
            return portal.again("/case/\(found.name)/offer", form, refusal.key, because: refusal.failure)
        } catch let error as DeskError
            where [.notPermitted, .notUnderstood, .usage].contains(error.kind)
        {
            let isMore = error.kind == .notPermitted
            return portal.again(
                "/case/\(found.name)/offer", form, isMore ? "offer.more" : "offer.time-problem")
        }
        return .see("/case/\(found.name)/answered/offer")
    }

    // MARK: - What was made

    /// The file of an answer, and the key of its words; nil for no such kind.
    private static func made(_ kind: String, _ found: OwnersCase) -> (file: String, name: String)? {
        switch kind {
        case "decline": (found.decline, "declined.json")
        case "offer": (found.offer, "offer.json")
        case "revocation": found.lastRevocation.map { ($0, "taken-back.json") }
        default: nil
        }
    }

    private func answered(_ found: OwnersCase, _ kind: String, _ visit: Visit) async throws -> Response {
        guard let made = Self.made(kind, found) else { throw HTTPError(.notFound) }
        let words = visit.words
        let (boxed, _) = try await portal.atDesk { desk in
            let trust = try desk.trust.load()
            let asked = try AskedCase(found, desk)
            if kind != "offer" {
                let facts = try ShownConsent(made.file, trust: trust).facts
                if let consent = facts.consent {
                    return Boxed((asked, consent.owner.fingerprint, consent.issued))
                }
                guard let revocation = facts.revocation else { throw HTTPError(.notFound) }
                return Boxed((asked, revocation.owner.fingerprint, revocation.issued))
            }
            let scrutiny = RequestScrutiny(trust: trust, journal: desk.journal)
            guard case .offer(let offer, let facts) = try scrutiny.show(made.file) else {
                throw HTTPError(.notFound)
            }
            return Boxed((asked, facts.offer.owner.fingerprint, offer.issued))
        }
        let (asked, fingerprint, issued) = boxed.values
        let request = asked.shown.request
        let times = asked.times(words)
        let places = [
            "name": asked.requester.card.name.harmlessOnPage,
            "case": request.caseNumber.harmlessOnPage, "file": made.name,
            "fingerprint": fingerprint.inFingerprintLines, "time": times.act(issued),
        ]
        // Said yes again since, what was taken back stays so, and the page tells which yes it is of.
        let key = kind == "revocation" && found.isAgreed ? "revocation-former" : kind
        let isAnew = kind == "revocation" && !found.isAgreed && !asked.shown.facts.request.expired
        return portal.pages.page(
            "answered", words["answered.\(key)"],
            [
                "case": found.name, "kind": kind, "file": made.name,
                "anew": isAnew ? ["address": found.nextAddress] as Any : false,
                "title": words["answered.\(key)"], "lead": words("answered.\(key)-lead", places),
                "todo": words("answered.todo", places),
                "subject": words("answered.subject", ["subject": words("mail.subject", places)]),
                "mail": words("mail.\(kind)", places),
                "isDecline": kind != "offer",
            ], visit)
    }

    private func file(_ found: OwnersCase, _ kind: String) async throws -> Response {
        guard let made = Self.made(kind, found) else { throw HTTPError(.notFound) }
        let (bytes, _) = try await portal.atDesk { _ in found.content(of: made.file) }
        guard let bytes else { throw HTTPError(.notFound) }
        var response = Pages.response(bytes, "application/json")
        response.headers[.contentDisposition] = "attachment; filename=\"\(made.name)\""
        return response
    }
}
