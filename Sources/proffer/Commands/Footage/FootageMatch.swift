import Outcomes
import CustodyDesk
import ArgumentParser
import CustodianCommands
import CustodyDesk
import Desk
import Presentation

/// `proffer footage match`.
struct FootageMatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract:
            "See which cameras have the time a request asks for, what is missing, and what would leave.",
        discussion: """
            Needs neither your identity nor a consent, and writes nothing but the picture you ask for: it is shown as \
            if you agreed to everything that is asked for. With --consent it shows what you did agree to, and ends with \
            77 where you took that back. Only recordings of about that time are opened.

            EXAMPLE
              proffer footage match --request request.json samples --plot match.svg
            """)

    @Option(help: ArgumentHelp("The request to answer.", valueName: "request"), completion: .file())
    var request: String

    @Argument(
        help: ArgumentHelp("Files and folders with your recordings.", valueName: "path"), completion: .file())
    var paths: [String]

    @Option(
        help: ArgumentHelp("Your consent, to see what would leave under it.", valueName: "consent"),
        completion: .file())
    var consent: String?

    @Option(
        help: ArgumentHelp("Draw it as a picture: a file that ends in .svg or .png.", valueName: "file"),
        completion: .file(extensions: ["svg", "png"]))
    var plot: String?

    @Flag(help: "Replace the picture if it is there already.")
    var force = false

    @OptionGroup var footage: FootageOptions
    @OptionGroup var absent: AbsentCameraOptions
    @OptionGroup var journal: JournalPlaceOptions
    @OptionGroup var trust: SignerOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        let picture = try plot.map { try MatchPicture(OutputFile($0, replaces: force)) }
        let matched = try MatchedFootage.of(
            footage.footage(in: paths, without: absent), requestedBy: request, consent: consent,
            journal: journal.looked, trust: try trust.load(), picture: picture, noting: Output.note)
        try result.show(json: matched.facts) { page in
            page.add(matched.facts.asked)
            if let table = matched.facts.table { page.table(table) }
            page.add(matched.facts.details)
        }
    }
}
