import Objects
import Recordings
import CFFmpeg

/// How a picture comes into a room: upright, with square pixels, as libavfilter is told it.
struct PictureFit {
    /// What it is wide and high then, even numbers.
    let width: Int
    let height: Int
    /// How wide a pixel is to its height before; 1 where unknown.
    let aspect: AVRational
    /// The filters, in order.
    let chain: [String]

    /// - Parameters:
    ///   - layout: how it is stored.
    ///   - aspect: how wide a pixel is to its height; 1 or 0 where unknown.
    ///   - turns: how many quarters it is turned clockwise to stand upright.
    ///   - room: what there is of it, in pixels.
    ///   - enlarges: whether it is made larger where there is more room.
    ///   - scaler: how its size is changed, in the words of libswscale.
    init(
        _ layout: PictureLayout, aspect: AVRational, turns: Int, room: (width: Int, height: Int),
        enlarges: Bool = false, scaler: String
    ) {
        let isSquare = aspect.num <= 0 || aspect.den <= 0 || aspect.num == aspect.den
        var shown = (width: Double(layout.width), height: Double(layout.height))
        if !isSquare { shown.width *= Double(aspect.num) / Double(aspect.den) }
        if turns % 2 == 1 { shown = (shown.height, shown.width) }
        (width, height) = Self.size(of: shown, in: room, enlarges: enlarges)
        var chain = [[], ["transpose=clock"], ["hflip", "vflip"], ["transpose=cclock"]][turns % 4]
        let stored = turns % 2 == 1 ? (layout.height, layout.width) : (layout.width, layout.height)
        if stored != (Int32(width), Int32(height)) {
            chain.append("scale=\(width):\(height):flags=\(scaler)")
        }
        self.chain = chain + ["setsar=1", "format=yuv420p"]
        self.aspect = isSquare ? AVRational(num: 1, den: 1) : aspect
    }

    /// How large something becomes in a room, in its own shape and in even numbers.
    static func size(
        of shown: (width: Double, height: Double), in room: (width: Int, height: Int), enlarges: Bool
    ) -> (width: Int, height: Int) {
        let scale = min(Double(room.width) / shown.width, Double(room.height) / shown.height)
        let factor = enlarges ? scale : min(1, scale)
        return (even(shown.width * factor), even(shown.height * factor))
    }

    private static func even(_ length: Double) -> Int { max(2, Int(length.rounded()) / 2 * 2) }
}
