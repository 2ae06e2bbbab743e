import Statements
import Viewing

/// Draws one camera: its name, a bar of what was recorded and what of it would leave, and pictures below.
struct LaneDrawing {
    private let lane: TimelineChart.Lane
    private let chart: TimelineChart
    private let axis: TimeAxis
    private let labelLeft: Double
    private let labelWidth: Double

    private static let barTop = 22.0
    private static let barHeight = 30.0
    private static let pictureTop = 78.0
    private static let pictureHeight = 86.0
    private static let captionHeight = 24.0
    /// How narrow a gap may get on the page before it is drawn wider than it is: it must be seen.
    private static let leastGap = 3.0

    init(
        _ lane: TimelineChart.Lane, chart: TimelineChart, axis: TimeAxis, labelLeft: Double,
        labelWidth: Double
    ) {
        self.lane = lane
        self.chart = chart
        self.axis = axis
        self.labelLeft = labelLeft
        self.labelWidth = labelWidth
    }

    /// How high the lane is.
    static func height(_ lane: TimelineChart.Lane) -> Double {
        lane.thumbnails.isEmpty ? barTop + barHeight + 28 : pictureTop + pictureHeight + captionHeight
    }

    func draw(on canvas: Canvas, top: Double) {
        let bar = top + Self.barTop
        drawLabel(on: canvas, bar)
        drawRecordings(on: canvas, bar)
        drawMissingAndTwice(on: canvas, bar)
        for edge in [chart.requested.from, chart.requested.to] {
            let x = axis.place(edge)
            canvas.line(x, bar - 6, x, bar + Self.barHeight + 6, .askedEdge, thickness: 2)
        }
        drawGranted(on: canvas, bar)
        drawKeyFrames(on: canvas, bar + Self.barHeight + 2)
        drawPictures(on: canvas, top)
    }

    private func drawLabel(on canvas: Canvas, _ bar: Double) {
        let name = canvas.fitted(PlainText.of(lane.camera), size: 14.5, bold: true, width: labelWidth)
        canvas.text(name, labelLeft, bar + 12, size: 14.5, bold: true)
        let coverage = canvas.fitted(lane.coverageInWords, size: 11.5, width: labelWidth)
        canvas.text(coverage, labelLeft, bar + 29, size: 11.5, color: .faintInk)
    }

    private func drawRecordings(on canvas: Canvas, _ bar: Double) {
        let places = lane.recordings.compactMap(axis.span)
        for place in places {
            canvas.fill(place.x, bar, max(1, place.width), Self.barHeight, .stays)
            canvas.outline(place.x, bar, max(1, place.width), Self.barHeight, .staysEdge)
        }
        // An original with sound covers the time of the pictures before it that are encoded anew: these are drawn over it.
        for part in lane.leaving.filter({ !$0.isAnew }) + lane.leaving.filter(\.isAnew) {
            guard let place = axis.span(part.window) else { continue }
            // What is encoded anew is short, and must be seen.
            let width = max(part.isAnew ? 4 : 1, place.width)
            canvas.fill(place.x, bar, width, Self.barHeight, part.isAnew ? .anew : .leaves)
            if part.isAnew {
                canvas.hatch(
                    place.x, bar, width, Self.barHeight, .ink, spacing: 5, thickness: 0.8, leansLeft: true)
            }
        }
        // Where one recording ends and the next begins, as long as they can be told apart.
        for place in places where places.count > 1 && place.width > 5 {
            canvas.line(place.x, bar, place.x, bar + Self.barHeight, .paper, thickness: 1.2)
        }
    }

