import Hummingbird
import Outcomes

/// Which address leads to which screen.
struct PortalRoutes {
    private let portal: PortalState

    init(_ portal: PortalState) { self.portal = portal }

    var router: Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.middlewares.add(PortalGuard(portal: portal))
        files(router)
        StartScreen(portal: portal).add(to: router)
        KeyScreens(portal: portal).add(to: router)
        CaseScreen(portal: portal).add(to: router)
        AnswerScreens(portal: portal).add(to: router)
        WindowScreen(portal: portal).add(to: router)
        PlayScreen(portal: portal).add(to: router)
        return router
    }

    private func files(_ router: Router<BasicRequestContext>) {
        router.get("portal.css") { _, _ in
            Pages.response(PackageResources.portal_css, "text/css; charset=utf-8")
        }
        let scripts = [
            "portal.js": PackageResources.portal_js, "window.js": PackageResources.window_js,
            "player.js": PackageResources.player_js, "measure.js": PackageResources.measure_js,
        ]
        for (name, bytes) in scripts {
            router.get("\(name)") { _, _ in Pages.response(bytes, "text/javascript; charset=utf-8") }
        }
        router.get("icon.svg") { _, _ in Pages.response(PackageResources.icon_svg, "image/svg+xml") }
        // Asked by a page to learn whether the server is still there; it is no use by a person.
        router.get("alive") { _, _ in Response(status: .noContent) }
        router.get("language") { [portal] request, _ in
            let back = request.uri.queryParameters["back"].map(String.init) ?? "/"
            var response = Response.see(Visit.isOurs(back) ? back : "/")
            if let chosen = request.uri.queryParameters["to"].flatMap({
                PortalWords.Language(rawValue: String($0))
            }) {
                response.setCookie(
                    Cookie(
                        name: Visit.languageCookie, value: chosen.rawValue, maxAge: 366 * 86_400, path: "/",
                        httpOnly: true, sameSite: .strict))
            }
            _ = portal
            return response
        }
    }
}
