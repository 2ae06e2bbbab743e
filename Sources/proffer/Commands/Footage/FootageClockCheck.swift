import ArgumentParser
import CustodianCommands
import CustodyDesk
import Desk
import Presentation

/// `proffer footage clock-check`.
struct FootageClockCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock-check",
        abstract: "Measure how wrong a camera's clock is, in a clip that shows clock codes.",
        discussion: """
            The clip is one in which the page of footage clock-code was held before the camera. Its name must be the
            one the camera gave it. It ends with 1 where the clock ran unsteadily.

            EXAMPLE
              proffer footage clock-check front-door_2026-07-04_21.38.00.mp4 --zone Europe/Berlin --out clock.json
            """)

    @Argument(help: ArgumentHelp("Clips of one camera.", valueName: "clip"), completion: .file())
    var clips: [String]

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The time zone of clips whose names carry no offset: a name like Europe/Berlin, or +02:00.",
            valueName: "zone"))
    var zone: String?

    @Option(
        help: ArgumentHelp(
            "How near to true time the clock was that showed the codes; 0.5 for a telephone that sets itself.",
            valueName: "seconds"))
    var referenceWithin: String = "0.5"

    @Option(
        help: ArgumentHelp("A .json file to write the result to, for --clock-error.", valueName: "file"),
        completion: .file())
    var out: String?

    @Flag(help: "Replace the file if it is there already.")
    var force = false

    @OptionGroup var links: LinkOptions

    @OptionGroup var result: ResultOptions

    func run() throws {
        let measured = try ClockMeasurement.of(
            clips, zone: zone, referenceWithin: referenceWithin, followsLinks: links.followLinks,
            writtenTo: out.map { OutputFile($0, replaces: force) }, noting: Output.note)
        try result.show(json: measured.facts) { show(measured, on: &$0) }
        if measured.facts.contradiction != nil { throw ExitStatus.checkFailed }
    }

    private func show(_ measured: ClockMeasurement, on page: inout Page) {
        for clip in measured.facts.clips {
            page.facts(clip.labelled)
            page.gap()
        }
        if let reason = measured.facts.contradiction { page.paragraph("Not measured: \(reason).") }
        guard let error = measured.facts.errorInWords, let option = measured.facts.option else { return }
        page.paragraph(error)
        page.gap()
        let shares = measured.shares
        let wholeSeconds =
            shares.isStartInWholeSeconds
            ? ", as the start is told in whole seconds, here and in other recordings" : ""
        page.facts([
            .init("Open by the codes", "±\(shares.codes) s"),
            .init("Open by the start", "±\(shares.start) s\(wholeSeconds)"),
            .init("Open by the page", "±\(shares.reference) s (--reference-within)"),
        ])
        if let zones = measured.zonesInWords {
            page.gap()
            page.paragraph(
                "That is nearly \(zones): does the camera's clock run in another zone? Then say so with --zone and "
                    + "measure again.")
        }
        page.gap()
        page.paragraph("To list, preview and seal with it:")
        page.command(["--clock-error", out ?? option])
        guard out != nil else { return }
        page.paragraph("The file says that it was measured, and in what. Typed, it counts as stated by you:")
        page.command(["--clock-error", option])
    }
}
