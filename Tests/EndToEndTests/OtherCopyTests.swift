import Foundation
import Peers
import Testing

@Suite("verify --source with another copy of a recording, in another container")
struct OtherCopyTests {
    private static let files = "the recordings given are those of the record"
    private static let units = "originals are in the recordings given, unit for unit"
    private static let pictures = "pictures encoded anew show what the recording shows"
    private static let lossless = "lossless: every decoded frame equals the recording's"
    private static let stills = "stills are the recording's pictures"

    /// The result and the reason of each check.
    private static func verified(
        _ sources: [String], in folder: ScratchFolder
    ) throws -> (status: Int32, results: [String: String], reasons: [String: String]) {
        let run = try CommandRun.proffer(
            Road.verifyWithKey + ["--source"] + sources + ["--json"], in: folder)
        let checks = try #require(try run.json()["checks"] as? [[String: Any]])
        var (results, reasons): ([String: String], [String: String]) = ([:], [:])
        for check in checks {
            guard let name = check["name"] as? String else { continue }
            results[name] = check["result"] as? String
            reasons[name] = check["reason"] as? String
        }
        return (run.status, results, reasons)
    }

    private static func ffmpeg(_ arguments: [String], in folder: ScratchFolder) throws {
        let made = try Peer.run("ffmpeg", ["-nostdin", "-v", "error"] + arguments, in: folder)
        try #require(made.status == 0, "\(made.stderr)")
    }

    /// A recording with pictures that are decoded in another order than they are shown, a bundle of some seconds of it
    /// with stills, and the check that what was encoded anew is held by.
    private static func story(lossless: Bool) throws -> (folder: ScratchFolder, check: String) {
        let story = try Story()
        try CommandRun.done(Story.request(["--stills", "--force"]), in: story.folder)
        try FileManager.default.createDirectory(
            at: story.folder.url.appending(path: "cams"), withIntermediateDirectories: true)
        try ffmpeg(
            [
                "-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=12", "-c:v", "libx264", "-g", "50", "-bf", "2",
                "-x264-params", "b-adapt=0:scenecut=0",
                "-pix_fmt", "yuv420p", "cams/gate_2026-07-04T21-41-00+0200.mp4",
            ], in: story.folder)
        try CommandRun.done(Story.grant(["--from", "21:41:03.1", "--to", "21:41:08.5"]), in: story.folder)
        try CommandRun.done(
            Road.seal(footage: "cams") + ["--still", "21:41:03.5", "--still", "21:41:06"]
                + (lossless ? ["--lossless"] : []), in: story.folder)
        return (story.folder, lossless ? Self.lossless : pictures)
    }

    private static let recording = "cams/gate_2026-07-04T21-41-00+0200.mp4"

    @Test(
        "what shows the same is not said to show something else, whatever unit the container counts time in",
        arguments: ["copy.mkv", "copy.ts", "copy.mov"], [false, true])
    func sameContent(_ copy: String, lossless: Bool) throws {
        let (folder, check) = try Self.story(lossless: lossless)
        try Self.ffmpeg(["-i", Self.recording, "-map", "0", "-c", "copy", copy], in: folder)
        let (status, results, reasons) = try Self.verified([copy], in: folder)
        // That it is not the file that was sealed stays a failure (decision 75), and the only one.
        #expect(status == 1)
        #expect(results.filter { $0.value == "failed" }.map(\.key) == [Self.files], "\(reasons)")
        #expect(results[Self.units] == "ok")
        #expect(results[check] == "ok", "\(reasons[check] ?? "")")
        #expect(results[Self.stills] == "ok", "\(reasons[Self.stills] ?? "")")
    }

    @Test("a copy of a copy, whose times were rounded twice, holds too")
    func twice() throws {
        let (folder, check) = try Self.story(lossless: false)
        try Self.ffmpeg(["-i", Self.recording, "-c", "copy", "once.mkv"], in: folder)
        try Self.ffmpeg(["-i", "once.mkv", "-c", "copy", "twice.ts"], in: folder)
        let (_, results, reasons) = try Self.verified(["twice.ts"], in: folder)
        #expect(results[check] == "ok" && results[Self.stills] == "ok", "\(reasons)")
    }

    @Test("other pictures at the same places in another container are not the recording's")
    func otherPictures() throws {
        let (folder, check) = try Self.story(lossless: false)
        try Self.ffmpeg(
            [
                "-i", Self.recording, "-vf", "hue=h=40", "-c:v", "libx264", "-g", "50", "-bf", "2",
                "-x264-params", "b-adapt=0:scenecut=0",
                "other.mkv",
            ], in: folder)
        let (status, results, reasons) = try Self.verified(["other.mkv"], in: folder)
        #expect(status == 1)
        for name in [Self.files, Self.units, check, Self.stills] {
            #expect(results[name] == "failed", "\(name): \(reasons[name] ?? "")")
        }
        #expect(reasons[check]?.contains("another copy") == true)
    }

    @Test(
        "a copy that does not tell which of its pictures is which is not checked, and said to be a copy",
        arguments: [
            ("short.mkv", ["-t", "2"]), ("later.mkv", ["-ss", "7"]),
            ("slower.mkv", ["-bsf:v", "setts=ts=TS*2"]),
        ])
    func unclear(_ copy: String, how: [String]) throws {
        let (folder, check) = try Self.story(lossless: false)
        let before = how[0] == "-ss" ? how : []
        let behind = how[0] == "-ss" ? [] : how
        try Self.ffmpeg(before + ["-i", Self.recording, "-c", "copy"] + behind + [copy], in: folder)
        let (status, results, reasons) = try Self.verified([copy], in: folder)
        #expect(status == 1)
        #expect(results[check] == "not_checked", "\(reasons)")
        #expect(reasons[check]?.contains("another copy") == true, "\(reasons)")
    }
}
