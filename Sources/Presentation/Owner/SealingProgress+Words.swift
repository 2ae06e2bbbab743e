import Outcomes
import Statements

extension SealingProgress {
    /// `43 %, about 12 s left: front-door 80 %, driveway 6 %, 2 of 5 done`.
    package var inWords: String {
        func percent(_ part: Double) -> String { "\(Int(max(0, min(1, part)) * 100)) %" }
        let left = secondsLeft.map { seconds in
            // Of a file that claims exabytes there are more seconds left than there are numbers for.
            let whole = Int64(max(1, min(seconds.rounded(), 1e9)))
            return ", about \(durationInWords(nanoseconds: whole * WallTime.nanosecondsPerSecond)) left"
        }
        let underway = parts.filter { $0.done > 0 && $0.done < 1 }.prefix(4).map {
            "\($0.camera) \(percent($0.done))"
        }
        let finished = parts.count { $0.done >= 1 }
        let counted = parts.count > 1 ? ["\(finished) of \(parts.count) done"] : []
        return percent(done) + (left ?? "") + ": " + (underway + counted).joined(separator: ", ")
    }
}