    /// Gaps and overlaps over what was recorded, each with its words where they do not lie over others: the table
    /// names every one.
    private func drawMissingAndTwice(on canvas: Canvas, _ bar: Double) {
        var taken: [ClosedRange<Double>] = []
        func label(_ words: String, at place: Double, _ color: Color, bold: Bool) {
            let size = canvas.width(of: words, size: 11.5, bold: bold)
            let middle = min(max(place, axis.left + size / 2), axis.left + axis.width - size / 2)
            let reach = (middle - size / 2 - 3)...(middle + size / 2 + 3)
            guard !taken.contains(where: { $0.overlaps(reach) }) else { return }
            taken.append(reach)
            canvas.text(words, middle, bar - 8, size: 11.5, bold: bold, color: color, align: .middle)
        }
        for overlap in lane.overlaps {
            guard let place = axis.span(overlap) else { continue }
            canvas.fill(place.x, bar - 5, max(Self.leastGap, place.width), Self.barHeight + 10, .twice)
        }
        for gap in lane.gaps {
            guard let place = axis.span(gap) else { continue }
            let width = max(Self.leastGap, place.width)
            let x = place.x - (width - place.width) / 2
            canvas.fill(x, bar, width, Self.barHeight, .paper)
            canvas.hatch(x, bar, width, Self.barHeight, .missing)
            canvas.outline(x, bar, width, Self.barHeight, .missing, thickness: 1.3)
            let length = Self.length(gap.durationNanoseconds)
            let long = "\(chart.reader == .owner ? "nothing recorded" : "no footage"): \(length)"
            let fits = canvas.width(of: long, size: 11.5, bold: true) + 8 < max(width, 120)
            label(fits ? long : "none: \(length)", at: x + width / 2, .missing, bold: true)
        }
        for overlap in lane.overlaps {
            if let place = axis.span(overlap) {
                label("twice", at: place.x + place.width / 2, .twice, bold: false)
            }
        }
    }

    /// A bracket under the bar from where to where something was agreed to.
    private func drawGranted(on canvas: Canvas, _ bar: Double) {
        let line = bar + Self.barHeight + 5
        for window in lane.granted {
            guard let place = axis.span(window) else { continue }
            canvas.fill(place.x, line, place.width, 4, .agreed)
            canvas.fill(place.x, line - 8, 2, 12, .agreed)
            canvas.fill(place.x + place.width - 2, line - 8, 2, 12, .agreed)
        }
        guard chart.isAnswered, lane.granted.isEmpty, !lane.recordings.isEmpty else { return }
        if let place = axis.span(chart.requested) {
            canvas.text(
                "you did not agree to this camera", place.x + place.width / 2, bar + Self.barHeight + 15,
                size: 11.5,
                color: .faintInk, align: .middle)
        }
    }

    private func drawKeyFrames(on canvas: Canvas, _ line: Double) {
        let below = chart.isAnswered ? line + 9 : line
        for moment in lane.keyFrames where axis.shown.contains(moment) {
            canvas.pointer(axis.place(moment), below, size: 7, .ink)
        }
    }

    /// Small pictures in a row, each joined to its moment on the bar.
    private func drawPictures(on canvas: Canvas, _ top: Double) {
        let height = Self.pictureHeight
        let row = top + Self.pictureTop
        let widths = lane.thumbnails.map { height * Double($0.width) / Double(max(1, $0.height)) }
        let total = widths.reduce(0) { $0 + $1 + 12 }
        var free = axis.left
        for (index, thumbnail) in lane.thumbnails.enumerated() {
            let width = widths[index]
            let after = widths[(index + 1)...].reduce(0) { $0 + $1 + 12 }
            let moment = axis.place(thumbnail.time)
            let most = axis.left + max(axis.width, total) - after - width
            let x = min(max(moment - width / 2, free), most)
            free = x + width + 12
            let bar = top + Self.barTop + Self.barHeight
            canvas.line(moment, bar, moment, bar + 9, .faintInk, dashes: [2, 2])
            canvas.line(moment, bar + 9, x + width / 2, row, .faintInk, dashes: [2, 2])
            canvas.picture(thumbnail, x, row, width, height)
            canvas.outline(x - 0.5, row - 0.5, width + 1, height + 1, .faintInk)
            let clock = axis.clock(thumbnail.time, seconds: true)
            let size = canvas.width(of: clock, size: 11.5) + 8
            canvas.fill(x + (width - size) / 2, row + height + 3, size, 16, .paper)
            canvas.text(clock, x + width / 2, row + height + 15, size: 11.5, align: .middle)
        }
    }

    /// `20 s`, `1 min 5 s`, `2 h`.
    private static func length(_ nanoseconds: Int64) -> String {
        let milliseconds = nanoseconds / 1_000_000
        guard milliseconds >= 1000 else { return "\(milliseconds) ms" }
        guard milliseconds >= 10_000 else {
            return milliseconds % 1000 < 100
                ? "\(milliseconds / 1000) s" : "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
        }
        let seconds = (milliseconds + 500) / 1000
        let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")]
        return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " ")
    }
}
