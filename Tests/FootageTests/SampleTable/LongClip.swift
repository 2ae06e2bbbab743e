import Recordings
import Foundation
import Peers
import Testing

/// Recordings with far more samples than a window has, and a rule by which they count as long ones.
enum LongClip {
    static let rule: ThinningRule = {
        var rule = ThinningRule()
        rule.smallestMovie = 0
        rule.first = 40
        rule.last = 20
        rule.marginSeconds = 6
        return rule
    }()

    /// The same with everything read as it is.
    static let wholeRule: ThinningRule = {
        var rule = ThinningRule()
        rule.smallestMovie = .max
        return rule
    }()

    static let seconds = 90

    struct Recipe: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var ending = "mp4"
        var video = h264
        var more: [String] = []
        var sound = ["-c:a", "aac", "-b:a", "48k"]
        var form: Retabled.Form?
        /// What the pictures go through before they are encoded.
        var filter = "null"
    }

    private static let h264 = ["-c:v", "libx264", "-bf", "2", "-g", "24", "-sc_threshold", "0"]

    static let recipes: [Recipe] =
        [
            Recipe(testDescription: "B-frames and AAC with priming"),
            Recipe(testDescription: "moov first", more: ["-movflags", "+faststart"]),
            Recipe(
                testDescription: "no B-frames, no sound",
                video: ["-c:v", "libx264", "-bf", "0", "-g", "30", "-sc_threshold", "0"], sound: ["-an"]),
            Recipe(
                testDescription: "pictures decoded far ahead",
                video: h264 + ["-x264-params", "b-pyramid=2:bframes=6"]),
            Recipe(
                testDescription: "changing rate, in microseconds",
                more: ["-video_track_timescale", "1000000"],
                filter: "select='mod(n,7)+mod(n,3)',setpts=PTS+mod(N\\,5)*0.003/TB"),
            Recipe(
                testDescription: "units so fine that steps would be too long",
                more: ["-video_track_timescale", "90000000"]),
            Recipe(testDescription: "a start later than zero", more: ["-output_ts_offset", "7.3"]),
            Recipe(testDescription: "no edit list", more: ["-use_editlist", "0"]),
            Recipe(testDescription: "QuickTime", ending: "mov"),
            Recipe(
                testDescription: "HEVC",
                video: [
                    "-c:v", "libx265", "-x265-params", "log-level=none:keyint=24:bframes=3:scenecut=0",
                    "-tag:v", "hvc1",
                ]),
            Recipe(
                testDescription: "every picture a key frame", video: ["-c:v", "mjpeg", "-q:v", "20"],
                sound: ["-an"]),
            Recipe(
                testDescription: "MPEG-4 part 2 and Opus", video: ["-c:v", "mpeg4", "-bf", "2", "-g", "24"],
                sound: ["-c:a", "libopus"]),
            Recipe(
                testDescription: "AV1", video: ["-c:v", "libsvtav1", "-preset", "12", "-g", "24"],
                sound: ["-an"]),
            Recipe(
                testDescription: "a key frame at the start only",
                video: ["-c:v", "libx264", "-g", "9999", "-sc_threshold", "0"]),
        ]
        + Retabled.Form.allCases.map { form in Recipe(testDescription: form.rawValue, form: form) }

    /// Encodes one, 12 pictures a second.
    static func make(_ recipe: Recipe, in folder: ScratchFolder) throws -> String {
        let clip = folder.path("cam_2026-07-04T20-00-00Z.\(recipe.ending)")
        let first = recipe.form == nil ? clip : folder.path("first.mp4")
        let sound =
            recipe.sound == ["-an"]
            ? [] : ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=\(seconds)"]
        try MediaPeer.encode(
            ["-f", "lavfi", "-i", "testsrc2=size=64x64:rate=12:duration=\(seconds)"] + sound
                + [
                    "-vf", recipe.filter, "-fps_mode", "passthrough", "-pix_fmt", "yuv420p", "-preset",
                    "veryfast",
                ]
                + recipe.video + recipe.sound + recipe.more, to: first)
        if let form = recipe.form { try Retabled.write(first, as: form, to: clip) }
        return clip
    }

    /// Something done by thinned tables, and by whole ones.
    static func bothWays<Value>(_ work: () throws -> Value) throws -> (thinned: Value, whole: Value) {
        (
            try ThinningRule.$current.withValue(rule, operation: work),
            try ThinningRule.$current.withValue(wholeRule, operation: work)
        )
    }
}
