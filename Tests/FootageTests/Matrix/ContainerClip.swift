import Starts
import Cutting
import Objects
import Recordings
import Statements
import Foundation
import Peers
import Testing

/// One small recording with pictures and sound, encoded once a run and put into any container from there.
enum ContainerClip {
    /// 12 s, 25 pictures a second, a key frame every 2 s.
    enum Base: String {
        /// Two B-frames between others.
        case reordered
        /// Pictures stored as they are shown.
        case inOrder
    }

    /// Kept for the whole run; the temporary folder is the system's to empty.
    private static let made: [Base: Result<String, any Error>] = {
        var clips: [Base: Result<String, any Error>] = [:]
        for base in [Base.reordered, .inOrder] {
            clips[base] = Result {
                let path = try folder.get().path("\(base.rawValue).mp4")
                try MediaPeer.encode(
                    [
                        "-f", "lavfi", "-i", "testsrc2=size=192x108:rate=25:duration=12", "-f", "lavfi", "-i",
                        "sine=frequency=440:sample_rate=48000:duration=12", "-c:v", "libx264", "-preset",
                        "veryfast", "-threads", "2", "-bf", base == .reordered ? "2" : "0", "-g", "50",
                        "-sc_threshold", "0", "-pix_fmt", "yuv420p", "-b:v", "200k", "-c:a", "aac", "-b:a",
                        "64k",
                    ], to: path)
                return path
            }
        }
        return clips
    }()

    private static let folder = Result { try ScratchFolder() }

    static func path(_ base: Base) throws -> String {
        try #require(made[base]).get()
    }

    /// The base clip in another container, named with its start.
    static func remux(
        _ base: Base = .reordered, to ending: String, _ arguments: [String] = [],
        input: [String] = [], in folder: ScratchFolder
    ) throws -> String {
        let clip = folder.path("cam_2026-07-04T20-00-00Z.\(ending)")
        try MediaPeer.encode(
            input + ["-i", try path(base), "-map", "0", "-c", "copy"] + arguments, to: clip)
        return clip
    }

    static func recording(_ clip: String) throws -> Recording {
        try Recording.probe(clip, zone: RecordingZone("UTC"))
    }

    /// A window given in seconds of a recording.
    static func grant(_ recording: Recording, _ from: Double, _ to: Double) throws -> GrantedWindow {
        func moment(_ seconds: Double) -> WallTime {
            recording.span.from.adding(nanoseconds: Int64((seconds * 1_000_000).rounded()) * 1000)
        }
        return try Consented.grant(try Window(from: moment(from), to: moment(to)))
    }

    /// Windows that begin in the middle of a group, on a key frame, right behind it, and end behind the end.
    static let windows = [(2.5, 6.3), (4.0, 8.0), (4.0002, 7.5), (5.0, 5.48), (9.3, 20.0)]

    /// Cuts a recording to windows and lets the oracle judge each.
    ///
    /// - Parameter pauses: of the whole recording.
    @discardableResult
    static func judge(
        _ clip: String, _ windows: [(Double, Double)] = windows,
        _ coverage: MediaView.Coverage = .everything, in folder: ScratchFolder? = nil,
        pauses: [CutOracle.Pause] = []
    ) throws -> [CutResult] {
        let source = try MediaView(source: clip, coverage)
        let recording = try recording(clip)
        return try windows.map { window in
            let grant = try grant(recording, window.0, window.1)
            let folder = try folder ?? ScratchFolder()
            let result = try CutResult(recording, grant, into: folder)
            let within = pauses.map { pause in
                CutOracle.Pause(
                    subject: pause.subject, from: max(pause.from, window.0), to: min(pause.to, window.1))
            }
            try CutOracle(source: source, recording: recording, window: grant.window, coverage: coverage)
                .judge(result, pauses: within.filter { $0.from < $0.to })
            return result
        }
    }

    /// What planning or writing a cut says where it is refused.
    static func refusal(_ clip: String, _ from: Double, _ to: Double) throws -> FootageError? {
        do {
            let recording = try recording(clip)
            _ = try recording.plan(try grant(recording, from, to))
            return nil
        } catch let error as FootageError {
            return error
        }
    }
}
