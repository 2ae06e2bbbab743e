import Bundle
import Recordings
import Records

extension SourceChecks {
    /// Is everything that the record says of a recording so in the file? Asked of files that are the recording's, to the
    /// last byte; another copy has other facts, and only its access units can be compared.
    ///
    /// - Parameter otherRest: the names of other copies whose messages or private units are not the originals'.
    static func facts(_ pairs: [Pair], otherRest: [String]) throws -> Verdict {
        var reasons: [String] = []
        for pair in pairs {
            guard pair.flaw == nil else {
                reasons.append(
                    "\(pair.name) is another copy than the one that was sealed: only its access units were compared, by their places"
                        + (otherRest.contains(pair.name)
                            ? "; its messages or private units are not those of the originals" : ""))
                continue
            }
            if let difference = try SourceReading(of: pair.path).difference(from: pair.recording) {
                return .failed(reason: "\(pair.name): \(difference)")
            }
            // A name is not in the file: whoever kept it may have changed it, so this is told and is no failure.
            if let traces = pair.recording.commitment?.evidence.traces,
                let shown = traces.saysOtherwise(than: pair.path)
            {
                reasons.append(
                    "the name of the file given tells another start (\(shown)) than the one it was committed to under, "
                        + traces.parts.joined(separator: "/"))
            }
        }
        return reasons.first.map { .notChecked(reason: $0) } ?? .ok
    }
}
