import ArgumentParser
import CustodianCommands
import Desk
import Outcomes
import Presentation

/// `proffer commit`.
struct CommitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "commit",
        abstract: "Commit to your recordings before anybody asks for them.",
        discussion: """
            Notes of every new recording what proves later that it existed as it is now, and, with --timestamp, has an \
            authority say when. Nothing of the footage leaves: the authority gets one number that tells nothing. A later \
            seal then costs only its window. Run it as often as you like, by hand or on a timer; it may be stopped at \
            any moment. Keep the store as long as the footage, and as safe as a key.

            EXAMPLE
              proffer commit /srv/cameras --timestamp https://tsa.example/
            """)

    @Argument(
        help: ArgumentHelp("Files and folders with your recordings.", valueName: "path"), completion: .file())
    var paths: [String]

    @Option(
        help: ArgumentHelp(
            "Where to keep the commitments. Default: proffer/commitments in $XDG_DATA_HOME or ~/.local/share.",
            valueName: "folder"), completion: .directory)
    var store: String?

    @Option(
        help: ArgumentHelp(
            "A time-stamping authority (RFC 3161) that says when. One timestamp is made for all that is new.",
            valueName: "url"))
    var timestamp: String?

    @OptionGroup var links: LinkOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        let footage = OwnersFootage(paths: paths, followsLinks: links.followLinks)
        let shows = Terminal.showsProgress
        // A note on a line of its own wipes the progress first.
        let committing = try footage.commit(
            into: store.map(CommitmentPlace.folder) ?? .usual, stampedBy: timestamp,
            progress: { if shows { Output.status("\($0) committed to, \($1) as before") } },
            noting: { note in
                if shows { Output.status("") }
                Output.note(note)
            })
        if shows { Output.status("") }
        switch committing {
        case .leftToAnother(let reason): Output.note(.footage(.storeBusy(reason: reason)))
        case .done(let facts):
            try result.show(json: facts) { page in
                for sentence in facts.sentences { page.paragraph(sentence) }
                if let unstamped = facts.unstampedInWords {
                    page.paragraph("\(unstamped) --timestamp URL has an authority say it.")
                }
                page.paragraph(facts.keeping)
            }
        }
    }
}
