import Cutting
import Objects
import Recordings
import Records
import Statements
import CFFmpeg

/// The pictures of one clip as they stand in a viewing copy, with their times.
///
/// Not `Sendable`: one stage reads it.
final class ViewingPictures {
    /// How the copy's pictures look.
    private let canvas: ViewingCanvas
    private let clip: ViewingCopyPlan.Clip
    private let clock: ObjectClock
    private let plan: ViewingCopyPlan
    private let reader: PictureReader
    private let unit: AVRational
    private let aspect: AVRational
    private let turns: Int
    private let drawn: Frame
    private var filters: (graph: FilterGraph, layout: PictureLayout, aspect: AVRational)?

    /// - Returns: nil where the clip has no pictures.
    init?(
        _ clip: ViewingCopyPlan.Clip, at path: String, on canvas: ViewingCanvas, of plan: ViewingCopyPlan
    ) throws {
        self.canvas = canvas
        self.plan = plan
        self.clip = clip
        guard let clock = try ObjectClock(.video, of: clip.object, in: clip.recording) else { return nil }
        self.clock = clock
        let input = try MediaInput(path: path)
        guard let index = try input.first(AVMEDIA_TYPE_VIDEO) else { return nil }
        let stream = try input.track(index)
        unit = stream.pointee.time_base
        aspect = stream.pointee.sample_aspect_ratio
        turns = Self.turns(try input.displayMatrix(index))
        drawn = try Frame()
        try input.select([index])
        reader = try PictureReader(
            VideoDecoder(parameters: try input.parameters(index), timeBase: unit)
        ) { packet in
            while try input.read(into: packet) { if packet.track == index { return true } }
            return false
        }
    }

    /// How large a clip's pictures are shown, upright and with square pixels, as its first picture decodes: what a container
    /// says of it may be left out, or be otherwise. Nil where no picture can be decoded.
    static func size(of path: String) throws -> (width: Int, height: Int)? {
        let input = try MediaInput(path: path)
        guard let index = try input.first(AVMEDIA_TYPE_VIDEO) else { return nil }
        let stream = try input.track(index)
        let turns = Self.turns(try input.displayMatrix(index))
        try input.select([index])
        let reader = try PictureReader(
            VideoDecoder(parameters: try input.parameters(index), timeBase: stream.pointee.time_base)
        ) { packet in
            while try input.read(into: packet) { if packet.track == index { return true } }
            return false
        }
        guard let first = try reader.next() else { return nil }
        return size(of: first, aspect: stream.pointee.sample_aspect_ratio, turns: turns)
    }

    /// How large a picture is shown, upright and with square pixels.
    ///
    /// - Parameters:
    ///   - aspect: how wide a pixel is to its height, as the container says; 0 where it does not.
    ///   - turns: how many quarters it is turned clockwise to stand upright.
    static func size(of picture: Frame, aspect: AVRational, turns: Int) -> (width: Int, height: Int) {
        let own = picture.pointer.pointee.sample_aspect_ratio
        let aspect = aspect.num > 0 && aspect.den > 0 ? aspect : own
        var (width, height) = (Int(picture.layout.width), Int(picture.layout.height))
        if aspect.num > 0, aspect.den > 0 {
            width = Int((Double(width) * Double(aspect.num) / Double(aspect.den)).rounded())
        }
        if turns % 2 == 1 { (width, height) = (height, width) }
        return (max(2, min(width, 8192)), max(2, min(height, 8192)))
    }

