import ArgumentParser
import CustodyDesk
import Outcomes

/// `proffer identity appoint`.
package struct IdentityAppoint: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "appoint",
        abstract: "Say as an office that a person acts for it, from when to when.",
        discussion: """
            The person keeps the file beside their identity, under its name with .appointment.json behind it. What they write \
            into a custody chain is then by the office too: it can hold a bundle, one of its people can go on where another left \
            off, and it can go on without somebody. Compare the fingerprint of the card with the person first.

            EXAMPLE
              \(Program.name) identity appoint lee.card.json --identity evidence-room.identity --until 2027-12-31T00:00:00+01:00 \\
                --out lee.identity.appointment.json
            """)

    @Argument(help: "The person's card.", completion: .file())
    package var card: String

    @OptionGroup package var identity: IdentityOptions

    @Option(
        help: ArgumentHelp("From when on they act for the office. Default: now.", valueName: "time"),
        transform: GivenTime.argument)
    package var from: GivenTime?

    @Option(
        help: ArgumentHelp("Until when they do.", valueName: "time"), transform: GivenTime.argument)
    package var until: GivenTime

    @OptionGroup package var output: OutputOptions
    @OptionGroup package var result: ResultOptions

    package func run() throws {
        let made = try NewAppointment(of: card, from: from, until: until, noting: Output.note)
            .make(signedBy: identity.atHand, in: output.file)
        let appointment = made.appointment
        try result.show(json: made.facts) { page in
            page.paragraph(
                "\(output.out) says that \(appointment.person.inWords) acts for \(appointment.office.inWords) from "
                    + "\(appointment.from.inWords) to before \(appointment.until.inWords). They keep it beside their "
                    + "identity: for lee.identity as lee.identity\(IdentityAtHand.appointmentSuffix).")
            page.gap()
            page.facts([.init("Fingerprint", appointment.person.fingerprint.lines)])
            page.paragraph(
                "Compare the fingerprint with \(appointment.person.quotedName) before they get it.")
        }
    }
}
