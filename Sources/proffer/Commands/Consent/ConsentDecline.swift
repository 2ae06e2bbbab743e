import CustodianCommands
import CustodyDesk
import Desk
import ArgumentParser

/// `proffer consent decline`.
struct ConsentDecline: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decline",
        abstract: "Say no to a request.",
        discussion: """
            You need not say why, and need not answer at all. With a declined consent nothing can be sealed. No recording is
            looked at, so a decline says nothing about whether you have any; and nothing is sent: the agency learns of it
            only if you send the file.

            EXAMPLE
              proffer consent decline --request request.json --identity dana.identity \\
                --reason 'I would rather not' --out declined.json
            """)

    @Option(help: ArgumentHelp("The request you answer.", valueName: "request"), completion: .file())
    var request: String

    @OptionGroup var identity: IdentityOptions

    @Option(help: ArgumentHelp("Why, if you want to say so.", valueName: "text"))
    var reason: String?

    @OptionGroup var trust: SignerOptions
    @OptionGroup var journal: JournalOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        try output.check()
        let answer = OwnersAnswer(
            by: identity.atHand, to: output.file, journal: journal.kept, noting: Output.note)
        let given = try answer.decline(request, reason: reason, trust: try trust.load())
        try result.show(json: given.facts) { page in
            page.paragraph(
                "You declined what \(given.request.agency.inWords) asked for in case "
                    + "\(given.request.caseNumber.quoted). Nothing leaves. \(output.out) says so under your "
                    + "signature; send it, or do not.")
        }
    }
}
