import Cutting
import Objects
import Recordings
import Records
import Statements
import CFFmpeg

/// One camera's place in a film, moment after moment.
///
/// Decoding goes as far as the moment asked for: beside what the decoder holds, one picture that is to come is in memory, as small
/// as its place. Not `Sendable`: one stage at a time uses it.
final class FilmTile {
    /// Gives the bytes of a clip, once from front to back.
    typealias Opening = (ViewingCopyPlan.Clip) throws -> MediaBytes.ReadAt

    private let camera: FilmPlan.Camera
    private let sheet: FilmSheet
    private let utcOffsetSeconds: Int32
    private let open: Opening
    private let words: TileWords
    private var pieces: ArraySlice<FilmPlan.Piece>
    /// The piece whose caption or card is drawn.
    private var drawnPiece: FilmPlan.Piece?
    private var drawnCaption: Frame?
    private var reading: Reading?
    /// How many pictures of clips were shown.
    private(set) var pictures: UInt64 = 0
    /// Why nothing more of a clip could be shown, by the clip's name.
    private(set) var failures: [String: String] = [:]

    /// A clip that is being read.
    private struct Reading {
        let name: String
        /// Nil where nothing of it can be decoded.
        let pictures: ClipPictures?
        /// The picture that is shown next, as its place has it: small, so that none as large as the camera's waits.
        var next: (place: Frame, time: WallTime)?
        var filters: (graph: FilterGraph, layout: PictureLayout, aspect: AVRational)?
        var isShown = false
    }

    /// - Parameter words: what draws the words of all places.
    init(
        _ camera: FilmPlan.Camera, on sheet: FilmSheet, _ words: TileWords, utcOffsetSeconds: Int32,
        open: @escaping Opening
    ) {
        self.camera = camera
        self.sheet = sheet
        self.words = words
        self.utcOffsetSeconds = utcOffsetSeconds
        self.open = open
        pieces = camera.pieces[...]
    }

    /// Goes on to a moment.
    ///
    /// - Returns: the place as it is from then on; nil where it is as before.
    func advance(to moment: WallTime) throws -> Frame? {
        while let piece = pieces.first, piece.window.to <= moment, pieces.count > 1 { pieces.removeFirst() }
        guard let piece = pieces.first else { return nil }
        switch piece.content {
        case .card(let kind, let reason):
            guard drawnPiece != piece else { return nil }
            drawnPiece = piece
            return try draw(ViewingWords.head(kind, reason), piece)
        case .clip(let clip):
            return try picture(of: clip, at: moment, in: piece)
        }
    }

    /// Lets go of what is read and of what was drawn: the last moment was asked for.
    func close() {
        reading = nil
        drawnCaption = nil
    }

    private func picture(
        of clip: ViewingCopyPlan.Clip, at moment: WallTime, in piece: FilmPlan.Piece
    ) throws -> Frame? {
        if reading?.name != clip.object.name {
            // What was read before is closed first: two decoders would be open at once.
            reading = nil
            reading = try begin(clip)
        }
        var newest: Frame?
        do {
            while let next = reading?.next, next.time <= moment {
                newest = next.place
                try step()
            }
        } catch let error as FootageError {
            fail(clip, error)
        }
        if let place = newest {
            if drawnPiece != piece || drawnCaption == nil {
                drawnCaption = try words.caption(captions(of: clip))
                drawnPiece = piece
            }
            if let drawnCaption { place.put(drawnCaption, x: 0, y: sheet.tileHeight - sheet.caption) }
            reading?.isShown = true
            pictures += 1
            return place
        }
        guard drawnPiece != piece, reading?.isShown != true else { return nil }
        drawnPiece = piece
        drawnCaption = nil
        return try draw("NO PICTURE COULD BE DECODED", piece)
    }

    private func begin(_ clip: ViewingCopyPlan.Clip) throws -> Reading {
        do {
            reading = Reading(
                name: clip.object.name, pictures: try ClipPictures(clip, readAt: try open(clip)))
            try step()
        } catch let error as FootageError {
            fail(clip, error)
        }
        return reading ?? Reading(name: clip.object.name, pictures: nil)
    }

    /// What was recorded may be damaged, and the bundle is sound all the same.
    private func fail(_ clip: ViewingCopyPlan.Clip, _ error: FootageError) {
        failures[clip.object.name] = error.cause
        reading?.next = nil
    }

    private func step() throws {
        reading?.next = nil
        guard let (picture, time) = try reading?.pictures?.next(), let place = try scaled(picture) else {
            return
        }
        reading?.next = (place, time)
    }

    private func scaled(_ picture: Frame) throws -> Frame? {
        guard let clip = reading?.pictures else { return nil }
        let aspect = clip.aspect(of: picture)
        if reading?.filters?.layout != picture.layout || reading?.filters?.aspect.num != aspect.num
            || reading?.filters?.aspect.den != aspect.den
        {
            reading?.filters = (
                try sheet.pictures(picture.layout, aspect: aspect, turns: clip.turns), picture.layout, aspect
            )
        }
        guard let graph = reading?.filters?.graph else { return nil }
        try graph.send(picture)
        let place = try Frame()
        return try graph.receive(into: place) ? place : nil
    }

    // MARK: - Words

    private func captions(of clip: ViewingCopyPlan.Clip) -> [String] {
        [
            title, ViewingWords.name(of: clip.object),
            camera.timedApart[clip.recording.id]
                ?? ClockStatement(clip.recording).caption(columns: sheet.columnsOfText),
            ViewingWords.measured(
                camera.measured, beside: clip.recording, columns: sheet.columnsOfText),
        ].prefix(sheet.captionLines).map(fitted)
    }

    private func draw(_ head: String, _ piece: FilmPlan.Piece) throws -> Frame {
        func time(_ time: WallTime) -> String {
            ViewingWords.clock(time.inOffset(seconds: utcOffsetSeconds))
        }
        return try words.card(
            ([title, "no clip"] + Array(repeating: "", count: sheet.captionLines - 2) + [
                head, "from \(time(piece.window.from))", "to   \(time(piece.window.to))",
                piece.window.lengthInWords,
            ]).map(fitted))
    }

    private var title: String { "\(camera.mark): \(camera.label), \(camera.owner)".harmless }

    private func fitted(_ text: String) -> String { ViewingWords.fitted(text, sheet.columnsOfText) }
}
