import Desk
import Hummingbird
import Outcomes

/// Which address leads to which screen.
struct PortalRoutes {
    private let portal: PortalState

    init(_ portal: PortalState) { self.portal = portal }

    var router: Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.middlewares.add(PortalGuard(portal: portal))
        let start = StartScreen(portal: portal)
        start.addEntry(to: router)
        looks(router)
        let pages = router.group("\(portal.session.folder)")
        files(pages)
        start.add(to: pages)
        KeyScreens(portal: portal).add(to: pages)
        CaseScreen(portal: portal).add(to: pages)
        AnswerScreens(portal: portal).add(to: pages)
        RecordingsScreen(portal: portal).add(to: pages)
        CamerasScreen(portal: portal).add(to: pages)
        ClockScreen(portal: portal).add(to: pages)
        MeasureScreen(portal: portal).add(to: pages)
        TermsScreen(portal: portal).add(to: pages)
        SignScreen(portal: portal).add(to: pages)
        SealingScreen(portal: portal).add(to: pages)
        SealedScreen(portal: portal).add(to: pages)
        SaveScreen(portal: portal).add(to: pages)
        RevokeScreen(portal: portal).add(to: pages)
        CasesScreen(portal: portal).add(to: pages)
        WindowScreen(portal: portal).add(to: pages)
        PlayScreen(portal: portal).add(to: pages)
        return router
    }

    /// What a page looks like, for whoever is not let in as well.
    private func looks(_ router: some RouterMethods<BasicRequestContext>) {
        router.get("portal.css") { _, _ in
            Pages.response(PackageResources.portal_css, "text/css; charset=utf-8")
        }
        router.get("icon.svg") { _, _ in Pages.response(PackageResources.icon_svg, "image/svg+xml") }
    }

    private func files(_ router: PortalRouter) {
        looks(router)
        let scripts = [
            "portal.js": PackageResources.portal_js, "window.js": PackageResources.window_js,
            "player.js": PackageResources.player_js, "measure.js": Array(ClockDrawing.script.utf8),
        ]
        for (name, bytes) in scripts {
            router.get("\(name)") { _, _ in Pages.response(bytes, "text/javascript; charset=utf-8") }
        }
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
                        name: Visit.languageCookie, value: chosen.rawValue, maxAge: 366 * 86_400,
                        path: portal.root,
                        httpOnly: true, sameSite: .strict))
            }
            return response
        }
    }
}
