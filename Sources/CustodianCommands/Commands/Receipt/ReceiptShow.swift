import ArgumentParser
import CustodyDesk
import Presentation

/// `receipt show` in a program without a journal.
package struct ReceiptShow: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "show", abstract: ReceiptArguments.abstract,
        discussion: ReceiptArguments.discussion + "\n\n" + ReceiptArguments.example)

    @OptionGroup package var arguments: ReceiptArguments

    package func run() throws { try arguments.run { _ in nil } }
}
