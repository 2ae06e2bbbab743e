import CustodyDesk
import Desk
import Foundation
import HTTPTypes
import Hummingbird
import Outcomes

/// Where somebody begins: they give a file, and the screen for it opens; and their key, if they have none yet.
struct StartScreen: Sendable {
    let portal: PortalState

    /// Adds the entry, which lies outside the session's folder: it is where a browser learns of it.
    func addEntry(to router: Router<BasicRequestContext>) {
        router.post("enter") { request, _ in try await enter(request) }
    }

    func add(to router: PortalRouter) {
        router.get("") { request, _ in try await start(Visit(request, portal)) }
        router.post("given") { request, _ in try await given(request) }
        router.get("open") { request, _ in
            try await open(request.uri.queryParameters["path"].map(String.init) ?? "", Visit(request, portal))
        }
        router.get("folder") { request, _ in
            try await folder(
                request.uri.queryParameters["path"].map(String.init), Visit(request, portal))
        }
        router.get("said") { request, _ in said(request) }
    }

    // MARK: - Entry

    /// Gives the browser its cookie. The answer is a page of ours and no redirect: a browser sends a strict cookie only with
    /// what a page of the same site asks for, and this request came out of a file.
    private func enter(_ request: Request) async throws -> Response {
        let visit = Visit(request, portal)
        let body: ByteBuffer
        do { body = try await request.body.collect(upTo: 64 << 10) } catch {
            throw PostedForm.Refusal.tooLarge
        }
        let fields = PostedForm.fields(of: String(buffer: body))
        guard Session.same(fields["secret"]?.first, portal.session.entry) else {
            return portal.pages.refused(.noCookie, visit)
        }
        portal.session.use()
        let next = fields["file"]?.first.map { "/open?path=\($0.inAddress)" } ?? "/"
        var response = portal.pages.page(
            "entered", "Proffer", ["next": portal.root + next], visit, isEntered: false,
            next: portal.root + next)
        response.setCookie(
            Cookie(
                name: Session.cookie, value: portal.session.key, path: portal.root, httpOnly: true,
                sameSite: .strict))
        return response
    }

    // MARK: - Start

    private func start(_ visit: Visit) async throws -> Response {
        let identity = portal.identity
        let cases = try await portal.atDesk { desk in
            // What is wrong with the journal is said where the cases are, and keeps nobody from a new file.
            do {
                return Result<Boxed<[CaseRow]>, DeskError>.success(try CaseRows.read(desk, limit: 3))
            } catch let error as DeskError { return .failure(error) }
        }.value
        var values: [String: Any] = [
            "hasKey": identity.isThere, "isUnlocked": identity.minutesLeft != nil,
        ]
        switch cases {
        case .success(let rows) where !rows.values.isEmpty:
            values["cases"] = ["rows": rows.values.map { $0.values(visit, portal.cases) }]
        case .success: break
        case .failure: values["casesUnread"] = true
        }
        return portal.pages.page("start", visit.words["start.title"], values, visit)
    }

    // MARK: - A file

    private func given(_ request: Request) async throws -> Response {
        let form = try await PostedForm(request, portal.session)
        guard let file = form.file else { return .see("/said?nature=none") }
        // Its name tells nothing and is no part of a path.
        let path = "\(portal.scratch)/given-\(UUID().uuidString)"
        let (address, _) = try await portal.atDesk { [portal] desk in
            try OutputFile(path, replaces: false).writePrivate(file.head, isOutput: false)
            defer { unlink(path) }
            return try Self.address(of: path, named: file.name, isWhole: file.isWhole, portal, desk)
        }
        return .see(address)
    }

    private func open(_ path: String, _ visit: Visit) async throws -> Response {
        let (address, _) = try await portal.atDesk { [portal] desk in
            let recognised = try Self.telling { try RecognisedFile(path) }
            if recognised.nature == .folder { return "/folder?path=\(path.inAddress)" }
            return try Self.address(
                of: path, named: URL(fileURLWithPath: path).lastPathComponent, portal, desk)
        }
        return .see(address)
    }

