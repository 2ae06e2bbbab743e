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
        let fit = PictureFit(
            layout, aspect: aspect, turns: turns, room: (pictureWidth, pictureHeight),
            scaler: "bicubic+accurate_rnd")
        return try graph(layout, aspect: fit.aspect, fit.chain + [pad(fit.width, fit.height)])
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
        return try FilterGraph(pictures: layout, aspect: aspect, all)
    }
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
