import CustodianCommands
import Starts
import Recordings
import Records
import Statements

/// One recording that was opened, as `footage list` shows it.
struct RecordingListing: Encodable {
    var file: String
    /// The link it was reached by.
    var link: String?
    var camera: String
    var size: UInt64
    var window: Window
    var start: StartEvidence
    var zone: String?
    var doubts: [Worded<StartDoubt>]
    var tracks: [String]
    var provenance: [Worded<ProvenanceFacts>]

    init(_ recording: Recording, reachedBy link: FollowedLink?) throws {
        file = recording.path
        self.link = link?.path
        camera = recording.camera
        size = recording.size
        window = recording.span
        start = recording.start
        zone = recording.zone
        doubts = recording.doubts
        provenance = try recording.provenance().map { Worded($0) }
        tracks = recording.tracks.map { track in
            let size = track.width.flatMap { width in track.height.map { " \(width)×\($0)" } } ?? ""
            return "\(track.kind.rawValue) \(track.codec)\(size)"
        }
    }

    /// The facts in the words of a page.
    var facts: [Page.Fact?] {
        [
            .init("Camera", camera),
            .init("From", window.from.inWords),
            .init("To", window.to.inWords),
            .init("Known by", start.inWords + (zone.map { ", zone \($0)" } ?? "")),
            .init("But", doubts.map(\.words).joined(separator: "\n")),
            .init("Holds", tracks.joined(separator: ", ")),
            .init("File", file),
            .init("Reached by", link.map { "\($0), which is a link or leads through one" }),
        ] + provenance.map { .init("Proof of origin", $0.words) }
    }
}

/// What looks like a recording or a folder of them and cannot be read.
struct UnreadableListing: Encodable {
    var path: String
    var reason: String
}