    private static func telling<Value>(_ act: () throws -> Value) throws -> Value {
        do { return try act() } catch { throw DeskError(error) }
    }

    /// The screen for a file, by its content.
    private static func address(
        of path: String, named name: String, isWhole: Bool = true, _ portal: PortalState, _ desk: DeskAtHand
    ) throws -> String {
        let file = try telling { try RecognisedFile(path) }
        if file.nature == .request, file.flaw == nil {
            return "/case/\(try portal.cases.keep(path).name)"
        }
        if file.nature == .receipt, file.flaw == nil {
            do {
                let unlocked = portal.identity.minutesLeft == nil ? nil : portal.identity.unlocked
                let receipt = try CaseReceipt(
                    path, of: portal.cases, journal: desk.journal, openedBy: unlocked,
                    trust: try desk.trust.load())
                if let found = receipt.found { return "/case/\(found.name)/receipt" }
            } catch {
                // What it is is said; whose it is nobody here knows.
                guard error.kind == .missing else { throw error }
            }
        }
        let isCut = isWhole && file.lacksItsEnd
        if !isCut, let own = portal.cases.find(own: file) { return address(of: own) }
        var more = file.flaw == nil && !isCut ? "" : "&changed=1"
        if file.nature == .cardRevocation, file.flaw == nil,
            case .revocationKept = try CardToTrust(path, comparison: .missing).add(to: desk.trust)
        {
            more = "&kept=1"
        }
        return "/said?nature=\(file.nature.rawValue)&name=\(name.inAddress)\(more)"
    }

    /// The screen of a case for what was made in it.
    private static func address(of own: OwnFile) -> String {
        let place = "/case/\(own.found.name)"
        guard own.isLatest else { return place }
        return switch own.kind {
        case .consent: "\(place)/sealing"
        case .decline: "\(place)/answered/decline"
        case .offer: "\(place)/answered/offer"
        case .revocation: "\(place)/answered/revocation"
        case .bundle: "\(place)/sealed"
        }
    }

    /// What a file is that has no screen of its own, and what to do with it.
    private func said(_ request: Request) -> Response {
        let visit = Visit(request, portal)
        let words = visit.words
        let query = request.uri.queryParameters
        let name = query["name"].map(String.init) ?? ""
        let nature = query["nature"].flatMap { FileNature(rawValue: String($0)) }
        let key = nature?.rawValue ?? "none"
        let isChanged = query["changed"] != nil
        let isKept = nature == .cardRevocation && query["kept"] != nil
        var values: [String: Any] = [
            "what": words["nature.\(key)"],
            "todo": words[
                isChanged
                    ? "nature.changed-todo" : isKept ? "nature.card_revocation-kept" : "nature.\(key)-todo"],
            "isSecret": nature?.isSecret ?? false, "isChanged": isChanged,
        ]
        if !name.isEmpty { values["name"] = name.harmlessOnPage }
        return portal.pages.page("said", words["nature.\(key)"], values, visit)
    }

    // MARK: - Folders

    private func folder(_ path: String?, _ visit: Visit) async throws -> Response {
        let (folder, _) = try await portal.atDesk { _ in
            let places = BrowsedFolder.places()
            return (places, try BrowsedFolder(path ?? places.first ?? "/"))
        }
        let (places, shown) = folder
        func child(_ name: String) -> String { shown.path == "/" ? "/\(name)" : "\(shown.path)/\(name)" }
        var values: [String: Any] = [
            "path": shown.path.harmlessOnPage,
            "places": PlaceNames.values(places, visit.words) { $0.inAddress },
            "folders": shown.folders.map {
                ["name": $0.harmlessOnPage, "address": child($0).inAddress]
            },
            "files": shown.files.map { ["name": $0.harmlessOnPage, "address": child($0).inAddress] },
            "isEmpty": shown.folders.isEmpty && shown.files.isEmpty,
        ]
        if let parent = shown.parent { values["parent"] = ["address": parent.inAddress] }
        if shown.notShown > 0 {
            values["more"] = visit.words("folder.more", ["count": "\(shown.notShown)"])
        }
        return portal.pages.page("folder", visit.words["folder.title"], values, visit)
    }
}
