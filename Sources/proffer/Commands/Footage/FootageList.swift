import ArgumentParser
import CustodianCommands
import Desk
import Outcomes
import Presentation

/// `proffer footage list`.
struct FootageListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the recordings in files and folders, with the time they cover and how it is known.",
        discussion: """
            The camera's label is what a file's name says before its time, or the folder's name. It is what you
            name in a consent. Up to \(OwnersFootage.fewRecordings) recordings are opened and shown one by one; more \
            are only glanced at and shown by camera, or one by one with --json.

            EXAMPLE
              proffer footage list samples --zone Europe/Berlin
            """)

    @Argument(help: ArgumentHelp("Files and folders.", valueName: "path"), completion: .file())
    var paths: [String]

    @OptionGroup var footage: FootageOptions

    @Flag(
        help: "Open every recording and show it with its tracks and proofs of origin, however many there are."
    )
    var details = false

    @OptionGroup var result: ResultOptions

    func run() throws {
        var writing: (([UInt8]) throws(DeskError) -> Void)?
        if result.json { writing = Output.lines }
        let listed = try footage.footage(in: paths).list(
            opensAll: details, writing: writing, noting: Output.note)
        switch listed {
        case .written: break
        case .byCamera(let cameras, let count, let unreadable):
            var page = Page()
            for camera in cameras {
                page.facts(camera.labelled)
                page.gap()
            }
            page.paragraph("\(count) recordings. --json lists each of them.")
            try Output.results(page)
            note(unreadable)
        case .opened(let facts):
            try result.show(json: facts) { page in
                for (index, recording) in facts.recordings.enumerated() {
                    if index > 0 { page.gap() }
                    page.facts(recording.labelled)
                }
                for doubt in facts.doubts {
                    page.gap()
                    page.paragraph("Be careful: \(doubt).")
                }
            }
            if !result.json { note(facts.unreadable) }
        }
    }

    private func note(_ unreadable: [UnreadableListing]) {
        for file in unreadable { Output.note(.footage(.passedOver(reason: file.reason))) }
    }
}
