import Outcomes
import Records
import Statements

extension CameraSummaryFacts {
    /// What a person is told of the camera.
    package var labelled: [LabelledText] {
        let known = starts.map { "\($0.count) by \($0.how.inWords)" }
        let doubts = doubt.map {
            "\(doubtful) of them \(doubtful == 1 ? "is" : "are") in doubt, such as \($0)"
        }
        let facts: [LabelledText?] = [
            .init("Camera", camera),
            .init("Made by", recorder.listed),
            .init("Recordings", "\(count), \(bytesInWords(size))"),
            .init("From", window.from.inWords),
            .init("To", window.to.inWords),
            .init("Known by", listInWords(known) + (zone.map { ", zone \($0)" } ?? "")),
            .init("But", doubts),
            .init("Gaps", gapCount == 0 ? "none of 1 s or longer" : "\(gapCount) of 1 s or longer"),
        ]
        let gaps = longestGaps.map { gap in
            LabelledText(
                gapCount > longestGaps.count ? "Long gap" : "Gap",
                "\(gap.from.inWords) for \(gap.lengthInWords)")
        }
        return (facts + gaps).compactMap(\.self)
    }
}
