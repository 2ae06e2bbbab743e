import Foundation
import Peers
import Testing

@Suite("What was committed to is found again without being read whole")
struct FoundCommitmentTests {
    private static let name = "front-door_2026-07-04T21-40-20+0200.mp4"

    /// Seals and says how many bytes were read for it, by the system's own count (`rchar` of proc(5), which the shell is given
    /// of the command that it waited for).
    private static func bytesRead(
        _ arguments: [String], in folder: ScratchFolder
    ) throws -> (count: Int, run: CommandRun) {
        let run = try Peer.run(
            "bash",
            [
                "-c",
                #""$@" || exit; while read -r name value; do [ "$name" = rchar: ] && echo "read $value"; done < /proc/$$/io; true"#,
                "bash", try CommandRun.binary().path,
            ] + arguments, in: folder)
        try #require(run.status == 0, "\(run.stderr)")
        let count = run.text.split(separator: "\n").last.flatMap { $0.split(separator: " ").last }
        return (try #require(count.flatMap { Int($0) }, "\(run.text)"), run)
    }

    @Test(
        "moved, copied, renamed or touched, a recording is sealed by the ends of its file and the blocks of the window",
        arguments: ["moved", "copied", "renamed", "touched"])
    func blocksOnly(what: String) throws {
        let story = try Story()
        let folder = story.folder
        try FileManager.default.createDirectory(
            atPath: folder.path("cams"), withIntermediateDirectories: true)
        let made = try Peer.run(
            "ffmpeg",
            [
                "-nostdin", "-v", "error", "-f", "lavfi", "-i",
                "testsrc2=size=640x360:rate=25,noise=alls=80:allf=t", "-t", "40", "-c:v", "libx264",
                "-preset", "ultrafast", "-qp", "20", "-g", "25", "-pix_fmt", "yuv420p", "cams/\(Self.name)",
            ], in: folder)
        try #require(made.status == 0, "\(made.stderr)")
        let size = try folder.read("cams/\(Self.name)").count
        try #require(size > 20 << 20, "\(size)")
        Thread.sleep(forTimeInterval: 5.1)
        try CommandRun.done(["commit", "cams", "--store", "store"], in: folder)
        try CommandRun.done(
            Story.grant(["--camera", "front-door", "--from", "21:40:30", "--to", "21:40:32"]), in: folder)
        let (command, place) =
            switch what {
            case "moved": ("mv cams archive", "archive")
            case "copied": ("cp -r cams stick", "stick")
            case "renamed":
                ("mv cams/\(Self.name) 'cams/\(Self.name.dropLast(4)) (1).mp4'", "cams")
            default: ("touch cams/*", "cams")
            }
        try #require(try Peer.run("bash", ["-c", command], in: folder).status == 0)
        let arguments = Road.seal(footage: place) + ["--no-index", "--store", "store"]
        let (count, run) = try Self.bytesRead(arguments, in: folder)
        #expect(run.stderr.contains("was committed to as \(Self.name)"), "\(run.stderr)")
        #expect(count < size / 2, "\(count) of \(size)")
        if what == "moved" {
            // The count counts: without the store the whole file is read, and more than once.
            let whole = try Self.bytesRead(
                Road.seal(footage: place, out: "anew.tar") + ["--no-index", "--no-store"], in: folder)
            #expect(whole.count > size)
        }
    }
}
