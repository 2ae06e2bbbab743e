import Cutting
import Objects
import Recordings
import CFFmpeg
import Synchronization

/// Where things stand in a picture of a film: a head with the wall clock, and below it the cameras' places in rows.
///
/// The picture is full HD whatever the cameras are, as every player and projector shows that.
package struct FilmSheet: Equatable {
    static let width = 1920
    static let height = 1080
    /// The height of the head.
    static let head = 56
    /// The height of the head's letters.
    static let headLetters = 30

    /// Places in a row, and rows.
    let columns: Int
    let rows: Int
    /// How many lines stand below each picture.
    let captionLines: Int

    /// - Parameter tellsMeasurements: whether a line more tells what was measured of a camera's clock after sealing.
    package init(cameras: Int, tellsMeasurements: Bool = false) {
        captionLines = tellsMeasurements ? 4 : 3
        var columns = 1
        while columns * columns < cameras { columns += 1 }
        self.columns = columns
        rows = max(1, (cameras + columns - 1) / columns)
    }

    /// The size of a place, caption included.
    var tileWidth: Int { Self.width / columns / 4 * 4 }
    var tileHeight: Int { (Self.height - Self.head) / rows / 4 * 4 }
    /// The height of a caption's letters.
    var letters: Int { max(11, min(20, tileWidth * 100 / (62 * ViewingCanvas.columns))) }
    /// How many letters a line of a caption holds.
    var columnsOfText: Int { tileWidth * 100 / (62 * letters) }
    /// The height of a caption.
    var caption: Int { (letters * captionLines * 4 / 3 + letters / 2) / 2 * 2 }
    /// The room for a picture: between two places stays a line.
    var room: (width: Int, height: Int) { (tileWidth - 4, tileHeight - caption - 4) }

    /// Where a place begins, from the left and from the top.
    func origin(of place: Int) -> (x: Int, y: Int) {
        (place % columns * tileWidth, Self.head + place / columns * tileHeight)
    }

    /// Where a picture lies that is shown so wide and high, in its place.
    package func picture(
        in place: Int, shownAs size: (width: Int, height: Int)
    ) -> (x: Int, y: Int, width: Int, height: Int) {
        let (width, height) = PictureFit.size(
            of: (Double(size.width), Double(size.height)), in: room, enlarges: true)
        let (origin, inset) = (origin(of: place), inset(width, height))
        return (origin.x + inset.x, origin.y + inset.y, width, height)
    }

    private func inset(_ width: Int, _ height: Int) -> (x: Int, y: Int) {
        ((tileWidth - width) / 4 * 2, (tileHeight - caption - height) / 4 * 2)
    }

    /// The filters that make a picture a place without its words.
    func pictures(
        _ layout: PictureLayout, aspect: AVRational, turns: Int
    ) throws(FootageError) -> FilterGraph {
        let fit = PictureFit(
            layout, aspect: aspect, turns: turns, room: room, enlarges: true, scaler: "bilinear")
        let inset = inset(fit.width, fit.height)
        return try FilterGraph(
            pictures: layout, aspect: fit.aspect,
            fit.chain + ["pad=\(tileWidth):\(tileHeight):\(inset.x):\(inset.y):color=black"])
    }
}

/// Draws lines of words into an empty picture of one size.
///
/// Not `Sendable`: one stage uses it.
final class WordsDrawing {
    /// Where a line stands, and how.
    struct Line {
        /// From the left: a number, or in libavfilter's words.
        var x: String
        /// From the top.
        var y: Int
        var letters: Int
        var colour: String
    }

    private let graph: FilterGraph
    private let blank: Frame

    /// - Parameter luma: how bright the empty picture is, 16 black to 235 white.
    init(width: Int, height: Int, luma: UInt8, _ lines: [Line]) throws(FootageError) {
        let layout = PictureLayout(format: AV_PIX_FMT_YUV420P, width: Int32(width), height: Int32(height))
        blank = try Frame(blank: layout)
        blank.fill(luma: luma, chroma: 128)
        // No text is ever part of the filters' own language: it comes with the frame.
        let words = lines.enumerated().map { number, line in
            "drawtext=font='DejaVu Sans Mono':fontsize=\(line.letters):fontcolor=\(line.colour):x=\(line.x):y=\(line.y)"
                + ":text='%{metadata\\:\(Self.key(number))}'"
        }
        graph = try FilterGraph(
            pictures: layout, aspect: AVRational(num: 1, den: 1), words + ["format=yuv420p"])
    }

