import Statements

/// A stretch of time that something of the bundle accounts for: a run of a track, or a stated gap.
struct HeldTime: Sendable, Hashable {
    var from: WallTime
    var to: WallTime
    /// How far the next one may be, in nanoseconds; 0 for a gap.
    var rhythm: Int64
    /// The place of the object it is of; nil for a gap.
    var object: Int?
}

/// Stretches joined where they touch, with what is known of their ends.
struct HeldBlocks: Sendable {
    private struct Block {
        var from: WallTime
        var to: WallTime
        var first: HeldTime
        var last: HeldTime
    }

    private var blocks: [Block] = []

    /// No longer is no hole, whatever lies around it: times are rounded (docs/spec/record.md, Completeness).
    static let allowance: Int64 = 2 * GapFlaws.allowance

    /// A part of a window that nothing accounts for.
    struct Hole: Sendable, Hashable {
        var window: Window
        /// What ends where it begins; nil for the window itself.
        var before: HeldTime?
        /// What begins where it ends.
        var after: HeldTime?
    }

    init(_ held: [HeldTime]) {
        for next in held.sorted(by: { ($0.from, $1.rhythm) < ($1.from, $0.rhythm) }) {
            guard let last = blocks.last, next.from <= last.to else {
                blocks.append(Block(from: next.from, to: next.to, first: next, last: next))
                continue
            }
            if next.to > last.to || next.to == last.to && next.rhythm > last.last.rhythm {
                blocks[blocks.count - 1].to = next.to
                blocks[blocks.count - 1].last = next
            }
        }
    }

    /// The parts of a window that are longer than the rhythm of what is around them.
    func holes(in window: Window) -> [Hole] {
        var holes: [Hole] = []
        var cursor = window.from
        var before: HeldTime?
        func close(_ end: WallTime, _ after: HeldTime?) {
            guard let hole = try? Window(from: cursor, to: end),
                hole.durationNanoseconds > max(before?.rhythm ?? 0, after?.rhythm ?? 0, Self.allowance)
            else { return }
            holes.append(Hole(window: hole, before: before, after: after))
        }
        var place = firstEnding(atOrAfter: window.from)
        while place < blocks.count, blocks[place].from <= window.to {
            let block = blocks[place]
            close(block.from, block.first)
            if block.to >= cursor { (cursor, before) = (block.to, block.last) }
            place += 1
        }
        close(window.to, nil)
        return holes
    }

    /// From the first to the last moment of the stretches that touch a window, inside it; nil where none does.
    func extent(in window: Window) -> (from: WallTime, to: WallTime)? {
        let place = firstEnding(atOrAfter: window.from)
        guard place < blocks.count, blocks[place].from < window.to else { return nil }
        var (low, high) = (place, blocks.count)
        while low < high {
            let middle = (low + high) / 2
            if blocks[middle].from >= window.to { high = middle } else { low = middle + 1 }
        }
        return (max(blocks[place].from, window.from), min(blocks[low - 1].to, window.to))
    }

    /// What of holes is left beside other stretches, where it is longer than the rhythm of what is around it.
    func remaining(of holes: [Hole]) -> [Hole] {
        holes.flatMap { hole in
            absent(from: hole.window).compactMap { part -> Hole? in
                let before = part.from == hole.window.from ? hole.before : nil
                let after = part.to == hole.window.to ? hole.after : nil
                guard part.durationNanoseconds > max(before?.rhythm ?? 0, after?.rhythm ?? 0, Self.allowance)
                else {
                    return nil
                }
                return Hole(window: part, before: before, after: after)
            }
        }
    }

    /// Whether a moment further than so much from both ends of a window lies in one of the stretches.
    func reach(into window: Window, byMoreThan nanoseconds: Int64) -> Bool {
        guard window.durationNanoseconds > 2 * nanoseconds else { return false }
        let from = window.from.adding(nanoseconds: nanoseconds)
        let to = window.to.adding(nanoseconds: -nanoseconds)
        var place = firstEnding(atOrAfter: from)
        while place < blocks.count, blocks[place].from < to {
            if blocks[place].to > from { return true }
            place += 1
        }
        return false
    }

    /// The parts of a window that no stretch reaches into.
    func absent(from window: Window) -> [Window] {
        var parts: [Window] = []
        var cursor = window.from
        var place = firstEnding(atOrAfter: window.from)
        while place < blocks.count, blocks[place].from < window.to {
            if let part = try? Window(from: cursor, to: blocks[place].from) { parts.append(part) }
            cursor = max(cursor, blocks[place].to)
            place += 1
        }
        if let part = try? Window(from: cursor, to: window.to) { parts.append(part) }
        return parts
    }

    private func firstEnding(atOrAfter moment: WallTime) -> Int {
        var (low, high) = (0, blocks.count)
        while low < high {
            let middle = (low + high) / 2
            if blocks[middle].to >= moment { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
