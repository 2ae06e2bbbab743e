import Cutting
import Objects
import Recordings
import Records
import Statements
import CFFmpeg
import Foundation
import Threads

/// Writes a film of several cameras on one wall clock: encoded anew from first to last, and no evidence.
///
/// Each picture stands for one moment, which is drawn into it: every camera's place shows the last of its pictures that is not
/// after that moment, or a card. All are equally long. It has no sound: that of several places at once is of none. First the cameras
/// are decoded, a few at a time, and their places put aside; then the film is drawn. So memory grows neither with the length nor
/// with the cameras' pictures. Not `Sendable`: one stage writes it.
package final class FilmWriter {
    /// What became of it.
    package struct Summary: Sendable, Hashable {
        /// How many pictures each camera's place shows, in the order of the plan.
        package var pictures: [UInt64] = []
        /// Clips of which not all could be shown, and why; by the place of the camera.
        package var failures: [[String: String]] = []
        /// The encoder of its pictures, and the library's version.
        package var encoder = ""
        /// What that was told.
        package var settings = ""
        /// The version of the library that wrote the words.
        package var filterLibrary = ""
    }

    private let plan: FilmPlan
    private let title: String
    private let sheet: FilmSheet
    private let tiles: [FilmTile]
    private let streams: [TileStream]
    private let sink: MediaOutput.Sink
    private let picture: Frame
    private let head: WordsDrawing
    private let packet: Packet
    /// What stands in the places now.
    private var shown: [Frame?]
    private var encoder: PictureEncoder?
    private var output: MediaOutput?
    private var summary = Summary()

    /// How many pictures are made ready while as many are encoded.
    private static let batch: Int64 = 4

    /// - Parameters:
    ///   - plan: what it shows.
    ///   - title: what stands in the head beside the clock: which case.
    ///   - open: gives the bytes of a clip of a camera, by its place in the plan; called on threads.
    ///   - scratch: gives a place for what waits, once a camera.
    ///   - sink: takes the film's bytes in order.
    /// - Throws: ``FootageError``.
    package init(
        _ plan: FilmPlan, title: String,
        open: @escaping @Sendable (Int, ViewingCopyPlan.Clip) throws -> MediaBytes.ReadAt,
        scratch: () throws -> any FilmScratch,
        sink: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        self.plan = plan
        self.title = title
        self.sink = sink
        let sheet = FilmSheet(
            cameras: plan.cameras.count,
            tellsMeasurements: plan.cameras.contains { !$0.measured.isEmpty })
        self.sheet = sheet
        summary.filterLibrary = try FilterLibrary.load().version
        let words = try TileWords(on: sheet)
        tiles = plan.cameras.enumerated().map { place, camera in
            FilmTile(camera, on: sheet, words, utcOffsetSeconds: plan.utcOffsetSeconds) {
                try open(place, $0)
            }
        }
        streams = try tiles.map { _ in try TileStream(of: plan, on: sheet, in: scratch()) }
        shown = tiles.map { _ in nil }
        packet = try Packet()
        let size = PictureLayout(
            format: AV_PIX_FMT_YUV420P, width: Int32(FilmSheet.width), height: Int32(FilmSheet.height))
        picture = try Frame(blank: size)
        picture.fill(luma: 16, chroma: 128)
        let (letters, y) = (FilmSheet.headLetters, (FilmSheet.head - FilmSheet.headLetters) / 2)
        head = try WordsDrawing(
            width: FilmSheet.width, height: FilmSheet.head, luma: 16,
            [
                .init(x: "12", y: 6, letters: 18, colour: "0xFFB000"),
                .init(x: "12", y: 32, letters: 16, colour: "0xC8C8C8"),
                .init(x: "w-text_w-12", y: y, letters: letters, colour: "white"),
            ])
    }

    /// Writes all of it.
    ///
    /// - Parameter progress: is told now and then how much of it is written, from 0 to 1.
    /// - Throws: ``FootageError``, and whatever `open` and the sink throw.
    package func write(progress: (Double) -> Void = { _ in }) throws -> Summary {
        try decode(progress)
        try begin()
        let total = plan.steps.last?.pictures.upperBound ?? 0
        for step in plan.steps {
            if step.isLeftOut { try writeCard(step) } else { try write(step, of: total, progress) }
        }
        try encoder?.send(nil)
        try drain()
        _ = try output?.finish(paddedTo: { $0 + 8 })
        summary.pictures = streams.map(\.pictures)
        summary.failures = streams.map(\.failures)
        return summary
    }

    /// How many cameras are decoded at once at most, and which part of the work that is.
    private static let (mostAtOnce, decodingPart) = (3, 0.7)

    private func decode(_ progress: (Double) -> Void) throws {
        let cores = max(1, min(Self.mostAtOnce, ProcessInfo.processInfo.activeProcessorCount))
        for first in stride(from: 0, to: tiles.count, by: cores) {
            try Share.run(
                Array(zip(tiles, streams))[first..<min(first + cores, tiles.count)].map { tile, stream in
                    { [plan] in
                        try stream.fill(from: tile, by: plan)
                        return []
                    }
                })
            progress(
                Self.decodingPart * Double(min(first + cores, tiles.count)) / Double(max(1, tiles.count)))
        }
        for stream in streams { try stream.rewind() }
    }

    private func begin() throws {
        let unit = AVRational(num: 1, den: Int32(plan.rate))
        let encoder = try PictureEncoder(
            .viewing, first: picture, timeBase: unit, sampleAspectRatio: AVRational(num: 1, den: 1),
            conversion: nil)
        (summary.encoder, summary.settings) = (encoder.facts.inWords, encoder.settings.inWords)
        self.encoder = encoder
        output = try MediaOutput(
            tracks: [
                MediaOutput.Track(
                    parameters: encoder.parameters, sampleAspectRatio: AVRational(num: 1, den: 1),
                    displayMatrix: [], timeBase: TimeBase(unit))
            ], container: .mp4, created: .now(), sink: sink)
    }

    // MARK: - Pictures

    /// One picture of the film: what changes in the places, and the moment it shows.
    private struct Ready {
        let picture: Int64
        let moment: WallTime
        /// By place; nil where it stays as it was.
        let places: [Frame?]
    }

    private func write(_ step: FilmPlan.Step, of total: Int64, _ progress: (Double) -> Void) throws {
        var ready: [Ready] = []
        var next = step.pictures.lowerBound
        while next < step.pictures.upperBound || !ready.isEmpty {
            let batch = next..<min(next + Self.batch, step.pictures.upperBound)
            let moments = batch.map { plan.moment(of: $0, in: step) }
            ready = try Share.run(streams, at: Array(batch)) { [ready] in
                for each in ready { try self.encode(each) }
            }.enumerated().map { number, places in
                Ready(picture: batch.lowerBound + Int64(number), moment: moments[number], places: places)
            }
            next = batch.upperBound
            progress(Self.decodingPart + (1 - Self.decodingPart) * Double(next) / Double(max(1, total)))
        }
    }

    private func encode(_ ready: Ready) throws {
        try check(av_frame_make_writable(picture.pointer), "drawing a film")
        for (place, changed) in ready.places.enumerated() {
            guard let changed else { continue }
            shown[place] = changed
            let origin = sheet.origin(of: place)
            picture.put(changed, x: origin.x, y: origin.y)
        }
        try send(
            ready.picture, clock: ViewingWords.clock(ready.moment.inOffset(seconds: plan.utcOffsetSeconds)))
    }

    private func send(_ number: Int64, clock: String) throws {
        picture.put(try head.draw([ViewingCanvas.label, title, clock]), x: 0, y: 0)
        picture.pointer.pointee.pts = number
        try encoder?.send(picture)
        try drain()
    }

    /// A card in the place of a time of which no camera has anything.
    private func writeCard(_ step: FilmPlan.Step) throws {
        let height = FilmSheet.height - FilmSheet.head
        let letters = FilmSheet.headLetters
        let words = try WordsDrawing(
            width: FilmSheet.width, height: height, luma: 40,
            [-3, -1, 0, 2].map {
                .init(
                    x: "(w-text_w)/2", y: height / 2 + $0 * letters * 4 / 3, letters: letters, colour: "white"
                )
            })
        func time(_ time: WallTime) -> String {
            ViewingWords.clock(time.inOffset(seconds: plan.utcOffsetSeconds))
        }
        let card = try words.draw([
            "LEFT OUT: NO CAMERA HAS ANYTHING OF IT", "from \(time(step.window.from))",
            "to   \(time(step.window.to))", step.window.lengthInWords,
        ])
        for number in step.pictures {
            try check(av_frame_make_writable(picture.pointer), "drawing a film")
            if number == step.pictures.lowerBound { picture.put(card, x: 0, y: FilmSheet.head) }
            try send(number, clock: "the clock goes on to \(time(step.window.to))")
        }
        try check(av_frame_make_writable(picture.pointer), "drawing a film")
        picture.fill(luma: 16, chroma: 128)
        for (place, frame) in shown.enumerated() {
            let origin = sheet.origin(of: place)
            if let frame { picture.put(frame, x: origin.x, y: origin.y) }
        }
    }

    private func drain() throws {
        guard let encoder, let output else { return }
        let unit = AVRational(try output.timeBase(ofTrack: 0))
        while try encoder.receive(into: packet.pointer) {
            defer { packet.unreference() }
            packet.pointer.pointee.duration = 1
            packet.pointer.pointee.stream_index = 0
            av_packet_rescale_ts(packet.pointer, AVRational(num: 1, den: Int32(plan.rate)), unit)
            try output.write(packet.pointer, isKey: packet.isFlaggedKey)
        }
    }
}

