import HTTPTypes
import Hummingbird

/// What stands before every page: who may ask, from where, and what the browser may do with an answer.
///
/// Any program of this computer, and any page in the person's browser, can send requests to a port of the loopback. So the
/// name of the host must be ours (a page of another name that was made to lead here is refused), requests that another page
/// began are refused, and everything but the entry needs the cookie and lies in the session's folder.
struct PortalGuard: RouterMiddleware {
    typealias Context = BasicRequestContext

    let portal: PortalState

    /// Pages that are served to whoever has no cookie: the entry, and what such a page looks like.
    static var open: Set<String> { ["/enter", "/portal.css", "/icon.svg"] }

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response =
                if let refusal = refusal(of: request) {
                    portal.pages.refused(refusal, Visit(request, portal))
                } else {
                    try await next(request, context)
                }
        } catch {
            // Whoever was not let in learns of no address.
            response = portal.pages.problem(
                error, Visit(request, portal), isEntered: !Self.open.contains(request.uri.path))
        }
        for (name, value) in Self.headers { response.headers[name] = value }
        if let next = response.headers[.location] {
            response.headers[.location] = portal.root + next
        }
        return response
    }

    private func refusal(of request: Request) -> PortalRefusal? {
        guard [.get, .head, .post].contains(request.method) else { return .method }
        guard request.head.authority == portal.host else { return .otherHost }
        let isEntry = request.uri.path == "/enter"
        if request.method == .post {
            // A page in a file has no origin: only the entry may come from one, and it has its own secret.
            let origin = request.headers[.origin]
            guard origin == portal.origin || isEntry && origin == "null" else { return .otherPage }
        }
        if let site = request.headers[.fetchSite], !isEntry, !["same-origin", "none"].contains(site) {
            return .otherPage
        }
        guard !Self.open.contains(request.uri.path) else { return nil }
        let parts = request.uri.path.split(separator: "/", maxSplits: 1)
        guard Session.same(parts.first.map(String.init), portal.session.folder),
            Session.same(request.cookies[Session.cookie]?.value, portal.session.key)
        else { return .noCookie }
        if parts.dropFirst().first != "alive" { portal.session.use() }
        return nil
    }

    private static var headers: [(HTTPField.Name, String)] {
        [
            (.contentSecurityPolicy, PortalHeaders.policy), (.cacheControl, "no-store"),
            (.xContentTypeOptions, "nosniff"),
            // With no-referrer a browser would not say from which page a form comes.
            (.referrerPolicy, "same-origin"), (.openerPolicy, "same-origin"),
            (.resourcePolicy, "same-origin"),
            (.permissionsPolicy, "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
        ]
    }
}

/// What a page of ours may load: nothing but its own server's files, and no script or style within the page.
enum PortalHeaders {
    static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
}

extension HTTPField.Name {
    fileprivate static let fetchSite = Self(checked: "Sec-Fetch-Site")
    fileprivate static let referrerPolicy = Self(checked: "Referrer-Policy")
    fileprivate static let openerPolicy = Self(checked: "Cross-Origin-Opener-Policy")
    fileprivate static let resourcePolicy = Self(checked: "Cross-Origin-Resource-Policy")
    fileprivate static let permissionsPolicy = Self(checked: "Permissions-Policy")

    /// A name that is one, as every name above is.
    private init(checked name: String) { self = Self(name) ?? .connection }
}
