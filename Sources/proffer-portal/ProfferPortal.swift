import ArgumentParser
import CustodianCommands
import Outcomes
import Portal

/// The owner's page: a server that only the browser of this computer can reach.
@main
struct ProfferPortal: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proffer-portal",
        abstract: "Shows requests, your key and your cases in the browser of this computer.",
        discussion: """
            The page is on this computer only, and ends when nobody uses it.

            EXAMPLE
              proffer-portal
              proffer-portal request.json
            """,
        version: Version.current)

    @Argument(help: "A file to open first.", completion: .file())
    var file: String?

    @OptionGroup var page: PageOptions

    static func main() { Program.run(Self.self) }

    func run() throws {
        try PortalServer(
            file: try page.whole(file), opensBrowser: !page.noBrowser,
            idleSeconds: page.idleMinutes.map { max(1, Int($0 * 60)) } ?? PortalServer.usualIdleSeconds,
            program: ProgramVersion(name: "proffer", version: Version.current)
        ) { event in
            switch event {
            case .listening(let entry, let isOpened):
                Output.notes(
                    isOpened
                        ? "your page opens in the browser; if it does not, open \(entry) yourself"
                        : "open \(entry) in the browser of this computer: only you can read it")
            case .idle: Output.notes("nobody used the page for a while, so it ended")
            }
        }.run()
    }
}
