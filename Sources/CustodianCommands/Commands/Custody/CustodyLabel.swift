import ArgumentParser
import CustodyDesk

/// `proffer custody label`.
package struct CustodyLabel: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "label",
        abstract: "Note case, shelf and day of disposal of a bundle, for yourself alone.",
        discussion: """
            Labels stand in your register and in nothing that leaves the machine: no chain, receipt or ledger. The bundle must \
            have been received. An empty text takes a label away.

            EXAMPLE
              \(Program.name) custody label bundle.tar --case 26-0417 --shelf B3 --due 2027-01-31
            """)

    @Argument(help: ArgumentHelp("The bundle.", valueName: "bundle"), completion: .file())
    package var bundle: String

    @OptionGroup package var label: LabelOptions
    @OptionGroup package var register: RegisterOptions

    package func validate() throws {
        guard !label.change.isEmpty else {
            throw ValidationError("Say what to note: --case, --shelf or --due.")
        }
    }

    package func run() throws {
        try BundleToLabel(bundle, register: register.kept).label(label.change)
        var page = Page()
        page.paragraph("Noted for you alone.")
        try Output.results(page)
    }
}
