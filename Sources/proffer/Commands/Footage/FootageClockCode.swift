import ArgumentParser
import CustodianCommands
import Desk
import Outcomes

/// `proffer footage clock-code`.
struct FootageClockCode: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock-code",
        abstract: "Draw the true time as a code for a camera to see, so that its clock can be measured.",
        discussion: """
            An .html file is a page for a telephone: it works without a network, at any time, and shows a new
            code every half second. A .png file is one code, of one moment.

            EXAMPLE
              proffer footage clock-code --out clock.html
            """)

    @OptionGroup var output: OutputOptions

    @Option(
        help: ArgumentHelp(
            "The moment a .png shows, for example 2026-11-25T03:00:00.5Z. Default: now.", valueName: "time"),
        transform: GivenTime.argument)
    var at: GivenTime?

    func run() throws {
        switch try ClockDrawing.draw(into: output.file, showing: at) {
        case .page:
            var page = Page()
            page.paragraph(
                "\(output.out) is the page. Send it to a telephone or tablet, open it there, and hold it before the "
                    + "camera for ten seconds, screen bright. Then take that clip off the camera:")
            page.command(["proffer", "footage", "clock-check", "CLIP"])
            try Output.results(page)
        case .picture(let shown): try Output.results("\(output.out) shows \(shown)\n")
        }
    }
}