    /// A picture with words, in the order of the lines; what is not given stays empty.
    func draw(_ words: [String]) throws(FootageError) -> Frame {
        for (number, text) in words.enumerated() {
            // A blank, as a text that is not there would be drawn as nothing but an error.
            av_dict_set(&blank.pointer.pointee.metadata, Self.key(number), text.isEmpty ? " " : text, 0)
        }
        try graph.send(blank)
        let drawn = try Frame()
        guard try graph.receive(into: drawn) else {
            throw .library(
                operation: "drawing a film", cause: "a picture went in and none came out", path: nil)
        }
        return drawn
    }

    private static func key(_ number: Int) -> String { "proffer_line\(number)" }
}

/// Draws the words of all places of a film, which are all of one size.
///
/// Each drawing holds a font of its own, and there are as many places as cameras: so they share it, one after the other.
final class TileWords: Sendable {
    private let drawings: Mutex<Drawings>

    /// Only what holds the lock touches it.
    private struct Drawings: @unchecked Sendable {
        let caption: WordsDrawing
        let card: WordsDrawing
    }

    init(on sheet: FilmSheet) throws(FootageError) {
        let (letters, step) = (sheet.letters, sheet.letters * 4 / 3)
        func lines(from y: Int) -> [WordsDrawing.Line] {
            (0..<sheet.captionLines).map { number in
                .init(
                    x: "4", y: y + 2 + number * step, letters: letters,
                    colour: number == 0 ? "white" : "0xC8C8C8")
            }
        }
        let middle = (sheet.tileHeight - sheet.caption) / 2
        let caption = try WordsDrawing(
            width: sheet.tileWidth, height: sheet.caption, luma: 16, lines(from: 0))
        let card = try WordsDrawing(
            width: sheet.tileWidth, height: sheet.tileHeight, luma: 40,
            lines(from: sheet.tileHeight - sheet.caption)
                + [-3, -1, 0, 2].map {
                    .init(x: "(w-text_w)/2", y: middle + $0 * step, letters: letters, colour: "white")
                })
        drawings = Mutex(Drawings(caption: caption, card: card))
    }

    /// The lines below a picture.
    func caption(_ words: [String]) throws -> Frame {
        try drawings.withLock { Drawn(picture: try $0.caption.draw(words)) }.picture
    }

    /// A place without a picture: the lines below, and four in its middle.
    func card(_ words: [String]) throws -> Frame {
        try drawings.withLock { Drawn(picture: try $0.card.draw(words)) }.picture
    }

    /// A picture of which nobody else has a reference.
    private struct Drawn: @unchecked Sendable { let picture: Frame }
}

extension Frame {
    /// An empty picture of three planes, half as wide and high for colour.
    convenience init(blank layout: PictureLayout) throws(FootageError) {
        try self.init()
        pointer.pointee.format = layout.format.rawValue
        (pointer.pointee.width, pointer.pointee.height) = (layout.width, layout.height)
        pointer.pointee.color_range = AVCOL_RANGE_MPEG
        pointer.pointee.sample_aspect_ratio = AVRational(num: 1, den: 1)
        try check(av_frame_get_buffer(pointer, 0), "drawing a film")
    }

    /// Copies a picture into a place of this one; both have three planes, half as wide and high for colour.
    ///
    /// - Parameters:
    ///   - x: from the left, an even number.
    ///   - y: from the top, an even number.
    func put(_ picture: Frame, x: Int, y: Int) {
        let mine = [pointer.pointee.data.0, pointer.pointee.data.1, pointer.pointee.data.2]
        let theirs = [
            picture.pointer.pointee.data.0, picture.pointer.pointee.data.1, picture.pointer.pointee.data.2,
        ]
        let strides = [pointer.pointee.linesize.0, pointer.pointee.linesize.1, pointer.pointee.linesize.2]
        let others = [
            picture.pointer.pointee.linesize.0, picture.pointer.pointee.linesize.1,
            picture.pointer.pointee.linesize.2,
        ]
        let width = min(Int(picture.pointer.pointee.width), Int(pointer.pointee.width) - x)
        let height = min(Int(picture.pointer.pointee.height), Int(pointer.pointee.height) - y)
        guard width > 0, height > 0 else { return }
        for plane in 0..<3 {
            guard let target = mine[plane], let source = theirs[plane] else { continue }
            let half = plane == 0 ? 1 : 2
            for row in 0..<height / half {
                (target + (y / half + row) * Int(strides[plane]) + x / half)
                    .update(from: source + row * Int(others[plane]), count: width / half)
            }
        }
    }
}
