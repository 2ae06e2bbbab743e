import Records
import Starts
import Statements

/// What a list of recordings says that were opened, one by one (docs/spec/footage.md).
package struct FootageListFacts: Encodable, Sendable {
    package var recordings: [RecordingListing]
    package var unreadable: [UnreadableListing]
    package var doubts: [String]
    package var links: LinksFacts?

    package init(
        recordings: [RecordingListing], unreadable: [UnreadableListing], doubts: [String],
        links: LinksFacts?
    ) {
        self.recordings = recordings
        self.unreadable = unreadable
        self.doubts = doubts
        self.links = links
    }
}

/// One recording that was opened.
package struct RecordingListing: Encodable, Sendable {
    package var file: String
    /// The link it was reached by.
    package var link: String?
    package var camera: String
    /// What made it, by its name.
    package var recorder: RecorderKind
    package var size: UInt64
    package var window: Window
    package var start: StartEvidence
    package var zone: String?
    package var doubts: [Worded<StartDoubt>]
    package var tracks: [String]
    package var provenance: [Worded<ProvenanceFacts>]

    package init(
        file: String, link: String?, camera: String, recorder: RecorderKind, size: UInt64, window: Window,
        start: StartEvidence,
        zone: String?, doubts: [Worded<StartDoubt>], tracks: [String],
        provenance: [Worded<ProvenanceFacts>]
    ) {
        self.file = file
        self.link = link
        self.camera = camera
        self.recorder = recorder
        self.size = size
        self.window = window
        self.start = start
        self.zone = zone
        self.doubts = doubts
        self.tracks = tracks
        self.provenance = provenance
    }
}
