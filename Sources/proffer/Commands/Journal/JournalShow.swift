import CustodianCommands
import CustodyDesk
import Desk
import Presentation
import ArgumentParser

/// `proffer journal show`.
struct JournalShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract:
            "Who got what from you, when, and under which conditions: on the screen, or as a page to print.",
        discussion: """
            Ends with 1 when something in it was altered or taken out. What tells whether the newest of it was taken out \
            lies beside your identity.

            EXAMPLE
              proffer journal show --page journal.html
              proffer journal show --identity dana.identity
            """)

    @Option(
        help: ArgumentHelp(
            "Only this request: its id, the number of its case, or the first digits of its SHA-256.",
            valueName: "id"))
    var request: String?

    @Option(
        help: ArgumentHelp(
            "Write it as a page for a browser or a printer too; only you can read the file.",
            valueName: "file"),
        completion: .file())
    var page: String?

    @Flag(help: "Replace the page if it is there already.")
    var force = false

    @Option(
        help: ArgumentHelp("Your journal. Default: the usual one.", valueName: "file"), completion: .file())
    var journal: String?

    @Option(
        help: ArgumentHelp(
            "Your identity file: what lies beside it must agree with the journal. It is not opened. Default: what the "
                + "journal itself remembers.", valueName: "identity"), completion: .file())
    var identity: String?

    @OptionGroup var trust: SignerOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        let trust = try trust.load()
        let shown = try OwnersJournal(at: OwnersJournal.place(journal), noting: Output.note)
            .show(only: request, heldAgainst: identity, trust: trust)
        let document = JournalDocument(shown.history, trust: trust, at: shown.moment, naming: .typed)
        if let page {
            try OutputFile(page, replaces: force).writePrivate(
                Array(try JournalHTML.page(of: document).utf8))
        }
        try result.show(json: shown.facts) { screen in
            screen.journal(document)
            if let page {
                screen.gap()
                screen.paragraph("Written to \(page) as well, which only you can read.")
            }
        }
        guard shown.holds else { throw ExitStatus.checkFailed }
    }
}
