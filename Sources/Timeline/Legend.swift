/// What the colours and patterns mean, in plain words: only those that are in the picture.
struct Legend {
    private enum Sign {
        case asked, agreed, leaves, anew, stays, missing, twice, keyFrame
    }

    private let signs: [(Sign, String)]

    init(_ chart: TimelineChart) {
        let lanes = chart.lanes
        let isOwner = chart.reader == .owner
        let would = isOwner ? (chart.isAnswered ? "leaves" : "would leave") : "handed over"
        var signs: [(Sign, String)] = [(.asked, "the time asked for")]
        if chart.isAnswered {
            signs.append((.agreed, isOwner ? "what you agreed to" : "what the owner agreed to"))
        }
        if lanes.contains(where: { $0.leaving.contains { !$0.isAnew } }) {
            signs.append((.leaves, "recorded, \(would) exactly as it was recorded"))
        }
        if lanes.contains(where: { $0.leaving.contains(where: \.isAnew) }) {
            signs.append((.anew, "recorded, \(would) as a new encoding, labelled so"))
        }
        if isOwner { signs.append((.stays, "recorded, stays with you")) }
        if lanes.contains(where: { !$0.gaps.isEmpty }) {
            signs.append((.missing, isOwner ? "nothing was recorded" : "no footage"))
        }
        if lanes.contains(where: { !$0.overlaps.isEmpty }) { signs.append((.twice, "recorded twice")) }
        if lanes.contains(where: { !$0.keyFrames.isEmpty }) {
            signs.append((.keyFrame, "a picture that stands alone: originals can begin here"))
        }
        self.signs = signs
    }

    func draw(on canvas: Canvas, left: Double, top: Double, width: Double) {
        canvas.text("How to read it", left, top + 4, size: 13, bold: true)
        var (x, y) = (left, top + 16.0)
        for (sign, words) in signs {
            let needed = 34 + canvas.width(of: words, size: 12) + 30
            if x > left, x + needed > left + width { (x, y) = (left, y + 27) }
            draw(sign, on: canvas, x, y)
            canvas.text(words, x + 34, y + 13, size: 12)
            x += needed
        }
    }

    private func draw(_ sign: Sign, on canvas: Canvas, _ x: Double, _ y: Double) {
        let (width, height) = (26.0, 17.0)
        switch sign {
        case .asked:
            canvas.fill(x, y, width, height, .asked)
            canvas.fill(x, y, 2, height, .askedEdge)
            canvas.fill(x + width - 2, y, 2, height, .askedEdge)
        case .agreed:
            canvas.fill(x, y + 9, width, 4, .agreed)
            canvas.fill(x, y + 1, 2, 12, .agreed)
            canvas.fill(x + width - 2, y + 1, 2, 12, .agreed)
        case .leaves: canvas.fill(x, y, width, height, .leaves)
        case .anew:
            canvas.fill(x, y, width, height, .anew)
            canvas.hatch(x, y, width, height, .ink, spacing: 5, thickness: 0.8, leansLeft: true)
        case .stays:
            canvas.fill(x, y, width, height, .stays)
            canvas.outline(x, y, width, height, .staysEdge)
        case .missing:
            canvas.hatch(x, y, width, height, .missing)
            canvas.outline(x, y, width, height, .missing, thickness: 1.3)
        case .twice: canvas.fill(x + 9, y - 2, 8, height + 4, .twice)
        case .keyFrame: canvas.pointer(x + width / 2, y + 3, size: 10, .ink)
        }
    }
}
