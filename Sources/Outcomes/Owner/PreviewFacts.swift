import Records
import Statements

/// What would leave if an owner agreed, as programs read it (docs/spec/footage.md).
package struct PreviewFacts: Encodable, Sendable {
    package var objects: [PreviewedObject]
    package var leftOut: [LeftOutFacts]
    package var gaps: [Worded<Gap>]
    package var overlaps: [Overlap]
    /// Who asked, and whether that is somebody known here.
    package var requester: TrustedCardFacts
    /// What the request was found to be like.
    package var findings: [Finding]
    package var links: LinksFacts?

    private enum CodingKeys: String, CodingKey {
        case objects, gaps, overlaps, requester, findings, links
        case leftOut = "left_out"
    }

    package init(
        objects: [PreviewedObject], leftOut: [LeftOutFacts], gaps: [Worded<Gap>], overlaps: [Overlap],
        requester: TrustedCardFacts, findings: [Finding], links: LinksFacts?
    ) {
        self.objects = objects
        self.leftOut = leftOut
        self.gaps = gaps
        self.overlaps = overlaps
        self.requester = requester
        self.findings = findings
        self.links = links
    }
}

/// One object that would be handed over.
package struct PreviewedObject: Encodable, Sendable {
    package var camera: String
    package var recording: String
    /// The link its recording was reached by, and where that leads.
    package var link: LinkFacts?
    package var role: ObjectRole
    /// The container it would lie in: `mp4`, `mov`, or `png`.
    package var container: String
    /// The recording's, as libavformat names it.
    package var sourceContainer: String
    package var window: Window
    /// Bytes at most, before padding; absent where only writing it would tell.
    package var maximumSize: UInt64?
    /// How many pictures would be encoded anew.
    package var pictures: Int?
    /// Whether they would be the recording's to the last bit; absent for originals.
    package var lossless: Bool?
    package var reason: DerivativeReason?
    /// How much of it is no picture or sound, by kind; absent for what is encoded anew.
    package var other: [OtherBytes]?

    private enum CodingKeys: String, CodingKey {
        case camera, recording, link, role, container, window, pictures, lossless, reason, other
        case sourceContainer = "source_container"
        case maximumSize = "maximum_size"
    }

    package init(
        camera: String, recording: String, link: LinkFacts?, role: ObjectRole, container: String,
        sourceContainer: String, window: Window,
        maximumSize: UInt64?, pictures: Int?, lossless: Bool?, reason: DerivativeReason?,
        other: [OtherBytes]?
    ) {
        self.camera = camera
        self.recording = recording
        self.link = link
        self.role = role
        self.container = container
        self.sourceContainer = sourceContainer
        self.window = window
        self.maximumSize = maximumSize
        self.pictures = pictures
        self.lossless = lossless
        self.reason = reason
        self.other = other
    }
}
