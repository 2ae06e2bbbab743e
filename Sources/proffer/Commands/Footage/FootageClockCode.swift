import CustodianCommands
import Statements
import ArgumentParser
import ClockCode

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
        transform: WallTime.argument)
    var at: WallTime?

    func run() throws {
        if output.out.lowercased().hasSuffix(".html") {
            guard at == nil else {
                throw Failure(.usage, "a page shows the time of whoever opens it", hint: "--at is for a .png")
            }
            try output.write(bytes: Array(try ClockPage.html().utf8))
            var page = Page()
            page.paragraph(
                "\(output.out) is the page. Send it to a telephone or tablet, open it there, and hold it before the "
                    + "camera for ten seconds, screen bright. Then take that clip off the camera:")
            page.command(["proffer", "footage", "clock-check", "CLIP"])
            try Output.results(page)
        } else if output.out.lowercased().hasSuffix(".png") {
            guard let time = ShownTime.at(at ?? .now()) else {
                throw Failure(.usage, "that time cannot be drawn: it is no year of four digits")
            }
            try output.write(bytes: try ClockStill.png(time))
            try Output.results("\(output.out) shows \(time.text)\n")
        } else {
            throw Failure(
                .usage, "\(output.out): is neither a page nor a picture by its name",
                hint: "--out clock.html for a telephone, --out clock.png for one code")
        }
    }
}
