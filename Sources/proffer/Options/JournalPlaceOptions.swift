import ArgumentParser
import CustodianCommands
import Desk

/// Where the owner's journal lies that a command looks into and writes nothing to.
struct JournalPlaceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Your journal, in which is looked for what you took back. Nothing is noted. Default: $PROFFER_JOURNAL, or "
                + "proffer/journal.sqlite in $XDG_DATA_HOME or ~/.local/share.", valueName: "file"),
        completion: .file())
    var journal: String?

    /// The journal, as desks look into it.
    var looked: OwnersJournal {
        OwnersJournal(at: OwnersJournal.place(journal), isWritten: false, noting: Output.note)
    }
}
