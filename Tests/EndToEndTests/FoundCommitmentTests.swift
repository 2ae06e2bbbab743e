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

    /// The story, and in `cams` five minutes out of twenty seconds: some thirty blocks, of which a window of two seconds touches
    /// two at most.
    private static let footage = MadeOnce("the footage") {
        let folder = try Story().folder
        let made = try Peer.run(
            "bash",
            [
                "-c",
                """
                mkdir cams &&
                ffmpeg -nostdin -v error -f lavfi -i testsrc2=size=320x240:rate=25,noise=alls=60:allf=t -t 20 -c:v libx264 \
                    -preset ultrafast -qp 26 -g 25 -pix_fmt yuv420p short.mp4 &&
                ffmpeg -nostdin -v error -stream_loop 14 -i short.mp4 -c copy "cams/$1"
                """, "bash", name,
            ], in: folder)
        try #require(made.status == 0, "\(made.stderr)")
        return folder
    }

    @Test(
        "moved, copied, renamed or touched, a recording is sealed by the ends of its file and the blocks of the window",
        arguments: ["moved", "copied", "renamed", "touched"])
    func blocksOnly(what: String) async throws {
        let folder = try Self.footage.copied()
        let size = try folder.read("cams/\(Self.name)").count
        try #require(size > 20 << 20, "\(size)")
        try await Task.sleep(for: .seconds(5.1))
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
