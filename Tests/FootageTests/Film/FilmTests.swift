import Foundation
import Objects
import Peers
import Records
import Statements
import Testing
import Viewing

/// What waits until the film is drawn, in memory.
private final class InMemory: FilmScratch {
    private var bytes: [UInt8] = []
    func write(_ more: UnsafeRawBufferPointer) { bytes += more }
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) -> Int {
        let part = bytes[min(bytes.count, Int(offset))...].prefix(buffer.count)
        buffer.copyBytes(from: part)
        return part.count
    }
}

@Suite("A film shows every camera at the moment of its wall clock")
struct FilmTests {
    /// A film of some recordings, each a bundle of its own, and its pictures in grey.
    private struct Film {
        let plan: FilmPlan
        let summary: FilmWriter.Summary
        let folder: ScratchFolder
        let pictures: [[UInt8]]

        static let width = 1920
        static let height = 1080

        init(_ clips: [NumberedClip]) throws {
            plan = try FilmPlan(
                clips.enumerated().map { .init(mark: "\($0)", owner: "of Dana", record: $1.record) })
            let folder = try ScratchFolder()
            self.folder = folder
            var bytes: [UInt8] = []
            let plan = plan
            summary = try FilmWriter(
                plan, title: "case 26-1",
                open: { place, clip in
                    try clips[Int(plan.cameras[place].mark) ?? 0].bytes(of: clip.object)
                }, scratch: { InMemory() }, sink: { bytes += $0 }
            ).write()
            try folder.write(bytes, as: "film.mp4")
            let raw = folder.path("film.gray")
            try MediaPeer.run(
                "ffmpeg",
                [
                    "-nostdin", "-v", "error", "-i", folder.path("film.mp4"), "-vsync", "passthrough",
                    "-pix_fmt", "gray", "-f", "rawvideo", raw,
                ])
            let all = [UInt8](try Data(contentsOf: URL(fileURLWithPath: raw)))
            pictures = stride(from: 0, to: all.count, by: Self.width * Self.height).map {
                Array(all[$0..<$0 + Self.width * Self.height])
            }
        }

        /// The number that a place shows in a picture; nil where its bars are neither black nor white.
        func number(in picture: Int, place: Int) -> Int? {
            let area = FilmSheet(cameras: plan.cameras.count)
                .picture(in: place, shownAs: (NumberedClip.width, NumberedClip.height))
            var number = 0
            for bar in 0..<NumberedClip.bars {
                let x = area.x + area.width * (2 * bar + 1) / (2 * NumberedClip.bars)
                let level = pictures[picture][(area.y + area.height / 2) * Self.width + x]
                guard level < 60 || level > 190 else { return nil }
                if level > 190 { number |= 1 << bar }
            }
            return number
        }
    }

    @Test(
        "each place shows the picture of that moment, to the picture, whatever the cameras' rates and starts")
    func moments() throws {
        let clips = [
            try NumberedClip("door", picturesPerSecond: 10, start: 0, seconds: 8),
            try NumberedClip("yard", picturesPerSecond: 25, start: 2, seconds: 9, window: (0.5, 6.3)),
            try NumberedClip("gate", picturesPerSecond: 15, start: 9, seconds: 4),
        ]
        let film = try Film(clips)
        // A place for each picture of the fastest, whatever the others have.
        #expect(film.plan.rate == 25)
        let step = try #require(film.plan.steps.first)
        #expect(film.plan.steps.count == 1 && film.pictures.count == step.pictures.count)
        for (place, camera) in film.plan.cameras.enumerated() {
            var shown = 0
            for picture in step.pictures {
                let moment = film.plan.moment(of: picture, in: step)
                let piece = try #require(camera.pieces.first { $0.window.contains(moment) })
                guard case .clip = piece.content else { continue }
                shown += 1
                let number = film.number(in: Int(picture), place: place)
                #expect(number == clips[place].number(at: moment), "\(camera.label) at \(moment)")
            }
            #expect(shown >= 100)
        }
        // 80 pictures of ten a second each have a place; of 25 a second all are shown too, as the film has as many.
        #expect(film.summary.pictures == [80, 145, 60])
        #expect(film.summary.failures.allSatisfy { $0.isEmpty })
    }

    @Test("its pictures are all equally long, as players and editors count them")
    func even() throws {
        let film = try Film([try NumberedClip("door", picturesPerSecond: 12, start: 0, seconds: 3)])
        let lengths = try MediaPeer.run(
            "ffprobe",
            [
                "-v", "error", "-show_entries", "packet=duration_time", "-of", "csv=p=0",
                film.folder.path("film.mp4"),
            ]
        ).split(whereSeparator: { $0 == "\n" || $0 == "," }).map(String.init)
        #expect(lengths.count == 36 && Set(lengths).count == 1, "\(lengths)")
    }

    @Test("a time that no camera has anything of is left out, with a card, and the clock goes on behind it")
    func leftOut() throws {
        let clips = [
            try NumberedClip("door", picturesPerSecond: 10, start: 0, seconds: 2),
            try NumberedClip("yard", picturesPerSecond: 10, start: 32, seconds: 2),
        ]
        let film = try Film(clips)
        #expect(film.plan.steps.map(\.isLeftOut) == [false, true, false])
        #expect(film.plan.steps.map(\.pictures.count) == [20, 40, 20])
        #expect(film.plan.steps[1].window.durationNanoseconds == 30_000_000_000)
        #expect(film.pictures.count == 80)
        #expect(film.number(in: 60, place: 1) == 0 && film.number(in: 79, place: 1) == 19)
        #expect(film.number(in: 19, place: 0) == 19)
        // The card stands over all places.
        #expect(film.number(in: 30, place: 0) != 19)
    }
}
