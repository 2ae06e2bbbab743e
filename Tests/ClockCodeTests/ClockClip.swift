import Starts
import Recordings
import Records
import Statements
import ClockCode
import Foundation
import Peers
import Testing

/// A clip as a camera would record it that sees the page: really encoded by ffmpeg, at ten pictures a second.
struct ClockClip {
    /// When the first picture is really taken; not at a change of code.
    static let trueStart = "2026-11-25T03:00:00.230Z"
    static let picturesPerSecond = 10

    let folder: ScratchFolder
    let path: String

    /// - Parameters:
    ///   - name: the clip's file name, which says when the camera believes to start.
    ///   - pictures: how many.
    ///   - filter: what happens to each picture of 640 × 360, at ffmpeg's hands.
    ///   - shownAt: how many milliseconds after the true start the picture with a number is really taken.
    ///   - draw: puts the code of a moment into a PNG file.
    init(
        name: String, pictures: Int = 60, side: Int = 150, filter: String = "null", quality: Int = 30,
        shownAt: (Int) -> Int = { $0 * 1000 / ClockClip.picturesPerSecond },
        draw: (ShownTime, String) throws -> Void = { time, path in
            try Data(ClockStill.png(time)).write(to: URL(fileURLWithPath: path))
        }
    ) throws {
        folder = try ScratchFolder()
        path = folder.path(name)
        let start = try WallTime(rfc3339: Self.trueStart)
        var drawn: [ShownTime: String] = [:]
        for picture in 0..<pictures {
            let moment = start.adding(nanoseconds: Int64(shownAt(picture)) * 1_000_000)
            let time = try #require(ShownTime.at(moment))
            if drawn[time] == nil {
                drawn[time] = folder.path("code\(drawn.count).png")
                try draw(time, try #require(drawn[time]))
            }
            try FileManager.default.createSymbolicLink(
                atPath: folder.path("picture\(picture).png"), withDestinationPath: try #require(drawn[time]))
        }
        // The screen before a restless grey wall.
        let scene =
            "[1:v]scale=\(side):\(side):flags=area,format=gray[code];"
            + "[0:v]noise=alls=40:allf=t,format=gray[wall];[wall][code]overlay=(W-w)/2:(H-h)/2,\(filter),format=yuv420p"
        let rate = String(Self.picturesPerSecond)
        let arguments = [
            "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", "color=gray:size=640x360:rate=\(rate)",
            "-framerate", rate, "-i", folder.path("picture%d.png"), "-lavfi", scene, "-frames:v",
            String(pictures), "-c:v", "libx264", "-preset", "veryfast", "-crf", String(quality), "-g", "20",
            path,
        ]
        let outcome = try Peer.run(try Peer.program("ffmpeg"), arguments, in: folder)
        try #require(outcome.status == 0, "ffmpeg said: \(outcome.errors)")
    }

    func recording(zone: RecordingZone = .machine) throws -> Recording {
        try Recording.probe(path, zone: zone)
    }

    /// The clock error found; a contradiction fails the test.
    func measured(reference: Int64 = 0) throws -> ClockError {
        switch try ClockCheck([try recording()], referenceUncertainty: reference).outcome {
        case .measured(let error): return error
        case .contradictory(let reason):
            throw Peer.Missing(description: "nothing was measured: \(reason)")
        }
    }
}
