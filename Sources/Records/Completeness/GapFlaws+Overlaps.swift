import Statements

/// That what two recordings of a camera both hold is said of both, and of nothing else.
extension GapFlaws {
    /// That what is said to have been recorded twice was.
    mutating func checkOverlaps() {
        for overlap in record.overlaps where first == nil {
            let held = overlap.recordings.compactMap(footage.recording)
            let covers = held.allSatisfy { recording in
                recording.facts.camera == overlap.camera
                    && recording.reaches.contains { reach in
                        reach.from.nanoseconds(since: overlap.window.from) <= reach.rhythm
                            && overlap.window.to.nanoseconds(since: reach.to) <= reach.rhythm
                    }
            }
            guard overlap.recordings.count == 2, held.count == 2, Set(overlap.recordings).count == 2, covers
            else {
                return note(
                    "two recordings of “\(overlap.camera)” are said to cover \(overlap.window.from) for "
                        + "\(overlap.window.lengthInWords), and do not")
            }
        }
    }

    /// What of a recording is in one granted window.
    private struct Stretch {
        let from: WallTime
        let to: WallTime
        let rhythm: Int64
        let id: String
        let name: String
    }

    /// That what two recordings of a camera both hold is said of both.
    mutating func checkUnsaidOverlaps() {
        var said: [String: [HeldTime]] = [:]
        for overlap in record.overlaps {
            let held = HeldTime(
                from: overlap.window.from, to: overlap.window.to, rhythm: 0, object: nil)
            for id in overlap.recordings { said[id, default: []].append(held) }
        }
        let blocks = said.mapValues(HeldBlocks.init)
        for subject in granted.subjects where first == nil {
            guard let camera = subject.camera else { continue }
            let recordings = footage.recordings(of: camera)
            guard recordings.count > 1 else { continue }
            var stretches: [Stretch] = []
            for recording in recordings {
                guard let span = recording.span else { continue }
                let rhythm = recording.main.lazy.map(\.rhythm).max() ?? 0
                for window in subject.time.touching(from: span.from, to: span.to) {
                    guard let there = recording.blocks.extent(in: window) else { continue }
                    stretches.append(
                        Stretch(
                            from: there.from, to: there.to, rhythm: rhythm, id: recording.facts.id,
                            name: recording.facts.name))
                }
            }
            stretches.sort { $0.from < $1.from }
            guard var furthest = stretches.first else { continue }
            for next in stretches.dropFirst() where first == nil {
                if let both = try? Window(from: next.from, to: min(furthest.to, next.to)) {
                    checkSaid(both, furthest, next, blocks)
                }
                if next.to > furthest.to { furthest = next }
            }
        }
    }

    private mutating func checkSaid(
        _ both: Window, _ one: Stretch, _ other: Stretch, _ said: [String: HeldBlocks]
    ) {
        let rhythm = max(one.rhythm, other.rhythm)
        guard one.id != other.id, both.durationNanoseconds > rhythm else { return }
        for id in [one.id, other.id] {
            let unsaid = said[id].map { $0.absent(from: both) } ?? [both]
            guard unsaid.contains(where: { $0.durationNanoseconds > rhythm }) else { continue }
            return note(
                "\(one.name) and \(other.name) both hold \(both.from) for \(both.lengthInWords), and nothing says that "
                    + "two recordings cover it")
        }
    }
}
