import CustodianCommands
import Desk
import ArgumentParser

/// Where the owner's journal lies, and what a command notes in it.
struct JournalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Your journal, in which this is noted. Default: $PROFFER_JOURNAL, or proffer/journal.sqlite in "
                + "$XDG_DATA_HOME or ~/.local/share.", valueName: "file"), completion: .file())
    var journal: String?

    @Flag(help: "Note nothing. What was noted before still counts.")
    var noJournal = false

    func validate() throws {
        if noJournal, journal != nil {
            throw ValidationError("--journal and --no-journal do not go together")
        }
    }

    /// The journal, as desks note in it.
    var kept: OwnersJournal {
        OwnersJournal(
            at: OwnersJournal.place(journal), isWritten: !noJournal, noting: Output.note)
    }
}
