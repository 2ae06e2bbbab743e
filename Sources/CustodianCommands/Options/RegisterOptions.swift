import ArgumentParser
import CustodyDesk

/// Where a custodian's register of bundles lies, and whether one is kept.
package struct RegisterOptions: ParsableArguments {
    package init() {}

    @Option(
        help: ArgumentHelp(
            "Your register of bundles, by which one that came before is found. It stays on this machine. Default: "
                + "$PROFFER_REGISTER, or proffer/register.sqlite in $XDG_DATA_HOME or ~/.local/share.",
            valueName: "file"), completion: .file())
    package var register: String?

    @Flag(help: "Keep no register, and look for no bundle that came before.")
    package var noRegister = false

    package func validate() throws {
        if noRegister, register != nil {
            throw ValidationError("--register and --no-register do not go together")
        }
    }

    /// The same for a desk.
    package var kept: CustodiansRegister {
        guard !noRegister else { return .none }
        let place = CustodiansRegister.place(register)
        if place == nil { Output.note(.custody(.noRegister)) }
        return CustodiansRegister(at: place, noting: Output.note)
    }
}

/// A private label of bundles.
package struct LabelOptions: ParsableArguments {
    package init() {}

    @Option(
        name: .customLong("case"),
        help: ArgumentHelp(
            "The case it belongs to, for you alone: it stands in your register and in nothing that leaves.",
            valueName: "text"))
    package var caseNumber: String?

    @Option(help: ArgumentHelp("Where the medium stands, for you alone.", valueName: "text"))
    package var shelf: String?

    @Option(
        help: ArgumentHelp("The day it is due for disposal, for you alone: 2027-01-31.", valueName: "date"))
    package var due: String?

    /// The same for a desk.
    package var change: LabelChange { LabelChange(caseNumber: caseNumber, shelf: shelf, due: due) }
}
