import CustodianCommands
import Objects
import Recordings
import Statements
import ArgumentParser

/// `proffer footage list`.
struct FootageList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the recordings in files and folders, with the time they cover and how it is known.",
        discussion: """
            The camera's label is what a file's name says before its time, or the folder's name. It is what you
            name in a consent. Up to \(FootageList.fewRecordings) recordings are opened and shown one by one; more \
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

    static let fewRecordings = 100

    func run() throws {
        var few: [FoundFile] = []
        var many: (any ManyRecordings)?
        var unreadable: [UnreadableListing] = []
        let links = try footage.forEach(in: paths) { entry in
            switch entry {
            case .unreadable(let path, let error):
                unreadable.append(UnreadableListing(path: path, reason: error.description))
            case .file(let file):
                if many == nil, details || few.count < Self.fewRecordings {
                    few.append(file)
                    return
                }
                if many == nil {
                    many = result.json ? RecordingLines() : CameraSummary()
                    for file in few { try many?.add(file) }
                    few = []
                }
                try many?.add(file)
            }
        }
        if let many {
            return try many.finish(unreadable, LinksFacts(links))
        }
        var opened: [Recording] = []
        var reached: [String: FollowedLink] = [:]
        for file in few {
            do {
                opened.append(try footage.recording(file))
                reached[file.path] = file.link
            } catch let error as FootageError {
                unreadable.append(UnreadableListing(path: file.path, reason: error.description))
            }
        }
        opened = Recording.settlingRepeatedHours(opened)
        opened.sort { ($0.span.from, $0.path) < ($1.span.from, $1.path) }
        let recordings = try opened.map { try RecordingListing($0, reachedBy: reached[$0.path]) }
        let listed = Listed(
            recordings: recordings, unreadable: unreadable, doubts: FootageDoubts.of(opened),
            links: LinksFacts(links))
        try result.show(json: listed) { page in
            for (index, recording) in recordings.enumerated() {
                if index > 0 { page.gap() }
                page.facts(recording.facts)
            }
            for doubt in listed.doubts {
                page.gap()
                page.paragraph("Be careful: \(doubt).")
            }
        }
        if !result.json { for file in unreadable { Output.notes("note: passed over: \(file.reason)") } }
    }

    /// What `footage list --json` writes: docs/spec/footage.md.
    private struct Listed: Encodable {
        var recordings: [RecordingListing]
        var unreadable: [UnreadableListing]
        var doubts: [String]
        var links: LinksFacts?
    }
}
