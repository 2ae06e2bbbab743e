import Outcomes
import Recordings
import Records
import Starts
import Statements

/// What a list of recordings says that were opened, one by one (docs/spec/footage.md).
package struct FootageListFacts: Encodable {
    package var recordings: [RecordingListing]
    package var unreadable: [UnreadableListing]
    package var doubts: [String]
    package var links: LinksFacts?
}

/// One recording that was opened.
package struct RecordingListing: Encodable {
    package var file: String
    /// The link it was reached by.
    package var link: String?
    package var camera: String
    package var size: UInt64
    package var window: Window
    package var start: StartEvidence
    package var zone: String?
    package var doubts: [Worded<StartDoubt>]
    package var tracks: [String]
    package var provenance: [Worded<ProvenanceFacts>]

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
}
