import Records
import Starts
import Statements

/// What a person's recordings have of the time a request asks for, as programs read it (docs/spec/footage.md).
package struct MatchFacts: Encodable, Sendable {
    /// What is asked for.
    package var window: Window
    /// What was agreed to; nil where nobody has answered yet.
    package var granted: [Granted]?
    /// Of at most how many cameras something is asked for, where more have that time and nobody has chosen; nil elsewhere.
    package var mostCameras: Int?
    package var cameras: [Camera]
    /// All that would leave, of all cameras together.
    package var total: Leaving
    package var unreadable: [UnreadableListing]
    /// Where the picture of it is; nil where none was drawn.
    package var plot: String?
    /// The links that were met; absent where there were none.
    package var links: LinksFacts?
    /// Who asked, and whether that is somebody known here.
    package var requester: TrustedCardFacts

    private enum CodingKeys: String, CodingKey {
        case window, granted, cameras, total, unreadable, plot, links, requester
        case mostCameras = "most_cameras"
    }

    package init(
        window: Window, granted: [Granted]?, mostCameras: Int?, cameras: [Camera], total: Leaving,
        unreadable: [UnreadableListing], plot: String?, links: LinksFacts?, requester: TrustedCardFacts
    ) {
        self.window = window
        self.granted = granted
        self.mostCameras = mostCameras
        self.cameras = cameras
        self.total = total
        self.unreadable = unreadable
        self.plot = plot
        self.links = links
        self.requester = requester
    }

    /// One camera's part of what was agreed to; a camera of nil stands for every one.
    package struct Granted: Encodable, Equatable, Sendable {
        package var camera: String?
        package var window: Window

        package init(camera: String?, window: Window) {
            self.camera = camera
            self.window = window
        }
    }

    /// What one camera has of the time.
    package struct Camera: Encodable, Sendable {
        package var camera: String
        /// Whether some of it leaves only where a consent names the camera; nil where nothing of it stays for that.
        package var onlyNamed: Bool?
        package var recordings: [Recording]
        /// How much of the time it covers, in nanoseconds.
        package var covered: UInt64
        package var gaps: [Gap]
        package var overlaps: [Overlap]
        package var leaving: Leaving
        package var leftOut: [LeftOutFacts]

        private enum CodingKeys: String, CodingKey {
            case camera, recordings, gaps, overlaps, leaving
            case onlyNamed = "only_named"
            case covered = "covered_ns"
            case leftOut = "left_out"
        }

        package init(
            camera: String, onlyNamed: Bool? = nil, recordings: [Recording], covered: UInt64, gaps: [Gap],
            overlaps: [Overlap],
            leaving: Leaving, leftOut: [LeftOutFacts]
        ) {
            self.camera = camera
            self.onlyNamed = onlyNamed
            self.recordings = recordings
            self.covered = covered
            self.gaps = gaps
            self.overlaps = overlaps
            self.leaving = leaving
            self.leftOut = leftOut
        }
    }

    /// A recording that has something of the time.
    package struct Recording: Encodable, Sendable {
        package var file: String
        package var window: Window
        package var start: StartEvidence
        package var zone: String?
        /// What made it, by its name.
        package var recorder: RecorderKind

        package init(
            file: String, window: Window, start: StartEvidence, zone: String?, recorder: RecorderKind
        ) {
            self.file = file
            self.window = window
            self.start = start
            self.zone = zone
            self.recorder = recorder
        }
    }

    /// A part of the time that a camera has nothing of.
    package struct Gap: Encodable, Equatable, Sendable {
        package var window: Window
        /// Whether starts that are known to the second may be all there is to it.
        package var mayBeRounding: Bool

        private enum CodingKeys: String, CodingKey {
            case window
            case mayBeRounding = "may_be_rounding"
        }

        package init(window: Window, mayBeRounding: Bool) {
            self.window = window
            self.mayBeRounding = mayBeRounding
        }
    }

    /// A part of the time that a camera has twice.
    package struct Overlap: Encodable, Equatable, Sendable {
        package var window: Window
        package var files: [String]

        package init(window: Window, files: [String]) {
            self.window = window
            self.files = files
        }
    }
}

extension MatchFacts {
    /// What would leave.
    package struct Leaving: Encodable, Equatable, Sendable {
        /// Each object; empty where the sums stand alone, as they do for all cameras together.
        package var objects: [Object]
        package var masters: Sum
        package var derivatives: Sum

        package init(objects: [Object], masters: Sum, derivatives: Sum) {
            self.objects = objects
            self.masters = masters
            self.derivatives = derivatives
        }

        private enum CodingKeys: String, CodingKey { case objects, masters, derivatives }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            if !objects.isEmpty { try container.encode(objects, forKey: .objects) }
            try container.encode(masters, forKey: .masters)
            try container.encode(derivatives, forKey: .derivatives)
        }
    }

    /// One object that would leave.
    package struct Object: Encodable, Equatable, Sendable {
        package var role: ObjectRole
        package var file: String
        package var window: Window
        /// Bytes at most, before padding; absent where only writing it would tell.
        package var maximumSize: UInt64?
        /// How many pictures would be encoded anew.
        package var pictures: Int?
        package var reason: DerivativeReason?

        private enum CodingKeys: String, CodingKey {
            case role, file, window, pictures, reason
            case maximumSize = "maximum_size"
        }

        package init(
            role: ObjectRole, file: String, window: Window, maximumSize: UInt64?, pictures: Int?,
            reason: DerivativeReason?
        ) {
            self.role = role
            self.file = file
            self.window = window
            self.maximumSize = maximumSize
            self.pictures = pictures
            self.reason = reason
        }
    }

    /// Objects of one kind together.
    package struct Sum: Encodable, Equatable, Sendable {
        package var count: Int
        package var nanoseconds: Int64
        /// Bytes at most, before padding; absent where only writing them would tell.
        package var maximumSize: UInt64?
        package var pictures: Int?

        private enum CodingKeys: String, CodingKey {
            case count, pictures
            case nanoseconds = "duration_ns"
            case maximumSize = "maximum_size"
        }

        package init(count: Int, nanoseconds: Int64, maximumSize: UInt64? = nil, pictures: Int? = nil) {
            self.count = count
            self.nanoseconds = nanoseconds
            self.maximumSize = maximumSize
            self.pictures = pictures
        }
    }
}
