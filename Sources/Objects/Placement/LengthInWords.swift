import Statements

/// A length of time as sentences about recordings have it: `2 h`, `3 min 20 s`.
package enum LengthInWords {
    /// Days to seconds, whatever the sign; below a second, milliseconds.
    package static func of(nanoseconds: Int64) -> String {
        let magnitude = nanoseconds == .min ? Int64.max : abs(nanoseconds)
        guard magnitude >= WallTime.nanosecondsPerSecond else { return "\(magnitude / 1_000_000) ms" }
        var rest = magnitude / WallTime.nanosecondsPerSecond
        var parts: [String] = []
        for (length, unit) in [(86_400, "d"), (3600, "h"), (60, "min"), (1, "s")] as [(Int64, String)] {
            if rest >= length { parts.append("\(rest / length) \(unit)") }
            rest %= length
        }
        return parts.joined(separator: " ")
    }
}
