import ArgumentParser
import CustodianCommands
import CustodyDesk
import Desk
import Outcomes
import Presentation

/// `proffer footage answers`.
struct FootageAnswers: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answers",
        abstract: "See what you said of recordings' starts, which later commands go by, and take it back.",
        discussion: """
            What you say with --start is remembered for that camera, that folder and names of that form, in a small file \
            on this machine that never leaves it. Every command that goes by it says so.

            EXAMPLE
              proffer footage answers
              proffer footage answers --forget gate
            """)

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Take back what you said of a camera, a file or a folder.", valueName: "name"))
    var forget: [String] = []

    @Flag(help: "Take back all of it.")
    var forgetAll = false

    @Option(
        help: ArgumentHelp(
            "The file it is remembered in. Default: $PROFFER_ANSWERS, or proffer/answers.json in $XDG_DATA_HOME or "
                + "~/.local/share.", valueName: "file"), completion: .file())
    var file: String?

    @OptionGroup var result: ResultOptions

    func validate() throws {
        if forgetAll, !forget.isEmpty {
            throw ValidationError("--forget and --forget-all do not go together")
        }
    }

    func run() throws {
        guard let answers = OwnersAnswers.place(file) else {
            throw Failure(.usage, "nothing says where answers are remembered: give --file")
        }
        let forgets = forgetAll || !forget.isEmpty
        let facts = try forgets ? answers.forget(forgetAll ? nil : forget) : answers.show()
        try result.show(json: facts) { page in
            guard !facts.answers.isEmpty else {
                return page.paragraph("Nothing is remembered in \(facts.file).")
            }
            page.paragraph(
                forgets ? "This is taken back; you will be asked again:" : "Remembered in \(facts.file):")
            for answer in facts.answers {
                page.gap()
                page.facts(answer.labelled)
            }
        }
    }
}
