import CustodyDesk
import Foundation
import Glibc

/// The page by which the person's browser gets its cookie: a file that only the person can read. It posts the secret, which so
/// stands in no address and on no command line.
struct EntryPage {
    /// The file.
    let path: String

    /// Writes the page.
    init(
        in folder: String, origin: String, secret: String, opening: String?, words: PortalWords
    ) throws {
        path = folder + "/open.html"
        let field =
            opening.map { "<input type=\"hidden\" name=\"file\" value=\"\($0.escapedForPage)\">" } ?? ""
        // The script has a page of its own to run in; without it the person presses the button.
        let page = """
            <!DOCTYPE html>
            <html lang="\(words.language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <title>Proffer</title>
            </head>
            <body>
            <form method="post" action="\(origin)/enter" enctype="application/x-www-form-urlencoded">
            <input type="hidden" name="secret" value="\(secret)">\(field)
            <p><button>\(words["entry.open"].escapedForPage)</button></p>
            </form>
            <script>document.forms[0].submit();</script>
            </body>
            </html>

            """
        try OutputFile(path, replaces: false).writePrivate(Array(page.utf8), isOutput: false)
    }

    /// Opens the page in the person's browser.
    ///
    /// - Returns: the number of the process that does; nil where the system has none that could.
    func openInBrowser() -> pid_t? {
        guard let program = Self.program("xdg-open") else { return nil }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // We wait for signals by keeping them blocked; a browser must not inherit that.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor: Int32 in 0...2 {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
        }
        // Whatever else is open here, such as the server's socket, is no concern of the browser's.
        for descriptor: Int32 in 3..<256 { posix_spawn_file_actions_addclose(&actions, descriptor) }
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(program), strdup(path), nil]
        defer { for argument in arguments { free(argument) } }
        var number = pid_t()
        return posix_spawn(&number, program, &actions, &attributes, &arguments, environ) == 0 ? number : nil
    }

    private static func program(_ name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
            .first { access($0, X_OK) == 0 }
    }
}

extension String {
    /// The text as it stands in a page and in the values of its tags.
    fileprivate var escapedForPage: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
