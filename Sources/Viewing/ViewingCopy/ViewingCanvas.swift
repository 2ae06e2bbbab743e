import Objects
import Recordings
import CFFmpeg
import Foundation

/// What every picture of a viewing copy looks like: the recording's picture as it is, and above and below it bands with
/// words, so that nothing of the scene is covered.
struct ViewingCanvas: Equatable {
    /// The room for the picture.
    let pictureWidth: Int
    let pictureHeight: Int
    /// The height of each band.
    let band: Int
    /// The height of the letters.
    let letters: Int

    /// Whether a line below tells what was measured of the clock after sealing.
    let tellsMeasurement: Bool

    /// What stands in every picture.
    static let label = "VIEWING COPY, NOT EVIDENCE"
    /// How many letters the longest line must hold.
    static let columns = 46
    /// A narrower picture could not hold the words.
    private static let leastWidth = 480

    /// A canvas for pictures of up to a size.
    init(width: Int, height: Int, tellsMeasurement: Bool = false) {
        self.tellsMeasurement = tellsMeasurement
        pictureWidth = max(Self.leastWidth, width + width % 2)
        pictureHeight = height + height % 2
        // Letters of DejaVu Sans Mono are 0.6 of their height wide.
        letters = max(12, min(pictureHeight / 22, pictureWidth * 100 / (62 * Self.columns)))
        let band = letters * (tellsMeasurement ? 3 : 2) * 4 / 3 + letters * 2 / 3
        self.band = band + band % 2
    }

    var width: Int { pictureWidth }
    var height: Int { pictureHeight + 2 * band }

    /// The lines of words, by the name of the frame's metadata they are taken from: no text is ever part of the filters'
    /// own language.
    enum Line: String, CaseIterable {
        case label = "proffer_label"
        case object = "proffer_object"
        case clock = "proffer_clock"
        case note = "proffer_note"
        case measured = "proffer_measured"
        case card1 = "proffer_card1"
        case card2 = "proffer_card2"
        case card3 = "proffer_card3"
        case card4 = "proffer_card4"
    }

    /// The filters for pictures.
    ///
    /// - Parameters:
    ///   - layout: how they are stored.
    ///   - aspect: how wide a pixel is to its height; 1 where unknown.
    ///   - turns: how many quarters they are turned clockwise to stand upright.
    func pictures(_ layout: PictureLayout, aspect: AVRational, turns: Int) throws(FootageError) -> FilterGraph
    {
        let isSquare = aspect.num <= 0 || aspect.den <= 0 || aspect.num == aspect.den
        var shown = (width: Double(layout.width), height: Double(layout.height))
        if !isSquare { shown.width *= Double(aspect.num) / Double(aspect.den) }
        if turns % 2 == 1 { shown = (shown.height, shown.width) }
        let scale = min(1, Double(pictureWidth) / shown.width, Double(pictureHeight) / shown.height)
        let target = (width: Self.even(shown.width * scale), height: Self.even(shown.height * scale))
        var chain: [String] = ["", "transpose=clock", "hflip,vflip", "transpose=cclock"][turns % 4]
            .split(separator: ";").map(String.init)
        let stored = turns % 2 == 1 ? (layout.height, layout.width) : (layout.width, layout.height)
        if stored != (Int32(target.width), Int32(target.height)) {
            chain.append("scale=\(target.width):\(target.height):flags=bicubic+accurate_rnd")
        }
        chain += ["setsar=1", "format=yuv420p", pad(target.width, target.height)]
        return try graph(layout, aspect: isSquare ? AVRational(num: 1, den: 1) : aspect, chain)
    }

    /// The filters for cards, whose empty picture fills the room.
    func cards() throws(FootageError) -> FilterGraph {
        let layout = PictureLayout(
            format: AV_PIX_FMT_YUV420P, width: Int32(pictureWidth), height: Int32(pictureHeight))
        let middle = "\(band + pictureHeight / 2)"
        let lines = zip([Line.card1, .card2, .card3, .card4], [-3, -1, 0, 2]).map { line, place in
            words(line, x: "(w-text_w)/2", y: "\(middle)+\(place * letters * 4 / 3)", colour: "white")
        }
        return try graph(
            layout, aspect: AVRational(num: 1, den: 1),
            ["setsar=1", pad(pictureWidth, pictureHeight)] + lines)
    }

    private func pad(_ width: Int, _ height: Int) -> String {
        let (x, y) = ((pictureWidth - width) / 4 * 2, band + (pictureHeight - height) / 4 * 2)
        return "pad=\(self.width):\(self.height):\(x):\(y):color=black"
    }

    private func words(_ line: Line, x: String, y: String, colour: String) -> String {
        "drawtext=font='DejaVu Sans Mono':fontsize=\(letters):fontcolor=\(colour):x=\(x):y=\(y)"
            + ":text='%{metadata\\:\(line.rawValue)}'"
    }

    private func graph(
        _ layout: PictureLayout, aspect: AVRational, _ chain: [String]
    ) throws(FootageError) -> FilterGraph {
        let left = letters / 2
        let (top, step) = (letters / 3, letters * 4 / 3)
        let below = band + pictureHeight
        let all =
            chain + [
                words(.label, x: "\(left)", y: "\(top)", colour: "0xFFB000"),
                words(.object, x: "\(left)", y: "\(top + step)", colour: "white"),
                words(.clock, x: "\(left)", y: "\(below + top)", colour: "white"),
                words(.note, x: "\(left)", y: "\(below + top + step)", colour: "0xC8C8C8"),
            ]
            + (tellsMeasurement
                ? [words(.measured, x: "\(left)", y: "\(below + top + 2 * step)", colour: "0xC8C8C8")] : [])
            + ["format=yuv420p"]
        let source =
            "video_size=\(layout.width)x\(layout.height):pix_fmt=\(layout.format.rawValue):time_base=1/\(ViewingTime.unit)"
            + ":pixel_aspect=\(aspect.num)/\(aspect.den)"
        do {
            return try FilterGraph(
                source: ("buffer", source), chain: all.joined(separator: ","), sink: "buffersink")
        } catch .library(_, let cause, let path) {
            throw .library(
                operation: "writing words into a viewing copy (it needs a font; Debian: fonts-dejavu-core)",
                cause: cause,
                path: path)
        }
    }

    private static func even(_ length: Double) -> Int { max(2, Int(length.rounded()) / 2 * 2) }
}

extension Frame {
    /// Gives the frame the words that are to stand in it, each line once; what is not named stays empty.
    func setWords(_ words: [ViewingCanvas.Line: String]) {
        for line in ViewingCanvas.Line.allCases {
            // A blank, as a text that is not there would be drawn as nothing but an error.
            av_dict_set(&pointer.pointee.metadata, line.rawValue, words[line] ?? " ", 0)
        }
    }
}

/// What times of a viewing copy are counted in.
enum ViewingTime {
    /// Ticks in a second: a multiple of all common picture rates.
    static let unit: Int64 = 90_000
}
