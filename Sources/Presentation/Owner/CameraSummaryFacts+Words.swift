import Outcomes
import Records
import Statements

extension CameraSummaryFacts {
    /// What a person is told of the camera, line by line; a line without words says nothing and is left out.
    package var lines: [(label: String, words: String?)] {
        let known = starts.map { "\($0.count) by \($0.how.inWords)" }
        return [
            ("Camera", camera),
            ("Recordings", "\(count), \(bytesInWords(size))"),
            ("From", window.from.inWords),
            ("To", window.to.inWords),
            ("Known by", listInWords(known) + (zone.map { ", zone \($0)" } ?? "")),
            (
                "But",
                doubt.map { "\(doubtful) of them \(doubtful == 1 ? "is" : "are") in doubt, such as \($0)" }
            ),
            ("Gaps", gapCount == 0 ? "none of 1 s or longer" : "\(gapCount) of 1 s or longer"),
        ]
            + longestGaps.map {
                (
                    gapCount > longestGaps.count ? "Long gap" : "Gap",
                    "\($0.from.inWords) for \($0.lengthInWords)"
                )
            }
    }
}