    /// The next picture, lent until the next call; nil after the last.
    func next() throws -> (picture: Frame, time: WallTime)? {
        while let picture = try reader.next() {
            guard let pts = picture.presentationTime else { continue }
            let time = clock.time(ofTick: pts, in: unit)
            picture.setWords(words(at: time))
            let own = picture.pointer.pointee.sample_aspect_ratio
            let aspect = self.aspect.num > 0 && self.aspect.den > 0 ? self.aspect : own
            if filters?.layout != picture.layout || filters?.aspect.num != aspect.num
                || filters?.aspect.den != aspect.den
            {
                filters = (
                    try canvas.pictures(picture.layout, aspect: aspect, turns: turns), picture.layout, aspect
                )
            }
            guard let graph = filters?.graph else { continue }
            try graph.send(picture)
            guard try graph.receive(into: drawn) else {
                throw FootageError.library(
                    operation: "drawing a viewing copy", cause: "a picture went in and none came out",
                    path: nil)
            }
            return (drawn, time)
        }
        return nil
    }

    private func words(at time: WallTime) -> [ViewingCanvas.Line: String] {
        let anew = clip.object.role.isDerivative
        return [
            .label: ViewingCanvas.label,
            .object: clip.object.name + (anew ? " (encoded anew)" : " (original)"),
            .clock: ViewingWords.clock(plan.clock.shown(time)),
            .note: ClockStatement(clip.recording).caption(columns: ViewingCanvas.columns),
            .measured: ViewingWords.measured(plan.measured, beside: clip.recording),
        ]
    }

    /// How many quarters a picture is to be turned clockwise to stand upright (ISO/IEC 14496-12 §8.3.2).
    static func turns(_ matrix: [UInt8]) -> Int {
        guard matrix.count == 36 else { return 0 }
        let angle = matrix.withUnsafeBytes {
            av_display_rotation_get($0.bindMemory(to: Int32.self).baseAddress)
        }
        guard angle.isFinite else { return 0 }
        return ((Int((-angle / 90).rounded()) % 4) + 4) % 4
    }
}

/// The words in a viewing copy.
enum ViewingWords {
    /// `2026-07-04 21:40:31.400 +02:00`, rounded down to the millisecond.
    static func clock(_ time: WallTime) -> String {
        let text = time.toTheSecond.rfc3339
        let elapsed = time.nanoseconds(since: time.toTheSecond)
        let fraction = String(1000 + elapsed / 1_000_000).dropFirst()
        let offset = text.dropFirst(19)
        return
            "\(text.prefix(10)) \(text.dropFirst(11).prefix(8)).\(fraction) \(offset == "Z" ? "UTC" : String(offset))"
    }

    /// What was measured of the clock after sealing: the last of it, and whether that contradicts the owner.
    static func measured(_ clocks: [MeasuredClock], beside recording: RecordingFacts) -> String {
        guard let last = clocks.last else { return " " }
        let mark = last.contradicts(recording.clockError) ? "CONTRADICTED: " : ""
        return mark + last.caption(columns: ViewingCanvas.columns - mark.count)
    }

    /// As much of a text as a line holds.
    private static func fitted(_ text: String) -> String {
        text.count > ViewingCanvas.columns ? text.prefix(ViewingCanvas.columns - 1) + "…" : text
    }

    /// The lines of a card.
    static func card(_ card: ViewingCopyPlan.Card, by pageClock: DocumentClock) -> [ViewingCanvas.Line:
        String]
    {
        func time(_ time: WallTime) -> String { clock(pageClock.shown(time)) }
        let head =
            switch card.kind {
            case .noFootage:
                "NO FOOTAGE" + (card.reason.map { ": \($0.inWords.prefix(34))" } ?? "")
            case .notHandedOver: "NOT PART OF WHAT WAS HANDED OVER"
            case .twice: "RECORDED TWICE: WHAT FOLLOWS SHOWS AGAIN"
            }
        let length = durationInWords(nanoseconds: card.window.durationNanoseconds)
        let shown =
            card.shownNanoseconds == card.window.durationNanoseconds
            ? "" : ", card shown for \(durationInWords(nanoseconds: card.shownNanoseconds))"
        return [
            .label: ViewingCanvas.label,
            .object: "no clip",
            .card1: head,
            .card2: "from \(time(card.window.from))",
            .card3: "to   \(time(card.window.to))",
            .card4: "\(length)\(shown)",
            .note: fitted(card.reason?.inWords ?? ""),
        ]
    }
}
