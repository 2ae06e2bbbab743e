import Statements
import Viewing

/// What a picture of a match shows: one lane a camera, over the time asked for.
package struct TimelineChart: Sendable {
    /// The headline's second line: who asks, for which case.
    package var subtitle: String
    /// The time asked for; its offset is the one the axis is written in.
    package var requested: Window
    /// Whether somebody has agreed to something; otherwise all is shown as if it were to leave.
    package var isAnswered: Bool
    /// The cameras.
    package var lanes: [Lane]
    /// How many cameras have nothing of that time and no lane.
    package var otherCameras: Int
    /// Who looks at it.
    package var reader: Reader
    /// What that time is, where it is not what one request asked for; nil where it is.
    package var requestedInWords: String?

    /// Who looks at a chart, and so how it speaks.
    package enum Reader: Sendable {
        /// The owner, who decides what leaves.
        case owner
        /// Who got what left, and knows of nothing that stayed.
        case recipient
    }

    /// A chart from its parts.
    package init(
        subtitle: String, requested: Window, isAnswered: Bool, lanes: [Lane], otherCameras: Int = 0,
        reader: Reader = .owner, requestedInWords: String? = nil
    ) {
        self.requestedInWords = requestedInWords
        self.reader = reader
        self.subtitle = subtitle
        self.requested = requested
        self.isAnswered = isAnswered
        self.lanes = lanes
        self.otherCameras = otherCameras
    }

    /// One camera.
    package struct Lane: Sendable {
        /// The camera's label.
        package var camera: String
        /// When its recordings are of, also beyond the time asked for; in order.
        package var recordings: [Window]
        /// Parts of the time asked for that none of them covers.
        package var gaps: [Window]
        /// Parts that two of them cover.
        package var overlaps: [Window]
        /// What was agreed to of this camera; empty where nothing was, or nobody has answered.
        package var granted: [Window]
        /// What would leave, and whether it is encoded anew.
        package var leaving: [(window: Window, isAnew: Bool)]
        /// Key frames near the ends of what would leave.
        package var keyFrames: [WallTime]
        /// Pictures out of the time asked for.
        package var thumbnails: [Thumbnail]
        /// How much of the time asked for it covers, in words.
        package var coverageInWords: String

        /// A lane from its parts.
        package init(
            camera: String, recordings: [Window], gaps: [Window], overlaps: [Window] = [],
            granted: [Window] = [],
            leaving: [(window: Window, isAnew: Bool)] = [], keyFrames: [WallTime] = [],
            thumbnails: [Thumbnail] = [], coverageInWords: String
        ) {
            self.camera = camera
            self.recordings = recordings
            self.gaps = gaps
            self.overlaps = overlaps
            self.granted = granted
            self.leaving = leaving
            self.keyFrames = keyFrames
            self.thumbnails = thumbnails
            self.coverageInWords = coverageInWords
        }
    }

    /// Draws it as SVG 1.1. The words are drawn as shapes, as cairo does it, so they look the same everywhere; what the
    /// picture says stands in its `title` and `desc` as well, for those who cannot see it.
    ///
    /// - Throws: ``TimelineError``.
    package func svg() throws(TimelineError) -> [UInt8] {
        let bytes = try TimelineDrawing(self).draw(.svg)
        return ImageDescription.put(
            into: bytes, title: TimelineDrawing.title(for: reader), description: description)
    }

    /// Draws it as PNG.
    ///
    /// - Parameter scale: pixels to a point; 2 is sharp on paper.
    /// - Throws: ``TimelineError``.
    package func png(scale: Double = 2) throws(TimelineError) -> [UInt8] {
        try TimelineDrawing(self).draw(.png(scale: scale))
    }

    /// What the picture says, in words.
    package var description: String {
        ([subtitle, "Asked for: \(requested)."]
            + lanes.map { lane in
                "\(lane.camera): \(lane.coverageInWords)"
                    + (lane.gaps.isEmpty
                        ? "."
                        : "; \(reader == .owner ? "nothing recorded" : "no footage") \(lane.gaps.map(\.description).joined(separator: ", ")).")
            }).joined(separator: " ")
    }
}