/// A share of the work that is done at once: a camera from its first moment to its last, or its next changes, or the encoding of
/// the last ones.
///
/// `@unchecked Sendable`: each share is run by one thread, which has ended before anybody else uses what it worked on.
private struct Share: @unchecked Sendable {
    let work: () throws -> [Frame?]

    /// What came of it.
    struct Done: @unchecked Sendable { let result: Result<[Frame?], any Error> }

    /// Does some work on all cores, in the order it is given.
    @discardableResult
    static func run(_ work: [() throws -> [Frame?]]) throws -> [[Frame?]] {
        let done = work.map(Share.init).concurrentMap { share in
            Done(result: Result { try share.work() })
        }
        return try done.map { try $0.result.get() }
    }

    /// Takes all places to some pictures of the film, and does something else meanwhile.
    ///
    /// - Returns: for each picture what changes in the places, by place.
    static func run(
        _ streams: [TileStream], at pictures: [Int64], meanwhile: @escaping () throws -> Void
    ) throws -> [[Frame?]] {
        // What lasts longest begins first.
        var work: [() throws -> [Frame?]] = [
            {
                try meanwhile()
                return []
            }
        ]
        if !pictures.isEmpty {
            work += streams.map { stream in { try pictures.map(stream.advance) } }
        }
        let places = try run(work).dropFirst()
        return pictures.indices.map { picture in places.map { $0[picture] } }
    }
}
