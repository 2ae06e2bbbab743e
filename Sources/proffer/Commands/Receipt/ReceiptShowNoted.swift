import ArgumentParser
import CustodianCommands
import Desk

/// `proffer receipt show`, which notes what is read in the owner's journal.
struct ReceiptShowNoted: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: ReceiptArguments.abstract,
        discussion: ReceiptArguments.discussion
            + " A receipt for a bundle that your journal knows is noted in it.\n\n" + ReceiptArguments.example
    )

    @OptionGroup var arguments: ReceiptArguments
    @OptionGroup var journal: JournalOptions

    func run() throws { try arguments.run { journal.kept.note(read: $0) } }
}
