import ArgumentParser
import Custody
import Footage

/// `proffer footage list`.
struct FootageList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the recordings in files and folders, with the time they cover and how it is known.",
        discussion: """
            The camera's label is what a file's name says before its time, or the folder's name. It is what you
            name in a consent.

            EXAMPLE
              proffer footage list samples --zone Europe/Berlin
            """)

    @Argument(help: ArgumentHelp("Files and folders.", valueName: "path"), completion: .file())
    var paths: [String]

    @OptionGroup var footage: FootageOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        let recordings = try footage.search(paths).recordings
        let listings = try recordings.map(RecordingListing.init)
        try result.show(json: listings) { page in
            for (index, (recording, listing)) in zip(recordings, listings).enumerated() {
                if index > 0 { page.gap() }
                page.facts([
                    .init("Camera", recording.camera),
                    .init("From", recording.span.from.inWords),
                    .init("To", recording.span.to.inWords),
                    .init("Known by", listing.startInWords),
                    .init("Holds", listing.tracks.joined(separator: ", ")),
                    .init("File", recording.path),
                ])
                page.facts(listing.provenance.map { .init("Proof of origin", $0.inWords) })
            }
        }
    }
}

/// One recording, as `footage list --json` writes it.
private struct RecordingListing: Encodable {
    var file: String
    var camera: String
    var window: Window
    var start: StartEvidence
    var zone: String?
    var tracks: [String]
    var provenance: [ProvenanceFacts]

    init(_ recording: Recording) throws {
        file = recording.path
        camera = recording.camera
        window = recording.span
        start = recording.start
        zone = recording.zone
        provenance = try recording.provenance()
        tracks = recording.tracks.map { track in
            let size = track.width.flatMap { width in track.height.map { " \(width)×\($0)" } } ?? ""
            return "\(track.kind.rawValue) \(track.codec)\(size)"
        }
    }

    var startInWords: String { start.inWords + (zone.map { ", zone \($0)" } ?? "") }
}
