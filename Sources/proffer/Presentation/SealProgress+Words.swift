import Bundle
import Custody

extension SealProgress {
    /// `43 %, about 12 s left: front-door 80 %, driveway 6 %, 2 of 5 done`.
    var inWords: String {
        func percent(_ part: Double) -> String { "\(Int(part * 100)) %" }
        let left = secondsLeft.map { seconds in
            ", about \(durationInWords(nanoseconds: Int64(max(1, seconds.rounded())) * WallTime.nanosecondsPerSecond)) left"
        }
        let underway = parts.filter { $0.done > 0 && $0.done < 1 }.prefix(4).map {
            "\($0.camera) \(percent($0.done))"
        }
        let finished = parts.count { $0.done >= 1 }
        let counted = parts.count > 1 ? ["\(finished) of \(parts.count) done"] : []
        return percent(done) + (left ?? "") + ": " + (underway + counted).joined(separator: ", ")
    }
}
