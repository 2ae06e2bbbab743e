import Statements

/// Lays a chart out and draws it: headline, axis, one lane a camera, and a legend in plain words.
struct TimelineDrawing {
    static func title(for reader: TimelineChart.Reader) -> String {
        switch reader {
        case .owner: "What your cameras have of the time asked for"
        case .recipient: "What was handed over of the time asked for"
        }
    }

    private let chart: TimelineChart
    private let axis: TimeAxis
    private let lanesTop: Double
    private let lanesBottom: Double
    private let height: Double

    private static let width = 1200.0
    private static let margin = 28.0
    private static let labelWidth = 178.0
    private static let axisTop = 118.0
    private static let legendHeight = 128.0

    init(_ chart: TimelineChart) {
        self.chart = chart
        let left = Self.margin + Self.labelWidth
        axis = TimeAxis(chart.requested, left: left, width: Self.width - Self.margin - left)
        lanesTop = Self.axisTop + 34
        let lanes = chart.lanes.reduce(0) { $0 + LaneDrawing.height($1) }
        lanesBottom = lanesTop + lanes + (chart.otherCameras > 0 ? 26 : 0)
        height = lanesBottom + Self.legendHeight
    }

    func draw(_ format: Canvas.Format) throws(TimelineError) -> [UInt8] {
        let canvas = try Canvas(width: Self.width, height: height, format: format)
        drawHead(on: canvas)
        drawWindow(on: canvas)
        drawEdges(on: canvas)
        var top = lanesTop
        for lane in chart.lanes {
            LaneDrawing(
                lane, chart: chart, axis: axis, labelLeft: Self.margin, labelWidth: Self.labelWidth - 16
            )
            .draw(on: canvas, top: top)
            top += LaneDrawing.height(lane)
            canvas.line(Self.margin, top, Self.width - Self.margin, top, .line)
        }
        if chart.otherCameras > 0 {
            let count = chart.otherCameras
            canvas.text(
                count == 1
                    ? "1 other camera has nothing of that time."
                    : "\(count) other cameras have nothing of that time.",
                Self.margin, top + 18, size: 12, color: .faintInk)
        }
        Legend(chart).draw(
            on: canvas, left: Self.margin, top: lanesBottom + 26, width: Self.width - 2 * Self.margin)
        return try canvas.finish()
    }

    private func drawHead(on canvas: Canvas) {
        canvas.text(Self.title(for: chart.reader), Self.margin, 44, size: 23, bold: true)
        let subtitle = canvas.fitted(
            PlainText.of(chart.subtitle), size: 13.5, width: Self.width - 2 * Self.margin)
        canvas.text(subtitle, Self.margin, 68, size: 13.5, color: .faintInk)
    }

    /// The time asked for, as a band behind everything, and the axis above it.
    private func drawWindow(on canvas: Canvas) {
        let bottom = lanesBottom
        if let asked = axis.span(chart.requested) {
            canvas.fill(asked.x, Self.axisTop, asked.width, bottom - Self.axisTop, .asked)
            let from = axis.clock(chart.requested.from, seconds: true)
            let to = axis.clock(chart.requested.to, seconds: true)
            let words = canvas.fitted(
                "\(chart.requestedInWords ?? "asked for"): \(from) to \(to)", size: 13, bold: true,
                width: max(asked.width, 220))
            canvas.text(
                words, asked.x + asked.width / 2, Self.axisTop - 10, size: 13, bold: true, color: .askedEdge,
                align: .middle)
        }
        canvas.text("\(axis.date(chart.requested.from)),", Self.margin, Self.axisTop + 14, size: 12)
        canvas.text("times in \(axis.zone)", Self.margin, Self.axisTop + 29, size: 12, color: .faintInk)
        var day = axis.date(chart.requested.from)
        for tick in axis.ticks(atMost: 9) {
            let x = axis.place(tick)
            canvas.line(x, Self.axisTop + 22, x, bottom, .line)
            canvas.line(x, Self.axisTop + 22, x, Self.axisTop + 30, .ink)
            let date = axis.date(tick)
            let words = axis.clock(tick) + (date == day ? "" : " (\(date.dropFirst(5)))")
            day = date
            canvas.text(words, x, Self.axisTop + 17, size: 12, align: .middle)
        }
        canvas.line(axis.left, Self.axisTop + 30, axis.left + axis.width, Self.axisTop + 30, .ink)
    }

    /// The edges of the time asked for: under the pictures, which they would cut, and again over each bar.
    private func drawEdges(on canvas: Canvas) {
        for edge in [chart.requested.from, chart.requested.to] {
            let x = axis.place(edge)
            canvas.line(x, Self.axisTop + 30, x, lanesBottom, .askedEdge, thickness: 2)
        }
    }
}

/// What a picture can show of a text from outside: one line, nothing that acts.
enum PlainText {
    static func of(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                result += "·"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
