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
    private let plan: ViewingCopyPlan
    private let pictures: ClipPictures
    private let drawn: Frame
    private var filters: (graph: FilterGraph, layout: PictureLayout, aspect: AVRational)?

    /// - Returns: nil where the clip has no pictures.
    init?(
        _ clip: ViewingCopyPlan.Clip, at path: String, on canvas: ViewingCanvas, of plan: ViewingCopyPlan
    ) throws {
        guard let pictures = try ClipPictures(clip, at: path) else { return nil }
        self.canvas = canvas
        self.plan = plan
        self.pictures = pictures
        drawn = try Frame()
    }

    /// The next picture, lent until the next call; nil after the last.
    func next() throws -> (picture: Frame, time: WallTime)? {
        guard let (picture, time) = try pictures.next() else { return nil }
        picture.setWords(words(at: time))
        let aspect = pictures.aspect(of: picture)
        if filters?.layout != picture.layout || filters?.aspect.num != aspect.num
            || filters?.aspect.den != aspect.den
        {
            filters = (
                try canvas.pictures(picture.layout, aspect: aspect, turns: pictures.turns), picture.layout,
                aspect
            )
        }
        guard let graph = filters?.graph else { return nil }
        try graph.send(picture)
        guard try graph.receive(into: drawn) else {
            throw FootageError.library(
                operation: "drawing a viewing copy", cause: "a picture went in and none came out",
                path: nil)
        }
        return (drawn, time)
    }

    private func words(at time: WallTime) -> [ViewingCanvas.Line: String] {
        let clip = pictures.clip
        return [
            .label: ViewingCanvas.label,
            .object: ViewingWords.name(of: clip.object),
            .clock: ViewingWords.clock(plan.clock.shown(time)),
            .note: ClockStatement(clip.recording).caption(columns: ViewingCanvas.columns),
            .measured: ViewingWords.measured(plan.measured, beside: clip.recording),
        ]
    }
}
