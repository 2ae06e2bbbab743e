import CustodyDesk
import Desk
import Foundation
import Hummingbird
import Outcomes

/// The person's key: made once, printed, unlocked for a while, locked.
struct KeyScreens: Sendable {
    let portal: PortalState

    func add(to router: PortalRouter) {
        router.get("key") { request, _ in make(request) }
        router.post("key") { request, _ in try await made(request) }
        router.get("restore") { request, _ in restore(request) }
        router.post("restore") { request, _ in try await restored(request) }
        router.get("sheet") { request, _ in try await sheet(request) }
        router.get("unlock") { request, _ in unlock(request) }
        router.post("unlock") { request, _ in try await unlocked(request) }
        router.post("lock") { request, _ in
            _ = try await PostedForm(request, portal.session)
            portal.identity.lock()
            return Response.see("/")
        }
    }

    // MARK: - Making

    /// Where a page that was asked for leads back to.
    private static func back(_ request: Request) -> String {
        Visit.back(request.uri.queryParameters["back"].map(String.init))
    }

    /// The way to say no, and back, where a page was come to from a case that takes a no.
    private func ways(_ back: String) -> [String: Any] {
        var values: [String: Any] = ["back": back, "backInAddress": back.inAddress]
        let parts = back.split(separator: "?")[0].split(separator: "/").map(String.init)
        guard parts.count >= 2, parts[0] == "case", let found = portal.cases.find(parts[1]) else {
            return values
        }
        values["isOfCase"] = true
        if found.content(of: found.consent) == nil, found.content(of: found.decline) == nil,
            parts.last != "decline"
        {
            values["decline"] = "/case/\(found.name)/decline"
        }
        return values
    }

    private func make(_ request: Request) -> Response {
        let visit = Visit(request, portal)
        let back = Self.back(request)
        guard !portal.identity.isThere else { return .see(back) }
        var values = ways(back)
        values.merge([
            "name": visit.again?["name"] ?? "",
            "hint": visit.words("key.passphrase-hint", ["count": "\(Passphrase.fewestCharacters)"]),
        ]) { $1 }
        if let problem = visit.problem { values["problem"] = problem }
        return portal.pages.page("key", visit.words["key.title"], values, visit)
    }

    private func made(_ request: Request) async throws -> Response {
        let form = try await PostedForm(request, portal.session)
        let back = Visit.back(form["back"])
        do {
            _ = try await portal.atDesk { [identity = portal.identity] _ in
                try identity.make(
                    name: form["name"] ?? "", passphrase: form["passphrase"] ?? "",
                    again: form["again"] ?? "")
            }
        } catch let refusal as HeldIdentity.Refusal {
            return portal.again("/key?back=\(back.inAddress)", form, Self.key(refusal), Self.values)
        }
        return .see("/sheet?new=1&back=\(back.inAddress)")
    }

    /// The key of the words for why no identity was made.
    private static func key(_ refusal: HeldIdentity.Refusal) -> String {
        switch refusal {
        case .noName: "key.no-name"
        case .noPassphrase: "key.no-passphrase"
        case .shortPassphrase: "key.short-passphrase"
        case .differ: "key.differ"
        case .notPassphrase: "key.not-passphrase"
        case .thereAlready: "key.there-already"
        }
    }

    private static var values: [String: String] { ["count": "\(Passphrase.fewestCharacters)"] }

    // MARK: - The recovery sheet

    private func sheet(_ request: Request) async throws -> Response {
        let visit = Visit(request, portal)
        let words = visit.words
        guard portal.identity.isThere else { return .see("/key") }
        let (sheet, _) = try await portal.atDesk { [identity = portal.identity] _ in
            try RecoverySheet(of: identity.path)
        }
        let parts = sheet.parts.enumerated().map { number, part -> [String: Any] in
            [
                "side": "\(part.side)", "path": part.path,
                "caption": words(
                    "sheet.code", ["number": "\(number + 1)", "count": "\(sheet.parts.count)"]),
            ]
        }
        var values = ways(Self.back(request))
        values.merge(
            [
                "parts": parts, "text": sheet.lines.joined(separator: "\n"), "mark": sheet.mark,
                "isNew": request.uri.queryParameters["new"] != nil,
            ] as [String: Any]
        ) { $1 }
        if let card = portal.identity.card { values["name"] = card.name.harmlessOnPage }
        return portal.pages.page("sheet", words["sheet.title"], values, visit)
    }

    private func restore(_ request: Request) -> Response {
        let visit = Visit(request, portal)
        let back = Self.back(request)
        guard !portal.identity.isThere else { return .see(back) }
        var values = ways(back)
        values["text"] = visit.again?["text"] ?? ""
        if let problem = visit.problem { values["problem"] = problem }
        return portal.pages.page("restore", visit.words["restore.title"], values, visit)
    }

    private func restored(_ request: Request) async throws -> Response {
        let form = try await PostedForm(request, portal.session)
        let back = Visit.back(form["back"])
        let address = "/restore?back=\(back.inAddress)"
        do {
            let file = try RecoverySheet.file(from: form["text"] ?? "")
            _ = try await portal.atDesk { [identity = portal.identity] _ in
                try identity.restore(file, passphrase: form["passphrase"] ?? "")
            }
            return .see(back)
        } catch let flaw as RecoverySheet.Flaw {
            let (key, values) = Self.said(flaw)
            return portal.again(address, form, key, values)
        } catch let refusal as HeldIdentity.Refusal {
            return portal.again(address, form, Self.key(refusal), Self.values)
        } catch let error as DeskError where error.kind == .notPermitted {
            return portal.again(address, form, "unlock.wrong")
        } catch let error as DeskError where error.kind == .notUnderstood {
            return portal.again(address, form, "restore.changed")
        }
    }

    /// The key of the words for what is wrong with a sheet, and their values.
    private static func said(_ flaw: RecoverySheet.Flaw) -> (String, [String: String]) {
        switch flaw {
        case .nothing: ("restore.nothing", [:])
        case .missing(let numbers, let count):
            (
                "restore.missing",
                ["numbers": numbers.map(String.init).joined(separator: ", "), "count": "\(count)"]
            )
        case .mixed: ("restore.mixed", [:])
        case .changed: ("restore.changed", [:])
        }
    }

    // MARK: - Unlocking

    private func unlock(_ request: Request) -> Response {
        let visit = Visit(request, portal)
        guard portal.identity.isThere else { return .see("/key") }
        let back = Self.back(request)
        // Nobody is asked to unlock what is unlocked.
        guard portal.identity.minutesLeft == nil else { return .see(back) }
        var values = ways(back)
        values["lead"] = visit.words("unlock.lead", ["minutes": "\(HeldIdentity.minutes)"])
        if let problem = visit.problem { values["problem"] = problem }
        return portal.pages.page("unlock", visit.words["unlock.title"], values, visit)
    }

    private func unlocked(_ request: Request) async throws -> Response {
        let form = try await PostedForm(request, portal.session)
        let back = Visit.back(form["back"])
        do {
            _ = try await portal.atDesk { [identity = portal.identity] _ in
                try identity.unlock(with: form["passphrase"] ?? "")
            }
        } catch let error as DeskError where [.notPermitted, .usage].contains(error.kind) {
            return portal.again("/unlock?back=\(back.inAddress)", form, "unlock.wrong")
        }
        return .see(back)
    }
}
