import Cutting
import Handover
import Objects
import Recordings
import Records
import Statements

/// One object that would leave under a draft: what a player has to know of it.
package struct DraftedPart: Sendable, Equatable {
    /// From 1, in the order of a bundle.
    package let number: Int
    /// Parts of one number are of one recording and one granted window.
    package let group: Int
    package let camera: String
    /// The recording's file name.
    package let recording: String
    package let role: ObjectRole
    /// The time it covers and its recording has.
    package let window: Window
    /// Bytes at most, before padding; nil where only writing it would tell.
    package let maximumSize: UInt64?
    /// How many of its pictures are encoded anew.
    package let pictures: Int?
    package let hasPictures: Bool
    package let hasSound: Bool
    /// How its tracks are coded, as the media library names it.
    package let codecs: [String]

    /// Codecs that the browsers of today decode in this file format.
    private static let usual: Set<String> = ["h264", "aac", "mp3", "vp9", "av1", "opus", "flac", "png"]

    /// Whether browsers play it as it is. One may decode more, or less: it says so itself.
    package var playsInBrowsers: Bool { codecs.allSatisfy(Self.usual.contains) }

    init(_ object: PlannedObject, of cut: CutPlan, number: Int, group: Int) {
        let recording = cut.recording
        self.number = number
        self.group = group
        camera = recording.camera
        self.recording = recording.name
        role = object.role
        window = (object.window.intersection(recording.span) ?? object.window).shown(like: cut.grant.window)
        maximumSize = object.maximumSize
        pictures = object.role.isDerivative ? object.pictures : nil
        if object.role.isDerivative {
            (hasPictures, hasSound) = (true, false)
            codecs = [object.role == .still ? "png" : object.isLossless ? "ffv1" : "h264"]
        } else {
            // Where decoding can begin nowhere in the window, all its pictures are encoded anew.
            let isBare = (cut.objects + cut.derivativesLeftOut).contains { $0.reason == .noKeyFrame }
            let tracks = recording.tracks.filter { cut.handsOver($0.index) }
            let pictures = isBare ? [] : tracks.filter { $0.kind == .video }
            let sound = tracks.filter { $0.kind == .audio }
            (hasPictures, hasSound) = (!pictures.isEmpty, !sound.isEmpty)
            codecs = (pictures + sound).map(\.codec)
        }
    }
}

/// How much would leave.
package struct DraftedSum: Sendable, Equatable {
    package let cameras: Int
    /// How much time of all cameras together, in nanoseconds; what two recordings of one camera cover counts once.
    package let nanoseconds: Int64
    /// How many pictures are encoded anew.
    package let pictures: Int
    /// Bytes of the originals: at most so many where ``isBound``, and elsewhere about as many as their files have.
    package let bytes: UInt64
    package let isBound: Bool
    package let hasSound: Bool

    init(_ cuts: [CutPlan]) {
        let masters = cuts.flatMap { cut in
            cut.objects.filter { $0.role == .master }.map { (cut, $0) }
        }
        var runs: [String: Runs] = [:]
        for cut in cuts where !cut.objects.isEmpty {
            guard let part = cut.window.intersection(cut.recording.span) else { continue }
            runs[cut.recording.camera, default: Runs(toleranceNanoseconds: 0)].add(part)
        }
        cameras = runs.count
        nanoseconds = runs.values.flatMap(\.runs).reduce(0) {
            $0.addingClamped($1.window.durationNanoseconds)
        }
        pictures = cuts.flatMap(\.objects).filter(\.role.isDerivative).reduce(0) { $0 + ($1.pictures ?? 0) }
        isBound = masters.allSatisfy { $0.1.maximumSize != nil }
        bytes = masters.reduce(0) { $0.addingClamped($1.1.maximumSize ?? $1.0.recording.size) }
        hasSound = cuts.contains { cut in
            cut.recording.tracks.contains { $0.kind == .audio && cut.handsOver($0.index) }
        }
    }
}

/// Granted time of which there is nothing.
package struct DraftedGap: Sendable, Equatable {
    /// Nil where cameras are not told apart.
    package let camera: String?
    package let window: Window
    /// Why, in English.
    package let reason: String

    init(_ gap: Gap) {
        camera = gap.camera
        window = gap.window
        reason = gap.reason.inWords
    }
}

/// What of a camera's originals is no picture or sound: messages that the camera wrote into them.
package struct DraftedMessages: Sendable, Equatable {
    /// Messages of one kind: how many, and how large they are together.
    package typealias Row = OtherBytes

    package let camera: String
    /// By kind, the largest first.
    package let rows: [Row]

    package init(camera: String, rows: [Row]) {
        self.camera = camera
        self.rows = rows
    }
}
